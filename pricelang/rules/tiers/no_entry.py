"""Nobody can start without paying.

## What it does

Finds a ladder with a tier that anybody can buy at a recurring fee, in a product without a free tier, a trial, a tier
that is paid by use alone, or a discount that is free for a time to new customers.

## Why it matters

An AI product is believed when it has been tried. Without a free way in, the first decision is about money, and most
visitors take it by leaving.

## Bad

```price
tier pro "Pro" { price $20 per month }
tier team "Team" { price $49 per month }
```

## Good

```price
tier pro "Pro" { price $20 per month; trial 14 days }
tier team "Team" { price $49 per month }
```

## Options

None.

## Sources

Guide, tiers: a free tier or a trial, with a cost that is known.
"""

from __future__ import annotations

from collections.abc import Iterator

from pricelang.diagnostics import Severity
from pricelang.rules.frame import Finding, Pricing
from pricelang.rules.reading import costs_something, recurs

SEVERITY = Severity.INFO
DEFAULT = False


def check(pricing: Pricing) -> Iterator[Finding]:
    shop = pricing.shop
    for discount in pricing.catalog.discounts:
        if discount.free is not None and not discount.existing_customers:
            return
    for tier in shop.on_sale:
        prices = shop.prices(tier)
        by_use = shop.paid(tier) and not shop.custom(tier) and not any(map(recurs, prices))
        if shop.free(tier) or tier.trial is not None or by_use:
            return
    for ladder, tiers in shop.ladders():
        first = next((tier for tier in tiers if not shop.custom(tier) and any(map(_fee, shop.prices(tier)))), None)
        if first is not None:
            yield Finding(
                f"nobody can start on `{ladder}` without paying",
                first.span,
                "the first tier with a price",
                helps=("write `trial 14 days`, or add a tier with `price free`",),
                symbol=f"ladder {ladder}",
            )


def _fee(price: object) -> bool:
    return recurs(price) and costs_something(price)  # type: ignore[arg-type]
