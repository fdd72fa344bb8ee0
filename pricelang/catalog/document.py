"""The canonical JSON document of a catalog: plain dicts, lists and strings, one way to say each thing.

- `$schema` and `schema_version` come first, then the catalog's fields; keys stand in the order of declaration.
- A decimal is a string in plain notation ("0.0000025"), with the zeros that the source wrote ("20.00"); a whole number
  of things (seats, a period's count) is a JSON number; a date is "2026-12-01".
- A key that is absent says none, nothing or no: None, an empty list, a `false` that is the default, and terms that
  state nothing are left out. All else is written, also where it equals a default.
- A record whose place may hold one of several kinds says in `type` which one it is ("fee_price").
- Spans are left out: a catalog that was read back has none.

Reading checks the document's form, so that a catalog can be made from it. It does not look names up again.
"""

from __future__ import annotations

import json
from datetime import date
from decimal import Decimal
from functools import cache
from typing import Any

from pricelang.catalog.catalog import Catalog
from pricelang.catalog.fields import REQUIRED, Field, fields, tag
from pricelang.record import Record

SCHEMA = "urn:pricelang:catalog:1"
VERSION = "1.0"
_SHOWN = 5


class Problem(Record):
    """What is wrong with a document, and where: `path` is a JSON path (`$.tiers[0].label`)."""

    path: str
    message: str

    def __str__(self) -> str:
        return f"{self.path}: {self.message}"


class DocumentError(ValueError):
    """A document is not one of a catalog; `problems` holds all that was found, in the order of the schema."""

    def __init__(self, problems: tuple[Problem, ...]) -> None:
        self.problems = problems
        lines = [str(problem) for problem in problems[:_SHOWN]]
        if len(problems) > _SHOWN:
            lines.append(f"and {len(problems) - _SHOWN} more")
        super().__init__("\n".join(lines))


def to_document(catalog: Catalog) -> dict[str, Any]:
    """The catalog as a JSON document, ready for `json.dumps`.

    Raises:
        ValueError: a decimal is not a finite number.
    """
    return {"$schema": SCHEMA, "schema_version": VERSION, **_write_record(catalog, says_type=False)}


def from_document(document: object) -> Catalog:
    """The catalog of a JSON document, as `json.loads` gives it; every span is None.

    Raises:
        DocumentError: the document is of another version, or not of the form that the schema describes.
    """
    from pricelang.catalog.schema import check  # pydantic: a fifth of a second, for those who read documents only

    problems = _check_version(document) or check(document)
    if problems:
        raise DocumentError(problems)
    catalog = _read_record(Catalog, document)
    assert isinstance(catalog, Catalog)
    return catalog


def write(record: Record) -> dict[str, Any]:
    """One value of a catalog as it stands in the document, with the `type` that says which it is.

    Raises:
        ValueError: a decimal is not a finite number.
    """
    return _write_record(record, says_type=True)


def plain(number: Decimal) -> str:
    """A decimal in plain notation with its own zeros; zero has no sign.

    Raises:
        ValueError: it is not a finite number.
    """
    if not number.is_finite():
        raise ValueError(f"a document holds finite numbers only, not {number}")
    return format(number.copy_abs() if number.is_zero() else number, "f")


@cache
def by_tag(records: tuple[type[Record], ...]) -> dict[str, type[Record]]:
    """The members of a union by the `type` that they write."""
    return {tag(record): record for record in records}


def is_left_out(field: Field, value: object) -> bool:
    """Whether the absence of a field's key says this value."""
    if value is None:
        return True
    return (value is False or value == () or isinstance(value, Record)) and bool(value == field.default)


def _check_version(document: object) -> tuple[Problem, ...]:
    if not isinstance(document, dict):
        return ()
    if "schema_version" not in document:
        return (Problem("$", f'`schema_version` is missing; this release reads "{VERSION}"'),)
    version = document["schema_version"]
    if version != VERSION:
        return (
            Problem(
                "$.schema_version",
                f'version {json.dumps(str(version))} is not supported; this release reads "{VERSION}"',
            ),
        )
    return ()


def _write_record(record: Record, *, says_type: bool) -> dict[str, Any]:
    written: dict[str, Any] = {"type": tag(type(record))} if says_type else {}
    for field in fields(type(record)):
        value = getattr(record, field.name)
        if is_left_out(field, value):
            continue
        if field.many:
            written[field.name] = [_write(field, item) for item in value]
        else:
            written[field.name] = _write(field, value)
    return written


def _write(field: Field, value: Any) -> Any:
    if field.records:
        return _write_record(value, says_type=field.is_union)
    if isinstance(value, Decimal):
        return plain(value)
    if isinstance(value, date):
        return value.isoformat()
    return value


def _read_record(record: type[Record], written: Any) -> Record:
    values: dict[str, Any] = {}
    for field in fields(record):
        if field.name not in written:
            if field.default is REQUIRED:
                values[field.name] = None  # a required field is there, by the schema, unless it may be None
            continue
        value = written[field.name]
        values[field.name] = tuple(_read(field, item) for item in value) if field.many else _read(field, value)
    return record(**values)


def _read(field: Field, value: Any) -> Any:
    if field.is_union:
        return _read_record(by_tag(field.records)[value["type"]], value)
    if field.records:
        return _read_record(field.records[0], value)
    if field.plain is Decimal:
        return Decimal(value)
    if field.plain is date:
        return date.fromisoformat(value)
    return value
