"""A promotion has no end, or nothing to land on.

## What it does

Finds a discount for everybody that is called a promotion (it has a code or a start, or its name says launch, beta,
early, intro, promo, offer ...) and has neither `until` nor `lasts`; a price or tier whose name says so without an
end; and a price with `until` after which no other price holds.

## Why it matters

A beta price without an end becomes the price: those who pay it have built on it, and raising it is a price increase.
Without a landing price nobody knows what is paid on the day after, least of all the billing system.

## Bad

```price
tier pro "Pro" { price $10 per month, until 2027-03-31 }
```

## Good

```price
tier pro "Pro" {
  price $10 per month, until 2027-03-31
  price $20 per month, from 2027-03-31
}
```

## Options

None.

## Sources

Guide, review: a promotion has an end date and a landing price before it starts.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from datetime import date

from pricelang.catalog.catalog import Discount, Package, Tier
from pricelang.catalog.charges import CustomPrice, FeePrice, FreePrice, Price, UsagePrice
from pricelang.diagnostics import Severity
from pricelang.rules.frame import Finding, Pricing

SEVERITY = Severity.ERROR
DEFAULT = True

_PROMOTION = (
    r"(?:^|[^a-z])(beta|preview|early[ _-]?(?:bird|access|adopters?)|launch|intro(?:ductory)?|promo(?:tion)?s?"
    r"|black[ _-]?friday|limited[ _-]?time|holidays?|offer)(?:$|[^a-z])"
)


def check(pricing: Pricing) -> Iterator[Finding]:
    for discount in pricing.catalog.discounts:
        if _everybodys(discount) and _called(discount):
            yield Finding(
                f"`{discount.name}` has no end",
                discount.span,
                "until when, or for how long?",
                helps=("write `until 2027-03-31`, or `lasts 3 months` for each customer",),
                symbol=f"discount {discount.name}",
                uncertain=pricing.uncertain(discount),
            )
    for kind, sellers in (("tier", pricing.catalog.tiers), ("package", pricing.catalog.packages)):
        for seller in sellers:
            if isinstance(seller, Tier) and pricing.shop.retired(seller):
                continue
            yield from _prices(pricing, kind, seller)


def _everybodys(discount: Discount) -> bool:
    special = discount.cohort or discount.existing_customers or discount.seats_at_least
    ends = discount.until or discount.lasts or discount.free
    return not special and not ends


def _called(discount: Discount) -> bool:
    return bool(discount.code or discount.start) or _promotes(discount)


def _promotes(thing: Discount | Tier | Package) -> bool:
    return any(re.search(_PROMOTION, text.lower()) for text in (thing.name, thing.label))


def _prices(pricing: Pricing, kind: str, seller: Tier | Package) -> Iterator[Finding]:
    shop = pricing.shop
    for price in seller.prices:
        end = price.terms.until
        retires = getattr(seller, "retired", None)
        if end is None or price.inherited is not None or price.terms.until_renewal:
            continue
        if (retires is not None and retires <= end) or any(_lands(price, each, end) for each in seller.prices):
            continue
        yield Finding(
            f"a price of `{seller.label}` ends on {end}, and no other one follows it",
            price.span or seller.span,
            f"until {end}, and then?",
            helps=(f"write the price that holds then: `price ..., from {end}`",),
            symbol=f"{kind} {seller.name} / until {end}",
            uncertain=pricing.uncertain(seller, price),
        )
    now = [price for price in shop.prices(seller) if price.inherited is None]
    dated = getattr(seller, "retired", None) or any(
        price.terms.start and price.terms.start > shop.day for price in seller.prices
    )
    if now and _promotes(seller) and not dated and all(price.terms.until is None for price in now):
        yield Finding(
            f"`{seller.label}` is called a promotion, and its price has no end",
            now[0].span or seller.span,
            "until when?",
            helps=("write `, until 2027-03-31` and the price that follows, or `retired ..., becomes TIER`",),
            symbol=f"{kind} {seller.name}",
            uncertain=pricing.uncertain(seller, *now),
        )


def _lands(price: Price, other: Price, end: date) -> bool:
    """Whether another price holds for the same buyers and the same thing when this one ends."""
    if other is price:
        return False
    theirs, ours = other.terms, price.terms
    if (theirs.start is not None and theirs.start > end) or (theirs.until is not None and theirs.until <= end):
        return False
    if theirs.cohort not in (None, ours.cohort) or theirs.region not in (None, ours.region):
        return False
    if (theirs.existing_customers and not ours.existing_customers) or theirs.until_renewal:
        return False
    if isinstance(price, UsagePrice):
        same = isinstance(other, UsagePrice) and other.metric == price.metric
        return (same and _fits(price, other)) or isinstance(other, CustomPrice)
    return isinstance(other, FeePrice | FreePrice | CustomPrice)


def _fits(price: UsagePrice, other: Price) -> bool:
    return isinstance(other, UsagePrice) and all(condition in price.when for condition in other.when)
