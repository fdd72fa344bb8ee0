"""Comments that let findings stand: what they cover, and what is said of those that do not work."""

from __future__ import annotations

from datetime import date

import pytest
from rules.linting import lint

RULE = "annual-discount-claim"
CLAIM = "price $20 per month or $200 per year, saves 20%"


def names(*texts: str, today: date = date(2026, 12, 1), select: tuple[str, ...] = (RULE, "suppression")) -> list[str]:
    return [each.rule for each in lint(*texts, select=select, today=today)]


@pytest.mark.parametrize(
    "text",
    [
        f"tier pro {{\n  {CLAIM}  # price: allow {RULE} -- agreed\n}}",
        f"tier pro {{\n  # price: allow {RULE} -- agreed\n  {CLAIM}\n}}",
        f"# price: allow {RULE} -- agreed\ntier pro {{\n  {CLAIM}\n}}",
        f"# price: allow {RULE} -- agreed\n\n# what a writer buys\ntier pro {{\n  {CLAIM}\n}}",
        f"tier pro {{  # price: allow {RULE} -- agreed\n  {CLAIM}\n}}",
        f"tier pro {{\n  {CLAIM}\n}}  # price: allow {RULE} -- agreed",
        f"tier pro {{ {CLAIM} }}  # price: allow {RULE} -- agreed",
        f"tier pro {{\n  price $20 per month or $200 per year,  # price: allow {RULE} -- agreed\n    saves 20%\n}}",
        f"tier pro {{\n  price $20 per month or $200 per year,\n    saves 20%  # price: allow {RULE} -- agreed\n}}",
        f"tier pro {{\n  recommended; {CLAIM}  # price: allow {RULE} -- agreed\n}}",
        f"tier pro {{\n  {CLAIM}  # price: allow no-entry, {RULE} -- agreed\n}}",
        f"tier pro {{\n  {CLAIM}  #price:allow {RULE} -- agreed until 2026-12-01\n}}",
        f"tier pro {{\n  {CLAIM}  # price: allow {RULE} -- agreed until spring\n}}",
    ],
)
def test_covers(text: str) -> None:
    assert names(text) == []


@pytest.mark.parametrize(
    "text",
    [
        f"# price: allow {RULE} -- agreed\ntier free {{ price free }}\ntier pro {{\n  {CLAIM}\n}}",
        f"tier pro {{\n  recommended  # price: allow {RULE} -- agreed\n  {CLAIM}\n}}",
        f"tier pro {{\n  {CLAIM}\n  # price: allow {RULE} -- agreed\n}}",
        f"tier pro {{\n  {CLAIM}\n  # price: allow {RULE} -- agreed\n  recommended\n}}",
        f"tier pro {{ {CLAIM} }}\n# price: allow {RULE} -- agreed",
        f"tier free {{ price free }}  # price: allow {RULE} -- agreed\ntier pro {{ {CLAIM} }}",
    ],
)
def test_does_not_cover_what_stands_elsewhere(text: str) -> None:
    assert sorted(names(text)) == [RULE, "suppression-unused"]


def test_without_a_reason_it_works_and_is_reported() -> None:
    assert names(f"tier pro {{ {CLAIM} }}  # price: allow {RULE}") == ["suppression-without-reason"]
    assert names(f"tier pro {{ {CLAIM} }}  # price: allow {RULE} -- until 2027-01-01") == ["suppression-without-reason"]


def test_an_expired_one_lets_nothing_stand() -> None:
    text = f"tier pro {{ {CLAIM} }}  # price: allow {RULE} -- agreed until 2026-11-30"
    assert names(text, today=date(2026, 11, 30)) == []
    assert names(text, today=date(2026, 12, 1)) == [RULE, "suppression-expired"]


def test_a_rule_that_did_not_run_is_not_judged() -> None:
    text = f"tier pro {{ price $20 per month }}  # price: allow {RULE} -- agreed"
    assert names(text) == ["suppression-unused"]
    assert names(text, select=("no-entry", "suppression-unused")) == ["no-entry"]


@pytest.mark.parametrize(
    ("comment", "said"),
    [
        ("allow no-entri -- x", "there is no rule `no-entri`"),
        ("allow no_entry -- x", "there is no rule `no_entry`"),
        ("allow example-fails -- x", "`example-fails` cannot be allowed"),
        ("allow suppression-unused -- x", "`suppression-unused` cannot be allowed"),
        ("allow margin -- x", "`margin` is a group: a comment allows one rule by its name"),
        ("allow", "a comment allows no rule by name"),
        ("allow -- x", "a comment allows no rule by name"),
        ("ignore no-entry -- x", "`ignore` lets nothing stand"),
        ("allow no-entry -- x until 2027-02-30", "`2027-02-30` is no date"),
    ],
)
def test_says_what_is_not_understood(comment: str, said: str) -> None:
    found = lint(f"tier pro {{ price free }}  # price: {comment}", select=("suppression-unknown",))
    assert [each.message for each in found] == [said]


def test_offers_the_rule_that_was_meant() -> None:
    (found,) = lint("tier pro { price free }  # price: allow no_entry -- x", select=("suppression-unknown",))
    assert found.helps == ("did you mean `no-entry`?",)
    assert found.span.text == "no_entry"


@pytest.mark.parametrize(
    "comment", ["price: $20 was agreed", "price: see no-entry fee", "the price: allow for tax", "prices: allow x", ""]
)
def test_leaves_prose_alone(comment: str) -> None:
    assert lint(f"tier pro {{ price free }}  # {comment}", select=("suppression",)) == []


def test_an_imported_files_comment_works_and_is_not_judged() -> None:
    shared = f"tier pro {{ {CLAIM} }}  # price: allow {RULE} -- agreed"
    assert names("tier free { price free }", shared) == []
    assert names("tier free { price free }", shared.replace("saves 20%", "grants monthly")) == []
