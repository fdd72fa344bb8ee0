"""Margin: where the rules speak, with which money, and where they must not."""

from __future__ import annotations

from decimal import Decimal
from pathlib import Path

import pytest
from rules.linting import only

from pricelang.diagnostics import Diagnostic, Severity
from pricelang.render import render

SPECS = Path(__file__).parents[3] / "specs"
MARGIN = (
    "loss-at-cap",
    "margin-below-target",
    "price-below-cost",
    "unlimited-with-cost",
    "heavy-user-loss",
    "price-above-worth",
    "above-willingness-to-pay",
    "discount-below-cost",
)
HEAD = """
product p "P" { currency USD; audience consumer }
cost model { rate $0.005 per draft; rate $0.04 per image }
metric draft "Drafts" { charged by task; costs 1 model.draft; worth $0.10 }
metric image "Images" { charged by task; costs 1 model.image }
credit ai "AI credits" { burns 1 per draft; burns 8 per image; unused expires }
"""


def sample(*pairs: tuple[str, str]) -> str:
    text = (SPECS / "scribe.price").read_text(encoding="utf-8").partition("# --- proof ---")[0]
    for old, new in pairs:
        assert old in text, old
        text = text.replace(old, new)
    return text


def said(found: list[Diagnostic]) -> str:
    return render(found, "full", width=100, color=False)


def test_the_design_says_it_so() -> None:
    found = only("loss-at-cap", sample(("includes  500 ai per seat", "includes  5_000 ai per seat")))
    shown = said(found)
    assert [one.symbol for one in found] == ["tier pro / credit ai"]
    for part in (
        "error[loss-at-cap]: `Pro` loses money on a customer who uses what it includes",
        "brings in $16.00 a month",
        "costs up to $25.00 to serve (`draft` or `image`: $0.005 a credit)",
    ):
        assert part in shown, shown
    assert found[0].notes == (
        "a yearly seat costs more than it pays from 3,201 credits a month, a monthly one from 4,001",
    )
    assert found[0].helps[0].startswith("at most 960 credits keep the target margin of 70%; or raise the price")


@pytest.mark.parametrize("rule", MARGIN)
@pytest.mark.parametrize("name", sorted(path.stem for path in SPECS.glob("*.price") if "constructs" not in path.stem))
def test_no_false_alarm_on_a_real_product(rule: str, name: str) -> None:
    assert only(rule, (SPECS / f"{name}.price").read_text(encoding="utf-8")) == []


def test_one_seat_too_few_credits_to_lose() -> None:
    assert (
        only("loss-at-cap", f'{HEAD}tier pro "Pro" {{ price $20 per month; includes 4_000 ai per month, then block }}')
        == []
    )
    found = only(
        "loss-at-cap", f'{HEAD}tier pro "Pro" {{ price $20 per month; includes 4_001 ai per month, then block }}'
    )
    assert "costs up to $20.005 to serve" in said(found)


@pytest.mark.parametrize(
    "price",
    ["custom", "free", "from $9 per month", "custom from $9 per month"],
)
def test_what_has_no_price_has_no_margin(price: str) -> None:
    text = f'{HEAD}tier pro "Pro" {{ price {price}; includes 90_000 ai per month, then block }}'
    assert only("loss-at-cap", text) == []
    assert only("margin-below-target", text.replace("audience", "margin at least 70%; audience")) == []


def test_rollover_moves_credits_and_makes_none() -> None:
    text = f'{HEAD}tier pro "Pro" {{ price $20 per month; includes 2_001 ai per month, then block }}'
    assert only("loss-at-cap", text.replace("unused expires", "unused rolls over to a balance of 2x")) == []


def test_a_flat_fee_with_grants_per_seat_fails_at_many_seats() -> None:
    text = (
        HEAD
        + 'seat editor "Seat"\ntier pro "Pro" { price $20 per month; includes 100 ai per seat per month, then block }'
    )
    found = only("loss-at-cap", text)
    assert "for 41 seats" in said(found), said(found)
    assert only("loss-at-cap", text.replace('tier pro "Pro" {', 'tier pro "Pro" { seats 1 to 40;')) == []


def test_a_limit_bounds_what_is_served() -> None:
    tier = (
        'tier pro "Pro" { price $20 per month; includes 5_000 ai per month, then block; limit %s drafts per month%s }'
    )
    draft = HEAD.replace("; burns 8 per image", "")
    assert only("loss-at-cap", draft + tier % ("4_000", "")) == []
    assert only("loss-at-cap", draft + tier % ("4_001", ""))
    assert only("loss-at-cap", draft + tier % ("4_000", ", then slow")), "what is slowed is served"


def test_an_uncertain_fact_makes_it_a_warning() -> None:
    tier = 'tier pro "Pro" {{ price $20 per month{}; includes 5_000 ai per month, then block }}'
    sure, unsure = (only("loss-at-cap", HEAD + tier.format(note)) for note in ("", ', uncertain "third party"'))
    assert [one.severity for one in (*sure, *unsure)] == [Severity.ERROR, Severity.WARNING]


def test_margin_below_target_is_silent_where_money_is_lost() -> None:
    head = HEAD.replace("audience", "margin at least 70%; audience")
    tier = 'tier pro "Pro" {{ price $20 per month; includes {} ai per month, then block }}'
    assert only("margin-below-target", head + tier.format("1_200")) == []
    assert "leaves $13.995 of $20.00" in said(only("margin-below-target", head + tier.format("1_201")))
    assert only("margin-below-target", head + tier.format("4_001")) == []


@pytest.mark.parametrize(
    ("rate", "speaks"),
    [
        ("$0.005 each", False),
        ("$0.0049 each", True),
        ("$4.90 per started 1_000", True),
        ("graduated { first 100 free; rest at $0.005 }", False),
        ("graduated { first 100 at $0.01; rest at $0.004 }", True),
        ("graduated { first 40_000 at $0.01; rest at $0.004 }", False),  # the stop comes first
    ],
)
def test_price_below_cost(rate: str, speaks: bool) -> None:
    body = f"price $20 per month; includes 9 ai per month, then {rate} up to $90 per month, then block"
    tier = f'tier pro "Pro" {{ {body} }}'
    assert bool(only("price-below-cost", HEAD + tier)) is speaks


def test_a_pack_is_held_against_what_its_tier_offers() -> None:
    pack = "package pack addon { price $%s once; includes 1_000 ai, never expires; available on pro }\n"
    tier = 'tier pro "Pro" { price $20 per month; includes 9 ai per month, then block }'
    assert only("price-below-cost", HEAD + pack % "5" + tier) == []
    assert "$4.99 for 1,000 credits, which cost up to $5.00" in said(
        only("price-below-cost", HEAD + pack % "4.99" + tier)
    )


@pytest.mark.parametrize(
    ("included", "speaks"),
    [
        ("includes unlimited drafts per month", True),
        ("includes unlimited drafts per month, fair use", True),
        ("includes unlimited drafts per month, then slow", False),
        ("includes unlimited drafts per month; limit 90 drafts per day", False),
        ("includes 9 drafts per month, then block", False),
        ("includes 9 drafts per month, then $0.01 each", False),
        ("includes 9 drafts per month, then $0.01 each up to $5 per month, then block", False),
        ("includes 9 drafts per month, then $0.01 each up to $5 per month, then free", True),
        ("includes 9 drafts per month, then slow", False),
        ("price $0.01 per draft", False),
        ("price $0.01 per draft up to $90", True),
        ("price per draft graduated { first 9 at $0.01; rest free }", True),
        ("includes 9 ai per month, then block", False),
    ],
)
def test_unlimited_with_cost(included: str, speaks: bool) -> None:
    tier = f'tier pro "Pro" {{ price $20 per month; {included} }}'
    assert bool(only("unlimited-with-cost", HEAD + tier)) is speaks


def test_a_charge_cap_says_where_money_is_lost() -> None:
    body = "price $20 per month; includes 500 drafts per month, then $0.05 each up to $200 per month, then free"
    tier = f'tier pro "Pro" {{ {body} }}'
    shown = said(only("unlimited-with-cost", HEAD + tier))
    assert "from 44,001 `draft` a month it loses money: $220.00 against $220.005 to serve" in shown, shown


def test_worth_is_a_ceiling_of_every_price() -> None:
    tier = 'tier pro "Pro" {{ price $20 per month; includes 9 ai per month, then {} up to $90 per month, then block }}'
    assert only("price-above-worth", HEAD + tier.format("$0.11 each"))
    assert only("price-above-worth", HEAD + tier.format("$0.10 each")) == []
    assert only("price-above-worth", HEAD + tier.format("graduated { first 9 free; rest at $0.11 }")) == []
    pack = "package pack addon { price $9 once; includes 90 ai, never expires; available on pro }\n"
    assert only("price-above-worth", HEAD + pack + tier.format("$0.11 each")) == []


def test_one_seat_buys_the_least_number_of_seats() -> None:
    text = sample(("  seats  3\n  pays", "  pays"))
    found = only("above-willingness-to-pay", text)
    assert "comes to $147.00 a month" in said(found)
    assert only("above-willingness-to-pay", sample()) == []


def test_free_users_and_trials_have_a_budget() -> None:
    budget = {"free-tier-cost": {"most": Decimal("0.09")}}
    found = only("free-tier-cost", sample(), options=budget)
    assert [one.symbol for one in found] == ["tier free / credit ai", "tier pro / credit ai"]
    assert "a user of `Free` can cost $0.10 a month" in found[0].message
    assert "a trial of `Pro` can cost $2.50 in all" in found[1].message
    assert only("free-tier-cost", sample()) == []


def test_discounts_are_taken_together_only_where_they_stack() -> None:
    tier = 'tier pro "Pro" { price $10 per month; includes 1_400 drafts per month, then block }\n'
    two = 'discount a "A" {{ 20% off{0} }}\ndiscount b "B" {{ 20% off{0} }}\n'
    assert only("discount-below-cost", HEAD + tier + two.format("")) == []
    found = only("discount-below-cost", HEAD + tier + two.format("; stacks"))
    assert "leaves $6.40 of $10.00" in said(found), said(found)
    assert only("discount-below-cost", HEAD + tier + 'discount a "A" { 90% off; lasts 1 month }') == []


def test_costs_of_another_currency_need_a_rate() -> None:
    tier = 'tier pro "Pro" { price €20 per month; includes 9_000 drafts per month, then block }'
    head = HEAD.replace("currency USD", "currency EUR, USD")
    assert only("loss-at-cap", head + tier) == []
    assert only("loss-at-cap", head.replace("audience", "exchange €1 at $1.10; audience") + tier)
