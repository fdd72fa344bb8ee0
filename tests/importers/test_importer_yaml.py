"""YAML from strangers: refused fast, with a message, and never a traceback."""

from __future__ import annotations

import sys
import time
from contextlib import suppress
from decimal import Decimal

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from importers.pricing2yaml_samples import V20, V30

from pricelang import parse
from pricelang.importers import CannotImport, load
from pricelang.importers._yaml import UNBOUNDED, leaves, number, read

_HEAD = "saasName: Kiln\ncurrency: USD\n"


def refusal(text: str) -> str:
    with pytest.raises(CannotImport) as refused:
        load("pricing2yaml").convert(text, path="x.yml")
    return str(refused.value)


@pytest.mark.parametrize(
    ("text", "says"),
    [
        ("", "the document is empty"),
        ("- 1\n", "not a mapping"),
        ("just words", "not a mapping"),
        ("a: 1\n---\nb: 2\n", "line 2: a second document starts here"),
        ("a: [1\n", "this is no YAML"),
        ("a: b: c\n", "line 1, column 5: this is no YAML"),
        ("a: \x01\n", "this is no YAML"),
        ("a: &x 1\nb: *x\n", "line 2: aliases (`*x`) are not read"),
        ("a: {<<: {b: 1}}\n", "merge keys"),
        (
            "a: !!python/object/apply:os.system ['true']\n",
            "line 1: the tag `tag:yaml.org,2002:python/object/apply:os.system`",
        ),
        ("a: !secret x\n", "line 1: the tag `!secret` is not read"),
        ("a: !!binary eA==\n", "the tag"),
        ("? [a]\n: b\n", "a key must be plain text"),
        ("a: 1\n", "no Pricing2Yaml document"),
        ("features: {}\n", "states no `currency`"),
        ("features: {}\ncurrency: shells\n", "line 2: `currency` should be the ISO 4217 code"),
        (_HEAD + "features: [a]\n", "line 3: `features` should be a mapping, and is a list"),
        (_HEAD + "features: {a: 1}\n", "`features.a` should be a mapping, and is `1`"),
        (_HEAD + "features: {a: {valueType: COLOUR}}\n", "`features.a.valueType` should be one of BOOLEAN"),
        (_HEAD + "features: {a: {valueType: BOOLEAN, defaultValue: maybe}}\nplans: {P: {price: 1}}\n", "true or false"),
        (
            _HEAD + "features: {a: {valueType: NUMERIC, defaultValue: 0x1F}}\nplans: {P: {price: 1}}\n",
            "should be a number",
        ),
        (_HEAD + "plans: {P: {price: .inf}}\n", "`plans.P.price` should be a price, and is `.inf`"),
        (_HEAD + "plans: {P: {price: [1]}}\n", "`plans.P.price` should be one value, and is a list"),
        (_HEAD + "plans: {P: {price: 1, unit: {}}}\n", "`plans.P.unit` should be one value"),
        (_HEAD + "plans: {P: {price: 1, private: perhaps}}\n", "`plans.P.private` should be true or false"),
        (_HEAD + "billing: {annual: cheap}\nplans: {}\n", "`billing.annual` should be a factor"),
        (_HEAD + "starts: soon\nplans: {}\n", "`starts` should be a date"),
        (_HEAD + "plans: {P: {price: 1}}\naddOns: {A: {price: 1, availableFor: {P: 1}}}\n", "availableFor` should be"),
        (_HEAD + "usageLimits: {a: {type: DAILY}}\nplans: {}\n", "should be one of RENEWABLE"),
        (_HEAD + "usageLimits: {a: {type: RENEWABLE, period: {value: 1.5}}}\nplans: {}\n", "a whole number of periods"),
        (
            _HEAD + "usageLimits: {a: {defaultValue: lots}}\nplans: {P: {price: 1}}\n",
            "`usageLimits.a.defaultValue` should be a number",
        ),
    ],
)
def test_what_cannot_be_read_is_said_with_its_place(text: str, says: str) -> None:
    assert says in refusal(text)


@pytest.mark.parametrize(
    ("text", "says"),
    [
        ("[" * 500_000, "nested more than 40 levels deep"),
        ("a: " + "{a: " * 400_000, "nested more than 40 levels deep"),
        ("\n".join(f"{' ' * depth}a:" for depth in range(200)), "nested more than 40 levels deep"),
        ("x" * 2_000_001, "at most 2,000,000 are read"),
        ("a: [" + "1," * 200_000 + "]", "more than 100,000 values"),
        ("a: &a [x,x]\n" + "\n".join(f"b{n}: &b{n} [*a,*a]" for n in range(9)), "aliases"),
        (_HEAD + "plans: {" + ", ".join(f"P{n}: {{price: 1}}" for n in range(300)) + "}", "no price list"),
        (
            _HEAD
            + "features: {"
            + ", ".join(f"f{n}: {{}}" for n in range(20_000))
            + "}\n"
            + "plans: {"
            + ", ".join(f"P{n}: {{}}" for n in range(190))
            + "}",
            "no price list",
        ),
    ],
    ids=["lists", "mappings", "lines", "long", "many", "bomb", "plans", "cells"],
)
def test_hostile_documents_are_refused_fast(text: str, says: str) -> None:
    before = time.monotonic()
    assert says in refusal(text)
    assert time.monotonic() - before < 20


def test_names_that_are_all_alike_take_no_time_either() -> None:
    features = ", ".join(f'"{"!" * (n % 7)}{n}日": {{}}' for n in range(5_000))
    text = f"{_HEAD}features: {{{features}}}\nplans: {{P: {{price: 1}}}}\n"
    before = time.monotonic()
    assert load("pricing2yaml").convert(text, path="x.yml").text.count("feature ") == 5_000
    assert time.monotonic() - before < 20


def test_without_pyyaml_the_message_says_what_to_install(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(sys.modules, "yaml", None)
    assert "pip install 'pricelang[import]'" in refusal("a: 1")


@pytest.mark.parametrize(
    ("text", "value"),
    [
        ("0.1", "0.1"),
        ("10_000", "10000"),
        ("-5", "-5"),
        (".5", "0.5"),
        ("1e3", "1000"),
        ("007", None),
        ("0x1F", None),
        ("1:30", None),
        ("", None),
        (".", None),
        (".nan", None),
        ("1e999", None),
        ("9" * 31, None),
        ("1_", "1"),
        ("12 apples", None),
    ],
)
def test_numbers_are_exact_or_none(text: str, value: str | None) -> None:
    assert number(text) == (None if value is None else Decimal(value))


def test_no_bound() -> None:
    assert number(".inf") == number(".Inf") == UNBOUNDED


@given(st.decimals(min_value=0, max_value=10**9, places=6))
def test_any_price_is_read_to_its_last_digit(value: Decimal) -> None:
    found = next(iter(leaves(read(f"a: {value:f}", []))))
    assert number(found.text) == value


@settings(max_examples=60, deadline=None)
@given(st.data())
def test_no_damage_to_a_document_is_more_than_a_message(data: st.DataObject) -> None:
    """A stretch of a sound document is cut out, doubled or overwritten."""
    whole = data.draw(st.sampled_from([V20, V30]))
    start = data.draw(st.integers(0, len(whole) - 1))
    end = data.draw(st.integers(start, min(len(whole), start + 40)))
    filling = data.draw(
        st.sampled_from(["", whole[start:end] * 2, "null", "[1]", "{a: 1}", "-1", ": ", "é", '"', "#x"])
    )
    with suppress(CannotImport):
        made = load("pricing2yaml").convert(whole[:start] + filling + whole[end:], path="x.yml")
        assert parse(made.text).diagnostics == ()
