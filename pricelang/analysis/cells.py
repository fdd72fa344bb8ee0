"""Cells: a metric with the attribute values that any rate, cost or price row names, and all others as one."""

from __future__ import annotations

from collections.abc import Iterable
from fractions import Fraction
from itertools import product
from typing import NamedTuple

from pricelang.analysis.exact import stated
from pricelang.catalog.catalog import Catalog, Package, Tier
from pricelang.catalog.charges import InCredits, UsagePrice
from pricelang.catalog.quantity import Conditions, Ref
from pricelang.record import Record

MOST = 256
"""More combinations of one metric than these are left undecided."""


class Cell(NamedTuple):
    """A metric and attribute values; an attribute that is not here has a value that no row names."""

    metric: str
    attributes: tuple[tuple[str, str], ...] = ()

    @property
    def shown(self) -> str:
        """As a message names it."""
        if not self.attributes:
            return f"`{self.metric}`"
        return f"`{self.metric}` when {' and '.join(f'{name} is {value}' for name, value in self.attributes)}"


class Row(Record):
    """A row of a rate table: `rate` credits a unit; None: the vendor does not say how many."""

    when: Conditions
    rate: Fraction | None


def fits(when: Conditions, cell: Cell) -> bool:
    """Whether a row holds for a cell."""
    if not when:
        return True
    given = dict(cell.attributes)
    return all(given.get(condition.attribute) in condition.values for condition in when)


def best(rows: Iterable[Row], cell: Cell) -> Row | None:
    """The most specific row that fits, the first of several."""
    found: Row | None = None
    for row in rows:
        if (found is None or len(row.when) > len(found.when)) and fits(row.when, cell):
            found = row
    return found


class Cells:
    """All cells of a catalog, and the rates that credits burn at."""

    def __init__(self, catalog: Catalog) -> None:
        self.catalog = catalog
        self._values: dict[str, dict[str, dict[str, None]]] = {}
        self._cells: dict[str, tuple[Cell, ...] | None] = {}
        self.rows: dict[str, dict[str, list[Row]]] = {}
        self._rates: dict[tuple[str, str], tuple[tuple[Cell, Fraction | None], ...]] = {}
        costs = {cost.name: cost for cost in catalog.costs}
        for metric in catalog.metrics:
            for formula in metric.costs:
                self._name(metric.name, formula.when)
                for term in formula.terms:
                    for rate in costs[term.cost].rates if term.cost in costs else ():
                        self._name(metric.name, rate.when)
        for credit in catalog.credits:
            table = self.rows.setdefault(credit.name, {})
            for burn in credit.burns:
                self._name(burn.metric, burn.when)
                value = stated(catalog, burn.quantity, Ref("credit", credit.name))
                rate_ = None if value.value is None or value.least else value.value / Fraction(burn.per)
                table.setdefault(burn.metric, []).append(Row(burn.when, rate_))
        holders: list[Tier | Package] = [*catalog.tiers, *catalog.packages]
        for holder in holders:
            for price in holder.prices:
                if isinstance(price, UsagePrice):
                    self._name(price.metric, price.when)

    def _name(self, metric: str, when: Conditions) -> None:
        for condition in when:
            values = self._values.setdefault(metric, {}).setdefault(condition.attribute, {})
            values.update(dict.fromkeys(condition.values))

    def of(self, metric: str) -> tuple[Cell, ...] | None:
        """The cells of a metric, the one of no named value first; None: they are too many."""
        if metric not in self._cells:
            named = self._values.get(metric, {})
            count = 1
            for values in named.values():
                count *= len(values) + 1
            if count > MOST:
                self._cells[metric] = None
            else:
                choices = [[None, *values] for values in named.values()]
                self._cells[metric] = tuple(
                    Cell(
                        metric,
                        tuple((name, value) for name, value in zip(named, row, strict=True) if value is not None),
                    )
                    for row in product(*choices)
                )
        return self._cells[metric]

    def rates(self, credit: str, metric: str) -> tuple[tuple[Cell, Fraction | None], ...]:
        """The cells of a metric that a credit has a row for, each with its rate (None: not said)."""
        key = (credit, metric)
        if key not in self._rates:
            rows = self.rows.get(credit, {}).get(metric, [])
            self._rates[key] = self.rated(rows, metric)
        return self._rates[key]

    def rated(self, rows: list[Row], metric: str) -> tuple[tuple[Cell, Fraction | None], ...]:
        """The cells of a metric that some rows hold for, each with its rate."""
        found = []
        for cell in self.of(metric) or () if rows else ():
            row = best(rows, cell)
            if row is not None:
                found.append((cell, row.rate))
        return tuple(found)


def tier_rows(prices: Iterable[UsagePrice]) -> dict[tuple[str, str], list[Row]]:
    """Rows that a tier states itself, as prices in credits; by credit and metric."""
    found: dict[tuple[str, str], list[Row]] = {}
    for price in prices:
        for rate in price.rates:
            if isinstance(rate, InCredits):
                found.setdefault((rate.credit, price.metric), []).append(Row(price.when, Fraction(rate.quantity)))
    return found
