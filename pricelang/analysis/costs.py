"""What a unit of a metric costs to serve, by cell and currency."""

from __future__ import annotations

from fractions import Fraction

from pricelang.analysis.cells import Cell, fits
from pricelang.analysis.exact import ZERO, converted
from pricelang.catalog.catalog import Catalog, Cost, CostFormula, CostRate, CostTerm, Metric
from pricelang.catalog.money import Exchange
from pricelang.record import Record


class Served(Record):
    """What one unit of a cell costs, as declared; `costs` are the declarations that it rests on."""

    amount: Fraction
    costs: tuple[Cost, ...]


class Costs:
    """Unit costs. An undeclared cost is unknown, not zero: it is None."""

    def __init__(self, catalog: Catalog) -> None:
        self._costs = {cost.name: cost for cost in catalog.costs}
        self._metrics = {metric.name: metric for metric in catalog.metrics}
        self._exchanges: tuple[Exchange, ...] = catalog.product.exchanges if catalog.product else ()
        self._known: dict[tuple[Cell, str, bool], Served | None] = {}
        self.declared = frozenset(metric.name for metric in catalog.metrics if metric.costs)

    def served(self, cell: Cell, currency: str, attempt: bool = False) -> Served | None:
        """What a unit of a cell costs; an outcome costs all attempts that it takes, unless one `attempt` is meant."""
        if cell.metric not in self.declared:
            return None
        key = (cell, currency, attempt)
        if key not in self._known:
            self._known[key] = self._worked_out(self._metrics[cell.metric], cell, currency, attempt)
        return self._known[key]

    def unit(self, cell: Cell, currency: str) -> Fraction | None:
        """What a unit of a cell costs; None: nothing is declared, or not in a currency that can be compared."""
        served = self.served(cell, currency)
        return None if served is None else served.amount

    def foreign(self, cell: Cell, currency: str) -> tuple[str, ...]:
        """The currencies of a cell's costs that the file declares no rate for: what it costs is unknown for them."""
        metric = self._metrics.get(cell.metric)
        found: dict[str, None] = {}
        for formula in formulas_for(metric, cell) if metric is not None else []:
            for term in formula.terms:
                cost = self._costs.get(term.cost)
                rate = None if cost is None else _rate(cost, term, formula, cell)
                if rate is not None and converted(rate.amount, currency, self._exchanges) is None:
                    found[rate.amount.currency] = None
        return tuple(found)

    def _worked_out(self, metric: Metric, cell: Cell, currency: str, attempt: bool) -> Served | None:
        formulas = formulas_for(metric, cell)
        if not formulas:
            return None
        total, used = ZERO, {}
        for formula in formulas:
            for term in formula.terms:
                cost = self._costs.get(term.cost)
                rate = None if cost is None else _rate(cost, term, formula, cell)
                amount = None if rate is None else converted(rate.amount, currency, self._exchanges)
                if cost is None or rate is None or amount is None:
                    return None
                total += Fraction(term.quantity) * amount / Fraction(rate.per)
                used[cost.name] = cost
        succeeds = metric.outcome.succeeds if metric.outcome is not None else None
        if succeeds and metric.charged_by == "outcome" and not attempt:
            total = total / (Fraction(succeeds) / 100)
        return Served(total, tuple(used.values()))


def formulas_for(metric: Metric, cell: Cell) -> list[CostFormula]:
    """The most specific formulas that fit a cell; those with the same conditions add up."""
    fitting = [formula for formula in metric.costs if fits(formula.when, cell)]
    if not fitting:
        return []
    first = max(fitting, key=lambda formula: len(formula.when))
    return [formula for formula in fitting if formula.when == first.when]


def _rate(cost: Cost, term: CostTerm, formula: CostFormula, cell: Cell) -> CostRate | None:
    """The rate of a term: the declared units of one use say which of a provider's sizes it falls in."""
    sizes: dict[str, Fraction] = {}
    for each in formula.terms:
        if each.cost == cost.name:
            sizes[each.unit] = sizes.get(each.unit, ZERO) + Fraction(each.quantity)
    found: CostRate | None = None
    for rate in cost.rates:
        if rate.unit != term.unit or not fits(rate.when, cell):
            continue
        if rate.threshold is not None and sizes.get(rate.threshold_unit or rate.unit, ZERO) <= Fraction(rate.threshold):
            continue
        if found is None or (len(rate.when), rate.threshold or 0) > (len(found.when), found.threshold or 0):
            found = rate
    return found
