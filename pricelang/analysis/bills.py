"""The bill of a month: what a usage costs the customer and the seller, exactly."""

from __future__ import annotations

from collections.abc import Mapping
from fractions import Fraction

from pricelang.analysis.cells import Cell
from pricelang.analysis.exact import ONE, ZERO
from pricelang.analysis.pools import Overage, Pool
from pricelang.analysis.routes import Metered, Route
from pricelang.analysis.variants import Variant
from pricelang.record import Record


class MonthBill(Record):
    """A month of a variant: `total` is what the customer pays, `fee` the part that no use changes, `cost` what is
    known of
    serving it. `blocked` was not served. `decided` is False where the order of events, or something not said, would
    matter."""

    total: Fraction
    fee: Fraction
    cost: Fraction
    blocked: tuple[tuple[Cell, Fraction], ...] = ()
    burned: tuple[tuple[str, Fraction], ...] = ()
    decided: bool = True

    @property
    def margin(self) -> Fraction:
        """What is left after serving it."""
        return self.total - self.cost


class _Month:
    """One bill in the making."""

    def __init__(self, variant: Variant, seats: int, extra: Mapping[str, Fraction], opted: bool) -> None:
        self.variant = variant
        self.seats = seats
        self.opted = opted
        self.left: dict[str, Fraction] = {}
        self.over: dict[str, Fraction] = {}
        self.burned: dict[str, Fraction] = {}
        self.overages: dict[str, Overage] = {}
        self.metered: dict[int, tuple[Metered, Fraction]] = {}
        self.blocked: dict[Cell, Fraction] = {}
        self.cost = ZERO
        self.decided = True
        for name, pool in variant.pools.items():
            self.left[name] = pool.at(seats) + extra.get(name, ZERO)
            self.decided = self.decided and pool.known

    def overage(self, pool: Pool) -> Overage:
        name = pool.of.name
        if name not in self.overages:
            self.overages[name] = self.variant.overage(pool, self.seats, self.opted)
        return self.overages[name]

    def draw(self, pool: Pool, need: Fraction) -> Fraction:
        """Take from a pool's grants; what is missing."""
        name = pool.of.name
        self.burned[name] = self.burned.get(name, ZERO) + need
        if pool.unlimited:
            return ZERO
        part = min(need, self.left[name])
        self.left[name] -= part
        return need - part

    def follow(self, pool: Pool, need: Fraction, cell: Cell, rate: Fraction) -> Fraction:
        """Meet what exceeds the grants; what is not served, in units of the cell."""
        name = pool.of.name
        overage = self.overage(pool)
        earmarked = any(grant.allowance.only_for for grant in pool.grants)
        self.decided = self.decided and overage.known and not earmarked
        used = self.over.get(name, ZERO)
        room = overage.room
        part = need if room is None or need <= room - used else room - used
        self.over[name] = used + part
        if overage.tail == "fallback" and part:
            charged = sum((each.room or ZERO for each in overage.segments), ZERO)
            self.decided = self.decided and used + part <= charged
        return (need - part) / rate

    def serve(self, route: Route, quantity: Fraction) -> None:
        cell, left = route.cell, quantity
        cap = min(
            (each.at(self.seats) for each in self.variant.bounds if each.stops and each.limit.of.name == cell.metric),
            default=None,
        )
        if cap is not None and left > cap:
            self.blocked[cell] = left - cap
            left = cap
        missing = self._meet(route, left)
        if missing:
            self.blocked[cell] = self.blocked.get(cell, ZERO) + missing
        cost = self.variant.sheet.costs.unit(cell, self.variant.currency)
        if cost:
            self.cost += cost * (left - missing)

    def _meet(self, route: Route, left: Fraction) -> Fraction:
        if not left:
            return ZERO
        if route.own is not None:
            left = self.draw(route.own, left)
            if not left:
                return ZERO
            if route.own.decisive:
                return self.follow(route.own, left, route.cell, ONE)
        for pool, rate in route.wallets:
            if rate is None:
                self.decided = False
                return ZERO
            if not rate:
                return ZERO
            missing = self.draw(pool, left * rate)
            if not missing:
                return ZERO
            if pool.chain:
                return self.follow(pool, missing, route.cell, rate)
            left = missing / rate
        if route.prices:
            for price in route.prices:
                known = self.metered.get(id(price))
                self.metered[id(price)] = (price, left + (known[1] if known else ZERO))
            return ZERO
        if route.own is not None and route.own.chain:
            return ZERO  # only slowed
        return left if route.own is not None or route.wallets else ZERO


def month(
    variant: Variant,
    seats: int,
    uses: Mapping[Cell, Fraction],
    *,
    extra: Mapping[str, Fraction] | None = None,
    opted: bool = True,
) -> MonthBill | None:
    """The bill of a month's usage; None where the tier does not offer it, or its cells are too many. `extra` is
    bought beside the
    grants, by pool; `opted`: overage that needs to be enabled is."""
    routes = variant.routes
    if routes is None or not variant.sound:
        return None
    made = _Month(variant, seats, extra or {}, opted)
    for cell, quantity in uses.items():
        route = routes.get(cell)
        if route is None:
            if quantity:
                return None
            continue
        made.serve(route, quantity)
    fee = variant.fees.at(seats)
    total = fee
    for name, quantity in made.over.items():
        total += made.overage(variant.pools[name]).amount(quantity)
    for metered in (each for group in variant.metered.values() for each in group):
        total += metered.amount(made.metered[id(metered)][1] if id(metered) in made.metered else ZERO)
    return MonthBill(
        total,
        fee,
        made.cost,
        tuple(made.blocked.items()),
        tuple(made.burned.items()),
        made.decided and not variant.custom,
    )
