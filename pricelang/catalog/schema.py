"""The form of the catalog's JSON document: its JSON Schema, and the check of a document that is read.

Both come from pydantic models that are made from the records, so that the records stay the only place where the
catalog is described; a record's docstring is its description. `python -m pricelang.catalog.schema` prints the schema,
which is kept in `catalog.schema.json` beside this module. pydantic is slow to import: import this module only in a
function that needs it.
"""

from __future__ import annotations

import json
import re
import sys
from datetime import date
from decimal import Decimal
from functools import cache, reduce
from inspect import cleandoc
from operator import or_
from types import UnionType
from typing import Annotated, Any, Literal

from pydantic import AfterValidator, BaseModel, ConfigDict, ValidationError, WithJsonSchema, create_model
from pydantic import Field as ModelField
from pydantic.json_schema import GenerateJsonSchema
from pydantic_core import ErrorDetails, core_schema
from typing_extensions import TypeAliasType

from pricelang.catalog import catalog as _catalog
from pricelang.catalog import charges as _charges
from pricelang.catalog import quantity as _quantity
from pricelang.catalog.catalog import Catalog
from pricelang.catalog.document import SCHEMA, VERSION, Problem, by_tag, is_left_out, plain
from pricelang.catalog.fields import REQUIRED, Field, fields, tag
from pricelang.record import Record
from pricelang.spelling import nearest

_DIALECT = "https://json-schema.org/draft/2020-12/schema"
_DECIMAL = r"^-?(0|[1-9][0-9]*)(\.[0-9]+)?$"
_DATE = r"^[0-9]{4}-[0-9]{2}-[0-9]{2}$"
_LONGEST = 40
_CLOSED = ConfigDict(extra="forbid", strict=True, protected_namespaces=())


def schema() -> dict[str, Any]:
    """The JSON Schema (2020-12) of the document."""
    made = _document_model().model_json_schema(schema_generator=_Generator)
    definitions = made.pop("$defs")
    return {"$schema": _DIALECT, "$id": SCHEMA, **made, "$defs": definitions}


def check(document: object) -> tuple[Problem, ...]:
    """What is wrong with the form of a document; nothing, if a catalog can be made from it."""
    try:
        _document_model().model_validate(document)
    except ValidationError as error:
        return tuple(_problem(detail) for detail in error.errors(include_url=False))
    return ()


# --- models from records --------------------------------------------------


def _is_date(text: str) -> str:
    date.fromisoformat(text)
    return text


def _is_unicode(text: str) -> str:
    text.encode()  # JSON can write half of a surrogate pair, which no file can hold
    return text


_DecimalText = TypeAliasType(  # type: ignore[misc]  # named for readers of the schema
    "Decimal",
    Annotated[str, ModelField(pattern=_DECIMAL, description="An exact decimal number in plain notation.")],
)
_DateText = TypeAliasType(  # type: ignore[misc]
    "Date",
    Annotated[
        str,
        ModelField(pattern=_DATE),
        AfterValidator(_is_date),
        WithJsonSchema({"type": "string", "format": "date", "pattern": _DATE, "description": "A day."}),
    ],
)


_PLAIN: dict[Any, Any] = {Decimal: _DecimalText, date: _DateText, str: Annotated[str, AfterValidator(_is_unicode)]}


@cache
def _document_model() -> type[BaseModel]:
    head: dict[str, Any] = {
        "schema_": (Literal[SCHEMA], ModelField(default=SCHEMA, alias="$schema")),
        "schema_version": (Literal[VERSION], ...),
    }
    return create_model(
        "Catalog",
        __config__=_CLOSED | {"title": "A pricelang catalog"},
        __doc__=_prose(Catalog),
        **head,
        **_members(Catalog),
    )


@cache
def _model(record: type[Record], says_type: bool) -> type[BaseModel]:
    """The model of a record; one that stands alone in some places and in a union in others has two."""
    name = f"Typed{record.__name__}" if says_type and record in _alone() else record.__name__
    head: dict[str, Any] = {"type": (Literal[tag(record)], ...)} if says_type else {}
    return create_model(name, __config__=_CLOSED, __doc__=_prose(record), **head, **_members(record))


def _members(record: type[Record]) -> dict[str, Any]:
    return {field.name: (_type(field), _default(field)) for field in fields(record)}


def _type(field: Field) -> Any:
    one: Any
    if field.is_union:
        one = _union(field.records)
    elif field.records:
        one = _model(field.records[0], False)
    else:
        one = _PLAIN.get(field.plain, field.plain)
    return list[one] if field.many else one


@cache
def _union(records: tuple[type[Record], ...]) -> Any:
    members: Any = reduce(or_, (_model(record, True) for record in records))
    union = Annotated[members, ModelField(discriminator="type")]
    name = _aliases().get(frozenset(records))
    return TypeAliasType(name, union) if name else union


@cache
def _aliases() -> dict[frozenset[type], str]:
    """The unions that the catalog has a name for."""
    return {
        frozenset(value.__args__): name
        for module in (_quantity, _charges, _catalog)
        for name, value in vars(module).items()
        if isinstance(value, UnionType)
    }


@cache
def _alone() -> frozenset[type[Record]]:
    """The records that stand somewhere without saying their type."""
    seen: set[type[Record]] = set()
    found: set[type[Record]] = set()
    queue: list[type[Record]] = [Catalog]
    while queue:
        record = queue.pop()
        if record in seen:
            continue
        seen.add(record)
        for field in fields(record):
            queue += field.records
            if len(field.records) == 1:
                found.add(field.records[0])
    return frozenset(found)


def _default(field: Field) -> Any:
    if field.required:
        return ...
    if field.default is REQUIRED or (field.default is not False and is_left_out(field, field.default)):
        return ModelField(default_factory=lambda: None)  # absent is what it says: no default to show
    return plain(field.default) if isinstance(field.default, Decimal) else field.default


def _prose(record: type[Record]) -> str:
    """A docstring with its line breaks taken out, paragraph by paragraph."""
    paragraphs = cleandoc(record.__doc__ or "").split("\n\n")
    return "\n\n".join(" ".join(paragraph.split()) for paragraph in paragraphs)


class _Generator(GenerateJsonSchema):
    """JSON Schema without titles that repeat a name, and without the keyword of OpenAPI for unions."""

    def field_title_should_be_set(self, schema: Any) -> bool:
        return False

    def model_schema(self, schema: core_schema.ModelSchema) -> dict[str, Any]:
        made = super().model_schema(schema)
        if made.get("title") == schema["cls"].__name__:
            del made["title"]
        return made

    def tagged_union_schema(self, schema: core_schema.TaggedUnionSchema) -> dict[str, Any]:
        made = super().tagged_union_schema(schema)
        made.pop("discriminator", None)
        return made


# --- what pydantic found, for people --------------------------------------


def _problem(detail: ErrorDetails) -> Problem:
    """pydantic's finding as a place in the document and a sentence."""
    path, around, field = _place(detail["loc"])
    given = detail["input"]
    match detail["type"]:
        case "missing":
            message = "this key is missing"
        case "extra_forbidden":
            known = [field.name for field in fields(around)]
            message = f"unknown key{_instead(str(detail['loc'][-1]), known)}"
        case "union_tag_not_found":
            message = f"`type` is missing: it says which of {_listed(field)} this is"
        case "union_tag_invalid":
            close = _instead(str(given["type"]), [tag(record) for record in field.records] if field else [])
            message = f"unknown `type` {_shown(given['type'])}{close or f'; there are {_listed(field)}'}"
        case "literal_error":
            message = f"expected {detail['ctx']['expected'].replace(chr(39), '`')}, not {_shown(given)}"
        case kind:
            message = f"expected {_expected(kind, field)}, not {_shown(given)}"
    if given is None and field and not field.required:
        message += "; leave the key out where there is nothing to say"
    return Problem(path, message)


def _place(loc: tuple[int | str, ...]) -> tuple[str, type[Record], Field | None]:
    """A place as a JSON path, the record around it, and the field it is a value of (None: of no field).

    pydantic puts the `type` of a union's member into its places, which is no step in the document.
    """
    path, field, is_type = "$", None, False
    around: type[Record] = Catalog
    for step in loc:
        if is_type and field:
            around, is_type = by_tag(field.records)[str(step)], False
            continue
        if isinstance(step, int):
            path += f"[{step}]"
        else:
            path += f".{step}" if re.fullmatch(r"[A-Za-z0-9_$]+", step) else f"[{_shown(step)}]"
            field = next((known for known in fields(around) if known.name == step), None)
        if field and field.records and field.many == isinstance(step, int):
            if field.is_union:
                is_type = True
            else:
                around = field.records[0]
    return path, around, field


def _expected(kind: str, field: Field | None) -> str:
    match kind:
        case "list_type":
            return "a list"
        case "bool_type":
            return "true or false"
        case "int_type":
            return "a whole number"
        case "model_type" | "model_attributes_type":
            return "an object"
    if field and field.plain is Decimal:
        return 'a decimal number in a string, such as "12.50"'
    if field and field.plain is date:
        return 'a date, such as "2026-12-01"'
    return "a string" if kind == "string_type" else "characters that UTF-8 can hold"


def _shown(value: object) -> str:
    """A value of the document, short enough for a sentence."""
    if isinstance(value, dict):
        return "an object"
    if isinstance(value, list):
        return "a list"
    text = json.dumps(value, ensure_ascii=False, default=str)
    text = text.encode("utf-8", "backslashreplace").decode()
    return text if len(text) <= _LONGEST else text[: _LONGEST - 2] + '…"'


def _listed(field: Field | None) -> str:
    return ", ".join(f"`{tag(record)}`" for record in (field.records if field else ()))


def _instead(word: str, known: list[str]) -> str:
    close = nearest(word, known)
    return f"; did you mean `{close[0]}`?" if close else ""


if __name__ == "__main__":
    sys.stdout.write(json.dumps(schema(), indent=2, ensure_ascii=False) + "\n")
