"""A product for businesses prices by usage only, and offers no commitment.

## What it does

Finds a product with the audience `b2b` whose paid tiers on sale all charge by use and nothing else: no recurring fee,
no minimum, no commitment, no price under a commitment, no tier by contract.

## Why it matters

Procurement buys a sum for a year. A price list without one sends the largest customers back to ask for a contract that
nobody has written, and leaves the seller without a revenue to plan with.

## Bad

```price
product relay "Relay" { audience b2b; currency USD }
metric call "Calls" { charged by usage }
tier payg "Pay as you go" { price $0.02 per call }
```

## Good

```price
product relay "Relay" { audience b2b; currency USD }
metric call "Calls" { charged by usage }
tier payg "Pay as you go" { price $0.02 per call; price $0.015 per call, with commit of $20_000 per year }
```

## Options

None.

## Sources

Guide, thresholds: usage prices for businesses come with an annual commitment.
"""

from __future__ import annotations

from collections.abc import Iterator

from pricelang.catalog.charges import CustomPrice, UsagePrice
from pricelang.diagnostics import Severity
from pricelang.rules.frame import Finding, Pricing
from pricelang.rules.reading import costs_something, recurs

SEVERITY = Severity.INFO
DEFAULT = False


def check(pricing: Pricing) -> Iterator[Finding]:
    product = pricing.catalog.product
    if product is None or "b2b" not in product.audiences:
        return
    shop = pricing.shop
    paid = [tier for tier in shop.on_sale if shop.paid(tier)]
    for tier in paid:
        if tier.commitment or tier.minimums:
            return
        for price in tier.prices:
            terms = price.terms
            fixed = isinstance(price, CustomPrice) or (recurs(price) and costs_something(price))
            if fixed or terms.with_commitment or terms.commitment is not None:
                return
    packages = [price for package in pricing.catalog.packages for price in package.prices]
    if any(isinstance(price, CustomPrice) or (recurs(price) and costs_something(price)) for price in packages):
        return
    by_use = next((tier for tier in paid if any(isinstance(price, UsagePrice) for price in tier.prices)), None)
    if by_use is not None:
        yield Finding(
            f"`{product.label}` is for businesses, prices by usage only, and offers no commitment",
            by_use.span,
            "nothing here can be bought for a year",
            helps=("write `commit $20_000 per year`, a price `with commit of ...`, or a tier with `price custom`",),
            symbol=f"product {product.name}",
        )
