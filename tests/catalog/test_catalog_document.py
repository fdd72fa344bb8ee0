from __future__ import annotations

import copy
import json
from datetime import date
from decimal import Decimal
from pathlib import Path
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from jsonschema import Draft202012Validator, FormatChecker
from strategies.catalogs import catalogs

from pricelang.catalog import schema as schema_module
from pricelang.catalog.catalog import Boundless, Catalog, Example, FeatureGrant, Metric, Persona, Product, Tier
from pricelang.catalog.charges import (
    Allowance,
    Band,
    Bands,
    Ceiling,
    CustomPrice,
    Fee,
    FeePrice,
    Note,
    Phase,
    Terms,
    UsagePrice,
)
from pricelang.catalog.document import SCHEMA, VERSION, DocumentError, from_document, plain, to_document
from pricelang.catalog.money import Money
from pricelang.catalog.period import MONTH, PER_PRICE, Period, Window
from pricelang.catalog.quantity import Between, Exactly, Ref, Unlimited
from pricelang.source import Source, Span

_VALIDATOR = Draft202012Validator(
    json.loads(Path(schema_module.__file__).with_name("catalog.schema.json").read_text("utf-8")),
    format_checker=FormatChecker(["date"]),
)
_SLOW = settings(
    max_examples=40, deadline=None, suppress_health_check=[HealthCheck.too_slow, HealthCheck.data_too_large]
)


def usd(amount: str) -> Money:
    return Money(Decimal(amount), "USD")


CATALOG = Catalog(
    product=Product("scribe", "Scribe", audiences=("prosumer",), currencies=("USD",), effective=date(2026, 12, 1)),
    personas=(Persona("writer", "Écrivain ✍"), Persona("tourist", "Tourist", retains=False)),
    metrics=(Metric("draft", "Drafts"),),
    tiers=(
        Tier(
            "pro",
            "Pro",
            prices=(
                FeePrice((Fee(usd("20.00"), MONTH, per=Ref("seat", "editor")),), terms=Terms(region="eu")),
                CustomPrice(Fee(usd("20000"), None, at_least=True)),
                UsagePrice("draft", (Bands("graduated", "USD", (Band(None, unit=Decimal("2.5E-6")),)),)),
            ),
            features=(
                FeatureGrant("history", Period(90, "day")),
                FeatureGrant("sso"),
                FeatureGrant("seats", Boundless()),
            ),
            allowances=(
                Allowance(
                    Ref("credit", "ai"),
                    Between(Decimal(100), Decimal("1E+3")),
                    PER_PRICE,
                    cap=Unlimited(),
                    phases=(Phase("charge", ceiling=Ceiling("money", money=usd("200"), period=MONTH)), Phase("block")),
                ),
                Allowance(Ref("metric", "draft"), Exactly(Decimal("-0.00")), Window("rolling", Period(5, "hour"))),
            ),
            notes=(Note(None, uncertain=True),),
        ),
    ),
    examples=(Example("Busy", "pro", None, usd("24.00"), on=date(2026, 12, 24)),),
)


def tier(document: dict[str, Any]) -> dict[str, Any]:
    found = document["tiers"][0]
    assert isinstance(found, dict)
    return found


# --- writing --------------------------------------------------------------


@pytest.mark.parametrize(
    ("number", "text"),
    [
        ("0.0000025", "0.0000025"),
        ("2.5E-7", "0.00000025"),
        ("20.00", "20.00"),
        ("1E+3", "1000"),
        ("-0.00", "0.00"),
        ("-1.50", "-1.50"),
        ("1000000000000000.123456789012", "1000000000000000.123456789012"),
        ("0E-12", "0.000000000000"),
    ],
)
def test_decimals_are_plain_and_keep_their_zeros(number: str, text: str) -> None:
    assert plain(Decimal(number)) == text


@pytest.mark.parametrize("number", ["NaN", "Infinity", "-Infinity", "sNaN"])
def test_no_decimal_without_a_value(number: str) -> None:
    with pytest.raises(ValueError, match="finite"):
        plain(Decimal(number))


def test_a_document_is_headed_by_its_schema_and_keeps_the_order_of_declaration() -> None:
    document = to_document(CATALOG)
    assert list(document) == [
        "$schema", "schema_version", "product", "personas", "metrics", "tiers", "examples",
    ]  # fmt: skip
    assert (document["$schema"], document["schema_version"]) == (SCHEMA, VERSION)
    assert to_document(Catalog()) == {"$schema": SCHEMA, "schema_version": VERSION}


def test_what_says_nothing_is_left_out_and_all_else_is_written() -> None:
    document = to_document(CATALOG)
    assert document["personas"] == [
        {"name": "writer", "label": "Écrivain ✍", "retains": True},
        {"name": "tourist", "label": "Tourist", "retains": False},
    ]
    assert tier(document)["notes"] == [{"uncertain": True}]
    assert tier(document)["prices"][2]["rates"] == [
        {
            "type": "bands",
            "mode": "graduated",
            "currency": "USD",
            "bands": [{"unit": "0.0000025", "per": "1", "flat": "0"}],
        }
    ]
    assert document["examples"] == [
        {
            "title": "Busy",
            "tier": "pro",
            "total": {"amount": "24.00", "currency": "USD"},
            "overage": True,
            "on": "2026-12-24",
        }
    ]


def test_a_record_says_its_type_only_where_there_is_a_choice() -> None:
    written = tier(to_document(CATALOG))
    assert [price["type"] for price in written["prices"]] == ["fee_price", "custom_price", "usage_price"]
    assert written["prices"][0]["terms"] == {"region": "eu"}
    assert "terms" not in written["prices"][1]
    assert written["features"][0] == {"feature": "history", "value": {"type": "period", "count": 90, "unit": "day"}}
    assert written["features"][1] == {"feature": "sso"}
    assert written["features"][2] == {"feature": "seats", "value": {"type": "boundless"}}
    assert written["allowances"][0]["quantity"] == {"type": "between", "low": "100", "high": "1000"}
    assert written["allowances"][1]["window"] == {"kind": "rolling", "period": {"count": 5, "unit": "hour"}}


def test_spans_are_left_out_and_come_back_as_none() -> None:
    span = Span(Source("a.price", "tier pro {}"), 0, 8)
    catalog = Catalog(
        tiers=(Tier("pro", "Pro", span=span),), examples=(Example("E", "pro", None, None, total_span=span),)
    )
    text = json.dumps(to_document(catalog))
    assert "span" not in text
    read = from_document(json.loads(text))
    assert read == catalog
    assert read.tiers[0].span is None
    assert read.examples[0].total_span is None


# --- writing and reading --------------------------------------------------


@_SLOW
@given(catalogs())
def test_a_catalog_survives_its_document(catalog: Catalog) -> None:
    document = json.loads(json.dumps(to_document(catalog)))
    read = from_document(document)
    assert read == catalog
    assert to_document(read) == document


@_SLOW
@given(catalogs())
def test_every_document_is_valid_by_the_committed_schema(catalog: Catalog) -> None:
    errors = [f"{error.json_path}: {error.message}" for error in _VALIDATOR.iter_errors(to_document(catalog))]
    assert errors == []


# --- documents that are not ours -------------------------------------------


_JUNK: st.SearchStrategy[Any] = st.sampled_from(
    [None, True, 3, -1.5, "", "1", "1.50", "01", "2026-12-01", "2026-02-31", "day", "fee", [], {}, ["x"]]
)


def _places(value: Any, path: tuple[Any, ...] = ()) -> list[tuple[Any, ...]]:
    inside = value.items() if isinstance(value, dict) else enumerate(value) if isinstance(value, list) else ()
    return [path] * bool(path) + [found for key, item in inside for found in _places(item, (*path, key))]


@settings(max_examples=150, deadline=None)
@given(st.data())
def test_reading_and_the_schema_agree_on_what_is_wrong(data: st.DataObject) -> None:
    document = to_document(CATALOG)
    *above, last = data.draw(st.sampled_from(_places(document)))
    holder: Any = document
    for step in above:
        holder = holder[step]
    change = data.draw(st.sampled_from(["drop", "replace", "add"]))
    if change == "drop":
        del holder[last]
    elif change == "replace":
        holder[last] = data.draw(_JUNK)
    elif isinstance(holder, dict):
        holder[data.draw(st.sampled_from(["type", "kind", "name", "extra"]))] = data.draw(_JUNK)
    else:
        holder.append(data.draw(_JUNK))
    if _VALIDATOR.is_valid(document):
        from_document(document)
    else:
        with pytest.raises(DocumentError):
            from_document(document)


_ANY_JSON = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats() | st.text(max_size=5),
    lambda inner: (
        st.lists(inner, max_size=3)
        | st.dictionaries(
            st.sampled_from(["tiers", "prices", "product", "type", "name", "ünknown key"]), inner, max_size=4
        )
    ),
    max_leaves=12,
)


@settings(max_examples=100, deadline=None)
@given(_ANY_JSON)
def test_any_other_json_is_refused_in_words(document: Any) -> None:
    if isinstance(document, dict):
        document = {"schema_version": VERSION, "zzz": 1, **document}
    with pytest.raises(DocumentError) as caught:
        from_document(document)
    assert all(problem.path.startswith("$") and problem.message for problem in caught.value.problems)
    assert "pydantic" not in str(caught.value)


@pytest.mark.parametrize(
    ("steps", "value", "message"),
    [
        (["schema_version"], "2.0", '$.schema_version: version "2.0" is not supported; this release reads "1.0"'),
        (["schema_version"], 1.0, '$.schema_version: version "1.0" is not supported; this release reads "1.0"'),
        (["$schema"], "https://x.example", f'$.$schema: expected `{SCHEMA}`, not "https://x.example"'),
        (["teirs"], [], "$.teirs: unknown key; did you mean `tiers`?"),
        (["an odd key"], 1, '$["an odd key"]: unknown key'),
        (["tiers", 0, "span"], None, "$.tiers[0].span: unknown key"),
        (["tiers", 0, "label"], 5, "$.tiers[0].label: expected a string, not 5"),
        (
            ["tiers", 0, "extends"],
            None,
            "$.tiers[0].extends: expected a string, not null; leave the key out where there is nothing to say",
        ),
        (["tiers", 0, "recommended"], 1, "$.tiers[0].recommended: expected true or false, not 1"),
        (["tiers", 0, "seats"], {}, "$.tiers[0].seats: expected a list, not an object"),
        (["tiers", 0, "trial"], [], "$.tiers[0].trial: expected an object, not a list"),
        (
            ["tiers", 0, "retired"],
            "2026-02-31",
            '$.tiers[0].retired: expected a date, such as "2026-12-01", not "2026-02-31"',
        ),
        (
            ["tiers", 0, "prices", 0, "alternatives", 0, "amount", "amount"],
            20.0,
            "$.tiers[0].prices[0].alternatives[0].amount.amount: "
            'expected a decimal number in a string, such as "12.50", not 20.0',
        ),
        (
            ["tiers", 0, "prices", 0, "alternatives", 0, "period", "unit"],
            "fortnight",
            "$.tiers[0].prices[0].alternatives[0].period.unit: expected `second`, `minute`, `hour`, `day`, `week`, "
            '`month`, `quarter` or `year`, not "fortnight"',
        ),
        (
            ["tiers", 0, "prices", 0, "type"],
            "feeprice",
            '$.tiers[0].prices[0]: unknown `type` "feeprice"; did you mean `fee_price`?',
        ),
        (
            ["tiers", 0, "prices", 0],
            {},
            "$.tiers[0].prices[0]: `type` is missing: it says which of `fee_price`, `free_price`, `custom_price`, "
            "`usage_price` this is",
        ),
        (
            ["tiers", 0, "features", 0, "value"],
            {"type": "text"},
            "$.tiers[0].features[0].value.text: this key is missing",
        ),
        (
            ["tiers", 0, "label"],
            "\ud800",
            '$.tiers[0].label: expected characters that UTF-8 can hold, not "\\ud800"',
        ),
    ],
)
def test_a_problem_says_where_and_what(steps: list[Any], value: Any, message: str) -> None:
    document = copy.deepcopy(to_document(CATALOG))
    holder: Any = document
    for step in steps[:-1]:
        holder = holder[step]
    holder[steps[-1]] = value
    with pytest.raises(DocumentError) as caught:
        from_document(document)
    assert str(caught.value) == message


def test_a_document_without_a_version_is_refused() -> None:
    with pytest.raises(DocumentError, match="`schema_version` is missing"):
        from_document({"$schema": SCHEMA})


def test_an_error_shows_a_few_problems_and_keeps_all() -> None:
    document = {"schema_version": VERSION, "tiers": [{} for _ in range(4)]}
    with pytest.raises(DocumentError) as caught:
        from_document(document)
    assert len(caught.value.problems) == 8
    assert str(caught.value).splitlines() == [
        "$.tiers[0].name: this key is missing",
        "$.tiers[0].label: this key is missing",
        "$.tiers[1].name: this key is missing",
        "$.tiers[1].label: this key is missing",
        "$.tiers[2].name: this key is missing",
        "and 3 more",
    ]
