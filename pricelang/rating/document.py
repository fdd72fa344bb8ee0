"""Bills as a JSON document: the same bytes for the same bill, every number exact.

- `$schema` and `schema_version` come first. `bills` holds one bill for each billing interval.
- A number is a string in plain notation (`"0.045"`), without zeros that say nothing; one that has no exact decimal is a
  fraction in lowest terms (`"1/3"`). What is billed has the digits of the currency's minor unit (`"24.00"`). `index`,
  `line`, `column` and an interval's `count` are JSON numbers.
- Every key is always there; null says that there is nothing to say. A date is `"2027-03-01"`.
- `place` is where in the source a line or grant comes from; lines and columns count from 1.
"""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from decimal import Decimal
from fractions import Fraction
from typing import Any

from pricelang.catalog.money import Money
from pricelang.catalog.quantity import Condition
from pricelang.rating.bill import Bill, Line, Served, WalletStatement
from pricelang.rating.figures import plain
from pricelang.record import Record
from pricelang.source import Span

SCHEMA = "urn:pricelang:bill:1"
VERSION = "1.0"


def document(bills: Sequence[Bill]) -> dict[str, Any]:
    """The document of consecutive bills of one subscription."""
    return {**head(), "bills": [bill_object(bill) for bill in bills]}


def head() -> dict[str, Any]:
    """What every document of bills begins with."""
    return {"$schema": SCHEMA, "schema_version": VERSION}


def bill_object(bill: Bill) -> dict[str, Any]:
    """One bill."""
    made: dict[str, Any] = _plain(bill)
    return made


def money_object(money: Money) -> dict[str, str]:
    """An amount that is billed."""
    return {"amount": f"{money.amount:f}", "currency": money.currency}


def _plain(value: Any) -> Any:
    if isinstance(value, Decimal | Fraction):
        return plain(value)
    if isinstance(value, date):
        return value.isoformat()
    if isinstance(value, Span):
        line, column = value.position
        return {"path": value.source.path, "line": line, "column": column}
    if isinstance(value, tuple):
        if value and isinstance(value[0], Condition):
            return {condition.attribute: list(condition.values) for condition in value}
        return [_plain(item) for item in value]
    if isinstance(value, Money):
        return money_object(value)
    if isinstance(value, Record):
        return _object(value)
    return value


def _object(record: Record) -> dict[str, Any]:
    made: dict[str, Any] = {}
    for name in record.__fields__:
        found = getattr(record, name)
        if name == "span":
            made["place"] = _plain(found)
        elif name == "attributes" and not found:
            made[name] = {}
        else:
            made[name] = _plain(found)
    if isinstance(record, Line):
        made["steps"] = _plain(record.steps)
    elif isinstance(record, Served):
        made["unserved"] = _plain(record.unserved)
    elif isinstance(record, WalletStatement):
        made["left"] = _plain(record.left)
    return made
