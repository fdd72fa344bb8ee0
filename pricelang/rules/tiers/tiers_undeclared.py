"""The file does not say what the rules on tiers need to know.

## What it does

Names the facts that are missing, and what each would let the rules of this group say: personas, and the price of a
tier.

## Why it matters

A rule that lacks a fact stays silent. This one tells a file that was found sound from one that nobody could judge.

## Bad

```price
tier pro "Pro" { price $20 per month }
```

## Good

```price
persona writer "Freelance writer" { pays up to $25 per month }
tier pro "Pro" { price $20 per month; for writer }
```

## Options

None.

## Sources

House rule: no finding is not the same as no fault.
"""

from __future__ import annotations

from collections.abc import Iterator

from pricelang.diagnostics import Severity
from pricelang.rules.frame import Finding, Pricing

SEVERITY = Severity.INFO
DEFAULT = False


def check(pricing: Pricing) -> Iterator[Finding]:
    catalog, shop = pricing.catalog, pricing.shop
    if catalog.tiers and not catalog.personas:
        yield Finding(
            "no persona is declared, so that nothing can be said about who a tier is for",
            catalog.product.span if catalog.product else catalog.tiers[0].span,
            "no personas",
            notes=("`tier-without-persona` and the rules on margins of personas are silent without them",),
            helps=("write `persona NAME { pays up to ...; uses ... typical, ... heavy }`",),
            symbol="personas",
        )
    for tier in shop.on_sale:
        if not tier.prices:
            yield Finding(
                f"nothing says what `{tier.label}` costs",
                tier.span,
                "no price",
                notes=("the rules that compare tiers are silent about it",),
                helps=("write `price ...`, `price free` or `price custom`",),
                symbol=f"tier {tier.name}",
            )
