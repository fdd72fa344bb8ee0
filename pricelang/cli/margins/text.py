"""Margins for a terminal, and as Markdown."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from fractions import Fraction

from pricelang.analysis.sheet import Sheet
from pricelang.cli.margins.report import Course, PersonaMonth, Report, Row
from pricelang.render.display import clean, columns
from pricelang.rules.wording import amount, joined, money, percent
from pricelang.targets.markdown.document import escape

_BLOCKS = "▁▂▃▄▅▆▇█"
LOSS = "!"
"""What a sparkline shows where money is lost."""


def spark(shares: Iterable[Fraction | None]) -> str:
    """A line of blocks: the higher, the more of the bill is left; `!` is a loss, a dot where nothing is paid."""
    return "".join(_mark(share) for share in shares)


def _mark(share: Fraction | None) -> str:
    if share is None:
        return "·"
    return LOSS if share < 0 else _BLOCKS[min(7, int(share * 8))]


def share(value: Fraction | None) -> str:
    """A margin in percent, rounded to a tenth; a dash where nothing is paid."""
    if value is None:
        return "-"
    tenths = value * 1000
    rounded = Fraction((2 * tenths.numerator + tenths.denominator) // (2 * tenths.denominator), 1000)
    return percent(rounded)


def text(report: Report, sheet: Sheet) -> str:
    """The report for a terminal."""
    lines = [f"{report.product}: margin by tier, per month" + _target(report)]
    for row in report.rows:
        lines += ["", _title(row)]
        lines += [f"  {each}" for each in _body(row, sheet)]
    lines += [""] * bool(report.silent)
    lines += [f"{label}: not worked out, {why}" for label, why in report.silent]
    return "\n".join(clean(line) for line in lines) + "\n"


def _target(report: Report) -> str:
    return "" if report.target is None else f"; at least {percent(report.target)} is asked for"


def _title(row: Row) -> str:
    seats = f", {row.seats:,} seat{'s' * (row.seats != 1)}" if row.seated else ""
    currency = f", {row.currency}" if row.several else ""
    return f"{row.label} {row.word}".rstrip() + currency + seats


def unconverted(foreign: Sequence[str], currency: str) -> str:
    """Why costs are unknown, and what to do: `costs are in USD: declare ...`."""
    one = _one(currency)
    rates = joined([f"`exchange {one} at {_one(each).removesuffix('1')}...`" for each in foreign])
    return f"costs are in {joined(foreign)}: declare {rates}"


def _one(currency: str) -> str:
    return money(Fraction(1), currency).partition(".")[0]


def _body(row: Row, sheet: Sheet) -> Iterator[str]:
    table = [("", "brings in", "costs", "leaves", "margin")]
    table.append(_full(row))
    table += [_persona(each, row) for each in row.personas]
    widths = [max(columns(clean(line[place])) for line in table) for place in range(5)]
    for line in table:
        first, *rest = [clean(cell) for cell in line]
        first += " " * (widths[0] - columns(first))
        yield "  ".join([first, *(f"{cell:>{wide}}" for cell, wide in zip(rest, widths[1:], strict=True))])
    if row.foreign:
        yield unconverted(row.foreign, row.currency)
    for course in row.courses:
        yield _course(course, sheet)
    for metric in row.unbounded:
        yield f"`{metric}` has no bound: its cost may exceed any bill"


_Cells = tuple[str, str, str, str, str]


def _full(row: Row) -> _Cells:
    return _cells("full use", row.revenue, row.costs if row.known else None, row.margin, row)


def _cells(name: str, pays: Fraction, costs: Fraction | None, kept: Fraction | None, row: Row) -> _Cells:
    currency = row.currency
    if costs is None and row.foreign:
        return name, money(pays, currency), "unknown", "unknown", "unknown"
    if costs is None:
        return name, money(pays, currency), "-", "-", "no cost is declared"
    return name, money(pays, currency), money(costs, currency), money(pays - costs, currency), share(kept)


def _persona(each: PersonaMonth, row: Row) -> _Cells:
    seats = f", {each.seats:,} seats" if each.seats > 1 and row.seated else ""
    own = "" if each.own else " (not its tier)"
    return _cells(f"{each.label}, {each.use}{seats}{own}", each.pays, each.costs, each.margin, row)


def _course(course: Course, sheet: Sheet) -> str:
    end = amount(sheet, course.end, course.of) + (" and on" if course.endless else "")
    line = f"0 {spark(course.shares)} {end}"
    if course.first_loss is None:
        return f"{line}: never a loss"
    return f"{line}: a loss from {amount(sheet, course.first_loss, course.of)}"


def markdown(report: Report, sheet: Sheet) -> str:
    """The report as Markdown."""
    lines = [f"# {escape(report.product, opening=True)}: margin by tier", "", f"Per month{_target(report)}.", ""]
    lines += ["| tier | use | brings in | costs | leaves | margin |", "| --- | --- | ---: | ---: | ---: | ---: |"]
    for row in report.rows:
        for cells in (_full(row), *(_persona(each, row) for each in row.personas)):
            lines.append("| " + " | ".join(escape(cell) for cell in (_title(row), *cells)) + " |")
    said: list[str] = []
    for row in report.rows:
        title = escape(_title(row), opening=True)
        said += [f"- {title}: {unconverted(row.foreign, row.currency)}"] if row.foreign else []
        said += [f"- {title}: {_course(course, sheet)}" for course in row.courses]
        said += [f"- {title}: `{metric}` has no bound" for metric in row.unbounded]
    said += [f"- {escape(label, opening=True)}: not worked out, {why}" for label, why in report.silent]
    lines += ["", *said] if said else []
    return "\n".join(lines) + "\n"
