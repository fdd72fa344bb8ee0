"""Catalogs made up from the records themselves: any shape that the types allow, and names that often match.

They are valid in form, not in sense (bands need not ascend, a tier may take over what no other tier has).
"""

from __future__ import annotations

from datetime import date
from decimal import Decimal
from functools import cache
from typing import Any, get_args

from hypothesis import strategies as st

from pricelang.catalog.catalog import Catalog
from pricelang.catalog.fields import Field, fields
from pricelang.catalog.money import Exchange
from pricelang.catalog.quantity import Ref
from pricelang.record import Record

_POOLS = {
    "metric": ["draft", "image", "token"],
    "credit": ["ai", "flex"],
    "feature": ["sso", "history"],
    "package": ["brand", "credit_pack"],
    "seat": ["editor", "viewer"],
    "tier": ["free", "pro", "studio"],
    "cost": ["gpt5_mini", "upkeep"],
    "persona": ["writer", "tourist"],
    "cohort": ["founders", "early"],
    "region": ["eu", "india"],
    "discount": ["nonprofit", "launch"],
    "ladder": ["plans", "teams"],
}
_POOL_OF_RECORD = {"SeatKind": "seat"} | {name.capitalize(): name for name in _POOLS if name != "seat"}
_POOL_OF_FIELD = {
    "extends": "tier", "becomes": "tier", "inherited": "tier", "tier": "tier", "tiers": "tier", "available_on": "tier",
    "metric": "metric", "only_for": "metric", "credit": "credit", "feature": "feature", "package": "package",
    "needs": "package", "not_with": "package", "cost": "cost", "personas": "persona", "cohort": "cohort",
    "region": "region", "discounts": "discount", "stacks_with": "discount",
}  # fmt: skip
_IDENTIFIERS = st.from_regex(r"[a-z][a-z0-9_]{0,11}", fullmatch=True)
_CURRENCIES = st.sampled_from(["USD", "EUR", "JPY", "KWD", "INR"])

texts = st.text(st.characters(exclude_categories=["Cs"]), max_size=24)
"""Text as a file can hold it: any letters, no half of a surrogate pair."""


@st.composite
def decimals(draw: st.DrawFn) -> Decimal:
    """Decimals from 0 to 10^15 with at most 12 places, written with and without trailing zeros and exponents."""
    places = draw(st.integers(0, 12))
    digits = draw(st.one_of(st.integers(0, 1000), st.integers(0, 10 ** (15 + places))))
    number = Decimal(f"{digits}E-{places}")
    return number.normalize() if draw(st.booleans()) else number


def names(kind: str) -> st.SearchStrategy[str]:
    """Names of one kind: mostly from a few, so that a reference often finds what it refers to."""
    return st.one_of(st.sampled_from(_POOLS[kind]), st.sampled_from(_POOLS[kind]), _IDENTIFIERS)


_REFS = st.sampled_from(sorted(_POOLS.keys() & {"metric", "credit", "feature", "package", "seat"})).flatmap(
    lambda kind: st.builds(Ref, st.just(kind), names(kind))
)


@cache
def records(record: type[Record]) -> st.SearchStrategy[Any]:
    """Records of one class, each field made up from its annotation."""
    if record is Ref:
        return _REFS
    return st.builds(record, **{field.name: _values(record, field) for field in fields(record)})


def catalogs() -> st.SearchStrategy[Catalog]:
    """Whole catalogs, in which no two declarations of a kind have the same name."""
    return records(Catalog)


def _values(record: type[Record], field: Field) -> st.SearchStrategy[Any]:
    item = _item(record, field)
    if not field.many:
        return st.none() | item if field.nullable else item
    named = record is Catalog and "name" in field.records[0].__fields__
    few = st.lists(item, max_size=2, unique_by=(lambda value: value.name) if named else None)
    return few.map(tuple)


def _item(record: type[Record], field: Field) -> st.SearchStrategy[Any]:
    if field.records:
        return st.one_of([st.deferred(lambda member=member: records(member)) for member in field.records])  # type: ignore[misc]
    if get_args(field.plain):
        return st.sampled_from(get_args(field.plain))
    if field.plain is str:
        return _words(record, field.name)
    return {
        Decimal: decimals(),
        date: st.dates(date(2020, 1, 1), date(2035, 12, 31)),
        int: st.integers(0, 10_000),
        bool: st.booleans(),
    }[field.plain]


def _words(record: type[Record], name: str) -> st.SearchStrategy[str]:
    if name in ("name", "was") and record.__name__ in _POOL_OF_RECORD:
        return names(_POOL_OF_RECORD[record.__name__])
    if name in _POOL_OF_FIELD:
        return names(_POOL_OF_FIELD[name])
    if name in ("currency", "currencies") or (record is Exchange and name in ("source", "target")):
        return _CURRENCIES
    return texts
