"""A standing discount takes a price under what it costs to serve.

## What it does

Takes each discount without an end off the fee of each tier that it is for, and holds what is left against the whole
allowance, used in the dearest way; and off each unit price that it is for. Discounts that stack are taken together.

A discount that ends, or that lasts a while, is a promotion and left out. Silent where no cost is declared, and where
the price is under its cost without it.

## Why it matters

Discounts are decided one by one, long after the price: each is small, and nobody adds them up.

## Bad

```price
product p "P" { currency USD; audience consumer }
cost model { rate $0.005 per draft }
metric draft "Drafts" { charged by task; costs 1 model.draft }
tier pro "Pro" { price $10 per month; includes 1_200 drafts per month, then block }
discount students "Students" { 50% off; available on pro }
```

## Good

```price
product p "P" { currency USD; audience consumer }
cost model { rate $0.005 per draft }
metric draft "Drafts" { charged by task; costs 1 model.draft }
tier pro "Pro" { price $10 per month; includes 1_200 drafts per month, then block }
discount students "Students" { 30% off; available on pro }
```

## Options

None.

## Sources

The pricing and packaging guide: the cost to serve is the floor of a price, discounts included.
"""

from __future__ import annotations

from collections.abc import Iterator
from decimal import Decimal
from fractions import Fraction

from pricelang.analysis.exact import ONE, ZERO, months
from pricelang.analysis.units import unit_prices
from pricelang.analysis.variants import Variant
from pricelang.analysis.worst import full_use, loss, proportional
from pricelang.catalog.catalog import Discount
from pricelang.diagnostics import Fix, Safety, Severity
from pricelang.rules.frame import Finding, Pricing, labels
from pricelang.rules.wording import called, facts, joined, money, percent
from pricelang.source import Span
from pricelang.syntax import nodes

SEVERITY = Severity.ERROR
DEFAULT = True
FIX = Safety.UNSAFE, "lowers the discount to the largest that covers the cost"


def check(pricing: Pricing) -> Iterator[Finding]:
    standing = [each for each in pricing.catalog.discounts if not (each.until or each.lasts or each.free)]
    sets: list[tuple[Discount, ...]] = [(each,) for each in standing]
    sets += [
        (first, second)
        for place, first in enumerate(standing)
        for second in standing[place + 1 :]
        if _stack(first, second)
    ]
    said: set[tuple[str, str]] = set()
    for discounts in sets:
        for tier in pricing.analysis.tiers:
            if any(each.available_on and tier.name not in each.available_on for each in discounts):
                continue
            if any((each.name, tier.name) in said for each in discounts):
                continue
            found = [_lost(pricing, variant, discounts) for variant in pricing.analysis.variants(tier.name)]
            reports = [each for each in found if each is not None]
            if reports:
                said |= {(each.name, tier.name) for each in discounts}
                yield min(reports, key=lambda each: each[0])[1]


def _stack(first: Discount, second: Discount) -> bool:
    return (first.stacks and second.stacks) or second.name in first.stacks_with or first.name in second.stacks_with


def _off(amount: Fraction, discounts: tuple[Discount, ...], variant: Variant) -> Fraction:
    """What is left of an amount of a month: percents first, then fixed amounts."""
    for each in discounts:
        if each.percent is not None:
            amount *= ONE - Fraction(each.percent) / 100
    for each in discounts:
        if each.amount is not None and each.amount.currency == variant.currency:
            length = months(variant.interval) if variant.interval is not None else ONE
            amount -= Fraction(each.amount.amount) / length
    return max(ZERO, amount)


def _lost(pricing: Pricing, variant: Variant, discounts: tuple[Discount, ...]) -> tuple[Fraction, Finding] | None:
    name = joined(f"`{each.label}`" for each in discounts)
    symbol = f"tier {variant.tier.name} / " + " / ".join(f"discount {each.name}" for each in discounts)
    last = discounts[-1]
    off = joined(
        percent(Fraction(each.percent) / 100) if each.percent is not None else money(
            Fraction(each.amount.amount), each.amount.currency) if each.amount is not None else ""
        for each in discounts
    )  # fmt: skip
    if all(not each.on or any(ref.kind == "seat" for ref in each.on) for each in discounts):
        if not variant.paid or loss(variant) is not None:
            return None
        least = max((each.seats_at_least or 0 for each in discounts), default=0)
        per_seat = proportional(variant) and not any(each.amount for each in discounts)
        seats = 1 if per_seat else max(variant.least, least)
        if variant.most is not None and seats > variant.most:
            return None
        fee, full = variant.fees.at(seats), full_use(variant, seats)
        left = _off(fee, discounts, variant)
        if left >= full.cost or not full.shares:
            return None
        share = max(full.shares, key=lambda each: each.cost)
        currency = variant.currency
        place = variant.fee.span if variant.fee is not None else None
        return left - full.cost, Finding(
            f"with {name}, `{variant.tier.label}` costs more to serve than it brings in",
            last.span,
            f"{off} off {called(variant, seats, per_seat)} leaves {money(left, currency)} of {money(fee, currency)}",
            related=labels(
                (share.pool.owner.span, f"costs up to {money(full.cost, currency)} to serve"),
                (place, f"brings in {money(fee, currency)} a month without it"),
            ),
            helps=(f"at most {percent(_most(fee, full.cost))} off covers what it costs",),
            fix=_fix(pricing, discounts, _most(fee, full.cost)),
            symbol=symbol,
            uncertain=pricing.uncertain(*discounts, *facts(variant, share.pool, share.cells)),
        )
    for each in unit_prices(pricing.analysis.sheet, variant):
        if any(one.on and each.of not in one.on for one in discounts) or any(one.amount for one in discounts):
            continue
        left = _off(each.price, discounts, variant)
        if left < each.cost <= each.price:
            return left - each.cost, Finding(
                f"with {name}, a price of `{variant.tier.label}` is under what it costs to serve",
                last.span,
                f"{off} off leaves {money(left, variant.currency)} of {money(each.price, variant.currency)}",
                related=labels((each.span, f"costs up to {money(each.cost, variant.currency)} to serve")),
                helps=(f"at most {percent(_most(each.price, each.cost))} off covers what it costs",),
                fix=_fix(pricing, discounts, _most(each.price, each.cost)),
                symbol=symbol,
                uncertain=pricing.uncertain(*discounts, *facts(variant, None, each.cells)),
            )
    return None


def _most(price: Fraction, cost: Fraction) -> Fraction:
    """The largest discount that covers a cost, rounded down to a tenth of a percent."""
    return Fraction((ONE - cost / price) * 1000 // 1, 1000)


def _fix(pricing: Pricing, discounts: tuple[Discount, ...], most: Fraction) -> Fix | None:
    """The percentage of the only discount that is at work."""
    from pricelang.rules.edits import declaration, first, offered, percentage

    if len(discounts) > 1 or discounts[0].percent is None or discounts[0].span is None or most <= 0:
        return None
    written = first(getattr(declaration(pricing, discounts[0].span), "body", ()), nodes.PercentOff)
    if written is None:
        return None
    at = Span(discounts[0].span.source, written.percent.start, written.percent.end)
    return offered("lower it", FIX[0], percentage(at, Decimal(int(most * 1000)) / 10))
