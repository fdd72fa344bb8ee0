"""Time: how long, how often, and when a count starts again."""

from __future__ import annotations

from typing import Literal

from pricelang.record import Record

Unit = Literal["second", "minute", "hour", "day", "week", "month", "quarter", "year"]


class Period(Record):
    """A length of time: `count` whole units. Prices recur by it; `1 month` is a calendar month, not 30 days."""

    count: int
    unit: Unit


MONTH = Period(1, "month")
YEAR = Period(1, "year")


class Window(Record):
    """When a count starts again.

    `price` follows the interval of the price that is paid (a yearly price says whether its grants come monthly or up
    front); `billing` starts on the billing date, `calendar` with the calendar's period, `rolling` looks back from now,
    `first_use` starts with the first use after the last one ended, `once` never starts again. `period` is None for
    `price` and `once` only.
    """

    kind: Literal["price", "billing", "calendar", "rolling", "first_use", "once"]
    period: Period | None = None


PER_PRICE = Window("price")
ONCE = Window("once")
