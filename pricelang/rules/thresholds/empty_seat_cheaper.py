"""Buying a seat that nobody uses lowers the bill.

## What it does

Compares, for pooled allowances per seat, the bill of some use with the bill of the same use and one more seat: where a
seat's allowance costs more as overage than the seat costs, an empty seat pays.

Opt-in: a cheaper way to more allowance may be meant.

## Why it matters

Seats stop counting people. The number that sales, churn and the roadmap are read from is bought for its credits.

## Bad

```price
product p "P" { currency USD; audience consumer }
metric draft "Drafts" { charged by task }
seat editor "Seat"
tier pro "Pro" {
  price     $20 per seat per month
  includes  500 drafts per seat per month, pooled, then $0.05 each up to $200 per month if enabled, then block
}
```

## Good

```price
product p "P" { currency USD; audience consumer }
metric draft "Drafts" { charged by task }
seat editor "Seat"
tier pro "Pro" {
  price     $20 per seat per month
  includes  500 drafts per seat per month, pooled, then $0.03 each up to $200 per month if enabled, then block
}
```

## Options

None.

## Sources

Worked checks of this project: on its own sample, a second seat is cheaper than 401 credits of overage.
"""

from __future__ import annotations

from collections.abc import Iterator
from fractions import Fraction

from pricelang.analysis.margins import PoolCurve
from pricelang.analysis.pools import Pool
from pricelang.analysis.variants import Variant
from pricelang.diagnostics import Severity
from pricelang.rules.frame import Finding, Pricing, labels
from pricelang.rules.wording import money, number, symbol, units

SEVERITY = Severity.INFO
DEFAULT = False


def check(pricing: Pricing) -> Iterator[Finding]:
    for tier in pricing.analysis.tiers:
        said: set[str] = set()
        for variant in pricing.analysis.variants(tier.name):
            for pool in variant.pools.values():
                pooled = any(grant.seat and grant.allowance.pooled for grant in pool.grants)
                if not pooled or not variant.paid or pool.of.name in said or variant.most == variant.least:
                    continue
                found = _cheaper(variant, pool)
                if found is not None:
                    said.add(pool.of.name)
                    yield _finding(pricing, variant, pool, *found)


def _cheaper(variant: Variant, pool: Pool) -> tuple[Fraction, Fraction, Fraction] | None:
    """The smallest use that one more seat makes cheaper, with both bills; None: none is found."""
    here, there = PoolCurve(variant, pool, variant.least), PoolCurve(variant, pool, variant.least + 1)
    if not (here.overage.known and there.overage.known):
        return None

    def saved(quantity: Fraction) -> Fraction:
        return here.bill(quantity) - there.bill(quantity)

    before = None
    for point in sorted({*here.points(), *(each for each in there.points() if here.end is None or each <= here.end)}):
        if saved(point) > 0:
            if before is not None and point > before:
                slope = (saved(point) - saved(before)) / (point - before)
                step = here.step
                first = before + (-saved(before) / slope // step + 1) * step
                point = first if first <= point and saved(first) > 0 else point
            return point, here.bill(point), there.bill(point)
        before = point
    return None


def _finding(pricing: Pricing, variant: Variant, pool: Pool, use: Fraction, bill: Fraction, less: Fraction) -> Finding:
    name = units(pricing.analysis.sheet, pool.of)
    seats, currency = variant.least, variant.currency
    return Finding(
        f"an empty seat of `{variant.tier.label}` lowers the bill from {number(use)} {name}",
        pool.owner.span,
        f"{number(pool.seat)} a seat",
        related=labels((variant.fee.span if variant.fee is not None else None, "what a seat costs")),
        notes=(
            f"{number(use)} {name} on {seats:,} seat{'s' * (seats != 1)} cost {money(bill, currency)} a month,"
            f" on {seats + 1:,} {money(less, currency)}",
        ),
        helps=("lower the overage price, or sell packs",),
        symbol=symbol(variant.tier, pool.of),
    )
