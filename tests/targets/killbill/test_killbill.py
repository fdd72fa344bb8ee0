from __future__ import annotations

import importlib.util
import json
import re
from collections.abc import Callable, Iterator
from fractions import Fraction
from functools import cache
from types import ModuleType
from typing import Any
from xml.etree import ElementTree as ET

import pytest
from targets.billing_tests import BillingTests
from targets.killbill import killbill_reader as reader
from targets.vendors import shared, worked_examples

from pricelang import load
from pricelang.targets import emit


@cache
def rules() -> ModuleType:
    """The schema and the rules that Kill Bill's server has when it loads a catalog."""
    found = importlib.util.spec_from_file_location("killbill_check", shared("tools/killbill_check.py"))
    assert found is not None
    assert found.loader is not None
    module = importlib.util.module_from_spec(found)
    found.loader.exec_module(module)
    return module


_KINDS = ("unit", "product", "plan", "usage")


class TestKillBill(BillingTests):
    target = "killbill"
    contract = reader.Subscribed

    def check(self, text: str) -> None:
        assert rules().check(text.encode()) == []

    def amounts(self, text: str) -> set[tuple[str, Fraction]]:
        prices = ET.fromstring(text.encode()).iter("price")
        return {(one.findtext("currency", ""), Fraction(one.findtext("value", ""))) for one in prices}

    def altered(self, text: str) -> Iterator[tuple[str, Callable[[], bool]]]:
        root = ET.fromstring(text.encode())
        for element in root.iter():

            def refuses(element: ET.Element = element) -> bool:
                element.set("unknown", "x")
                found = rules().check(ET.tostring(root))
                del element.attrib["unknown"]
                return bool(found)

            yield element.tag, refuses

    def names(self, text: str) -> list[str]:
        root = ET.fromstring(text.encode())
        return [
            one.get("name", "")
            for kind in ("unit", "product", "plan", "usage")
            for one in root.iter(kind)
            if one.get("name")
        ]

    def commands(self, text: str) -> list[str]:
        return super().commands(re.sub(r"<!--.*?-->", "", text, flags=re.DOTALL))

    def renames(self, text: str) -> dict[str, str]:
        found: dict[str, str] = _comment(text).get("was", {})
        return found


def _comment(text: str) -> dict[str, Any]:
    """What the comment at the top says."""
    found = re.search(r"<!--\n(.*?)\n-->", text, re.DOTALL)
    read: dict[str, Any] = json.loads(found[1]) if found else {}
    return read


@pytest.mark.parametrize(("number", "policy"), [(146, "ALL_TIERS"), (147, "TOP_TIER")])
def test_the_reader_comes_to_the_amounts_of_kill_bills_documents(number: int, policy: str) -> None:
    found = worked_examples("Kill Bill docs", "multi_unit_blocks")
    one = next(one for one in found if one["id"] == f"we-{number}")
    total = Fraction(0)
    for name, unit in one["price_structure"]["units"].items():
        tiers = [
            reader.Block(
                Fraction(unit["block"]),
                Fraction(row["price"]),
                None if row["max_blocks"] is None else Fraction(row["max_blocks"]),
            )
            for row in unit["tiers"]
        ]
        total += reader.charge(policy, tiers, Fraction(one["quantity"][name]))
    assert total == Fraction(one["expected_total"])


@pytest.mark.parametrize(("model", "policy"), [("graduated", "ALL_TIERS"), ("volume", "TOP_TIER")])
def test_the_reader_comes_to_the_other_amounts_of_kill_bills_documents(model: str, policy: str) -> None:
    compared = 0
    for one in worked_examples("Kill Bill docs", model):
        structure = one["price_structure"]
        if any("flat_fee" in row for row in structure["tiers"]):
            continue  # a block as large as its tier: a flat amount there, which pricelang does not write
        size = Fraction(structure.get("unit_price_per", "1"))
        tiers, start = [], Fraction(0)
        for row in structure["tiers"]:
            end = None if row["up_to"] is None else Fraction(row["up_to"])
            tiers.append(reader.Block(size, Fraction(row["unit_price"]), None if end is None else (end - start) / size))
            start = end or start
        total = Fraction(structure["base_fee"]) + reader.charge(policy, tiers, Fraction(one["quantity"]))
        assert total == Fraction(one["expected_total"]), one["id"]
        compared += 1
    assert compared


WHOLE = """
product demo { currency USD }
metric call { event count "call" }
metric storage { event sum "storage" of "gb" }
metric block
tier pro { price $0.01 per call; price $0.10 per storage; price $1 per started 10 block }
"""


def test_the_output_says_where_a_part_of_a_unit_costs_as_much_as_one() -> None:
    """Kill Bill rounds each use of a block up, and a price per unit is one of blocks of one."""
    said = re.findall(r'"about": "(.*)",\n.*billed by whole units', emit(load("x.price", text=WHOLE), "killbill"))
    assert said == ["metric storage"]
