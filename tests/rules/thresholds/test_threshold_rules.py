"""Fair use and commitments: where the rules speak, and where they must not."""

from __future__ import annotations

import pytest
from rules.linting import only


@pytest.mark.parametrize(
    ("statement", "missing"),
    [
        ("includes unlimited draft per month, fair use", "a number and an action"),
        ("includes unlimited draft per month, fair use of 9 per day", "an action"),
        ("includes unlimited draft per month, fair use of 9 per day, then slow", None),
        ("includes unlimited draft per month, then slow, fair use", "a number"),
        ("limit 9 drafts per day, fair use", "an action"),
        ("limit 9 drafts per day, then ask, fair use", None),
        ("includes unlimited draft per month", None),
    ],
)
def test_fair_use_unquantified(statement: str, missing: str | None) -> None:
    found = only("fair-use-unquantified", f"metric draft\ntier pro {{ price $20 per month; {statement} }}")
    assert [each.message.partition("without ")[2] for each in found] == ([missing] if missing else [])


@pytest.mark.parametrize(
    ("audience", "statements", "findings"),
    [
        ("b2b", "price $1 per call", 1),
        ("consumer", "price $1 per call", 0),
        ("b2b", "price $1 per call; price $9 per month", 0),
        ("b2b", "price $1 per call; commit $9_000 per year", 0),
        ("b2b", "price $1 per call; minimum $9 per month", 0),
        ("b2b", "price $1 per call; price $0.9 per call, with commit of $9_000 per year", 0),
        ("b2b", "price $1 per call }\ntier big { price custom", 0),
        ("b2b", "price free", 0),
    ],
)
def test_commit_option_missing(audience: str, statements: str, findings: int) -> None:
    text = f"product p {{ currency USD; audience {audience} }}\nmetric call\ntier pro {{ {statements} }}"
    assert len(only("commit-option-missing", text)) == findings
