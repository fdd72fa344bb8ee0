"""The real price lists, and those with a planted defect."""

from __future__ import annotations

import pytest
from importers.importer_corpus import defects, documents

import pricelang
from pricelang.diagnostics import Diagnostic
from pricelang.formatting import format_file
from pricelang.importers import load
from pricelang.project import Loader

# Those that a rule names, not a check of the structure: the file itself is sound.
_SOUND = {
    "addon-identical",
    "addon-same-as-plan",
    "plan-contained-in-another",
    "plan-low-tier-offer-less-high-price",
    "plan-same-features-different-prices",
}
_NAMED = {
    "addon-circular-dependency": "circular-needs",
    "addon-depends-nonexistent-addon": "unknown-name",
    "addon-need-multiple-plans": "addon-nowhere",
    "plan-overriding-nonexistent-feature": "unknown-name",
    "plan-with-zero-limit-but-feature-included": "zero-limit",
}
_KINDS = {"default that no plan takes", "read as unlimited", "period not stated", "read as not included"}


def errors(text: str) -> tuple[Diagnostic, ...]:
    """What is wrong with the structure; what rules find is for their own tests."""
    return Loader().load("list.price", text).diagnostics


def test_every_real_list_converts_checks_clean_and_reaches_the_outputs() -> None:
    found = documents()
    assert len(found) >= 120
    faults = {}
    for name, text in found.items():
        made = load("pricing2yaml").convert(text, path=f"{name}.yml")
        diagnostics = errors(made.text)
        if diagnostics:
            faults[name] = [each.message for each in diagnostics]
            continue
        catalog = pricelang.load(f"{name}.price", text=made.text)
        assert pricelang.emit(catalog, "json")
        assert pricelang.emit(catalog, "markdown")
    assert faults == {}


def test_the_formatter_has_nothing_to_change() -> None:
    changed = []
    for name, text in (documents() | defects()).items():
        made = load("pricing2yaml").convert(text, path="list.yml").text
        if format_file(pricelang.parse(made)) != made:
            changed.append(name)
    assert changed == []


def test_of_the_real_lists_nothing_is_lost_but_what_is_known() -> None:
    lost = {
        loss.kind for name, text in documents().items() for loss in load("pricing2yaml").convert(text, path=name).report
    }
    assert lost <= _KINDS


def test_every_planted_defect_is_carried_over() -> None:
    found = defects()
    rules = {}
    for name, text in found.items():
        made = load("pricing2yaml").convert(text, path="bad.yml")
        rules[name] = {each.rule for each in errors(made.text)}
    assert {name: rules[name] for name in _NAMED if name in rules} == {
        name: {rule} for name, rule in _NAMED.items() if name in rules
    }
    assert {name for name, rule in rules.items() if not rule} == _SOUND & rules.keys()


@pytest.mark.parametrize(
    ("defect", "lines"),
    [
        ("plan-contained-in-another", ["price €30 per month", "limit 5 feature2usage"]),
        ("addon-identical", ["limit 20 usage_limit1", "price €24.99 per month"]),
        ("plan-low-tier-offer-less-high-price", ['ladder plans "Plans" pro, basic']),
    ],
)
def test_what_a_rule_needs_is_there(defect: str, lines: list[str]) -> None:
    made = load("pricing2yaml").convert(defects()[defect], path="bad.yml").text
    written = [" ".join(line.split()) for line in made.splitlines()]
    assert [line for line in lines if line not in written] == []
