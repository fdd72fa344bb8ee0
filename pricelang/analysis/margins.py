"""Margin as a curve over the use of one pool: exact slack, its least value, the smallest use that loses, and use
without end."""

from __future__ import annotations

from fractions import Fraction
from typing import Literal

from pricelang.analysis.cells import Cell
from pricelang.analysis.exact import ONE, ZERO
from pricelang.analysis.pools import Overage, Pool
from pricelang.analysis.routes import Metered, Route
from pricelang.analysis.variants import Variant
from pricelang.analysis.worst import costliest
from pricelang.record import Record


class PoolCurve:
    """Bill, cost and slack of a variant over the use `y` of one pool, for so many seats, all spent on the dearest
    cell."""

    def __init__(
        self,
        variant: Variant,
        pool: Pool,
        seats: int,
        each: Fraction | None = None,
        kept: Fraction = ONE,
        opted: bool = True,
    ) -> None:
        self.fee = variant.fees.at(seats)
        self.granted = pool.at(seats)
        self.overage: Overage = variant.overage(pool, seats, opted)
        self.kept = kept
        self.step = variant.sheet.step(pool.of.name)
        if each is None:
            dearest = costliest(variant, pool)
            each = dearest[0].each if dearest else ZERO
        self.each = each

    @property
    def end(self) -> Fraction | None:
        """The most that can be used; None: no bound."""
        room = self.overage.room
        return None if room is None else self.granted + room

    def bill(self, quantity: Fraction) -> Fraction:
        """What a use costs the customer a month."""
        return self.fee + (self.overage.amount(quantity - self.granted) if quantity > self.granted else ZERO)

    def slack(self, quantity: Fraction) -> Fraction:
        """What is left of (the kept share of) the bill after serving a use."""
        return self.kept * self.bill(quantity) - self.each * quantity

    def points(self) -> list[Fraction]:
        """Where the slack bends or jumps; between them it is linear."""
        found = {ZERO, self.granted}
        found |= {self.granted + point for point in self.overage.points(self.step)}
        end = self.end
        return sorted(point for point in found if end is None or point <= end)

    @property
    def tail(self) -> Fraction | None:
        """The slope of the slack beyond the last point; None: there is an end."""
        return None if self.end is not None else self.kept * self.overage.tail_slope - self.each

    def minimum(self) -> tuple[Fraction, Fraction] | None:
        """The least slack and where it is; None: it has no bound."""
        tail = self.tail
        if tail is not None and tail < 0:
            return None
        return min((self.slack(point), point) for point in self.points())

    def first_loss(self) -> Fraction | None:
        """The smallest use (in steps) that leaves a negative slack; None: none does."""
        before: Fraction | None = None
        for point in self.points():
            if self.slack(point) < 0:
                return point if before is None else self._first(before, point)
            before = point
        tail = self.tail
        if tail is None or tail >= 0 or before is None:
            return None
        return self._first(before, None)

    def _first(self, low: Fraction, high: Fraction | None) -> Fraction:
        """The smallest use above `low`, where nothing is lost, that loses: by `high`, or where the last slope leads."""
        block = self.overage.block_at(low + self.step - self.granted) if low >= self.granted else None
        if block is None:
            slope = (self.slack(high) - self.slack(low)) / (high - low) if high is not None else self.tail
            if high is not None and (slope is None or slope >= 0):
                return high
            assert slope is not None
            return self._along(low, slope, high)
        origin, width = self.granted + block[0], block[1]
        # within a block nothing more is paid: at its end the slack is the least
        count = int((low - origin) // width) + 1
        if self.slack(origin + count * width) >= 0:
            each = self.slack(origin + (count + 1) * width) - self.slack(origin + count * width)
            if each < 0:
                count += int(self.slack(origin + count * width) // -each) + 1
        start = max(low, origin + (count - 1) * width) + self.step
        if self.slack(start) < 0:
            return start
        found = self._along(start, -self.each, None)
        return found if high is None else min(found, high)

    def _along(self, low: Fraction, slope: Fraction, high: Fraction | None) -> Fraction:
        found = low + (self.slack(low) / -slope // self.step + 1) * self.step
        return found if high is None or (found <= high and self.slack(found) < 0) else high


class Endless(Record):
    """A cell whose use costs and has no bound, while the bill stands still in the end. `why` says how it is left
    open."""

    cell: Cell
    cost: Fraction
    why: Literal["unlimited", "free_after", "capped", "rate_zero", "price_zero", "nothing"]
    pool: Pool | None = None
    metered: Metered | None = None
    rate: Fraction = ONE


def endless(variant: Variant) -> list[Endless]:
    """All cells of a tier whose cost has no bound. What is slowed, or served by something else, is taken as bounded:
    the file
    says so."""
    known: list[Endless] | None = variant.__dict__.get("_endless")
    if known is not None:
        return known
    found = []
    bounded = {bound.limit.of.name for bound in variant.bounds}
    for route in (variant.routes or {}).values():
        cost = variant.sheet.costs.unit(route.cell, variant.currency)
        if not cost or route.cell.metric in bounded:
            continue
        one = _open(variant, route, cost)
        if one is not None:
            found.append(one)
    variant.__dict__["_endless"] = found
    return found


def _open(variant: Variant, route: Route, cost: Fraction) -> Endless | None:
    cell = route.cell
    if route.own is not None:
        if route.own.unlimited:
            soft = any(phase.action in ("slow", "ask", "block", "pause") for phase in route.own.chain)
            return None if soft else Endless(cell, cost, "unlimited", route.own)
        if route.own.decisive:
            return _after(variant, cell, cost, route.own, ONE)
        if route.own.chain or not route.own.known:
            return None
    for pool, rate in route.wallets:
        if rate is None:
            return None
        if rate == 0:
            return Endless(cell, cost, "rate_zero", pool, rate=ZERO)
        if not pool.known or any(bound.limit.of == pool.of for bound in variant.bounds):
            return None
        if pool.unlimited:
            return Endless(cell, cost, "unlimited", pool, rate=rate)
        if pool.chain:
            return _after(variant, cell, cost, pool, rate)
    if route.prices:
        for each in route.prices:
            if each.charge.tail and each.maximum is None:
                return None
        why: Literal["capped", "price_zero"] = (
            "capped" if any(each.maximum is not None for each in route.prices) else ("price_zero")
        )
        return Endless(cell, cost, why, metered=route.prices[0])
    if route.own is not None or route.wallets or cell.metric in variant.metered:
        return None
    if any(price.metric == cell.metric for price in variant.usage_prices):
        return None  # priced in another currency, or in credits that the tier does not hold
    if any(cell.metric in rows for rows in variant.sheet.cells.rows.values()):
        return None  # paid for in credits, of which the tier has none
    if route.cell.attributes and variant.sheet.cells.of(cell.metric) != (cell,):
        return None  # said of the metric's own cell
    return Endless(cell, cost, "nothing")


def _after(variant: Variant, cell: Cell, cost: Fraction, pool: Pool, rate: Fraction) -> Endless | None:
    overage = variant.overage(pool, variant.least)
    if not overage.known:
        return None
    if overage.tail == "free":
        capped = any(segment.cap is not None for segment in overage.segments)
        return Endless(cell, cost, "capped" if capped else "free_after", pool, rate=rate)
    if overage.tail == "charge" and not overage.tail_slope:
        return Endless(cell, cost, "price_zero", pool, rate=rate)
    return None


def metered_loss(variant: Variant, metered: Metered, cost: Fraction) -> Fraction | None:
    """The smallest use of a priced metric that costs more to serve than fee and price bring in; None: none is found."""
    fee = variant.fees.at(variant.least)
    step = variant.sheet.step(metered.price.metric)
    points = metered.charge.points(step)
    if metered.maximum is not None:
        reach = metered.charge.room(metered.maximum)
        if reach is not None:
            points = sorted({*points, reach, reach + step})
    before = ZERO

    def slack(quantity: Fraction) -> Fraction:
        return fee + metered.amount(quantity) - cost * quantity

    for point in points:
        if slack(point) < 0:
            if slack(before) < 0 or point <= before:
                return point
            slope = (slack(point) - slack(before)) / (point - before)
            return before + (slack(before) / -slope // step + 1) * step
        before = point
    tail = (ZERO if metered.maximum is not None else metered.charge.tail) - cost
    if tail >= 0:
        return None
    return before + (slack(before) / -tail // step + 1) * step
