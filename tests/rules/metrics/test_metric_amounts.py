"""Metrics: where the rules with amounts speak, and where they must not."""

from __future__ import annotations

from decimal import Decimal

import pytest
from rules.linting import only

HEAD = """
product p "P" { currency USD; audience b2b }
cost model { rate $0.005 per draft; rate $0.50 per run }
persona writer "Writer" { uses 100 drafts per seat typical }
metric draft "Drafts" { charged by task; costs 1 model.draft }
metric resolution "Resolutions" { charged by outcome; succeeds 50%; costs 1 model.run }
seat editor "Seat"
"""


def tier(body: str) -> str:
    return f'{HEAD}tier pro "Pro" {{ for writer; {body} }}'


@pytest.mark.parametrize(
    ("price", "speaks"),
    [("$0.99", True), ("$1", False), ("$1.01", False)],
)
def test_an_outcome_pays_for_its_attempts(price: str, speaks: bool) -> None:
    text = tier(f"price $20 per month; price {price} per resolution")
    assert bool(only("outcome-below-attempt-cost", text)) is speaks
    assert only("price-below-cost", text) == []


def test_an_included_outcome_costs_its_attempts() -> None:
    body = "price $20 per month; includes {} resolutions per month, then block"
    assert only("loss-at-cap", tier(body.format(20))) == []
    assert only("loss-at-cap", tier(body.format(21)))


@pytest.mark.parametrize(
    ("body", "speaks"),
    [
        ("includes unlimited drafts per month, then slow", True),
        ("includes 100 drafts per month, then block", False),
        ("includes 100 drafts per month, then slow", False),
        ("includes unlimited drafts per month; limit 9 drafts per hour", False),
        ("includes unlimited drafts per month", False),  # unlimited-with-cost says more
    ],
)
def test_no_cost_tied_metric(body: str, speaks: bool) -> None:
    assert bool(only("no-cost-tied-metric", tier(f"price $20 per month; {body}"))) is speaks


def test_usage_hidden_in_seat_price() -> None:
    body = "price $20 per seat per month; includes {} drafts per seat per month, then block"
    assert only("usage-hidden-in-seat-price", tier(body.format("1_300"))) == []
    found = only("usage-hidden-in-seat-price", tier(body.format("1_301")))
    assert "at its limit costs $6.505 to serve, a typical one $0.50" in found[0].message
    wide = {"usage-hidden-in-seat-price": {"share": Decimal(90)}}
    assert only("usage-hidden-in-seat-price", tier(body.format("1_301")), options=wide) == []


@pytest.mark.parametrize(
    ("body", "speaks"),
    [
        ("price $20 per month; includes 9 drafts per month, then block", True),
        ("price $20 per seat per month; includes 9 drafts per month, then block", False),
        ("price $20 per month; includes 9 drafts per month, then $1 each", False),
        ("price $20 per month; price $1 per draft", False),
        ("price custom", False),
    ],
)
def test_no_growth_path(body: str, speaks: bool) -> None:
    assert bool(only("no-growth-path", tier(body))) is speaks
