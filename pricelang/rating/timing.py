"""Time: where intervals end, and how many windows of one length another holds.

Moments are whole seconds since the first day of the calendar, as integers; dates become their first moment.
"""

from __future__ import annotations

from calendar import monthrange
from datetime import date, datetime
from fractions import Fraction

from pricelang.catalog.period import Period

MONTHS = {"month": 1, "quarter": 3, "year": 12}
SECONDS = {"second": 1, "minute": 60, "hour": 3600, "day": 86_400, "week": 604_800}
DAY = 86_400
NEVER = 1 << 62
"""Later than every moment."""

_LAST = date.max.toordinal() * DAY

UNDATED = date(2001, 1, 1)
"""The first day of an interval whose date is not said."""


def moment(at: date | datetime) -> int:
    """A date's or time's moment. Times are taken as written: their zone is not converted."""
    seconds = at.toordinal() * DAY
    return seconds + at.hour * 3600 + at.minute * 60 + at.second if isinstance(at, datetime) else seconds


def day(at: int) -> date:
    """The day of a moment."""
    return date.fromordinal(at // DAY)


def after(start: int, period: Period, times: int = 1) -> int:
    """The moment `times` periods after `start`: months keep the day of the month, or take the last one there is.

    A moment beyond the calendar is NEVER.
    """
    if period.unit not in MONTHS:
        end = start + SECONDS[period.unit] * period.count * times
        return end if end <= _LAST else NEVER
    if start > _LAST:
        return NEVER
    first, rest = date.fromordinal(start // DAY), start % DAY
    months = first.month - 1 + MONTHS[period.unit] * period.count * times
    year, month = first.year + months // 12, months % 12 + 1
    if year > 9999:
        return NEVER
    return date(year, month, min(first.day, monthrange(year, month)[1])).toordinal() * DAY + rest


def share(interval: Period, period: Period) -> Fraction:
    """How many of `period` an interval is worth: twelve months a year, 365 days a year, 365/12 days a month."""
    return _months(interval) / _months(period)


def windows(interval: Period, window: Period, start: int | None) -> int:
    """How many whole windows an interval holds; 0 where the window is longer.

    From `start` the days are the calendar's; without it a month has 30 days and a year 365.
    """
    if interval.unit in MONTHS and window.unit in MONTHS:
        return (MONTHS[interval.unit] * interval.count) // (MONTHS[window.unit] * window.count)
    if window.unit in MONTHS:
        # days of an interval against months: a month is longer than 27 days
        return int(share(interval, window))
    if interval.unit not in MONTHS:
        length = SECONDS[interval.unit] * interval.count
    elif start is not None:
        length = after(start, interval) - start
    else:
        months = MONTHS[interval.unit] * interval.count
        length = (months // 12 * 365 + months % 12 * 30) * DAY
    return length // (SECONDS[window.unit] * window.count)


def calendar_start(at: int, unit: str) -> int:
    """The first moment of the calendar's week, month ... that holds a moment."""
    if unit in ("second", "minute", "hour", "day"):
        return at - at % SECONDS[unit]
    today = day(at)
    if unit == "week":
        return (at // DAY - today.weekday()) * DAY
    month = {"month": today.month, "quarter": (today.month - 1) // 3 * 3 + 1, "year": 1}[unit]
    return today.replace(month=month, day=1).toordinal() * DAY


def _months(period: Period) -> Fraction:
    if period.unit in MONTHS:
        return Fraction(MONTHS[period.unit] * period.count)
    return Fraction(SECONDS[period.unit] * period.count * 12, 365 * DAY)
