"""Credits: where the rules with amounts speak, and where they must not."""

from __future__ import annotations

import pytest
from rules.linting import only

from pricelang.diagnostics import Severity

HEAD = """
product p "P" { currency USD; audience consumer }
metric draft "Drafts" { charged by task }
seat editor "Seat"
credit ai "AI credits" { burns 1 per draft; unused expires }
ladder plans "Plans" basic, pro
"""
PACK = "package pack addon { price $5 once; includes 500 ai, never expires; available on basic }\n"


def two(basic: str, pro: str) -> str:
    feature = 'feature export "Export"\n' if "export" in basic + pro else ""
    return f'{HEAD}{feature}tier basic "Basic" {{ {basic} }}\ntier pro "Pro" {{ {pro} }}\n'


PRO = "price $30 per month; includes 2_000 ai per month, then block"
UNDERCUT = [
    ("price $10 per month; includes 500 ai per month, then $0.01 each", True),
    ("price $10 per month; includes 500 ai per month, then $0.02 each", False),
    ("price $10 per month; includes 500 ai per month, then $0.01 each up to $14 per month, then block", False),
    ("price $10 per month; includes 500 ai per month, then $0.03 each up to $9 per month, then free", True),
    ("price $10 per month; includes 500 ai per month, then block", False),
    ("price $10 per month; includes 500 ai per month, then slow", False),  # slowed is not the same
    ("price $10 per month; includes 2_000 ai per month, then block", False),  # no less: domination, if anything
]


@pytest.mark.parametrize(("basic", "speaks"), UNDERCUT)
def test_tier_undercut(basic: str, speaks: bool) -> None:
    assert bool(only("tier-undercut", two(basic, PRO))) is speaks


def test_packs_count() -> None:
    text = two("price $10 per month; includes 500 ai per month, then block", PRO)
    assert only("tier-undercut", text) == []
    found = only("tier-undercut", text + PACK)
    assert found[0].notes[0] == "2,000 credits a month cost $25.00 on `Basic` with 3 packs, $30.00 on `Pro`"


def test_one_number_of_seats_at_which_the_upper_tier_wins_silences_it() -> None:
    basic = "price $10 per seat per month; includes 100 ai per seat per month, pooled, then block"
    pro = "price $25 per seat per month; seats %s; includes 200 ai per seat per month, pooled, then block"
    found = only("tier-undercut", two(basic, pro % "1 to 9"))
    assert "1 empty seat" in found[0].notes[0]
    assert only("tier-undercut", two(basic, pro.replace("$25", "$19") % "1 to 9")) == []


def test_features_are_a_reason() -> None:
    basic, _ = UNDERCUT[0]
    found = only("tier-undercut", two(basic, PRO.replace("includes 2_000", "includes export; includes 2_000")))
    assert found[0].severity is Severity.INFO
    assert "`Pro` sells by its features only" in found[0].notes


@pytest.mark.parametrize(
    ("large", "speaks"),
    [("$40", False), ("$40.20", False), ("$40.21", True), ("$45", True)],
)
def test_packs_are_compared_with_packs(large: str, speaks: bool) -> None:
    packs = (
        "package small addon { price $10 once; includes 250 ai, never expires; available on pro }\n"
        f"package large addon {{ price {large} once; includes 1_000 ai, never expires; available on pro }}\n"
    )
    text = two("price $10 per month; includes 500 ai per month, then block", PRO)
    assert bool(only("dearer-in-bulk", text + packs)) is speaks


@pytest.mark.parametrize(
    ("bands", "speaks"),
    [
        ("graduated { first 100 at $0.02; rest at $0.03 }", True),
        ("graduated { first 100 free; rest at $0.03 }", False),
        ("graduated { first 100 at $0.03; rest at $0.02 }", False),
        ("$0.09 each", False),  # dearer than what the fee includes, as it should be
    ],
)
def test_bands_are_compared_with_bands(bands: str, speaks: bool) -> None:
    text = two(f"price $10 per month; includes 500 ai per month, then {bands}", "price custom")
    assert bool(only("dearer-in-bulk", text)) is speaks
