"""A tier does not say who it is for.

## What it does

Finds a tier on sale without `for`, in a file that declares personas.

## Why it matters

A tier for nobody in particular is priced against nobody's use and nobody's purse: `heavy-user-loss` and
`above-willingness-to-pay` have nothing to compare it with.

## Bad

```price
persona writer "Freelance writer" { pays up to $25 per month }
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

Guide, tiers: each tier is for one kind of buyer.
"""

from __future__ import annotations

from collections.abc import Iterator

from pricelang.diagnostics import Severity
from pricelang.rules.frame import Finding, Pricing

SEVERITY = Severity.INFO
DEFAULT = False


def check(pricing: Pricing) -> Iterator[Finding]:
    if not pricing.catalog.personas:
        return
    for tier in pricing.shop.on_sale:
        if not tier.personas:
            yield Finding(
                f"`{tier.label}` does not say who it is for",
                tier.span,
                "for whom?",
                helps=("write `for PERSONA`",),
                symbol=f"tier {tier.name}",
            )
