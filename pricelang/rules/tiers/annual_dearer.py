"""Paying for longer costs more than paying for the same time in short intervals.

## What it does

Compares the prices of a tier or add-on by different intervals, by the month: the one for the longer interval is dearer.

## Why it matters

Who commits for a year is punished for it. Mostly it is a slip: the price of a month was multiplied once too often, or
the discount added instead of taken off.

## Bad

```price
tier pro "Pro" { price $20 per month or $288 per year }
```

## Good

```price
tier pro "Pro" { price $20 per month or $192 per year }
```

## Options

None.

## Sources

House rule, beside `annual-discount-range`: a year may save little, and must not cost more.
"""

from __future__ import annotations

from collections.abc import Iterator
from fractions import Fraction

from pricelang.diagnostics import Severity
from pricelang.rules.frame import Finding, Pricing
from pricelang.rules.reading import months, own
from pricelang.rules.yearly import percent, savings, shown

SEVERITY = Severity.ERROR
DEFAULT = True


def check(pricing: Pricing) -> Iterator[Finding]:
    for kind, seller in pricing.shop.sellers():
        for price in own(pricing.shop.prices(seller)):
            for saving in savings(price):
                first, later = saving.first.period, saving.later.period
                if first is None or later is None or months(first) >= months(later) or saving.percent >= 0:
                    continue
                more = saving.month[1] / saving.month[0] - 1
                yield Finding(
                    f"`{seller.label}` costs {percent(more * 100)} more by the {later.unit} than by the {first.unit}",
                    price.span or seller.span,
                    f"{shown(saving.later)} against {shown(saving.first)}",
                    notes=(f"by the month that is {saving.by_the_month}",),
                    helps=(f"{saving.at(Fraction(0))} would cost the same",),
                    symbol=f"{kind} {seller.name}",
                    uncertain=pricing.uncertain(seller, price),
                )
