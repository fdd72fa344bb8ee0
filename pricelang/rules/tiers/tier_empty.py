"""A tier with a price says of nothing that it is in it.

## What it does

Finds a tier on sale that is paid for, includes no package and no feature, grants and limits nothing, charges for no
use and says nothing in a note, while others of the file do say what is in them. Tiers by contract are left alone, as
what is in them is agreed on, and so are those on which an add-on is said to be sold: that may be what they are for.

## Why it matters

Nobody can tell what they pay for, and no check or bill of that tier means anything.

## Bad

```price
feature export
ladder plans "Plans" basic, pro
tier basic "Basic" { price $10 per month }
tier pro "Pro" { price $20 per month; includes export }
```

## Good

```price
feature drafts
feature export
ladder plans "Plans" basic, pro
tier basic "Basic" { price $10 per month; includes drafts }
tier pro "Pro" { price $20 per month; includes drafts, export }
```

## Options

None.

## Sources

House rule: a tier is what it gives and what it costs.
"""

from __future__ import annotations

from collections.abc import Iterator

from pricelang.catalog.charges import UsagePrice
from pricelang.diagnostics import Severity
from pricelang.rules.frame import Finding, Pricing
from pricelang.rules.reading import by_contract

SEVERITY = Severity.WARNING
DEFAULT = True


def check(pricing: Pricing) -> Iterator[Finding]:
    shop = pricing.shop
    if all(map(shop.says_nothing, shop.on_sale)):
        return
    carriers = {name for package in pricing.catalog.packages for name in package.available_on}
    for tier in shop.on_sale:
        if not shop.says_nothing(tier) or not shop.paid(tier) or by_contract(tier) or tier.name in carriers:
            continue
        if tier.sizes or tier.seats or tier.notes or any(price.terms.notes for price in tier.prices):
            continue
        if any(isinstance(price, UsagePrice) for price in tier.prices):
            continue
        yield Finding(
            f"nothing is in `{tier.label}`",
            tier.span,
            "says only what it costs",
            helps=("say what it `includes`",),
            symbol=f"tier {tier.name}",
            uncertain=pricing.uncertain(tier),
        )
