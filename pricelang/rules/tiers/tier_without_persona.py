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

from pricelang.catalog.catalog import Tier
from pricelang.diagnostics import Fix, Safety, Severity
from pricelang.rules.frame import Finding, Pricing

SEVERITY = Severity.INFO
DEFAULT = False
FIX = Safety.UNSAFE, "writes `for` the only persona that there is"


def check(pricing: Pricing) -> Iterator[Finding]:
    if not pricing.catalog.personas:
        return
    only = pricing.catalog.personas[0].name if len(pricing.catalog.personas) == 1 else None
    for tier in pricing.shop.on_sale:
        if not tier.personas:
            yield Finding(
                f"`{tier.label}` does not say who it is for",
                tier.span,
                "for whom?",
                helps=("write `for PERSONA`",),
                fix=_fix(pricing, tier, only) if only is not None else None,
                symbol=f"tier {tier.name}",
            )


def _fix(pricing: Pricing, tier: Tier, persona: str) -> Fix | None:
    from pricelang.rules.edits import offered, say

    return offered(f"say that it is for `{persona}`", FIX[0], say(pricing, tier.span, f"for {persona}"))
