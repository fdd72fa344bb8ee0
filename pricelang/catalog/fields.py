"""What the fields of a record may hold, read from its annotations.

The JSON document, its schema and the tests that make up catalogs all walk records by this, so that a field that is
added to a record appears in each of them without a second list of fields.
"""

from __future__ import annotations

import re
from datetime import date
from decimal import Decimal
from functools import cache
from types import NoneType, UnionType
from typing import Any, Literal, NamedTuple, Union, get_args, get_origin, get_type_hints

from pricelang.record import Record

REQUIRED: Any = object()
"""The `default` of a field that has none."""

_PLAIN = (str, int, bool, Decimal, date)


class Field(NamedTuple):
    """One field of a record: `records` (one, or the members of a union), else the `plain` type of a value (`str`,
    `int`, `bool`, `Decimal`, `date` or a `Literal`); `many` of them, as a tuple; or None, where it is `nullable`."""

    name: str
    records: tuple[type[Record], ...]
    plain: Any
    many: bool
    nullable: bool
    default: Any

    @property
    def is_union(self) -> bool:
        """Whether a value has to say which record it is."""
        return len(self.records) > 1

    @property
    def required(self) -> bool:
        """Whether a record cannot be made without a value here other than None."""
        return self.default is REQUIRED and not self.nullable


@cache
def fields(record: type[Record]) -> tuple[Field, ...]:
    """The fields that say something, in the order of declaration: spans, which take no part in comparisons, do not.

    Raises:
        TypeError: a field's annotation is of a kind that is not known here.
    """
    hints = get_type_hints(record)
    return tuple(
        _field(name, hints[name], record.__defaults__.get(name, REQUIRED), record)
        for name in record.__fields__
        if name not in record.__ignored__
    )


def tag(record: type[Record]) -> str:
    """The name of a record as a union's members are told apart by: `FeePrice` is `fee_price`."""
    return re.sub(r"(?<!^)(?=[A-Z])", "_", record.__name__).lower()


def _field(name: str, hint: Any, default: Any, record: type[Record]) -> Field:
    members = [member for member in _members(hint) if member is not NoneType]
    nullable = len(members) < len(_members(hint))
    many = len(members) == 1 and get_origin(members[0]) is tuple
    if many:
        item, *rest = get_args(members[0])
        if rest != [...]:
            raise TypeError(f"{record.__name__}.{name}: only tuples of one type are known, not {hint}")
        members = _members(item)
    if all(isinstance(member, type) and issubclass(member, Record) for member in members):
        return Field(name, tuple(members), None, many, nullable, default)
    if len(members) != 1 or not (members[0] in _PLAIN or get_origin(members[0]) is Literal):
        raise TypeError(f"{record.__name__}.{name}: cannot tell what it holds from {hint}")
    return Field(name, (), members[0], many, nullable, default)


def _members(hint: Any) -> list[Any]:
    return list(get_args(hint)) if get_origin(hint) in (Union, UnionType) else [hint]
