"""Credits: where the rules speak, and where they must not."""

from __future__ import annotations

from decimal import Decimal

import pytest
from rules.linting import TODAY, lowered, only

from pricelang.catalog.catalog import Catalog, Package, Tier
from pricelang.catalog.charges import Allowance, Fee, FeePrice
from pricelang.catalog.money import Money
from pricelang.catalog.period import MONTH, ONCE, PER_PRICE
from pricelang.catalog.quantity import Exactly, Ref
from pricelang.config import Config
from pricelang.rules.frame import run

AI = (
    "metric draft { charged by task }\nmetric image { charged by task }\n"
    "credit ai { burns 1 per draft; unused expires }\n"
)
PACK = "package pack addon { price $9 once; includes 90 ai, never expires; available on pro }\n"

EXHAUSTION = [
    ("includes 9 ai per month", 1),
    ("includes 9 ai per month, then block", 0),
    ("includes unlimited ai per month", 0),
    ("includes 9 drafts per month; price $0.1 per draft", 0),
    ("includes 9 drafts per month; includes 9 ai per month, then block", 0),
    ("includes 9 images per month; includes 9 ai per month, then block", 1),
    ("includes 9 ai per month, as base, then block; includes 5 ai per month, as flex, only for draft", 0),
    ("includes 9 drafts per month, fair use", 0),
    ("includes 9 ai per month, then $0.1 each", 0),
    ("includes 9 ai per month, then $0.1 each if enabled", 1),
    ("includes 9 ai per month, then $0.1 each up to $5 per month", 1),
    ("includes 9 ai per month, then $0.1 each up to $5 per month if enabled, then block", 0),
    ("limit 9 drafts per day", 1),
    ("limit 9 drafts per day, then slow", 0),
    ("limit 9 concurrent draft", 0),
    ("limit 9 drafts", 0),
]


@pytest.mark.parametrize(("statements", "findings"), EXHAUSTION)
def test_exhaustion_undefined(statements: str, findings: int) -> None:
    assert len(only("exhaustion-undefined", f"{AI}tier pro {{ price $20 per month; {statements} }}")) == findings


def test_exhaustion_is_said_where_it_is_written() -> None:
    text = (
        AI + "tier pro { price $20 per month; includes 9 ai per month }\ntier max extends pro { price $40 per month }"
    )
    assert [each.symbol for each in only("exhaustion-undefined", text)] == ["tier pro / credit ai"]


def test_exhaustion_of_a_contract_is_in_the_contract() -> None:
    assert not only("exhaustion-undefined", AI + "tier big { price custom; includes unpublished ai per month }")
    assert only("exhaustion-undefined", AI + "tier big { price custom; includes 9 ai per month }")


def test_exhaustion_of_an_addon_is_its_tiers() -> None:
    addon = "package more addon { price $5 per month; includes 5 ai per month; available on pro }\n"
    assert not only("exhaustion-undefined", AI + PACK + "tier pro { price $20 per month }")
    assert only("exhaustion-undefined", AI + addon + "tier pro { price $20 per month }")
    assert not only(
        "exhaustion-undefined", AI + addon + "tier pro { price $20 per month; includes 9 ai per month, then block }"
    )


def test_exhaustion_that_nobody_is_sure_of_is_a_warning() -> None:
    (found,) = only(
        "exhaustion-undefined", AI + 'tier pro { price $20 per month; includes 9 ai per month, uncertain "?" }'
    )
    assert found.severity.word == "warning"


DRAWS = [
    (PACK, "includes 9 ai per month, then block", 1),
    (PACK, "recommended", 0),
    ("", "includes 9 ai per month, as a, then block; includes 9 ai per month, as b", 0),
    ("", "includes 9 ai per month, as a, then block; includes 9 ai per quarter, as b", 1),
    (
        "",
        "includes 9 ai per month, as a, only for draft, then block; includes 9 ai per quarter, as b, only for image",
        0,
    ),
    (PACK.replace("on pro", "on max") + "tier max { price $99 per month }\n", "includes 9 ai per month, then block", 0),
]


@pytest.mark.parametrize(("package", "statements", "findings"), DRAWS)
def test_draw_order_unstated(package: str, statements: str, findings: int) -> None:
    credit = AI.replace("burns 1 per draft", "burns 1 per draft; burns 1 per image")
    text = f"{credit}{package}tier pro {{ price $20 per month; {statements} }}"
    assert len(only("draw-order-unstated", text)) == findings
    assert not only("draw-order-unstated", text.replace("unused expires", "unused expires; draws included, purchased"))


RATES = [
    ("tier pro { price $20 per month; includes base; includes 9 ai per month, then block }", 1),
    ("tier pro { price $20 per month; includes base }", 0),
    ("tier pro { price $20 per month; includes base; includes 9 ai per month, then block; price $0.1 per image }", 0),
    (
        "tier pro { price $20 per month; includes base; includes 9 ai per month, then block; "
        "includes unlimited image per month }",
        0,
    ),
    (
        "tier free { price free; includes base; includes 5 images per month, then block }\n"
        "tier pro { price $20 per month; includes base; includes 9 ai per month, then block }",
        0,
    ),
]


@pytest.mark.parametrize(("tiers", "findings"), RATES)
def test_rate_missing(tiers: str, findings: int) -> None:
    assert len(only("rate-missing", f"{AI}package base core {{ offers draft, image }}\n{tiers}")) == findings


CADENCE = [
    ("price $9 once; includes 90 ai, never expires", 0),
    ("price $9 once; includes 90 ai per month, then block", 1),
    ("price $9 once; includes 90 ai per month, expires 1 year after purchase", 0),
    ("price $9 once; price $5 per month; includes 90 ai per month, then block", 0),
    ("price $9 per month; includes 90 ai per month, then block", 0),
    ("price custom; includes 90 ai per month, then block", 0),
]


@pytest.mark.parametrize(("statements", "findings"), CADENCE)
def test_grant_cadence_mismatch(statements: str, findings: int) -> None:
    text = f"{AI}package pack addon {{ {statements}; available on pro }}\ntier pro {{ price $20 per month }}"
    assert len(only("grant-cadence-mismatch", text)) == findings


def test_a_recurring_price_that_buys_one_grant() -> None:
    fee = FeePrice((Fee(Money(Decimal(20), "USD"), MONTH),))
    once = Allowance(Ref("credit", "ai"), Exactly(Decimal(9)), ONCE)
    again = Allowance(Ref("credit", "ai"), Exactly(Decimal(9)), PER_PRICE)

    def found(*allowances: Allowance) -> list[str]:
        catalog = Catalog(
            tiers=(Tier("pro", "Pro", prices=(fee,), allowances=allowances),),
            packages=(Package("pack", "Pack", "addon", prices=(fee,), allowances=allowances),),
        )
        return [each.symbol for each in run([], catalog, Config(select=("grant-cadence-mismatch",)), TODAY)]

    assert found(once) == ["tier pro", "package pack"] or found(once) == ["package pack", "tier pro"]
    assert found(once, again) == []
    assert found() == []


def test_expiry_undeclared() -> None:
    tier = "tier pro { price $20 per month }"
    assert not only("expiry-undeclared", AI + PACK + tier)
    assert only("expiry-undeclared", AI + PACK.replace(", never expires", "") + tier)
    assert not only("expiry-undeclared", AI + PACK.replace("never expires", "expires 60 days after purchase") + tier)
    lasting = AI.replace("unused expires", "unused rolls over for 12 months")
    assert not only("expiry-undeclared", lasting + PACK.replace(", never expires", "") + tier)
    assert not only("expiry-undeclared", AI + "tier pro { price $20 per month; includes 9 ai per month, then block }")


def test_rollover_undeclared() -> None:
    silent = AI.replace("; unused expires", "")
    tier = "tier pro { price $20 per month; includes 9 ai per month, then block }"
    assert not only("rollover-undeclared", AI + tier)
    assert only("rollover-undeclared", silent + tier)
    assert not only("rollover-undeclared", silent + tier.replace("then block", "then block, unused expires"))
    assert not only(
        "rollover-undeclared", silent + "tier pro { price $20 per month; includes 9 drafts per month, then block }"
    )
    assert not only("rollover-undeclared", silent + PACK + "tier pro { price $20 per month }")


ROLLOVER = [
    ("unused rolls over", 1),
    ("unused rolls over to a balance of 2x", 0),
    ("unused rolls over to a balance of 100", 0),
    ("unused rolls over for 1 month", 0),
    ("unused expires", 0),
]


@pytest.mark.parametrize(("unused", "findings"), ROLLOVER)
def test_rollover_uncapped(unused: str, findings: int) -> None:
    tier = "tier pro { price $20 per month; includes 9 ai per month, then block }"
    assert len(only("rollover-uncapped", AI.replace("unused expires", unused) + tier)) == findings
    assert len(only("rollover-uncapped", AI + tier.replace("then block", f"then block, {unused}"))) == findings


def test_files_stay_sound() -> None:
    assert lowered(AI + PACK + "tier pro { price $20 per month }")
