"""In a volume price, using more costs less.

## What it does

Compares, at every edge of a `volume` price, what the last quantity of one band costs with the first of the next, flat
amounts included: of usage, of overage, and of seats. The range that costs less than the edge runs over all later bands.

## Why it matters

Customers at the top of a band are billed more than larger ones, and the clever ones order what they do not need.

## Bad

```price
product p "P" { currency USD; audience consumer }
metric call "Calls" { charged by usage }
tier pro "Pro" {
  price  $20 per month
  price  per call volume { up to 15 at $1; above at $0.80 }
}
```

## Good

```price
product p "P" { currency USD; audience consumer }
metric call "Calls" { charged by usage }
tier pro "Pro" {
  price  $20 per month
  price  per call graduated { first 15 at $1; rest at $0.80 }
}
```

## Options

None.

## Sources

The language's own list of what goes wrong elsewhere: a volume band where 16 units cost less than 15.
"""

from __future__ import annotations

from collections.abc import Iterator
from fractions import Fraction

from pricelang.analysis.curves import Charge, Cliff, cliffs
from pricelang.catalog.catalog import Package, Tier
from pricelang.catalog.charges import BandedFee, Bands, FeePrice, Phase, Rate, UsagePrice
from pricelang.catalog.quantity import Ref
from pricelang.diagnostics import Severity
from pricelang.record import Record
from pricelang.rules.frame import Finding, Pricing, labels
from pricelang.rules.wording import money, number

SEVERITY = Severity.WARNING
DEFAULT = True


class _Volume(Record):
    bands: Bands
    of: Ref
    holder: Tier | Package


def check(pricing: Pricing) -> Iterator[Finding]:
    said: set[object] = set()
    for each in _volumes(pricing):
        charge = Charge.of(each.bands)
        step = Fraction(1) if each.of.kind == "seat" else pricing.analysis.sheet.step(each.of.name)
        found = cliffs(charge, step)
        key = each.bands.span or each
        if not found or key in said:
            continue
        said.add(key)
        yield _finding(each, found, charge)


def _volumes(pricing: Pricing) -> Iterator[_Volume]:
    holders: list[Tier | Package] = [*pricing.analysis.tiers, *pricing.catalog.packages]
    for holder in holders:
        for price in holder.prices:
            if isinstance(price, UsagePrice):
                yield from _of(price.rates, Ref("metric", price.metric), holder)
            elif isinstance(price, FeePrice):
                for fee in price.alternatives:
                    if isinstance(fee, BandedFee) and fee.per.kind == "seat":
                        yield from _of((fee.rate,), fee.per, holder)
        for item in holder.allowances:
            for phase in item.phases:
                yield from _of(_rates(phase), item.of, holder)


def _rates(phase: Phase) -> tuple[Rate, ...]:
    return phase.rates


def _of(rates: tuple[Rate, ...], of: Ref, holder: Tier | Package) -> Iterator[_Volume]:
    for rate in rates:
        if isinstance(rate, Bands) and rate.mode == "volume":
            yield _Volume(rate, of, holder)


def _finding(each: _Volume, found: list[Cliff], charge: Charge) -> Finding:
    worst = max(found, key=lambda cliff: cliff.before - cliff.after)
    currency = each.bands.currency
    name = "seats" if each.of.kind == "seat" else f"`{each.of.name}`"
    place = next(i for i, edge in enumerate(charge.edges) if edge == worst.edge)
    here, there = charge.steps[place].band, charge.steps[place + 1].band
    more = number(worst.edge + worst.step)
    last = charge.steps[-1]
    endless = last.up_to is None and not last.unit and charge.at(last.above + worst.step) < worst.before
    notes = []
    if endless:
        notes.append(f"anything above {number(worst.edge)} {name} costs less than {number(worst.edge)}")
    elif worst.until > worst.edge + worst.step:
        notes.append(f"from {more} to {number(worst.until)} {name} cost less than {number(worst.edge)}")
    for cliff in found:
        if cliff is not worst:
            costs = f"{money(cliff.before, currency)}, {number(cliff.edge + cliff.step)} {money(cliff.after, currency)}"
            notes.append(f"likewise {number(cliff.edge)} {name} cost {costs}")
    kind = "tier" if isinstance(each.holder, Tier) else "package"
    return Finding(
        f"{more} {name} of `{each.holder.label}` cost less than {number(worst.edge)}",
        (there.span if there else None) or each.bands.span,
        f"{more} cost {money(worst.after, currency)}",
        related=labels((here.span if here else None, f"{number(worst.edge)} cost {money(worst.before, currency)}")),
        notes=tuple(notes),
        helps=("price by `graduated` bands: each unit at the price of the band that it falls in",),
        symbol=f"{kind} {each.holder.name} / {each.of.kind} {each.of.name}",
    )
