"""What a quantity costs: exact piecewise-linear curves, with the places where they jump."""

from __future__ import annotations

from fractions import Fraction

from pricelang.analysis.exact import ONE, ZERO, ceiling
from pricelang.catalog.charges import Band, Bands
from pricelang.record import Record


class Step(Record):
    """One band: the units beyond `above` up to `up_to` (None: open) cost `unit` for each `per` (whole blocks of it
    where
    `started`), and `flat` once."""

    above: Fraction
    up_to: Fraction | None
    unit: Fraction
    per: Fraction
    started: bool
    flat: Fraction
    flat_when_used: bool
    band: Band | None = None

    @property
    def each(self) -> Fraction:
        """What one more unit costs, on average over whole blocks."""
        return self.unit / self.per


class Charge:
    """A price by quantity in a month. `scale` months are metered at once: bands and blocks count all of them."""

    __slots__ = ("_blocks", "scale", "steps", "volume")

    def __init__(self, steps: tuple[Step, ...], volume: bool = False, scale: Fraction = ONE) -> None:
        self.steps = steps
        self.volume = volume
        self.scale = scale
        pers = {step.per for step in steps if step.started}
        same = all(step.started or not step.unit for step in steps)
        # where every priced band counts the same blocks, they are counted once on the total and spread over the bands
        self._blocks: Fraction | None = pers.pop() if len(pers) == 1 and same and not volume else None

    @classmethod
    def of(cls, bands: Bands, scale: Fraction = ONE) -> Charge:
        """The curve of a catalog's bands."""
        steps = []
        above = ZERO
        for band in bands.bands:
            up_to = None if band.up_to is None else Fraction(band.up_to)
            unit, per = Fraction(band.unit), Fraction(band.per)
            if band.percent is not None:
                unit = unit / per + Fraction(band.percent) / 100
                per = ONE
            steps.append(Step(above, up_to, unit, per, band.started, Fraction(band.flat), band.flat_when_used, band))
            above = above if up_to is None else up_to
        return cls(tuple(steps), bands.mode == "volume", scale)

    @classmethod
    def single(cls, unit: Fraction) -> Charge:
        """A curve of one unit price."""
        return cls((Step(ZERO, None, unit, ONE, False, ZERO, False),))

    def at(self, quantity: Fraction, at_zero: bool = False) -> Fraction:
        """What a quantity costs; `at_zero`: the first band's flat amount is billed without use too."""
        if self.scale != 1:
            return self._raw(quantity * self.scale, at_zero) / self.scale
        return self._raw(quantity, at_zero)

    def _raw(self, quantity: Fraction, at_zero: bool) -> Fraction:
        if self.volume:
            return self._volume(quantity, at_zero)
        total, counted = ZERO, 0
        for index, step in enumerate(self.steps):
            if index and quantity <= step.above:
                break
            upper = quantity if step.up_to is None or quantity < step.up_to else step.up_to
            part = upper - step.above
            if part > 0:
                if self._blocks is not None and step.started:
                    upto = ceiling(upper / self._blocks)
                    total += (upto - counted) * step.unit
                    counted = upto
                elif step.started:
                    total += ceiling(part / step.per) * step.unit
                else:
                    total += part * step.each
                    if self._blocks is not None:
                        counted = ceiling(upper / self._blocks)
            if step.flat and (part > 0 or (at_zero and not step.flat_when_used)):
                total += step.flat
        return total

    def _volume(self, quantity: Fraction, at_zero: bool) -> Fraction:
        for step in self.steps:
            if step.up_to is None or quantity <= step.up_to:
                total = ZERO
                if quantity:
                    total = ceiling(quantity / step.per) * step.unit if step.started else quantity * step.each
                if step.flat and (quantity or (at_zero and not step.flat_when_used)):
                    total += step.flat
                return total
        return ZERO

    @property
    def edges(self) -> tuple[Fraction, ...]:
        """Where one band ends and the next begins."""
        return tuple(step.up_to / self.scale for step in self.steps if step.up_to is not None)

    @property
    def paid(self) -> bool:
        """Whether anything of it costs something."""
        return any(step.unit or step.flat for step in self.steps)

    @property
    def jumps(self) -> bool:
        """Whether the curve jumps: blocks, flat amounts, or volume bands."""
        return any(step.started or step.flat for step in self.steps) or (self.volume and len(self.steps) > 1)

    @property
    def tail(self) -> Fraction:
        """What one more unit costs in the last band."""
        return self.steps[-1].each

    def points(self, step: Fraction, end: Fraction | None = None) -> list[Fraction]:
        """Where the curve bends or jumps, with the right neighbour of each place: between them it is linear, up to the
        blocks of a band, of which the first and the last are here."""
        found = {ZERO, step}
        for edge in self.edges:
            found |= {edge, edge + step}
        for band in self.steps:
            if band.started:
                width = band.per / self.scale
                first = band.above / self.scale
                last = first + 4 * width if band.up_to is None else band.up_to / self.scale
                if end is not None and (band.up_to is None or last > end):
                    last = end
                if last <= first:
                    continue
                floor = (last - first) // width * width + first
                for point in (first + width, first + 2 * width, floor - width, floor):
                    found |= {point, point + step}
        if end is not None:
            found.add(end)
        return sorted(point for point in found if point >= 0 and (end is None or point <= end))

    def crossings(self, money: Fraction, step: Fraction) -> list[Fraction]:
        """Where an amount of money is reached, band by band, with the right neighbours: what a cap bends."""
        found = []
        for band in self.steps:
            if not band.each:
                continue
            start = ZERO if self.volume else band.above
            base = ZERO if self.volume else self._raw(band.above, False)
            quantity = start + (money * self.scale - base - band.flat) / band.each
            if quantity > band.above and (band.up_to is None or quantity <= band.up_to):
                whole = quantity / self.scale // step * step
                found += [whole, whole + step]
                if band.started:
                    width = band.per / self.scale
                    block = quantity / self.scale // width * width
                    found += [block, block + step, block + width, block + width + step]
        return found

    def block_at(self, quantity: Fraction) -> tuple[Fraction, Fraction] | None:
        """Where the blocks that hold a quantity are counted from, and how large they are; None: there are none."""
        for step in self.steps:
            if step.up_to is None or quantity * self.scale <= step.up_to:
                if not step.started or not step.unit:
                    return None
                origin = ZERO if self.volume or self._blocks is not None else step.above / self.scale
                return origin, step.per / self.scale
        return None

    def room(self, money: Fraction) -> Fraction | None:
        """The largest whole quantity whose charge does not exceed `money`, up to where it first does; None: it never
        does."""
        money = money * self.scale
        if money < 0 or self._raw(ZERO, False) > money:
            return ZERO
        admitted = ZERO
        for step in self.steps:
            first = step.above // 1 + 1
            if step.up_to is not None and first > step.up_to // 1:
                continue
            if self._raw(Fraction(first), False) > money:
                return admitted / self.scale
            if step.up_to is not None:
                high = int(step.up_to // 1)
                if self._raw(Fraction(high), False) <= money:
                    admitted = Fraction(high)
                    continue
            elif not step.unit:
                return None
            else:
                # an open band rises without end
                high = int(first + step.per + ceiling(money / step.each) + 1)
            low = int(first)
            while high - low > 1:
                middle = (low + high) // 2
                if self._raw(Fraction(middle), False) > money:
                    high = middle
                else:
                    low = middle
            return Fraction(low) / self.scale
        return admitted / self.scale


class Cliff(Record):
    """A place where a volume price falls: `edge` units cost `before`, one `step` more only `after`; what is between
    `edge`
    and `until` costs less than the edge itself."""

    edge: Fraction
    before: Fraction
    step: Fraction
    after: Fraction
    until: Fraction


def cliffs(charge: Charge, step: Fraction) -> list[Cliff]:
    """All places where using more costs less; the range runs over all later bands."""
    found = []
    for place, edge in enumerate(charge.edges):
        if not charge.volume or place + 1 >= len(charge.steps):
            break
        before, after = charge.at(edge), charge.at(edge + step)
        if after < before:
            found.append(Cliff(edge, before, step, after, _until(charge, edge, before, place + 1, step)))
    return found


def _until(charge: Charge, edge: Fraction, bound: Fraction, place: int, step: Fraction) -> Fraction:
    """The largest quantity beyond an edge that costs less than `bound`; in an endless cheap band, its edge."""
    last = edge + step
    for band in charge.steps[place:]:
        low = band.above / charge.scale + step
        if charge.at(low) >= bound:
            continue
        if band.up_to is None and not band.unit:
            return max(last, low)
        if band.up_to is not None and charge.at(band.up_to / charge.scale) < bound:
            last = max(last, band.up_to / charge.scale)
            continue
        flat = band.flat / charge.scale
        reach = (
            (bound - flat) / band.each
            if not band.started
            else ((bound - flat) // (band.unit / charge.scale)) * (band.per / charge.scale)
        )
        whole = reach // step * step
        while whole > low and charge.at(whole) >= bound:
            whole -= step if not band.started else band.per / charge.scale
        last = max(last, whole)
    return last
