"""Money: an exact decimal and its currency. Everything that holds an amount holds one of these."""

from __future__ import annotations

from datetime import date
from decimal import Decimal

from pricelang.record import Record


class Money(Record):
    """An exact amount in major units (dollars, not cents) of an ISO 4217 currency."""

    amount: Decimal
    currency: str


class Exchange(Record):
    """A conversion that the file declares: one unit of `source` is worth `rate` units of `target`."""

    source: str
    target: str
    rate: Decimal
    as_of: date | None = None
