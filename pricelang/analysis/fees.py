"""Recurring fees by the month, as a function of the number of seats."""

from __future__ import annotations

from collections.abc import Sequence
from fractions import Fraction

from pricelang.analysis.curves import Charge
from pricelang.analysis.exact import ONE, ZERO, ceiling, months
from pricelang.catalog.charges import BandedFee, Fee
from pricelang.record import Record


class FeePart(Record):
    """One fee by the month: for the account, or for each seat, or each block of seats. `charge` holds its bands over
    seats."""

    fee: Fee | BandedFee
    amount: Fraction
    seat: bool
    block: Fraction = ONE
    started: bool = False
    charge: Charge | None = None

    def at(self, seats: int) -> Fraction:
        """The fee of so many seats."""
        if self.charge is not None:
            return self.charge.at(Fraction(seats)) * self.amount
        if not self.seat:
            return self.amount
        return self.amount * (ceiling(seats / self.block) if self.started else seats / self.block)


class Fees:
    """What a variant costs before any use. `linear`: it is `base` + `seat` times the seats."""

    __slots__ = ("base", "linear", "parts", "seat")

    def __init__(self, parts: Sequence[FeePart]) -> None:
        self.parts = tuple(parts)
        bent = [part for part in parts if part.charge is not None or (part.seat and part.started and part.block != 1)]
        self.linear = not bent
        self.base = sum((part.amount for part in parts if not part.seat), ZERO)
        self.seat = sum((part.amount / part.block for part in parts if part.seat and part.charge is None), ZERO)

    def at(self, seats: int) -> Fraction:
        """The fees of a month for so many seats."""
        if self.linear:
            return self.base + self.seat * seats
        return sum((part.at(seats) for part in self.parts), ZERO)

    @property
    def edges(self) -> list[int]:
        """Numbers of seats at which the fee bends or jumps."""
        found: list[int] = []
        for part in self.parts:
            if part.charge is not None:
                found += [int(edge) for edge in part.charge.edges]
            elif part.seat and part.started:
                found += [int(part.block), 2 * int(part.block)]
        return found


def fee_part(fee: Fee | BandedFee, main: str | None) -> FeePart | None:
    """A recurring fee by the month; None where it is for a bought quantity of a metric. Seats of another kind than
    `main` are
    not bought."""
    if isinstance(fee, BandedFee):
        if fee.per.kind != "seat":
            return None
        share = ONE / months(fee.period) if fee.per.name == main else ZERO
        return FeePart(fee, share, True, charge=Charge.of(fee.rate))
    assert fee.period is not None
    amount = Fraction(fee.amount.amount) / months(fee.period)
    if fee.per is None:
        return FeePart(fee, amount, False)
    if fee.per.kind != "seat":
        return None
    if fee.per.name != main:
        amount = ZERO
    return FeePart(fee, amount, True, Fraction(fee.block), fee.started)


def currency_of(fee: Fee | BandedFee) -> str:
    """The currency that a fee is in."""
    return fee.rate.currency if isinstance(fee, BandedFee) else fee.amount.currency
