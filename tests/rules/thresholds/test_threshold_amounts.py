"""Predictable bills: where the rules with amounts speak, and where they must not."""

from __future__ import annotations

import pytest
from rules.linting import only

HEAD = """
product p "P" { currency USD; audience consumer }
metric draft "Drafts" { charged by task }
metric call "Calls" { charged by usage }
seat editor "Seat"
"""


def tier(body: str) -> str:
    return f'{HEAD}tier pro "Pro" {{ price $20 per month; {body} }}'


CHARGES = [
    ("then block", False, False, False),
    ("then slow", False, False, False),
    ("then $0.05 each", True, True, True),
    ("then $0.05 each if enabled", True, True, False),
    ("then $0.05 each up to $9 per month if enabled, then block", False, True, False),
    ("then $0.05 each up to $9 per month if enabled, then free", False, True, False),
    ("then $0.05 each up to budget if enabled, then block", False, True, False),
    ("then $0.05 each up to 3x included if enabled, then block", False, True, False),
]


@pytest.mark.parametrize(("after", "cap", "alert", "default"), CHARGES)
def test_overage(after: str, cap: bool, alert: bool, default: bool) -> None:
    text = tier(f"includes 500 drafts per month, {after}")
    assert bool(only("overage-without-cap", text)) is cap
    assert bool(only("overage-on-by-default", text)) is default
    assert bool(only("overage-without-alert", text)) is (alert and not default)


@pytest.mark.parametrize(("at", "speaks"), [("80%, 100%", False), ("100%", False), ("120%", True)])
def test_an_alert_has_to_come_before(at: str, speaks: bool) -> None:
    text = tier(f"includes 500 drafts per month, then $0.05 each if enabled; alert draft at {at}")
    assert bool(only("overage-without-alert", text)) is speaks


def test_ten_times_the_allowance_is_billed() -> None:
    found = only("overage-without-cap", tier("includes 500 drafts per month, then $0.05 each if enabled"))
    assert found[0].notes == ("ten times the allowance, 5,000 `draft`, comes to $245.00 a month",)


@pytest.mark.parametrize(
    ("price", "note"),
    [
        ("up to 15 at $1; above at $0.80", "from 16 to 18 `call` cost less than 15"),
        ("up to 15 at $1; up to 17 at $0.80; above at $0.50", "from 18 to 27 `call` cost less than 17"),
        ("up to 15 at $1; above at $5 flat", "anything above 15 `call` costs less than 15"),
    ],
)
def test_volume_cliff(price: str, note: str) -> None:
    found = only("volume-cliff", tier(f"price per call volume {{ {price} }}"))
    assert found[0].notes[0] == note


@pytest.mark.parametrize(
    "price",
    [
        "volume { up to 15 at $1; above at $0.80 plus $3 flat }",
        "volume { up to 15 at $0.80; above at $1 }",
        "graduated { first 15 at $1; rest at $0.10 }",
        "volume { up to 15 free; above at $0.80 }",
    ],
)
def test_no_cliff(price: str) -> None:
    assert only("volume-cliff", tier(f"price per call {price}")) == []


def test_an_empty_seat_has_to_be_free_to_buy() -> None:
    text = f"""{HEAD}tier pro "Pro" {{
      price $20 per seat per month
      includes 500 drafts per seat per month, pooled, then $0.05 each if enabled
    }}"""
    assert "from 901" in only("empty-seat-cheaper", text)[0].message
    assert only("empty-seat-cheaper", text.replace("price $20 per seat", "seats 1; price $20 per seat")) == []


@pytest.mark.parametrize(
    ("body", "speaks"),
    [
        ("includes 100 drafts per month, then block; limit 200 drafts per day", True),
        ("includes 100 drafts per month, then block; limit 199 drafts per day", False),
        ("includes 100 drafts per month, then $1 each; limit 500 drafts per day", False),
        ("includes 100 drafts per month, then block, unused rolls over; limit 500 drafts per day", False),
        ("limit 10 drafts per rolling 1 hour; limit 240 drafts per day", True),
        ("limit 10 drafts per rolling 1 hour; limit 239 drafts per day", False),
    ],
)
def test_idle_limit(body: str, speaks: bool) -> None:
    assert bool(only("idle-limit", tier(body))) is speaks
