"""A year costs nearly as much as twelve months, or far less.

## What it does

Computes what a yearly price saves against the monthly one of the same tier and currency, and finds savings outside of
`least` to `most` percent. Silent where a tier has only one of the two.

## Why it matters

Below ten percent hardly anybody gives up the freedom to leave; above twenty-five the year is a second, lower price
list, and the monthly customers look like the ones who pay for it.

## Bad

```price
tier pro "Pro" { price $20 per month or $120 per year }
```

## Good

```price
tier pro "Pro" { price $20 per month or $192 per year }
```

## Options

- `least` (number, 10): the smallest yearly discount, in percent.
- `most` (number, 25): the largest yearly discount, in percent.

## Sources

Guide, tiers: a yearly discount of 10 to 25 percent; two months free are 16.7.
"""

from __future__ import annotations

from collections.abc import Iterator
from decimal import Decimal
from fractions import Fraction

from pricelang.catalog.charges import FeePrice, Price
from pricelang.diagnostics import Severity
from pricelang.rules.frame import Finding, Option, Pricing
from pricelang.rules.reading import own
from pricelang.rules.yearly import Saving, between, currency_of, percent, shown

SEVERITY = Severity.INFO
DEFAULT = False
OPTIONS = {
    "least": Option(Decimal, Decimal(10), "the smallest yearly discount, in percent"),
    "most": Option(Decimal, Decimal(25), "the largest yearly discount, in percent"),
}


def check(pricing: Pricing) -> Iterator[Finding]:
    least, most = Fraction(pricing.options["least"]), Fraction(pricing.options["most"])
    for tier in pricing.shop.on_sale:
        outside: list[tuple[Fraction, Price, Saving]] = []
        for price in own(pricing.shop.prices(tier)):
            outside += [
                (max(least - saving.percent, saving.percent - most), price, saving)
                for saving in _yearly(price)
                if not least <= saving.percent <= most
            ]
        if outside:
            _, price, saving = max(outside, key=lambda each: each[0])
            word = "less than" if saving.percent < least else "more than"
            bound = least if saving.percent < least else most
            yield Finding(
                f"a year of `{tier.label}` saves {percent(saving.percent)}, {word} {percent(bound)}",
                price.span or tier.span,
                f"{shown(saving.later)} against {shown(saving.first)}",
                notes=(f"by the month that is {saving.by_the_month}",),
                helps=(f"between {saving.at(most)} and {saving.at(least)} is the usual range",),
                symbol=f"tier {tier.name}",
            )


def _yearly(price: object) -> Iterator[Saving]:
    if not isinstance(price, FeePrice):
        return
    for month in price.alternatives:
        for year in price.alternatives:
            periods = [each.period and (each.period.count, each.period.unit) for each in (month, year)]
            if periods == [(1, "month"), (1, "year")] and currency_of(month) == currency_of(year):
                saving = between(month, year)
                if saving is not None:
                    yield saving
