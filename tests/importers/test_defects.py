"""Price lists with one defect each: the importer carries it over, and a check or a rule names it."""

from __future__ import annotations

import re
from datetime import date

import pytest
from importers.importer_corpus import defects

from pricelang.config import Settings
from pricelang.importers import load
from pricelang.project import Loader

NAMED = {
    "addon-circular-dependency": {"circular-needs"},
    "addon-depends-nonexistent-addon": {"unknown-name"},
    "addon-identical": {"addons-identical"},
    "addon-need-multiple-plans": {"addon-nowhere"},
    "addon-same-as-plan": {"addon-already-included"},
    "plan-contained-in-another": {"tier-dominated", "limit-regression"},
    "plan-low-tier-offer-less-high-price": {"feature-regression", "tier-dominated"},
    "plan-overriding-nonexistent-feature": {"unknown-name"},
    "plan-same-features-different-prices": {"tier-dominated"},
    "plan-with-zero-limit-but-feature-included": {"zero-limit"},
}


def named(text: str) -> set[str]:
    """The checks and rules that speak of a document; that nothing says when it was reviewed is no defect of it."""
    made = load("pricing2yaml").convert(text, path="bad.yml")
    project = Loader(Settings(isolated=True), date(2026, 12, 1)).load("bad.price", made.text)
    return {each.rule for each in project.diagnostics} - {"review-overdue"}


def test_every_planted_defect_is_named() -> None:
    found = {name: named(text) for name, text in defects().items()}
    assert found == {name: NAMED.get(name) for name in found}


# --- defects of the same families, each a change of one sound list -------------------------------------------------

HEAD = """
saasName: Kiln
version: '2.0'
createdAt: 2024-11-19
currency: EUR
hasAnnualPayment: false
"""
FEATURES = """
features:
  glazing: { valueType: BOOLEAN, defaultValue: true, type: DOMAIN }
  export: { valueType: BOOLEAN, defaultValue: false, type: DOMAIN }
  sso: { valueType: BOOLEAN, defaultValue: false, type: DOMAIN }
usageLimits:
  firings: { valueType: NUMERIC, defaultValue: 10, type: NON_RENEWABLE, linkedFeatures: [glazing] }
"""
PLANS = """
plans:
  BASIC: { price: 10, features: { export: { value: true } }, usageLimits: { firings: { value: 10 } } }
  PRO:
    price: 20
    features: { export: { value: true }, sso: { value: true } }
    usageLimits: { firings: { value: 20 } }
addOns:
"""
LOGIN = "  login: { price: 5, unit: '', availableFor: [BASIC], features: { sso: { value: true } } }\n"
SOUND = HEAD + FEATURES + PLANS + LOGIN
MORE = "  more: { price: 5, unit: '', availableFor: [BASIC], %s }\n"

CHANGES: list[tuple[str, str, str, set[str]]] = [
    (
        "add-on excludes itself",
        "availableFor: [BASIC],",
        "availableFor: [BASIC], excludes: [login],",
        {"excluded-need"},
    ),
    ("add-on needs itself", "availableFor: [BASIC],", "availableFor: [BASIC], dependsOn: [login],", {"circular-needs"}),
    ("add-on for no such plan", "availableFor: [BASIC]", "availableFor: [GOLD]", {"unknown-name"}),
    (
        "add-on of no such feature",
        "features: { sso: { value: true } } }\n",
        "features: { x: {value: true} } }\n",
        {"unknown-name"},
    ),
    (
        "add-on excludes no such add-on",
        "availableFor: [BASIC],",
        "availableFor: [BASIC], excludes: [x],",
        {"unknown-name"},
    ),
    ("add-on of what the plan has", "availableFor: [BASIC]", "availableFor: [BASIC, PRO]", {"addon-already-included"}),
    (
        "add-on of what every plan has",
        "[BASIC], features: { sso:",
        "[BASIC], features: { glazing:",
        {"addon-already-included"},
    ),
    ("add-on dearer than the upgrade", "login: { price: 5", "login: { price: 15", {"addon-dearer-than-upgrade"}),
    ("add-on below zero", "login: { price: 5", "login: { price: -5", {"not-positive"}),
    ("add-on without effect", "features: { sso: { value: true } } }\n", "features: null }\n", {"addon-without-effect"}),
    ("plan below zero", "BASIC: { price: 10", "BASIC: { price: -10", {"not-positive"}),
    ("limit below zero", "firings: { value: 10 }", "firings: { value: -1 }", {"not-positive"}),
    ("limit that falls", "firings: { value: 20 }", "firings: { value: 5 }", {"limit-regression"}),
    ("limit of no such feature", "linkedFeatures: [glazing]", "linkedFeatures: [x]", {"unknown-name"}),
    ("no such limit", "firings: { value: 20 }", "x: { value: 20 }", {"unknown-name"}),
    ("all limits of a feature are zero", "firings: { value: 10 }", "firings: { value: 0 }", {"zero-limit"}),
    ("feature that falls", "export: { value: true }, sso", "sso", {"feature-regression"}),
    (
        "feature never used",
        "features:\n  glazing",
        "features:\n  kiln: { valueType: BOOLEAN, defaultValue: false, type: DOMAIN }\n  glazing",
        {"unused-feature"},
    ),
    ("year dearer than months", "BASIC: { price: 10", "BASIC: { monthlyPrice: 10, annualPrice: 12", {"annual-dearer"}),
    ("billing factor above one", "hasAnnualPayment: false", "billing: { monthly: 1, yearly: 1.2 }", {"annual-dearer"}),
]
ADDED: list[tuple[str, str, set[str]]] = [
    (
        "the same at another price",
        LOGIN.replace("login", "entry").replace("price: 5", "price: 6"),
        {"addons-identical"},
    ),
    ("the same at the same price", LOGIN.replace("login", "entry"), {"addons-identical"}),
    ("no more than the plan has", MORE % "usageLimits: { firings: { value: 10 } }", {"addon-without-effect"}),
    ("less than the plan has", MORE % "usageLimits: { firings: { value: 5 } }", {"addon-without-effect"}),
    ("more than the plan has", MORE % "usageLimits: { firings: { value: 50 } }", set()),
    ("nothing on top", MORE % "usageLimitsExtensions: { firings: { value: 0 } }", {"addon-without-effect"}),
    ("something on top", MORE % "usageLimitsExtensions: { firings: { value: 5 } }", set()),
    ("no such limit", MORE % "usageLimitsExtensions: { x: { value: 5 } }", {"unknown-name"}),
    ("needs what it excludes", MORE % "dependsOn: [login], excludes: [login]", {"excluded-need"}),
]


def test_the_sound_list_is_sound() -> None:
    assert named(SOUND) == set()


@pytest.mark.parametrize(("old", "new", "rules"), [each[1:] for each in CHANGES], ids=[each[0] for each in CHANGES])
def test_a_changed_list(old: str, new: str, rules: set[str]) -> None:
    assert SOUND.count(old) >= 1
    assert named(SOUND.replace(old, new)) == rules


@pytest.mark.parametrize(("addon", "rules"), [each[1:] for each in ADDED], ids=[each[0] for each in ADDED])
def test_an_added_addon(addon: str, rules: set[str]) -> None:
    assert named(SOUND + addon) == rules


def test_an_addon_that_another_one_gives_for_less() -> None:
    both = LOGIN.replace("sso: { value: true }", "sso: { value: true }, audit: { value: true }").replace("login", "all")
    text = SOUND.replace(
        "usageLimits:\n", "  audit: { valueType: BOOLEAN, defaultValue: false, type: DOMAIN }\nusageLimits:\n", 1
    )
    assert named(text + both.replace("price: 5", "price: 4")) == {"addon-dominated"}
    assert named(text + both.replace("price: 5", "price: 9")) == set()


def test_a_plan_without_anything() -> None:
    text = re.sub(r"BASIC: .*", "BASIC: { price: 10 }", SOUND.replace(LOGIN, "")).replace(
        "defaultValue: true", "defaultValue: false"
    )
    text = re.sub(r"usageLimits:\n  firings: .*\n", "", text).replace(
        "    usageLimits: { firings: { value: 20 } }\n", ""
    )
    assert named(text.replace("sso: { value: true } }\n", "sso: { value: true }, glazing: { value: true } }\n", 1)) == {
        "tier-empty"
    }


def test_two_equal_plans() -> None:
    text = SOUND.replace("  PRO:", "  TWIN: { price: 10, features: { export: { value: true } } }\n  PRO:")
    assert named(text.replace("availableFor: [BASIC]", "availableFor: [BASIC, TWIN]")) == {"tiers-identical"}


def test_a_circle_closed_by_an_exclusion() -> None:
    rest = "  b: { price: 5, unit: '', features: { sso: { value: true } }, dependsOn: [c] }\n"
    rest += "  c: { price: 5, unit: '', features: { sso: { value: true } }, excludes: [login] }\n"
    assert named(SOUND.replace("[BASIC],", "[BASIC], dependsOn: [b],") + rest) == {"circular-needs"}
