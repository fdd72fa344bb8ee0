"""How a use of a metric is met: which allowance, which row of a rate table, which price, by its attributes."""

from __future__ import annotations

from pricelang.catalog.catalog import Use
from pricelang.catalog.charges import UsagePrice
from pricelang.catalog.quantity import Condition, Conditions
from pricelang.rating.errors import RatingError, listed, unknown
from pricelang.rating.selection import Index
from pricelang.rating.subscription import DatedUse
from pricelang.rating.tariff import Cell, Chain, PricePlan, Tariff
from pricelang.spelling import nearest

_MOST = 4096
"""Cells kept for one tariff: attributes come from usage, and their values may be without end."""


def cell_of(tariff: Tariff, index: Index, use: Use | DatedUse) -> Cell:
    """The cell of a use, made once for each metric and attributes.

    Raises:
        RatingError: the metric, an attribute or a value is not known, or no row fits.
    """
    key = (use.metric, use.attributes)
    cell = tariff.cells.get(key)
    if cell is None:
        if len(tariff.cells) >= _MOST:
            tariff.cells.clear()
        cell = tariff.cells[key] = _made(tariff, index, use.metric, use.attributes)
    return cell


def _made(tariff: Tariff, index: Index, name: str, attributes: Conditions) -> Cell:
    if name not in index.metrics:
        unknown("metric", name, index.metrics)
    metric = index.metrics[name]
    _known(index, name, attributes)
    order = list(index.metrics).index(name)
    cell = Cell(name, metric.label, order, attributes, metric.span)
    given = {condition.attribute: condition.values for condition in attributes}
    cell.offered = _offered(tariff, index, name)
    if name in tariff.pools:
        cell.own = name
        chain = _chain(tariff, name, name)
        if chain is not None and chain.decisive:
            cell.chain = chain
        else:
            cell.soft = chain
    wallets = []
    rows = tariff.burns.get(name, [])
    for credit in dict.fromkeys(credit for _, credit, _ in rows):
        best = None
        for when, of, rate in rows:
            if of == credit and fits(when, given) and (best is None or len(when) > best[0]):
                best = (len(when), rate)
        if best is not None and best[1] is None:
            raise RatingError(
                f"what `{name}` burns of `{credit}` is unpublished", "state a rate to bill it", metric.span
            )
        if best is not None and credit in tariff.pools:
            wallets.append((credit, best[1], _chain(tariff, credit, name)))
    cell.wallets = tuple(wallets)
    cell.prices = _prices(tariff.prices.get(name, []), given)
    if (rows or name in tariff.prices) and not (wallets or cell.prices or cell.own):
        asked = sorted({c.attribute for when, _, _ in rows for c in when} | _asked(tariff.prices.get(name, [])))
        if asked:
            raise RatingError(f"no rate of `{name}` fits this use", f"say its {listed(asked)}", metric.span)
    limits = list(tariff.limits.get(name, []))
    for credit, _, _ in wallets:
        limits += tariff.limits.get(credit, [])
    cell.limits = tuple(limits)
    return cell


def _offered(tariff: Tariff, index: Index, name: str) -> bool:
    """Whether the tier has a metric. Where packages offer it, one of them must be there, or a price, allowance or
    limit of the metric itself; a rate to burn credits at offers nothing."""
    credits_for = {credit.name for credit in index.catalog.credits for burn in credit.burns if burn.metric == name}
    offering = {
        package.name
        for package in index.catalog.packages
        if any(ref.name == name or ref.name in credits_for for ref in package.offers)
    }
    if not offering or name in tariff.pools or name in tariff.prices or name in tariff.limits:
        return True
    if offering & ({grant.package for grant in tariff.tier.packages} | tariff.packages.keys()):
        return True
    return any(name in grant.only_for for pool in tariff.pools.values() for grant in pool.grants)


def fits(when: Conditions, given: dict[str, tuple[str, ...]]) -> bool:
    """Whether every condition of a row is met by the attributes of a use."""
    return all(any(value in condition.values for value in given.get(condition.attribute, ())) for condition in when)


def _asked(prices: list[PricePlan]) -> set[str]:
    return {condition.attribute for plan in prices for condition in plan.price.when}


def _prices(prices: list[PricePlan], given: dict[str, tuple[str, ...]]) -> tuple[PricePlan, ...]:
    """The most specific price that fits, and those with the same conditions, which add up."""
    fitting = [plan for plan in prices if fits(plan.price.when, given)]
    if not fitting:
        return ()
    best = max(fitting, key=lambda plan: len(plan.price.when))
    return tuple(plan for plan in fitting if plan.price.when == best.price.when)


def _chain(tariff: Tariff, pool: str, metric: str) -> Chain | None:
    """The phases that hold for a metric: of what may pay for it, those that are drawn last."""
    found = None
    for plan, chain in tariff.chains.get(pool, ()):
        if not plan.only_for or metric in plan.only_for:
            found = chain
    return found


def _known(index: Index, name: str, attributes: Conditions) -> None:
    """Refuse attributes that nothing asks for, and values that look like a slip of the pen."""
    if not attributes:
        return
    rows = _conditions(index, name)
    for condition in attributes:
        if condition.attribute not in rows:
            near = nearest(condition.attribute, rows)
            known = f"it has {listed(sorted(rows))}" if rows else "nothing asks for one"
            raise RatingError(
                f"`{name}` has no attribute `{condition.attribute}`", f"did you mean `{near[0]}`?" if near else known
            )
        values = rows[condition.attribute]
        for value in condition.values:
            near = nearest(value, values)
            if value not in values and near:
                raise RatingError(
                    f"unknown value `{value}` of `{condition.attribute}` for `{name}`", f"did you mean `{near[0]}`?"
                )


def _conditions(index: Index, name: str) -> dict[str, set[str]]:
    catalog = index.catalog
    conditions: list[Condition] = []
    for credit in catalog.credits:
        conditions += [item for burn in credit.burns if burn.metric == name for item in burn.when]
    for cost in index.metrics[name].costs:
        conditions += cost.when
    prices = [price for tier in catalog.tiers for price in tier.prices]
    prices += [price for package in catalog.packages for price in package.prices]
    for price in prices:
        if isinstance(price, UsagePrice) and price.metric == name:
            conditions += price.when
    result: dict[str, set[str]] = {}
    for condition in conditions:
        result.setdefault(condition.attribute, set()).update(condition.values)
    return result
