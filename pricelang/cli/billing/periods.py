"""Usage files: a table of consecutive billing intervals, read whole or not at all."""

from __future__ import annotations

import csv
import os
import sys
from collections.abc import Callable
from datetime import date, datetime
from decimal import Decimal

from pricelang.catalog.catalog import Catalog, Use
from pricelang.catalog.period import Period
from pricelang.cli.billing.asking import conditions, cut, metric_in, name_in, number, unknown_metric
from pricelang.cli.reporting import CannotRun
from pricelang.rating import DatedUse, PeriodUsage, RatingError
from pricelang.rating.timing import after, day, moment
from pricelang.record import Record

NEEDED = ("period", "metric", "quantity")
AT = "at"
_MOST_SHOWN = 20
_MOST_PERIODS = 1_200
_LARGEST = 256 * 1024 * 1024


class _Row(Record):
    """A row that was read: its number in the file (the head is 1), the period as it was written (a number, or a day),
    what was used and when, or how many of an add-on were bought."""

    number: int
    period: int | date
    name: str
    quantity: Decimal
    attributes: tuple[tuple[str, str], ...]
    at: date | datetime | None
    bought: bool


class _Wrong(Exception):  # noqa: N818 - said as it is read
    """A cell that cannot be read: its column, and why."""

    def __init__(self, column: str, why: str) -> None:
        self.column = column
        self.why = why


class UsageFile:
    """A usage file, whose every row can be billed: `on` is the first day of its first interval, where there is one."""

    def __init__(self, path: str, rows: list[_Row], columns: list[str], on: date | None) -> None:
        self.path = path
        self.on = on
        self._rows = rows
        self._columns = columns

    def check(self, bill: Callable[[Use], object]) -> None:
        """Bill each kind of use alone, so that what is wrong with it is said at its rows.

        Raises:
            CannotRun: some rows use what cannot be billed.
        """
        verdicts: dict[object, tuple[str, str] | None] = {}
        problems = []
        for row in self._rows:
            if row.bought:
                continue
            key = (row.name, row.attributes)
            if key not in verdicts:
                verdicts[key] = self._verdict(bill, row)
            found = verdicts[key]
            if found is not None:
                problems.append(_problem(self.path, row.number, found[0], found[1], self._columns))
        _refuse(problems)

    def _verdict(self, bill: Callable[[Use], object], row: _Row) -> tuple[str, str] | None:
        try:
            bill(Use(row.name, Decimal(0), conditions(dict(row.attributes))))
        except RatingError as refused:
            named = [name for name, _ in row.attributes if f"`{name}`" in refused.message]
            return (named or ["metric"])[0], f"{refused.message}; {refused.help}" if refused.help else refused.message
        return None

    def usages(self, interval: Period | None) -> list[PeriodUsage]:
        """The usage of each interval from the first to the last that a row names.

        Raises:
            CannotRun: rows lie outside of the intervals, or only some rows of one have a time.
        """
        problems: list[str] = []
        placed: dict[int, list[_Row]] = {}
        for row in self._rows:
            try:
                placed.setdefault(self._place(row, interval), []).append(row)
            except _Wrong as wrong:
                problems.append(_problem(self.path, row.number, wrong.column, wrong.why, self._columns))
        for rows in placed.values():
            used = [row for row in rows if not row.bought]
            timed = [row for row in used if row.at is not None]
            if timed and len(timed) < len(used):
                why = "empty, while other rows of this period have a time: give all a time, or none"
                problems += [_problem(self.path, row.number, AT, why, self._columns) for row in used if row.at is None]
        _refuse(problems)
        return [_usage(placed.get(place, [])) for place in range(max(placed, default=0) + 1)]

    def _place(self, row: _Row, interval: Period | None) -> int:
        if isinstance(row.period, date):
            assert self.on is not None
            place = _place_of(row.period, self.on, interval)
            if place is None:
                raise _Wrong("period", f"{row.period} is before the first interval, which starts on {self.on}")
        else:
            place = row.period - 1
        if place >= _MOST_PERIODS:
            raise _Wrong("period", f"a file holds at most {_MOST_PERIODS:,} periods")
        if interval is None and place:
            raise _Wrong("period", "a tier that is paid once has one period")
        if row.at is not None:
            if self.on is None:
                raise _Wrong(AT, "a time needs the first day of the first interval: say it with `--on`")
            if _place_of(row.at, self.on, interval) != place:
                start = after(moment(self.on), interval, place) if interval is not None else moment(self.on)
                raise _Wrong(AT, f"{row.at} is outside of its period, which starts on {day(start)}")
        return place


def _place_of(at: date | datetime, on: date, interval: Period | None) -> int | None:
    """The number of the interval that holds a moment, from 0; None: it is before the first one."""
    when, anchor = moment(at), moment(on)
    if when < anchor:
        return None
    if interval is None:
        return 0
    low, high = 0, 1
    while after(anchor, interval, high) <= when:
        low, high = high, high * 2
    while high - low > 1:
        middle = (low + high) // 2
        low, high = (middle, high) if after(anchor, interval, middle) <= when else (low, middle)
    return low


def _usage(rows: list[_Row]) -> PeriodUsage:
    uses: list[Use | DatedUse] = []
    buys: dict[str, int] = {}
    for row in rows:
        if row.bought:
            buys[row.name] = buys.get(row.name, 0) + int(row.quantity)
        elif row.at is None:
            uses.append(Use(row.name, row.quantity, conditions(dict(row.attributes))))
        else:
            uses.append(DatedUse(row.name, row.quantity, row.at, conditions(dict(row.attributes))))
    return PeriodUsage(tuple(uses), buys)


def read(path: str, catalog: Catalog, on: date | None) -> UsageFile:
    """Read a usage file: CSV with the columns `period`, `metric`, `quantity`, and as needed `at` and attributes.

    `period` is 1, 2 ... or a day in the interval; without `on` the earliest day is the first one of the first
    interval. An add-on in the column `metric` is bought at the start of its period.

    Raises:
        CannotRun: the file cannot be read, or rows are wrong: up to twenty of them are said.
    """
    text = _text(path)
    records = csv.reader(text.splitlines(keepends=True), strict=True)
    rows: list[_Row] = []
    problems: list[str] = []
    columns: list[str] = []
    try:
        for place, cells in enumerate(records, 1):
            if not any(cell.strip() for cell in cells):
                continue
            if not columns:
                columns = _head(path, place, cells)
                continue
            try:
                rows.append(_row(catalog, place, columns, cells))
            except _Wrong as wrong:
                problems.append(_problem(path, place, wrong.column, wrong.why, columns))
    except csv.Error as fault:
        problems.append(f"{path}: line {records.line_num}: {fault}")
    if not columns and not problems:
        raise CannotRun(f"{path} is empty: its first row is `{','.join(NEEDED)}`")
    kinds = {isinstance(row.period, date) for row in rows}
    if len(kinds) > 1:
        first = isinstance(rows[0].period, date)
        other = next(row for row in rows if isinstance(row.period, date) is not first)
        why = "some periods are numbers and some are days: write them all in one way"
        problems.append(_problem(path, other.number, "period", why, columns))
    _refuse(problems)
    days = [row.period for row in rows if isinstance(row.period, date)]
    return UsageFile(path, rows, columns, on or min(days, default=None))


def _text(path: str) -> str:
    try:
        if path == "-":
            if sys.stdin is None:
                raise CannotRun("standard input is closed")
            data = sys.stdin.buffer.read()
        elif os.path.isdir(path):
            raise CannotRun(f"`{path}` is a folder, not a usage file")
        else:
            if os.path.exists(path) and os.path.getsize(path) > _LARGEST:
                raise CannotRun(f"`{path}` is larger than {_LARGEST // 1024 // 1024} MB: sum the usage first")
            with open(path, "rb") as file:
                data = file.read()
    except OSError as fault:
        raise CannotRun(f"`{cut(path)}` cannot be read: {(fault.strerror or str(fault)).lower()}") from None
    except ValueError as fault:  # a NUL in a path
        raise CannotRun(f"`{cut(path)}` cannot be read: {fault}") from None
    try:
        return data.decode("utf-8-sig")
    except UnicodeDecodeError as fault:
        line = data.count(b"\n", 0, fault.start) + 1
        raise CannotRun(f"{path}: line {line}: byte 0x{data[fault.start]:02x} is not UTF-8 text") from None


def _head(path: str, place: int, cells: list[str]) -> list[str]:
    columns = [cell.strip() for cell in cells]
    problems = [
        f"{path}: row {place}: there is no column `{needed}`: the first row is the head"
        for needed in NEEDED
        if needed not in columns
    ]
    for number_of, column in enumerate(columns, 1):
        if not column:
            problems.append(f"{path}: row {place}: column {number_of} has no name")
        elif column in columns[: number_of - 1]:
            problems.append(f"{path}: row {place}: the column `{cut(column)}` is there twice")
    _refuse(problems)
    return columns


def _row(catalog: Catalog, place: int, columns: list[str], cells: list[str]) -> _Row:
    if len(cells) != len(columns):
        reached = min(len(cells), len(columns) - 1)
        raise _Wrong(columns[reached], f"the row has {len(cells)} cells, and there are {len(columns)} columns")
    given = {column: cell.strip() for column, cell in zip(columns, cells, strict=True)}
    for needed in NEEDED:
        if not given[needed]:
            raise _Wrong(needed, "empty")
    period = _period(given["period"])
    metric = metric_in(catalog, given["metric"])
    addons = [package.name for package in catalog.packages if package.kind == "addon"]
    bought = name_in(given["metric"], addons) if metric is None else None
    if metric is None and bought is None:
        raise _Wrong("metric", unknown_metric(catalog, given["metric"]))
    try:
        quantity = number(given["quantity"], "")
    except CannotRun as wrong:
        raise _Wrong("quantity", wrong.messages[0].removeprefix(": ")) from None
    attributes = tuple(sorted((name, value) for name, value in given.items() if name not in (*NEEDED, AT) and value))
    if bought is not None:
        if quantity != quantity.to_integral_value():
            raise _Wrong("quantity", f"packages are counted in whole numbers, not {given['quantity']}")
        if attributes:
            raise _Wrong(attributes[0][0], "a package that is bought has no attributes")
    at = _time(given[AT]) if given.get(AT) else None
    return _Row(place, period, metric or str(bought), quantity, attributes, at, bought is not None)


def _period(text: str) -> int | date:
    if text.isascii() and text.isdigit() and len(text) < 10:
        if int(text):
            return int(text)
        raise _Wrong("period", "periods count from 1")
    try:
        if len(text) == 10:
            return date.fromisoformat(text)
    except ValueError:
        pass
    raise _Wrong("period", f"`{cut(text)}` is neither a number from 1 nor a day such as 2027-03-01")


def _time(text: str) -> date | datetime:
    try:
        if len(text) == 10:
            return date.fromisoformat(text)
        at = datetime.fromisoformat(text)
    except ValueError:
        raise _Wrong(AT, f"`{cut(text)}` is no time; write 2027-03-01 or 2027-03-01T14:30:00") from None
    if at.tzinfo is not None:
        raise _Wrong(AT, f"`{cut(text)}` has a time zone: write times in the one of the billing dates, without it")
    return at


def _problem(path: str, row: int, column: str, why: str, columns: list[str]) -> str:
    place = f" ({columns.index(column) + 1})" if column in columns else ""
    return f"{path}: row {row}, column `{column}`{place}: {why}"


def _refuse(problems: list[str]) -> None:
    if not problems:
        return
    shown = problems[:_MOST_SHOWN]
    left = len(problems) - len(shown)
    rest = [f"and {left:,} more row{'s' * (left != 1)}"] if left else []
    raise CannotRun(*shown, *rest, "nothing was billed")
