"""Core, upgrade, add-on: where the rules speak, and where they must not."""

from __future__ import annotations

import pytest
from rules.linting import only

CORE = (
    "metric draft { charged by task }\nfeature sso\npackage base core { offers draft }\n"
    "package extra upgrade { offers sso }\n"  # somebody has to give the feature
)
MORE = "tier team { price $50 per month; includes 50 drafts per month, then block }"
PRO = "tier pro { price $20 per month; includes base; includes 9 drafts per month, then block }\n"
EVERYBODY = "tier a { price free; includes sso }\ntier b { price $5 per month; includes sso }"
EFFECT = (
    "metric draft\npackage x addon { %s }\n"
    "tier a { price free; limit 5 draft }\ntier b { price $5 per month; limit unlimited draft }"
)
LARGER = (
    "feature sso\nfeature audit\npackage x addon { offers sso; price %s }\n"
    "package y addon { offers sso, audit; price %s }\ntier a { price free }"
)
UPGRADE = (
    "metric draft\nfeature sso\nfeature export\nladder plans a, b\n"
    "package x addon { offers sso; price %s; available on a }\n"
    "tier a { price $10 per month; includes export }\ntier b { price $20 per month; includes %s; %s }"
)
TWO = (
    "feature sso\nfeature audit\npackage x addon { offers sso; price %s }\npackage y addon { offers sso; price %s }\n"
    "tier a { price free; includes audit }\ntier b { price $5 per month; includes audit }"
)

CASES = [
    # a ladder of its own does not need the core of another one
    (
        "core-not-everywhere",
        CORE + PRO + "tier api { price $5 per month; includes sso }\nladder a pro\nladder b api",
        0,
    ),
    ("core-not-everywhere", CORE + PRO + "tier team { price $50 per month; includes sso }", 1),
    # given by name of what it offers
    ("core-not-everywhere", CORE + PRO + MORE, 0),
    ("core-not-everywhere", CORE + PRO + "tier free { price free; includes sso }", 0),
    ("core-not-everywhere", CORE + PRO + "tier old { price $5 per month; unlisted; includes sso }", 0),
    ("core-not-everywhere", CORE + PRO + "tier big { price custom }", 0),
    ("core-not-everywhere", CORE + PRO + "tier big { price custom; includes sso }", 1),
    ("core-sold-separately", CORE.replace("offers draft", "offers draft; price free") + PRO, 0),
    ("core-sold-separately", CORE.replace("offers draft", "offers draft; price $0.10 per draft") + PRO, 1),
    (
        "upgrade-in-lowest-tier",
        "feature sso\npackage up upgrade { offers sso }\ntier solo { price $9 per month; includes up }",
        0,
    ),
    (
        "upgrade-in-lowest-tier",
        "feature sso\npackage up upgrade { offers sso }\nladder one free\nladder many team, org\n"
        "tier free { price free }\n"
        "tier team { price $9 per month; includes up }\ntier org { price $99 per month; includes up }",
        0,
    ),
    (
        "upgrade-in-lowest-tier",
        "feature sso\npackage up upgrade { offers sso }\ntier team { price $9 per month; includes sso }\n"
        "tier org { price $99 per month; includes up }",
        1,
    ),
    ("upgrade-nowhere", "feature sso\npackage up upgrade { offers sso }\ntier a { price free; includes sso }", 0),
    ("addon-already-included", "feature sso\npackage x addon { offers sso; price $9 per month }\n" + EVERYBODY, 1),
    # not everybody has it
    (
        "addon-already-included",
        "feature sso\npackage x addon { offers sso; price $9 per month }\n"
        + EVERYBODY
        + "\ntier c { price $1 per month }",
        0,
    ),
    ("addon-without-effect", EFFECT % "price $9 per month", 1),
    ("addon-without-effect", EFFECT % 'price $9 per month; note "a visit"', 0),
    ("addon-without-effect", EFFECT % "price $500 once", 0),  # a setup, a training
    ("addon-without-effect", EFFECT % "price free", 0),
    ("addon-without-effect", EFFECT % "price custom", 0),
    ("addon-without-effect", EFFECT % "price $0.10 per draft", 0),
    ("addon-without-effect", EFFECT % "price $9 per month; offers draft", 0),
    ("addon-without-effect", EFFECT % "price $9 per month; limit 5 draft; available on a", 1),
    ("addon-without-effect", EFFECT % "price $9 per month; limit 6 draft; available on a", 0),
    ("addon-without-effect", EFFECT % "price $9 per month; limit 5 draft per seat; available on a", 0),
    ("addon-without-effect", EFFECT % "price $9 per month; limit 50 draft; available on b", 1),
    ("addon-without-effect", EFFECT % "price $9 per month" + "\npackage y addon { price $1 per month; needs x }", 1),
    ("addon-dominated", LARGER % ("$9 per month", "$9 per month"), 1),
    ("addon-dominated", LARGER % ("$8 per month", "$9 per month"), 0),
    ("addon-dominated", LARGER % ("$9 per month", "$5 per seat per month"), 0),
    ("addon-dominated", LARGER % ("custom", "$9 per month"), 0),
    ("addon-dominated", LARGER % ("$9 per month; needs y", "$9 per month"), 0),
    ("addon-dearer-than-upgrade", UPGRADE % ("$12 per month", "export, sso", ""), 1),
    ("addon-dearer-than-upgrade", UPGRADE % ("$10 per month", "export, sso", ""), 0),
    ("addon-dearer-than-upgrade", UPGRADE % ("$12 per month", "sso", ""), 0),
    ("addon-dearer-than-upgrade", UPGRADE % ("$12 per seat per month", "export, sso", ""), 0),
    ("addon-dearer-than-upgrade", UPGRADE % ("$12 per month", "export, sso", "limit 5 draft"), 0),
    ("addon-dearer-than-upgrade", UPGRADE % ("custom", "export, sso", ""), 0),
    ("addons-identical", TWO % ("$9 per month", "$9 per month"), 1),
    ("addons-identical", TWO % ("$9 per month", "$12 per month"), 1),
    # a choice of how to pay
    ("addons-identical", TWO % ("$9 per month", "$90 per year, grants monthly"), 0),
    ("addons-identical", TWO % ("$9 per month", "$9 per seat per month"), 0),
    ("addons-identical", TWO % ("custom", "custom"), 0),
    ("addons-identical", TWO % ("$9 per month; available on a", "$9 per month; available on b"), 0),
    ("addons-identical", TWO % ("$9 per month; available on a", "$9 per month"), 1),
    ("addons-identical", TWO % ("$9 per month", '$9 per month; note "for schools"'), 0),
    ("addons-identical", TWO % ("$9 per month", "$9 per month; needs x"), 0),
    (
        "addons-identical",
        TWO.replace("y addon { offers sso", "y addon { offers sso, audit") % (("$9 per month",) * 2),
        0,
    ),
    ("addons-identical", "package x addon { price $9 per month }\npackage y addon { price $9 per month }", 0),
    (
        "addon-already-included",
        "feature sso\npackage x addon { offers sso; price $9 per seat per month; available on a }\n"
        "tier a { price free; includes sso }",
        0,
    ),
    (
        "addon-already-included",
        "metric draft\npackage x addon { price $9 per month; includes 5 draft per month, then ask; available on a }\n"
        "tier a { price free; includes x }",
        0,
    ),
    (
        "addon-already-included",
        "feature days number\npackage x addon { price $9 per month; includes days 90; available on a }\n"
        "tier a { price free; includes days 7 }",
        0,
    ),
    (
        "addon-already-included",
        "feature sso\npackage x addon { offers sso; price $9 per month }\ntier a { price free; includes sso }",
        1,
    ),
]

COSTED = "cost model { rate $2 per 1M output }\nmetric call { charged by usage; costs 1k model.output }\n"
CONTROL = [
    ("package x addon { offers call; price $9 per month", "price free", 1),
    ("package x addon { price $9 per month; includes unlimited call per month", "price free", 1),
    ("package x addon { price $9 per month; includes 9 call per month, then free", "price free", 1),
    ("package x addon { price $9 per month; includes 9 call per month, then block", "price free", 0),
    ("package x addon { offers call; price $9 per month; price $0.1 per call", "price free", 0),
    ("package x addon { offers call; price $9 per month; limit 9 call per day, then block", "price free", 0),
    ("package x addon { offers call; price $9 per month", "price free; limit 9 call per day, then slow", 0),
    ("credit ai { burns 1 per call }\npackage x addon { offers call; price $9 per month", "price free", 0),
    (
        "package x addon { price $9 per month; includes unlimited call per month, fair use of 9 per day, then slow",
        "price free",
        0,
    ),
]


@pytest.mark.parametrize(("rule", "text", "findings"), CASES)
def test_packaging(rule: str, text: str, findings: int) -> None:
    assert len(only(rule, text)) == findings


@pytest.mark.parametrize(("package", "tier", "findings"), CONTROL)
def test_addon_without_cost_control(package: str, tier: str, findings: int) -> None:
    assert (
        len(only("addon-without-cost-control", f"{COSTED}{package}; available on a }}\ntier a {{ {tier} }}"))
        == findings
    )


@pytest.mark.parametrize(
    ("kind", "vision", "findings"),
    [
        ("core", "mission_critical", 0),
        ("core", "nice_to_have", 1),
        ("upgrade", "nice_to_have", 0),
        ("addon", "nice_to_have", 0),
        ("addon", "mission_critical", 1),
    ],
)
def test_vision_mismatch(kind: str, vision: str, findings: int) -> None:
    text = f"metric draft\npackage x {kind} {{ vision {vision}; offers draft }}\ntier a {{ price free; includes x }}"
    assert len(only("vision-mismatch", text)) == findings


def test_packaging_undecided_is_silent_without_packages() -> None:
    assert not only("packaging-undecided", COSTED + "tier a { price free; includes 9 call per month, then block }")
    assert only(
        "packaging-undecided", COSTED + "feature sso\npackage x core { offers sso }\ntier a { price free; includes x }"
    )
