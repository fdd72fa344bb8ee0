"""A ladder has more tiers than people can compare.

## What it does

Counts the tiers on sale of each ladder, and finds those with more than `most`.

## Why it matters

Each further tier is one more comparison for the customer, one more column on the page, and one more price to keep
right. Three tiers and one to talk about are what most people can hold side by side.

## Bad

```price
tier free "Free" { price free }
tier basic "Basic" { price $5 per month }
tier plus "Plus" { price $10 per month }
tier pro "Pro" { price $20 per month }
tier max "Max" { price $40 per month }
```

## Good

```price
tier free "Free" { price free }
tier plus "Plus" { price $10 per month }
tier pro "Pro" { price $20 per month }
```

## Options

- `most` (whole number, 4): how many tiers a ladder may have on sale.

## Sources

Guide, tiers: three or four.
"""

from __future__ import annotations

from collections.abc import Iterator

from pricelang.diagnostics import Severity
from pricelang.rules.frame import Finding, Option, Pricing
from pricelang.rules.reading import listed

SEVERITY = Severity.INFO
DEFAULT = False
OPTIONS = {"most": Option(int, 4, "how many tiers a ladder may have on sale")}


def check(pricing: Pricing) -> Iterator[Finding]:
    most = pricing.options["most"]
    spans = {ladder.name: ladder.span for ladder in pricing.catalog.ladders}
    for ladder, tiers in pricing.shop.ladders():
        if len(tiers) > most:
            yield Finding(
                f"`{ladder}` has {len(tiers)} tiers on sale, more than {most}",
                spans[ladder] or tiers[most].span,
                "" if spans[ladder] else f"number {most + 1}",
                notes=(f"they are {listed(tier.name for tier in tiers)}",),
                helps=("join two of them, retire one, or make a part an add-on",),
                symbol=f"ladder {ladder}",
            )
