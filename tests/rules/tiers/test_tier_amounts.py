"""Tiers against each other: where the rules with amounts speak, and where they must not."""

from __future__ import annotations

import pytest
from rules.linting import only

HEAD = """
product p "P" { currency USD; audience consumer }
metric draft "Drafts" { charged by task }
seat editor "Seat"
credit ai "AI credits" { burns 1 per draft; unused expires }
package writing "Writing" core { offers draft }
ladder plans "Plans" basic, pro
"""


def two(basic: str, pro: str) -> str:
    feature = 'feature export "Export"\n' if "export" in basic + pro else ""
    return f'{HEAD}{feature}tier basic "Basic" {{ {basic} }}\ntier pro "Pro" {{ {pro} }}\n'


BASIC = "price $10 per month; includes writing; includes 500 ai per month, then block"
DOMINATED = [
    ("price $20 per month; includes writing; includes 500 ai per month, then block", True),
    ("price $20 per month; includes writing; includes 400 ai per month, then block", True),
    ("price $10 per month; includes writing; includes 400 ai per month, then block", False),  # no dearer
    ("price $20 per month; includes writing; includes 501 ai per month, then block", False),
    ("price $20 per month; includes writing, export; includes 400 ai per month, then block", False),
    ("price $20 per month; includes writing; includes 400 ai per month, then slow", False),
    (
        "price $20 per month; includes writing; includes 9 ai per month, then $1 each up to $999 per month, then block",
        False,
    ),
    ('price $20 per month; includes writing; includes 400 ai per month, then block; note "priority support"', False),
    ("price $20 per month; includes writing; includes unpublished ai per month, then block", False),
    ("price custom; includes writing; includes 400 ai per month, then block", False),
    (
        "price $20 per month or $190 per year, grants monthly; includes writing; includes 400 ai per month, then block",
        False,
    ),
    ("price $20 per month; trial 7 days; includes writing; includes 400 ai per month, then block", False),
    ("price $20 per month; includes writing; includes 400 ai per month, then block, unused rolls over", False),
]


@pytest.mark.parametrize(("pro", "speaks"), DOMINATED)
def test_tier_dominated(pro: str, speaks: bool) -> None:
    assert bool(only("tier-dominated", two(BASIC, pro))) is speaks


@pytest.mark.parametrize(
    ("basic", "pro", "speaks"),
    [
        ("$0.01 each up to $90 per month, then block", "$0.02 each up to $90 per month, then block", True),
        ("$0.03 each up to $90 per month, then block", "$0.02 each up to $90 per month, then block", False),
        ("$0.01 each up to $90 per month, then block", "$0.02 each", False),  # the dearer one goes further
        ("$0.01 each", "$0.02 each up to $90 per month, then block", True),
    ],
)
def test_bills_are_compared_as_far_as_use_goes(basic: str, pro: str, speaks: bool) -> None:
    text = two(
        f"price $10 per month; includes writing; includes 500 ai per month, then {basic}",
        f"price $20 per month; includes writing; includes 500 ai per month, then {pro}",
    )
    assert bool(only("tier-dominated", text)) is speaks


@pytest.mark.parametrize(("fee", "speaks"), [("$8", False), ("$12", True)])
def test_every_number_of_seats_counts(fee: str, speaks: bool) -> None:
    """At one seat the second is dearer, at many it is cheaper, unless its seats cost more too."""
    text = two(
        "price $10 per seat per month; includes writing; includes 5 ai per seat per month, pooled, then block",
        f"price $5 per month; price {fee} per seat per month; includes writing;"
        " includes 5 ai per seat per month, pooled, then block",
    )
    assert bool(only("tier-dominated", text)) is speaks


LIMITS = [
    ("limit 100 drafts per day", "limit 20 drafts per day", True),
    ("limit 20 drafts per day", "limit 20 drafts per day", False),
    ("limit 100 drafts per day", "limit 20 drafts per hour", True),
    ("limit 20 drafts per hour", "limit 100 drafts per day", True),
    ("limit 1 drafts per hour", "limit 100 drafts per day", False),
    ("includes 20 ai per month, then block", "limit 200 drafts per rolling 5 hours", False),
    ("includes 300 ai per month, then block", "limit 200 drafts per rolling 5 hours", True),
    ("limit 100 drafts per day", "limit unpublished drafts per day", False),
    ("limit 100 drafts per day, then slow", "limit 20 drafts per day", False),  # nothing bounds what is slowed
]


@pytest.mark.parametrize(("basic", "pro", "speaks"), LIMITS)
def test_limit_regression(basic: str, pro: str, speaks: bool) -> None:
    text = two(f"price $10 per month; includes writing; {basic}", f"price $20 per month; includes writing; {pro}")
    assert bool(only("limit-regression", text)) is speaks


@pytest.mark.parametrize(
    ("basic", "pro", "speaks"),
    [
        ("limit 9 drafts", "limit 5 drafts", True),  # what is held at one time
        ("limit 5 drafts", "limit 9 drafts", False),
        ("includes 0 drafts per month, then block", "includes 5 drafts per month, then block", False),
        ("includes 9 drafts per month, then block", "includes 0 drafts per month, then block", False),  # not sold there
        ("limit unlimited drafts", "limit 5 drafts", True),
        ("limit 9 drafts per seat", "limit 5 drafts", False),
        ("includes 9 drafts per month, then block", "includes 5 drafts per month, then block", True),
        ("includes 9 drafts per month, then block", "includes 5 drafts per month, then $1 each", False),
        ("includes 9 drafts per month, then block", "includes 5 drafts per day, then block", False),
        ("limit 9 drafts per seat per day", "limit 5 drafts per day", False),  # of a seat and of all
        ("limit 9 drafts per seat per day", "limit 5 drafts per seat per day", True),
    ],
)
def test_limits_are_compared_only_where_they_are_alike(basic: str, pro: str, speaks: bool) -> None:
    text = two(f"price $10 per month; includes writing; {basic}", f"price $20 per month; includes writing; {pro}")
    assert bool(only("limit-regression", text)) is speaks


def test_limits_of_a_tier_sold_by_the_piece_are_for_one() -> None:
    text = two(
        "price $10 per month; includes writing; limit 9 drafts", "price $20 per month; includes writing; limit 5 drafts"
    )
    assert only("limit-regression", text)
    assert not only("limit-regression", text.replace("$20 per month", "$20 per seat per month"))


def test_an_addon_gives_the_limit_back() -> None:
    text = two(
        "price $10 per month; includes writing; limit 9 drafts", "price $20 per month; includes writing; limit 5 drafts"
    )
    more = "package more addon { price $3 per month; includes 9 drafts per month, then block; available on pro }"
    assert not only("limit-regression", f"{text}\n{more}")
    assert only("limit-regression", f"{text}\n{more.replace('on pro', 'on basic')}")
