"""The file does not say what the rules on reviews need to know.

## What it does

Names the facts that are missing, and what each would let the rules of this group, and `cost-stale`, say: when prices
were last reviewed and how often they are, and the date of each cost.

## Why it matters

A rule that lacks a fact stays silent. This one tells a file that was found sound from one that nobody could judge.

## Bad

```price
product scribe "Scribe" { currency USD; reviewed 2026-11-15 }
tier pro "Pro" { price $20 per month }
```

## Good

```price
product scribe "Scribe" { currency USD; reviewed 2026-11-15, every 3 months }
tier pro "Pro" { price $20 per month }
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
from pricelang.rules.reading import listed

SEVERITY = Severity.INFO
DEFAULT = False


def check(pricing: Pricing) -> Iterator[Finding]:
    product = pricing.catalog.product
    if product is not None and (product.review is None or product.review.every is None):
        yield Finding(
            f"nothing says how often the prices of `{product.label}` are looked at",
            (product.review.span if product.review else None) or product.span,
            "how often?",
            notes=("`review-overdue` takes a year for it",),
            helps=("write `reviewed DATE, every 3 months`",),
            symbol="review",
        )
    undated = [cost for cost in pricing.catalog.costs if cost.as_of is None]
    if undated:
        yield Finding(
            f"nothing says of which day {listed(cost.name for cost in undated)} {'is' if len(undated) == 1 else 'are'}",
            undated[0].span,
            "no `as_of`",
            notes=("`cost-stale` is silent about a cost without a date",),
            helps=("write `as_of DATE`",),
            symbol="as_of",
        )
