"""Limits that are the seats of a plan."""

from __future__ import annotations

import pytest

from pricelang.importers import load
from pricelang.project import Loader

LIST = """
saasName: Kiln
version: '2.0'
currency: EUR
features:
  glazing: { valueType: BOOLEAN, defaultValue: true, type: DOMAIN }
usageLimits:
  minUsers: { valueType: NUMERIC, defaultValue: 0, unit: user, type: NON_RENEWABLE }
  maxNumberOfUsers: { valueType: NUMERIC, defaultValue: 1, unit: user, type: NON_RENEWABLE }
plans:
  SOLO: { price: 10, unit: user/month }
  TEAM: { price: 8, unit: user/month, usageLimits: { minUsers: { value: 3 }, maxNumberOfUsers: { value: 25 } } }
  ORG: { price: 9, unit: user/month, usageLimits: { minUsers: { value: 5 }, maxNumberOfUsers: { value: .inf } } }
"""


def seats(text: str) -> list[str]:
    made = load("pricing2yaml").convert(text, path="kiln.yml")
    assert Loader().load("kiln.price", made.text).diagnostics == ()
    return [" ".join(line.split()) for line in made.text.splitlines() if line.strip().startswith("seats ")]


def test_the_fewest_and_the_most() -> None:
    assert sorted(seats(LIST)) == ["seats 1", "seats 3 to 25", "seats at least 5"]


def test_the_fewest_alone() -> None:
    text = "\n".join(line for line in LIST.splitlines() if "maxNumberOfUsers: { valueType" not in line)
    text = text.replace(", maxNumberOfUsers: { value: 25 }", "").replace(", maxNumberOfUsers: { value: .inf }", "")
    assert sorted(seats(text)) == ["seats at least 1", "seats at least 3", "seats at least 5"]


@pytest.mark.parametrize(
    ("old", "new"),
    [
        ("minUsers", "usersReached"),  # nothing says that these are the fewest
        ("unit: user, type", "unit: project, type"),
        ("defaultValue: 1, unit", "defaultValue: 0.5, unit"),
        ("value: 25", "value: 2"),  # fewer at the most than at the least
        ("type: NON_RENEWABLE }", "type: NON_RENEWABLE, linkedFeatures: [glazing] }"),
        ("plans:", "addOns:\n  more: { price: 1, usageLimitsExtensions: { minUsers: { value: 1 } } }\nplans:"),
        ("price: 10, unit: user/month", "price: 10, unit: site/month"),
    ],
)
def test_other_limits_are_limits(old: str, new: str) -> None:
    assert old in LIST
    assert seats(LIST.replace(old, new)) == []


def test_what_the_limits_say_of_themselves_is_kept() -> None:
    text = LIST.replace("minUsers: { valueType", "minUsers: { description: Sold by three, valueType")
    assert (
        "# minUsers: the seats of each tier. Sold by three" in load("pricing2yaml").convert(text, path="kiln.yml").text
    )
    assert load("pricing2yaml").convert(LIST, path="kiln.yml").report == ()
