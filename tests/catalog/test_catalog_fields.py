from __future__ import annotations

from datetime import date
from decimal import Decimal

import pytest

from pricelang.catalog.catalog import Catalog, Example, Tier
from pricelang.catalog.charges import BandedFee, Fee, FeePrice, UsagePrice
from pricelang.catalog.fields import REQUIRED, Field, fields, tag
from pricelang.record import Record


class Sample(Record):
    needed: str
    maybe: Decimal | None
    day: date | None = None
    words: tuple[str, ...] = ()
    one_of: Fee | BandedFee | None = None


class Table(Record):
    rows: dict[str, str]


class Mixed(Record):
    either: Fee | str


class Pair(Record):
    both: tuple[str, int]


def test_fields_are_read_from_annotations() -> None:
    assert fields(Sample) == (
        Field("needed", (), str, many=False, nullable=False, default=REQUIRED),
        Field("maybe", (), Decimal, many=False, nullable=True, default=REQUIRED),
        Field("day", (), date, many=False, nullable=True, default=None),
        Field("words", (), str, many=True, nullable=False, default=()),
        Field("one_of", (Fee, BandedFee), None, many=False, nullable=True, default=None),
    )
    assert [field.required for field in fields(Sample)] == [True, False, False, False, False]
    assert [field.is_union for field in fields(Sample)] == [False, False, False, False, True]


def test_spans_are_no_fields() -> None:
    assert not {"span", "total_span"} & {field.name for record in (Tier, Example) for field in fields(record)}


@pytest.mark.parametrize("record", [Table, Mixed, Pair])
def test_an_annotation_of_another_kind_is_refused(record: type[Record]) -> None:
    with pytest.raises(TypeError, match=record.__name__):
        fields(record)


def test_a_tag_is_the_name_in_snake_case() -> None:
    assert [tag(record) for record in (FeePrice, UsagePrice, Fee)] == ["fee_price", "usage_price", "fee"]


def test_no_member_of_a_union_has_a_field_that_its_type_would_hide() -> None:
    queue: list[type[Record]] = [Catalog]
    seen: set[type[Record]] = set()
    members: set[type[Record]] = set()
    while queue:
        record = queue.pop()
        if record not in seen:
            seen.add(record)
            for field in fields(record):
                queue += field.records
                if field.is_union:
                    members.update(field.records)
    assert len(seen) > 50
    assert members
    assert [record for record in members if "type" in record.__fields__] == []
