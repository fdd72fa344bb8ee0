"""Uses, gathered: rounded as their metric says, those of a moment taken together, in the order in which they are
rated."""

from __future__ import annotations

from pricelang.catalog.catalog import Metric
from pricelang.rating.exact import Value, ceiling
from pricelang.rating.selection import Index
from pricelang.rating.tariff import Cell
from pricelang.rating.timing import SECONDS

Timed = tuple[int, Cell, Value]
"""A use: its moment, what it is of, how much."""


def gathered(index: Index, uses: list[Timed], opened: int, scale: int) -> list[Timed]:
    """The uses of a stretch of metering that begins at `opened`, by time, then by the catalog's order of metrics.

    A metric measured as a maximum or last value has one use, at the start; where a stretch stands for `scale` months,
    it is held in each.
    """
    totals: dict[tuple[int, Cell], Value] = {}
    for at, cell, quantity in uses:
        metric = index.metrics[cell.metric]
        if metric.rounding is not None:
            quantity = _rounded(metric, quantity)
        aggregation = metric.event.aggregation if metric.event is not None else "sum"
        if aggregation in ("max", "last"):
            key = (opened, cell)
            quantity = quantity * scale
            before = totals.get(key)
            totals[key] = max(before, quantity) if before is not None and aggregation == "max" else quantity
        else:
            key = (at, cell)
            totals[key] = totals[key] + quantity if key in totals else quantity
    timed = [(at, cell, quantity) for (at, cell), quantity in totals.items()]
    if len(timed) > 1:
        timed.sort(key=_order)
    return timed


def _order(use: Timed) -> tuple[int, int, str]:
    return use[0], use[1].order, repr(use[1].attributes) if use[1].attributes else ""


def _rounded(metric: Metric, quantity: Value) -> Value:
    """One use, in whole steps of the metric's rounding; a metric whose unit is no time is counted as given."""
    rounding = metric.rounding
    unit = (metric.unit or metric.name).lower().rstrip("s")
    unit = {"sec": "second", "min": "minute", "hr": "hour", "h": "hour"}.get(unit, unit)
    if rounding is None or unit not in SECONDS or rounding.step.unit not in SECONDS or not quantity:
        return quantity
    step = SECONDS[rounding.step.unit] * rounding.step.count
    seconds = quantity * SECONDS[unit]
    if rounding.least is not None and rounding.least.unit in SECONDS:
        least = SECONDS[rounding.least.unit] * rounding.least.count
        seconds = max(seconds, quantity * 0 + least)
    return ceiling(seconds, quantity * 0 + step) * step / SECONDS[unit]
