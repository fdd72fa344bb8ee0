"""The step from one tier to the next is a leap, or none.

## What it does

Compares the fees of neighbours on a ladder for the same number of seats: the smallest that both sell. Finds ratios
below `least` or above `most`. Silent about free tiers, tiers by contract, "from" prices and sizes, and where the two
have no interval and currency in common.

## Why it matters

Over five times the price, nobody climbs: there is room for a tier between the two. Under 1.2 times, the cheaper tier
has no reason to be bought.

## Bad

```price
tier pro "Pro" { price $20 per month }
tier max "Max" { price $200 per month }
```

## Good

```price
tier pro "Pro" { price $20 per month }
tier plus "Plus" { price $60 per month }
tier max "Max" { price $200 per month }
```

## Options

- `least` (number, 1.2): the smallest ratio of two neighbours' fees.
- `most` (number, 5): the largest ratio of two neighbours' fees.

## Sources

Guide, tiers: neighbours are two to three times apart. The seats are the same for both, as a minimum of three seats
makes no step: $147 for three against $20 for one is 7.35 times, and 2.45 for the same three.
"""

from __future__ import annotations

from collections.abc import Iterator
from decimal import ROUND_HALF_UP, Decimal
from fractions import Fraction

from pricelang.catalog.catalog import Tier
from pricelang.diagnostics import Severity
from pricelang.rules.frame import Finding, Option, Pricing, labels
from pricelang.rules.neighbours import below as nearest_below
from pricelang.rules.reading import seats_at_least
from pricelang.rules.yearly import amount

SEVERITY = Severity.INFO
DEFAULT = False
OPTIONS = {
    "least": Option(Decimal, Decimal("1.2"), "the smallest ratio of two neighbours' fees"),
    "most": Option(Decimal, Decimal(5), "the largest ratio of two neighbours' fees"),
}


def check(pricing: Pricing) -> Iterator[Finding]:
    shop = pricing.shop
    least, most = Fraction(pricing.options["least"]), Fraction(pricing.options["most"])
    for _, tiers in shop.ladders():
        priced = [tier for tier in tiers if not shop.free(tier) and not shop.custom(tier)]
        for place in range(1, len(priced)):
            higher = priced[place]
            lower = nearest_below(shop, priced[:place], higher)
            seats = max(seats_at_least(lower), seats_at_least(higher))
            below, above = shop.fee(lower, seats), shop.fee(higher, seats)
            common = [key for key in above or {} if key in (below or {})]
            # by the month where both are sold by it: that is the step that people see
            key = min(common, key=lambda each: (each[1] != "month", common.index(each)), default=None)
            if below is None or above is None or key is None or not below[key] or not above[key]:
                continue
            ratio = above[key] / below[key]
            if least <= ratio <= most:
                continue
            counted = "" if _flat(lower) and _flat(higher) else f" for {seats} seat{'s' * (seats != 1)}"
            high, low = (amount(each[key], key[0]) for each in (above, below))
            yield Finding(
                f"`{higher.label}` costs {_times(ratio)} times what `{lower.label}` costs",
                (higher.prices[0].span if higher.prices else None) or higher.span,
                f"{high} a month{counted}",
                related=labels(
                    ((lower.prices[0].span if lower.prices else None) or lower.span, f"{low} a month{counted}")
                ),
                notes=(f"the usual step is {_times(least)} to {_times(most)} times",),
                helps=("there is room for a tier between them",) if ratio > most else ("set them apart, or join them",),
                symbol=f"tier {lower.name} / tier {higher.name}",
            )


def _flat(tier: Tier) -> bool:
    return not any(each.per for price in tier.prices for each in getattr(price, "alternatives", ()))


def _times(ratio: Fraction) -> str:
    value = (Decimal(ratio.numerator) / Decimal(ratio.denominator)).quantize(Decimal("0.01"), ROUND_HALF_UP)
    return f"{value.normalize():f}"
