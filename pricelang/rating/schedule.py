"""Bands, compiled: what a quantity costs, and how much of it an amount of money pays for."""

from __future__ import annotations

from collections.abc import Iterator
from decimal import Decimal
from typing import NamedTuple

from pricelang.catalog.charges import Band, Bands
from pricelang.rating.errors import RatingError
from pricelang.rating.exact import Kind, Value, ceiling
from pricelang.source import Span


class Step(NamedTuple):
    """One band: prices the units beyond `above` up to `up_to` (None: open)."""

    above: Value
    up_to: Value | None
    unit: Value
    per: Value
    started: bool
    percent: Value | None
    flat: Value
    flat_when_used: bool
    span: Span | None


class Piece(NamedTuple):
    """A part of a charge: of one band, either by quantity (`flat` False) or its flat amount."""

    place: int
    quantity: Value
    blocks: Value | None
    amount: Value
    flat: bool


class Schedule:
    """A price by quantity. All numbers are of one kind; `scale` is how many equal metering periods it stands for."""

    __slots__ = ("blocks", "simple", "span", "steps", "volume", "zero")

    def __init__(self, volume: bool, steps: tuple[Step, ...], span: Span | None, zero: Value) -> None:
        self.volume = volume
        self.steps = steps
        self.span = span
        self.zero = zero
        # where every priced band counts the same blocks, they are counted once on the total and spread over the bands
        pers = {step.per for step in steps if step.started}
        free = all(step.started or not step.unit for step in steps)
        self.blocks: Value | None = pers.pop() if len(pers) == 1 and free and not volume else None
        only = steps[0]
        self.simple = len(steps) == 1 and only.up_to is None and not only.started and not only.flat and not only.percent

    def pieces(self, quantity: Value, at_zero: bool = True) -> list[Piece]:
        """What `quantity` costs, piece by piece; `at_zero`: the first band's flat amount is billed without use too.

        Raises:
            RatingError: the last band ends below the quantity.
        """
        if self.simple:
            step = self.steps[0]
            return [Piece(0, quantity, None, quantity * step.unit / step.per, False)] if quantity else []
        last = self.steps[-1].up_to
        if last is not None and quantity > last:
            raise RatingError(f"no price is stated beyond {last:f}", "let the last band be open", self.span)
        return list(self._reached(quantity, at_zero) if self.volume else self._entered(quantity, at_zero))

    def _reached(self, quantity: Value, at_zero: bool) -> Iterator[Piece]:
        for index, step in enumerate(self.steps):
            if step.up_to is None or quantity <= step.up_to:
                if quantity:
                    yield _priced(index, step, quantity)
                if step.flat and (quantity or (at_zero and not step.flat_when_used)):
                    yield Piece(index, self.zero, None, step.flat, True)
                return

    def _entered(self, quantity: Value, at_zero: bool) -> Iterator[Piece]:
        total = ceiling(quantity, self.blocks) if self.blocks is not None and quantity else self.zero
        counted = self.zero
        for index, step in enumerate(self.steps):
            if index and quantity <= step.above:
                return
            upper = quantity if step.up_to is None or quantity < step.up_to else step.up_to
            part = upper - step.above
            if not part:
                pass
            elif self.blocks is None or not step.started:
                yield _priced(index, step, part)
                if self.blocks is not None:
                    counted = ceiling(upper, self.blocks)
            else:
                upto = total if upper == quantity else min(total, ceiling(upper, self.blocks))
                yield Piece(index, part, upto - counted, (upto - counted) * step.unit, False)
                counted = upto
            if step.flat and (part or (at_zero and not step.flat_when_used)):
                yield Piece(index, self.zero, None, step.flat, True)

    def amount(self, quantity: Value, at_zero: bool = True) -> Value:
        """What `quantity` costs in all."""
        if self.simple:
            step = self.steps[0]
            return quantity * step.unit / step.per
        return sum((piece.amount for piece in self.pieces(quantity, at_zero)), self.zero)

    def capacity(self, money: Value) -> Value | None:
        """The largest whole quantity before the charge exceeds `money` for the first time; None: it never does.

        A price with a flat amount at zero may exceed it at once: then nothing is admitted.
        """
        zero = self.zero
        if self.simple and money >= zero:
            step = self.steps[0]
            return money * step.per // step.unit if step.unit else None
        if money < zero or self.amount(zero, False) > money:
            return zero
        admitted = zero
        for step in self.steps:
            # within a band the charge never falls, so the last affordable whole unit is found by halving
            first = step.above // 1 + 1
            if step.up_to is not None and first > step.up_to // 1:
                continue
            if self.amount(first, False) > money:
                return admitted
            low = first
            if step.up_to is not None:
                high = step.up_to // 1
                if self.amount(high, False) <= money:
                    admitted = high
                    continue
            else:
                if not (step.unit or step.percent):
                    return None
                high = self._beyond(first, money)
            while high - low > 1:
                middle = (low + high) // 2
                if self.amount(middle, False) > money:
                    high = middle
                else:
                    low = middle
            return low
        return admitted

    def _beyond(self, quantity: Value, money: Value) -> Value:
        step = self.zero + 1
        while self.amount(quantity + step, False) <= money:
            step = step * 8
        return quantity + step

    def scaled(self, times: int) -> Schedule:
        """The price of `times` equal periods taken together: each has its own bands and flat amounts."""
        if times == 1:
            return self
        steps = tuple(
            step._replace(
                above=step.above * times,
                up_to=None if step.up_to is None else step.up_to * times,
                flat=step.flat * times,
            )
            for step in self.steps
        )
        return Schedule(self.volume, steps, self.span, self.zero)


def compiled(bands: Bands, kind: Kind) -> Schedule:
    """A schedule of the catalog's bands.

    Raises:
        RatingError: there is no band, or a band ends before it begins.
    """
    if not bands.bands:
        raise RatingError("a price has no bands", "", bands.span)
    steps: list[Step] = []
    above = Decimal(0)
    for band in bands.bands:
        if band.per <= 0 or (band.up_to is not None and band.up_to < above):
            raise RatingError("the bands of a price do not rise", "each band ends above the one before", band.span)
        steps.append(_step(band, above, kind))
        above = band.up_to if band.up_to is not None else above
    return Schedule(bands.mode == "volume", tuple(steps), bands.span, kind(0))


def single(unit: Value, zero: Value, span: Span | None) -> Schedule:
    """A schedule of one unit price."""
    return Schedule(False, (Step(zero, None, unit, zero + 1, False, None, zero, False, span),), span, zero)


def _step(band: Band, above: Decimal, kind: Kind) -> Step:
    return Step(
        kind(above),
        None if band.up_to is None else kind(band.up_to),
        kind(band.unit),
        kind(band.per),
        band.started,
        None if band.percent is None else kind(band.percent),
        kind(band.flat),
        band.flat_when_used,
        band.span,
    )


def _priced(index: int, step: Step, quantity: Value) -> Piece:
    if step.started:
        blocks = ceiling(quantity, step.per)
        return Piece(index, quantity, blocks, blocks * step.unit, False)
    amount = quantity * step.unit / step.per
    if step.percent is not None:
        amount += quantity * step.percent / 100
    return Piece(index, quantity, None, amount, False)
