"""Units as Pricing2Yaml writes them: `user/month`, `/month`, `500 users/month`, `GB`, `call/minute`."""

from __future__ import annotations

import re
from decimal import Decimal

from pricelang.catalog.currencies import MINOR_UNITS
from pricelang.importers._writing import snake
from pricelang.importers._yaml import number
from pricelang.record import Record

# What the language calls a period, by what the format calls it.
_PERIODS = {
    "second": ("s", "sec", "second", "seconds"),
    "minute": ("min", "mins", "minute", "minutes"),
    "hour": ("h", "hour", "hours", "hourly"),
    "day": ("day", "days", "daily"),
    "week": ("week", "weeks", "weekly"),
    "month": ("mo", "month", "months", "monthly"),
    "quarter": ("quarter", "quarters", "quarterly"),
    "year": ("yr", "year", "years", "yearly", "annual", "annually"),
}
PERIOD_OF = {written: period for period, all_written in _PERIODS.items() for written in all_written}
FEES = ("day", "week", "month", "quarter", "year")
"""The periods that a fee can have."""

SEATS = frozenset({"user", "users", "seat", "seats"})
_USED = re.compile(r"(?:hour|minute|execution|request|call|message|token|transaction|run|credit|api_call|event)s?$")


class Unit(Record):
    """What is counted (`word`, empty for the account), in blocks of how many, and each what period (None: not said)."""

    word: str
    block: Decimal
    period: str | None

    @property
    def seat(self) -> bool:
        """Whether it is the ordinary seat."""
        return self.word.lower() in SEATS

    @property
    def used_up(self) -> bool:
        """Whether it is something used rather than something held: hours, executions."""
        return self.period is None and bool(_USED.search(snake(self.word, "unit")))


def unit(text: str) -> Unit:
    """The parts of a unit."""
    words, period = [], None
    for part in (part.strip() for part in text.split("/")):
        if part.lower() in PERIOD_OF and period is None and part.lower() not in ("s", "h"):
            period = PERIOD_OF[part.lower()]
        elif part and part.upper() not in MINOR_UNITS:
            words.append(part)
    word, block = " per ".join(words), Decimal(1)
    first, _, rest = word.partition(" ")
    size = number(first) if rest else None
    if size is not None and size.is_finite() and size > 0:
        word, block = rest.strip(), size
    return Unit(word, block, period)


def window(period: str, count: Decimal = Decimal(1)) -> str:
    """How often something renews, as a clause: `per month`, `per 5 hours`, `per 1 minute`."""
    if count == 1 and period not in ("second", "minute"):
        return f"per {period}"
    return f"per {count:f} {period}{'' if count == 1 else 's'}"
