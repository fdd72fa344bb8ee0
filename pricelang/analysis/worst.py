"""The dearest way to use what a tier includes, and where it costs more than the tier brings in."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from fractions import Fraction

from pricelang.analysis.cells import Cell
from pricelang.analysis.exact import ONE, ZERO
from pricelang.analysis.pools import Grant, Pool
from pricelang.analysis.variants import Variant
from pricelang.catalog.charges import InCredits
from pricelang.catalog.quantity import Ref
from pricelang.record import Record


class Density(Record):
    """What one unit of a pool costs to serve when it is used for a cell: `cost` of the cell over its `rate`."""

    each: Fraction
    cell: Cell
    cost: Fraction
    rate: Fraction


class Share(Record):
    """A pool's part in full use: `quantity` of it, used for `cells` at `each` at the most, costs `cost`."""

    pool: Pool
    quantity: Fraction
    each: Fraction
    cells: tuple[Cell, ...]
    cost: Fraction
    uses: tuple[tuple[Cell, Fraction], ...]


class FullUse(Record):
    """What it costs when all that is included is used in the dearest way: `cost` is attained by `shares`, `most` is
    a bound that
    no use exceeds. The two differ only where limits cut several pools at once."""

    cost: Fraction
    most: Fraction
    shares: tuple[Share, ...]


def densities(variant: Variant, pool: Pool) -> tuple[Density, ...]:
    """The cells that a pool may pay for on a tier, dearest first; those without a declared cost are not known."""
    known: dict[Ref, tuple[Density, ...]] = variant.__dict__.setdefault("_densities", {})
    if pool.of not in known:
        known[pool.of] = _densities(variant, pool)
    return known[pool.of]


def _densities(variant: Variant, pool: Pool) -> tuple[Density, ...]:
    key = (pool.of, variant.currency, tuple(variant.offered), _ways(variant))
    shared: dict[object, tuple[Density, ...]] = variant.sheet.__dict__.setdefault("_densities", {})
    if key in shared:
        return shared[key]
    found = []
    for route in (variant.routes or {}).values():
        cost = variant.sheet.costs.unit(route.cell, variant.currency)
        if not cost:
            continue
        if route.own is pool:
            found.append(Density(cost, route.cell, cost, ONE))
        elif route.own is None or not (route.own.decisive or route.own.unlimited):
            for wallet, rate in route.wallets:
                if rate == 0:
                    break
                if wallet is pool and rate:
                    found.append(Density(cost / rate, route.cell, cost, rate))
                if wallet.decisive or wallet.unlimited or rate is None:
                    break
    found.sort(key=lambda density: -density.each)
    shared[key] = tuple(found)
    return shared[key]


def _ways(variant: Variant) -> tuple[object, ...]:
    """What decides which pool a cell draws on; tiers that agree in it share their densities."""
    pools = tuple((pool.of, pool.decisive, pool.unlimited) for pool in variant.pools.values())
    own = tuple(price for price in variant.usage_prices if any(isinstance(rate, InCredits) for rate in price.rates))
    return (pools, own)


def costliest(variant: Variant, pool: Pool, grant: Grant | None = None) -> tuple[Density, ...]:
    """The cells at which a unit of a pool costs the most to serve (several where they tie); those that a grant may
    pay for."""
    found = [each for each in densities(variant, pool) if grant is None or grant.serves(each.cell.metric)]
    return tuple(each for each in found if each.each == found[0].each)


def full_use(variant: Variant, seats: int) -> FullUse:
    """What it costs at the most to serve all that so many seats are granted a month, without overage and packs."""
    caps = {
        bound.limit.of: bound.at(seats)
        for bound in sorted(variant.bounds, key=lambda each: -each.at(seats))
        if bound.stops and bound.known
    }
    left = {ref.name: cap for ref, cap in caps.items() if ref.kind == "metric"}
    shares: list[Share] = []
    most = ZERO
    for pool in variant.pools.values():
        credit_cap = caps.get(pool.of) if pool.of.kind == "credit" else None
        uses: dict[Cell, Fraction] = {}
        quantity, cost = ZERO, ZERO
        for grant in pool.grants:
            amount = grant.at(seats)
            if credit_cap is not None:
                amount = min(amount, credit_cap - quantity)
            if amount <= 0 or grant.unlimited or not grant.known:
                continue
            found = [each for each in densities(variant, pool) if grant.serves(each.cell.metric)]
            most += _knapsack(found, amount, {}, caps, {})[0]
            part, _ = _knapsack(found, amount, uses, {}, left)
            cost += part
            quantity += amount
        if cost:
            dearest = costliest(variant, pool)
            shares.append(Share(pool, quantity, dearest[0].each, tuple(each.cell for each in dearest), cost,
                                tuple(uses.items())))  # fmt: skip
    return FullUse(sum((share.cost for share in shares), ZERO), most, tuple(shares))


def _knapsack(
    found: Iterable[Density],
    amount: Fraction,
    uses: dict[Cell, Fraction],
    caps: Mapping[Ref, Fraction],
    left: dict[str, Fraction],
) -> tuple[Fraction, Fraction]:
    """Fill an amount of a pool in order of cost. `left` is what limits leave of each metric, shared by all that
    draws on it;
    `caps` bounds each cell by itself, which no use can exceed."""
    cost = ZERO
    for density in found:
        part = amount
        metric = density.cell.metric
        if metric in left:
            part = min(part, left[metric] * density.rate)
        for ref, cap in caps.items():
            if (
                getattr(ref, "kind", "") == "metric"
                and getattr(ref, "name", "") == metric
                and isinstance(cap, Fraction)
            ):
                part = min(part, cap * density.rate)
        if part <= 0:
            continue
        quantity = part / density.rate
        if metric in left:
            left[metric] -= quantity
        uses[density.cell] = quantity + uses.get(density.cell, ZERO)
        cost += quantity * density.cost
        amount -= part
        if not amount:
            break
    return cost, amount


def first_failing(
    slack: Callable[[int], Fraction], least: int, most: int | None, edges: Iterable[int] = ()
) -> int | None:
    """The smallest number of seats at which a slack, linear between `edges`, is negative; None: none."""
    points = {least, least + 1}
    for edge in edges:
        points |= {edge - 1, edge, edge + 1}
    if most is not None:
        points.add(most)
    known = sorted(point for point in points if point >= least and (most is None or point <= most))
    before: tuple[int, Fraction] | None = None
    for point in known:
        value = slack(point)
        if value < 0:
            if before is None or point - before[0] == 1:
                return point
            slope = (value - before[1]) / (point - before[0])
            return before[0] + int(before[1] // -slope) + 1
        before = (point, value)
    if most is None and before is not None:
        last, value = before
        slope = slack(last + 2) - slack(last + 1)
        if slope < 0:
            return last + 1 + int(slack(last + 1) // -slope) + 1
    return None


def proportional(variant: Variant) -> bool:
    """Whether fees and all grants that cost anything are in proportion to the seats, so that one seat says it all."""
    fees = variant.fees
    if not fees.linear or fees.base or not fees.seat or any(bound.stops for bound in variant.bounds):
        return False
    return not any(pool.base and densities(variant, pool) for pool in variant.pools.values())


class Loss(Record):
    """A variant whose full use costs more than its fees bring in, at `seats` seats; all per month. Where everything
    is in
    proportion to the seats, `per_seat`, the amounts are those of one seat. `kept` is the share of the fee that may
    be spent."""

    variant: Variant
    seats: int
    per_seat: bool
    fee: Fraction
    full: FullUse
    kept: Fraction

    @property
    def margin(self) -> Fraction:
        """What is left of the fee, as a share of it; negative: a loss. A fee of zero has none."""
        return (self.fee - self.full.cost) / self.fee if self.fee else -self.full.cost

    @property
    def share(self) -> Share:
        """The pool that costs the most."""
        return max(self.full.shares, key=lambda share: share.cost)

    @property
    def most(self) -> Fraction:
        """The most of the dearest pool that the fee pays for, all others used fully."""
        share = self.share
        others = self.full.cost - share.cost
        return max(ZERO, (self.fee * self.kept - others) / share.each)


def loss(variant: Variant, target: Fraction = ZERO) -> Loss | None:
    """Where the full use of a variant leaves less than `target` of its fees; None: nowhere that is known."""
    if not variant.paid or variant.routes is None:
        return None
    kept = ONE - target

    def slack(seats: int) -> Fraction:
        return kept * variant.fees.at(seats) - full_use(variant, seats).cost

    per_seat = proportional(variant)
    if per_seat:
        seats: int | None = 1 if slack(1) < 0 else None
    elif not variant.seated:
        seats = variant.least if slack(variant.least) < 0 else None
    else:
        edges = list(variant.fees.edges)
        if any(bound.stops for bound in variant.bounds):
            edges += range(variant.least, variant.least + 64)
        seats = first_failing(slack, variant.least, variant.most, edges)
    if seats is None:
        return None
    return Loss(variant, seats, per_seat, variant.fees.at(seats), full_use(variant, seats), kept)


def margin(variant: Variant, seats: int | None = None) -> Loss:
    """The fee and the full use of a variant, whether or not it loses; per seat where all is in proportion to the
    seats."""
    if seats is None:
        per_seat = proportional(variant)
        seats = 1 if per_seat else variant.least
    else:
        per_seat = False
    return Loss(variant, seats, per_seat, variant.fees.at(seats), full_use(variant, seats), ONE)
