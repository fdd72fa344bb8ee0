"""A ladder recommends no tier, or several.

## What it does

Counts the tiers on sale marked `recommended` in each ladder that has two or more of them, and finds those with none,
or with more than one.

## Why it matters

One recommended tier is an answer to "which one is for me?". None leaves the question open, and two ask it again.

## Bad

```price
tier pro "Pro" { price $20 per month }
tier team "Team" { price $49 per month }
```

## Good

```price
tier pro "Pro" { price $20 per month; recommended }
tier team "Team" { price $49 per month }
```

## Options

None.

## Sources

Guide, tiers: one of them is the one that most people should buy.
"""

from __future__ import annotations

from collections.abc import Iterator

from pricelang.diagnostics import Severity
from pricelang.rules.frame import Finding, Pricing, labels
from pricelang.rules.reading import listed

SEVERITY = Severity.INFO
DEFAULT = False


def check(pricing: Pricing) -> Iterator[Finding]:
    spans = {ladder.name: ladder.span for ladder in pricing.catalog.ladders}
    for ladder, tiers in pricing.shop.ladders():
        marked = [tier for tier in tiers if tier.recommended]
        if len(tiers) < 2 or len(marked) == 1:
            continue
        if marked:
            yield Finding(
                f"`{ladder}` recommends {len(marked)} tiers: {listed(tier.name for tier in marked)}",
                marked[1].span,
                "recommended too",
                related=labels((marked[0].span, "recommended")),
                helps=("keep the word on the tier that most people should buy",),
                symbol=f"ladder {ladder}",
            )
        else:
            yield Finding(
                f"`{ladder}` recommends none of its {len(tiers)} tiers",
                spans[ladder] or tiers[0].span,
                helps=("write `recommended` in the tier that most people should buy",),
                symbol=f"ladder {ladder}",
            )
