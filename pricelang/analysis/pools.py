"""Pools: the grants of one credit or metric by the month, and what happens after them."""

from __future__ import annotations

from collections.abc import Sequence
from fractions import Fraction

from pricelang.analysis.curves import Charge
from pricelang.analysis.exact import ONE, ZERO, months
from pricelang.catalog.charges import Allowance, Bands, InCredits, Phase, PlanRate
from pricelang.catalog.quantity import Ref
from pricelang.record import Record

SOFT = ("slow", "ask")
"""Phases that let the use go on and only change how it is served."""


class Grant(Record):
    """An allowance by the month: `base` + `seat` times the seats. `unlimited`: no bound. Not `known`: how much is
    not said.
    `fair`: a promise of reason with a number holds it to `base`, `seat`; None of a number leaves it unlimited."""

    allowance: Allowance
    base: Fraction = ZERO
    seat: Fraction = ZERO
    unlimited: bool = False
    known: bool = True
    fair: bool = False

    def at(self, seats: int) -> Fraction:
        """How much so many seats are granted a month."""
        return self.base + self.seat * seats

    def serves(self, metric: str) -> bool:
        """Whether it may pay for a metric."""
        return not self.allowance.only_for or metric in self.allowance.only_for


class Pool:
    """All grants of one credit or metric of a variant, and the phases after them."""

    __slots__ = ("chain", "grants", "of", "owner")

    def __init__(self, of: Ref, grants: Sequence[Grant]) -> None:
        self.of = of
        self.grants = tuple(grants)
        with_phases = [grant for grant in grants if grant.allowance.phases]
        self.owner: Allowance = (with_phases or list(grants))[-1].allowance
        self.chain: tuple[Phase, ...] = with_phases[-1].allowance.phases if with_phases else ()

    def at(self, seats: int) -> Fraction:
        """All that so many seats are granted a month."""
        return sum((grant.at(seats) for grant in self.grants), ZERO)

    @property
    def base(self) -> Fraction:
        return sum((grant.base for grant in self.grants), ZERO)

    @property
    def seat(self) -> Fraction:
        return sum((grant.seat for grant in self.grants), ZERO)

    @property
    def known(self) -> bool:
        return all(grant.known for grant in self.grants)

    @property
    def unlimited(self) -> bool:
        return any(grant.unlimited for grant in self.grants)

    @property
    def decisive(self) -> bool:
        """Whether its phases end the matter: those that only slow leave the way to credits and prices open."""
        return any(phase.action not in SOFT for phase in self.chain)


class Segment(Record):
    """A charged stretch after an allowance: at most `room` units (None: no bound), billed at most `cap`."""

    phase: Phase
    charge: Charge
    room: Fraction | None
    cap: Fraction | None

    def amount(self, quantity: Fraction) -> Fraction:
        """What so much of it costs."""
        amount = self.charge.at(quantity)
        return amount if self.cap is None or amount <= self.cap else self.cap


class Overage:
    """What happens beyond an allowance, for one number of seats. `tail` is the action that holds for good; `known`
    is False
    where a price or a bound is not said."""

    __slots__ = ("free", "known", "segments", "tail")

    def __init__(self, segments: Sequence[Segment], tail: str, free: bool, known: bool) -> None:
        self.segments = tuple(segments)
        self.tail = tail
        self.free = free
        self.known = known

    @property
    def room(self) -> Fraction | None:
        """How much may be used beyond the allowance; None: no bound."""
        return None if self.tail in ("free", "slow", "ask", "fallback") else self._charged

    @property
    def full(self) -> Fraction | None:
        """How much may be used as well as the allowance itself: what is slowed or replaced is not; None: no bound."""
        return self.room if self.tail == "free" else self._charged

    @property
    def _charged(self) -> Fraction | None:
        total = ZERO
        for segment in self.segments:
            if segment.room is None:
                return None
            total += segment.room
        return total

    @property
    def rank(self) -> int:
        """How well use goes on in the end: 0 it stops, 1 in another way, 2 as before."""
        return {"free": 2, "charge": 2, "slow": 1, "ask": 1, "fallback": 1}.get(self.tail, 0)

    def amount(self, quantity: Fraction) -> Fraction:
        """What so much beyond the allowance costs; beyond the room nothing more."""
        total, left = ZERO, quantity
        for segment in self.segments:
            part = left if segment.room is None or left <= segment.room else segment.room
            total += segment.amount(part)
            left -= part
        return total

    @property
    def tail_slope(self) -> Fraction:
        """What one more unit costs in the end; zero where the use stops or is free."""
        if self.segments and self.segments[-1].room is None and self.segments[-1].cap is None:
            return self.segments[-1].charge.tail
        return ZERO

    def block_at(self, quantity: Fraction) -> tuple[Fraction, Fraction] | None:
        """Where the blocks that hold a quantity are counted from, and how large they are; None: there are none."""
        start = ZERO
        for segment in self.segments:
            if segment.room is None or quantity <= start + segment.room:
                if segment.cap is not None and segment.charge.at(quantity - start) >= segment.cap:
                    return None
                found = segment.charge.block_at(quantity - start)
                return None if found is None else (start + found[0], found[1])
            start += segment.room
        return None

    def points(self, step: Fraction) -> list[Fraction]:
        """Places where the bill bends or jumps, from zero on, with their right neighbours."""
        found, start = {ZERO, step}, ZERO
        for segment in self.segments:
            found |= {start + point for point in segment.charge.points(step, segment.room)}
            if segment.cap is not None:
                found |= {start + point for point in segment.charge.crossings(segment.cap, step)}
            if segment.room is None:
                break
            start += segment.room
            found |= {start, start + step}
        room = self.room
        return sorted(point for point in found if room is None or point <= room)


def overage_of(
    chain: Sequence[Phase],
    currency: str,
    granted: Fraction,
    fee: Fraction,
    scale: Fraction = ONE,
    opted: bool = True,
) -> Overage:
    """The overage of a chain of phases, for a grant and a fee of one month; `opted`: what needs to be enabled is."""
    segments: list[Segment] = []
    known = True
    for place, phase in enumerate(chain):
        if phase.action == "borrow":
            continue
        if phase.action != "charge":
            return Overage(segments, phase.action, phase.action == "free", known)
        if phase.opt_in and not opted:
            continue
        charge = _charge(phase, currency, granted, fee, scale)
        if charge is None:
            return Overage(segments, "unknown", False, False)
        room, cap = None, None
        ceiling = phase.ceiling
        if ceiling is not None and ceiling.money is not None and ceiling.money.currency == currency:
            money = Fraction(ceiling.money.amount) / (months(ceiling.period) if ceiling.period else ONE)
            follower = chain[place + 1].action if place + 1 < len(chain) else None
            if follower == "free":
                return Overage([*segments, Segment(phase, charge, None, money)], "free", True, known)
            room = charge.room(money)
        elif ceiling is not None and ceiling.kind == "factor" and ceiling.factor is not None:
            room = (Fraction(ceiling.factor) - 1) * granted
        elif ceiling is not None and ceiling.kind == "quantity" and ceiling.quantity is not None and ceiling.of is None:
            window = ceiling.window.period if ceiling.window is not None else None
            room = Fraction(ceiling.quantity) / (months(window) if window is not None else ONE)
        elif ceiling is not None and ceiling.kind != "budget":
            known = False
        segments.append(Segment(phase, charge, room, cap))
        if room is None:
            return Overage(segments, "charge", False, known)
    return Overage(segments, "block", False, known)


def _charge(phase: Phase, currency: str, granted: Fraction, fee: Fraction, scale: Fraction) -> Charge | None:
    for rate in phase.rates:
        if isinstance(rate, Bands) and rate.currency == currency:
            return Charge.of(rate, scale)
        if isinstance(rate, PlanRate):
            return Charge.single(Fraction(rate.factor) * fee / granted) if granted else None
        if isinstance(rate, InCredits):
            return None
    return None
