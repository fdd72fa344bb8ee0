"""A cost is older than the product's review interval.

## What it does

Compares the day that each cost is `as_of` with the day of the run: it may be as old as the product says that its prices
are reviewed (`reviewed ..., every 3 months`).

Silent where the product states no interval, or the cost no day.

## Why it matters

Model prices change several times a year. Every margin that the linter proves rests on these numbers.

## Bad

```price
product p "P" { currency USD; audience consumer; reviewed 2025-11-15, every 3 months }
cost model { rate $0.005 per draft; as_of 2024-01-31 }
metric draft "Drafts" { charged by task; costs 1 model.draft }
```

## Good

```price
product p "P" { currency USD; audience consumer; reviewed 2025-11-15, every 3 months }
cost model { rate $0.005 per draft; as_of 2099-01-31 }
metric draft "Drafts" { charged by task; costs 1 model.draft }
```

## Options

None.

## Sources

The pricing and packaging guide: review costs as often as prices.
"""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from fractions import Fraction

from pricelang.analysis.exact import months
from pricelang.diagnostics import Severity
from pricelang.rules.frame import Finding, Pricing, labels

SEVERITY = Severity.WARNING
DEFAULT = True


def check(pricing: Pricing) -> Iterator[Finding]:
    product = pricing.catalog.product
    if product is None or product.review is None or product.review.every is None:
        return
    every = product.review.every
    length = f"{every.count} {every.unit}s" if every.count != 1 else f"{every.unit}"
    for cost in pricing.catalog.costs:
        if cost.as_of is not None and _age(cost.as_of, pricing.today) > months(every):
            days = (pricing.today - cost.as_of).days
            yield Finding(
                f"the cost of `{cost.label}` is {days:,} days old",
                cost.span,
                f"as of {cost.as_of}",
                related=labels((product.review.span, f"reviewed every {length}")),
                helps=("look its price up again, and write the day",),
                symbol=f"cost {cost.name}",
            )


def _age(then: date, now: date) -> Fraction:
    """Whole months between two days, and the rest in days of a month of 31: never more than by the calendar."""
    whole = (now.year - then.year) * 12 + now.month - then.month
    if now.day < then.day:
        return Fraction(whole - 1) + Fraction(31 + now.day - then.day, 32)
    return Fraction(whole) + Fraction(now.day - then.day, 32)
