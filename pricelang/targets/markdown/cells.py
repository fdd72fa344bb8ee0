"""Rows of the comparison, and cells with nothing in them."""

from __future__ import annotations

from collections.abc import Iterable

from pricelang.catalog.period import Period
from pricelang.targets.markdown.context import Context
from pricelang.targets.markdown.document import Inline, Strong

Row = list[Inline]
_UNITS = ("second", "minute", "hour", "day", "week", "month", "quarter", "year")


def row_of(ctx: Context, label: str, cells: Iterable[str]) -> list[Row]:
    """A row, or none where no tier has anything in it."""
    found = list(cells)
    return [[label, *(cell or ctx.voice.say("no") for cell in found)]] if any(found) else []


def group_of(ctx: Context, tiers: int, key: str, rows: list[Row]) -> list[Row]:
    """The rows under a bold heading; nothing where there are none."""
    return [[Strong(ctx.voice.say(key)), *([""] * tiers)], *rows] if rows else []


def shortest_first(periods: Iterable[Period | None]) -> list[Period]:
    """Intervals in the order of their length."""
    return sorted({period for period in periods if period}, key=lambda p: (_UNITS.index(p.unit), p.count))


def interval_label(ctx: Context, period: Period | None) -> str:
    """`Price per month`, `One-off fee`."""
    if period is None:
        return ctx.voice.say("price_once")
    return ctx.voice.say("price_per", per=ctx.voice.per(period))
