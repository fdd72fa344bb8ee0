"""Every rule's page: its form, and its examples, which are run."""

from __future__ import annotations

import re
from typing import Any

import pytest
from rules.linting import lint

from pricelang import rules
from pricelang.diagnostics import Severity
from pricelang.rules.frame import Rule

HEADINGS = ["What it does", "Why it matters", "Bad", "Good", "Options", "Sources"]


def sections(rule: Rule) -> dict[str, str]:
    parts = re.split(r"^## (.+)$", rule.page, flags=re.MULTILINE)
    return dict(zip(parts[1::2], parts[2::2], strict=True))


def examples(rule: Rule, heading: str) -> list[str]:
    return re.findall(r"^```price\n(.*?)^```$", sections(rule)[heading], flags=re.MULTILINE | re.DOTALL)


@pytest.mark.parametrize("name", rules.names())
def test_page_has_its_parts(name: str) -> None:
    rule = rules.load(name)
    assert list(sections(rule)) == HEADINGS
    assert all(text.strip() for text in sections(rule).values())
    assert re.fullmatch(r"[A-Z`].+\.", rule.summary), "the first line is one sentence"
    assert examples(rule, "Bad")
    assert examples(rule, "Good")


@pytest.mark.parametrize("name", rules.names())
def test_page_says_all_options(name: str) -> None:
    rule = rules.load(name)
    said = re.findall(r"^- `([a-z-]+)`", sections(rule)["Options"], flags=re.MULTILINE)
    assert said == list(rule.options)
    for option in rule.options.values():
        assert option.default is None or type(option.default) is option.type
        assert option.meaning


@pytest.mark.parametrize("name", rules.names())
def test_rule_hides_behind_rules_that_exist(name: str) -> None:
    assert set(rules.load(name).hidden_by) <= set(rules.names()) - {name}


def options(rule: Rule) -> dict[str, dict[str, Any]]:
    """The options that an example says it needs: "With `most = 0.05`:"."""
    said = re.findall(r"^With `([a-z-]+) = ([^`]+)`:$", rule.page, flags=re.MULTILINE)
    return {rule.name: {option: rule.options[option].type(value) for option, value in said}}


@pytest.mark.parametrize("name", rules.names())
def test_bad_gives_the_rule_and_good_does_not(name: str) -> None:
    rule = rules.load(name)
    for text in examples(rule, "Bad"):
        found = [each for each in lint(text, options=options(rule)) if each.rule == name]
        assert found
        assert all(each.symbol for each in found)
        assert len({each.symbol for each in found}) == len(found)
    for text in examples(rule, "Good"):
        assert not [each for each in lint(text, options=options(rule)) if each.rule == name]


def test_names_belong_to_one_group_each() -> None:
    every = [name for group in rules.groups().values() for name in group]
    assert len(every) == len(set(every))
    assert not set(every) & set(rules.groups()), "a name that is a group's, too, would select both"


def test_what_costs_money_or_breaks_a_promise_runs_by_default() -> None:
    for name in rules.names():
        rule = rules.load(name)
        assert rule.default or rule.severity is Severity.INFO, name


def test_the_default_read_from_a_text_is_that_of_the_module() -> None:
    from pricelang import rules

    for name, group in rules.found().items():
        assert rules.by_default(name, group) == rules.load(name).default, name
