"""What changes a bill after its charges: minimums, discounts, commitments."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date

from pricelang.catalog.catalog import Discount
from pricelang.catalog.period import Period
from pricelang.rating.bill import Line
from pricelang.rating.errors import RatingError
from pricelang.rating.exact import Value, tidy
from pricelang.rating.tariff import Tariff
from pricelang.rating.timing import share

_RECURRING = frozenset({"fee", "seats"})
_USAGE = frozenset({"usage", "overage", "maximum"})


def minimum_lines(tariff: Tariff, lines: list[Line]) -> list[Line]:
    """What the tier's minimums add: first those of one metric or credit, then that of the whole bill."""
    kind = tariff.kind
    added: list[Line] = []
    for minimum, times in sorted(tariff.minimums, key=lambda pair: pair[0].on is None):
        on = minimum.on
        counted = [line for line in (*lines, *added) if on is None or line.of == on]
        total = sum((kind(line.amount) for line in counted), tariff.zero)
        bound = kind(minimum.amount.amount) * times
        if total < bound:
            label = tariff.tier.label if on is None else _label(tariff, on.name)
            added.append(
                Line(
                    "minimum", label, tidy(bound - total), base=tidy(total), bound=tidy(bound), of=on, span=minimum.span
                )
            )
    return added


def discount_lines(
    tariff: Tariff,
    lines: list[Line],
    index: int,
    on: date | None,
    existing: bool,
    seats: Mapping[str, int],
    cohort: str | None,
) -> list[Line]:
    """What the discounts take off: percents and free time one after the other, then fixed amounts; never below zero.

    `index` counts billing intervals: a discount that lasts is gone when its time is over.

    Raises:
        RatingError: a discount does not hold for this customer, or two do not stack.
    """
    if not tariff.discounts:
        return []
    kind = tariff.kind
    chosen = [item for item in tariff.discounts if _holds(item, tariff, index, on, existing, seats, cohort)]
    for place, one in enumerate(tariff.discounts):
        for other in tariff.discounts[place + 1 :]:
            if not (_stacks(one, other) or _stacks(other, one)):
                raise RatingError(
                    f"`{one.name}` and `{other.name}` do not stack",
                    "use one of them, or say that they stack",
                    other.span,
                )
    net = [kind(line.amount) for line in lines]
    added: list[Line] = []
    for discount in chosen:
        percent = discount.percent
        if discount.free is not None:
            percent, free = None, _free_part(tariff, discount.free, index)
        elif percent is None:
            continue
        else:
            free = tariff.zero
        part = kind(percent) / 100 if percent is not None else free
        if not part:
            continue
        off = tariff.zero
        base = tariff.zero
        for place, line in enumerate(lines):
            if _on(discount, line, free_time=discount.free is not None) and net[place]:
                base += net[place]
                off += net[place] * part
                net[place] -= net[place] * part
        if off > 0:
            shown = tidy(kind(percent)) if percent is not None else tidy(part * 100)
            added.append(
                Line("discount", discount.label, tidy(-off), percent=shown, base=tidy(base), span=discount.span)
            )
    for discount in chosen:
        if discount.amount is None:
            continue
        if discount.amount.currency != tariff.currency:
            raise RatingError(
                f"`{discount.name}` is in {discount.amount.currency}, the bill in {tariff.currency}", "", discount.span
            )
        places = [place for place, line in enumerate(lines) if _on(discount, line)]
        base = sum((net[place] for place in places), tariff.zero)
        off = min(kind(discount.amount.amount), base)
        if off <= 0:
            continue
        added.append(
            Line(
                "discount",
                discount.label,
                tidy(-off),
                base=tidy(base),
                bound=tidy(kind(discount.amount.amount)),
                span=discount.span,
            )
        )
        for place in places:  # what a later fixed amount can still take off
            part = max(min(off, net[place]), tariff.zero)
            net[place] -= part
            off -= part
    return added


def _holds(
    discount: Discount,
    tariff: Tariff,
    index: int,
    on: date | None,
    existing: bool,
    seats: Mapping[str, int],
    cohort: str | None,
) -> bool:
    """Whether a discount holds in this interval: False when its time is over, an error when it never held."""

    def refuse(why: str, help_: str = "") -> RatingError:
        return RatingError(f"`{discount.name}` {why}", help_, discount.span)

    if discount.available_on and tariff.tier.name not in discount.available_on:
        raise refuse(f"does not hold on `{tariff.tier.name}`")
    if discount.cohort is not None and discount.cohort != cohort:
        raise refuse(f"is for the cohort `{discount.cohort}`", "say the subscription's cohort")
    if discount.existing_customers and not existing:
        raise refuse("is for existing customers")
    if discount.seats_at_least is not None and sum(seats.values()) < discount.seats_at_least:
        raise refuse(f"is for at least {discount.seats_at_least} seats")
    if on is not None and discount.start is not None and on < discount.start:
        if index:
            return False
        raise refuse(f"starts on {discount.start}")
    if on is not None and discount.until is not None and on >= discount.until:
        if index:
            return False
        raise refuse(f"ended on {discount.until}")
    if discount.lasts is not None and tariff.interval is not None:
        return index * share(tariff.interval, discount.lasts) < 1
    return True


def _stacks(one: Discount, other: Discount) -> bool:
    return other.name in one.stacks_with or (one.stacks and not one.stacks_with)


def _on(discount: Discount, line: Line, free_time: bool = False) -> bool:
    if discount.on:
        return line.of is not None and line.of in discount.on
    return line.kind in _RECURRING if free_time else True


def _free_part(tariff: Tariff, free: Period, index: int) -> Value:
    """The part of this interval that is free."""
    if tariff.interval is None:
        return tariff.kind(1)
    covered = share(free, tariff.interval) - index
    covered = min(max(covered, covered * 0), covered * 0 + 1)
    return tariff.kind(covered.numerator) / tariff.kind(covered.denominator)


class Committed:
    """How a commitment stands: what was billed and what usage went beyond it, in its running period."""

    __slots__ = ("beyond", "spent")

    def __init__(self, zero: Value) -> None:
        self.spent = zero
        self.beyond = zero


def commitment_lines(tariff: Tariff, lines: list[Line], index: int, state: Committed) -> list[Line]:
    """Usage beyond the commitment at its factor, and on the bill that ends the commitment's period what is missing to
    it.

    Without a date for its end, a commitment for longer than the interval is trued up every so many bills.
    """
    commitment = tariff.commitment
    if commitment is None:
        return []
    kind = tariff.kind
    amount = kind(commitment.amount.amount)
    bills = (
        share(commitment.period, tariff.interval)
        if tariff.interval is not None
        else share(commitment.period, commitment.period)
    )
    if bills < 1:
        amount = amount * kind(bills.denominator) / kind(bills.numerator)
    every = max(1, -(-bills.numerator // bills.denominator))
    if index % every == 0:
        state.spent = state.beyond = tariff.zero
    total = sum((kind(line.amount) for line in lines), tariff.zero)
    added: list[Line] = []
    spent = state.spent + total
    if commitment.factor is not None and spent > amount:
        used = sum((kind(line.amount) for line in lines if line.kind in _USAGE), tariff.zero)
        beyond = min(used, spent - amount - state.beyond)
        if beyond > 0:
            state.beyond += beyond
            dearer = beyond * (kind(commitment.factor) - 1)
            percent = tidy((kind(commitment.factor) - 1) * 100)
            label = tariff.tier.label
            added.append(
                Line("beyond_commitment", label, tidy(dearer), percent=percent, base=tidy(beyond), span=commitment.span)
            )
    state.spent = spent
    if index % every == every - 1 and spent < amount:
        added.append(
            Line(
                "true_up",
                tariff.tier.label,
                tidy(amount - spent),
                base=tidy(spent),
                bound=tidy(amount),
                span=commitment.span,
            )
        )
    return added


def _label(tariff: Tariff, name: str) -> str:
    pool = tariff.pools.get(name)
    return tariff.labels.get(name) or (pool.label if pool is not None else name)
