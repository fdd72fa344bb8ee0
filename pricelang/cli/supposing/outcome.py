"""What follows from a supposition: the margin of each tier, and the findings of the linter, before and after."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from fractions import Fraction
from typing import Literal

from pricelang.analysis import Analysis
from pricelang.catalog.catalog import Catalog
from pricelang.cli.margins.report import Row, report
from pricelang.cli.supposing.changing import Change
from pricelang.config import Config
from pricelang.diagnostics import Diagnostic
from pricelang.record import Record
from pricelang.rules.frame import run
from pricelang.syntax import File


class Figures(Record):
    """By the month: what is brought in, and what serving costs; `cost` None: none is declared. `bounded` False: a use
    without end costs more, whatever is paid."""

    revenue: Fraction
    cost: Fraction | None
    bounded: bool = True

    @property
    def leaves(self) -> Fraction | None:
        """What is left; None where no cost is declared."""
        return None if self.cost is None else self.revenue - self.cost

    @property
    def margin(self) -> Fraction | None:
        """What is left, as a share of what is brought in; None where nothing is, or no cost is declared."""
        return None if self.leaves is None or not self.revenue else self.leaves / self.revenue


class Line(Record):
    """One way to use a tier (full use, or a persona that it is for), before and after. `name` is the persona's."""

    use: Literal["full", "typical", "heavy"]
    name: str | None
    label: str
    before: Figures
    after: Figures


class Sold(Record):
    """A tier in one currency and by one interval, for so many seats; `foreign` and `several` as in its margins."""

    tier: str
    label: str
    interval: str
    currency: str
    seats: int
    seated: bool
    lines: tuple[Line, ...]
    foreign: tuple[str, ...] = ()
    several: bool = False

    @property
    def moves(self) -> bool:
        """Whether a figure is another."""
        return any(line.before != line.after for line in self.lines)


class Outcome(Record):
    """All that follows. `stay` counts the findings that are there before and after; `target` is the margin that the
    product asks for."""

    changes: tuple[Change, ...]
    sold: tuple[Sold, ...]
    appear: tuple[Diagnostic, ...]
    disappear: tuple[Diagnostic, ...]
    stay: int
    target: Fraction | None


def outcome(
    files: Sequence[File], before: Catalog, after: Catalog, changes: tuple[Change, ...], config: Config, today: date
) -> Outcome:
    """Compare two catalogs of the same files, which have the same tiers."""
    reports = [report(Analysis(catalog)) for catalog in (before, after)]
    later = {(row.tier, row.word, row.currency): row for row in reports[1].rows}
    sold = []
    for row in reports[0].rows:
        other = later.get((row.tier, row.word, row.currency))
        if other is not None:
            sold.append(_sold(row, other))
    found = [run(files, catalog, config, today) for catalog in (before, after)]
    keys = [{_key(one) for one in each} for each in found]
    return Outcome(
        changes,
        tuple(sold),
        tuple(one for one in found[1] if _key(one) not in keys[0]),
        tuple(one for one in found[0] if _key(one) not in keys[1]),
        sum(_key(one) in keys[0] for one in found[1]),
        reports[0].target,
    )


def _sold(row: Row, other: Row) -> Sold:
    lines = [Line("full", None, "full use", _full(row), _full(other))]
    months = {(each.name, each.use): each for each in other.personas}
    for each in row.personas:
        then = months.get((each.name, each.use))
        if each.own and then is not None:
            pair = [Figures(one.pays, one.costs) for one in (each, then)]
            lines.append(Line(each.use, each.name, f"{each.label}, {each.use}", *pair))
    return Sold(
        row.tier, row.label, row.word, row.currency, row.seats, row.seated, tuple(lines), row.foreign, row.several
    )


def _full(row: Row) -> Figures:
    return Figures(row.revenue, row.costs if row.known else None, not row.unbounded)


def _key(one: Diagnostic) -> tuple[object, ...]:
    """What makes two findings the same one, though their numbers differ: rule and symbol, or else the place."""
    if one.symbol:
        return one.rule, one.severity, one.symbol
    return one.rule, one.severity, one.span.source.path, one.span.start
