from __future__ import annotations

import importlib.util
from fractions import Fraction
from functools import cache
from pathlib import Path
from types import ModuleType

import pytest
from hypothesis import HealthCheck, Phase, given, settings
from hypothesis import strategies as st
from strategies.catalogs import catalogs
from strategies.selling import selling
from targets.billing_checks import SPECS, nothing_dropped, outcome, same_bill, sound, spec
from targets.killbill import killbill_reader as reader
from targets.vendors import shared, worked_examples

from pricelang.catalog.catalog import Catalog

SLOW = [HealthCheck.too_slow, HealthCheck.data_too_large]
NO_SHRINK = [Phase.explicit, Phase.generate]  # a whole catalog takes minutes to shrink


@cache
def rules() -> ModuleType:
    """The schema and the rules that Kill Bill's server has when it loads a catalog."""
    found = importlib.util.spec_from_file_location("killbill_check", shared("tools/killbill_check.py"))
    assert found is not None
    assert found.loader is not None
    module = importlib.util.module_from_spec(found)
    found.loader.exec_module(module)
    return module


def check(text: str) -> None:
    assert rules().check(text.encode()) == []


@pytest.mark.parametrize("path", SPECS, ids=lambda path: path.stem)
def test_every_spec_is_written_or_refused_at_its_places(path: Path) -> None:
    outcome("killbill", spec(path), check)


@settings(max_examples=200, deadline=None, suppress_health_check=SLOW)
@given(selling())
def test_sensible_catalogs(catalog: Catalog) -> None:
    outcome("killbill", catalog, check)


@settings(max_examples=60, deadline=None, suppress_health_check=SLOW, phases=NO_SHRINK)
@given(catalogs())
def test_any_catalog_at_all(catalog: Catalog) -> None:
    outcome("killbill", sound(catalog), check)


@pytest.mark.parametrize("name", ["constructs", "scribe"])
def test_nothing_is_dropped(name: str, monkeypatch: pytest.MonkeyPatch) -> None:
    path = next(path for path in SPECS if path.stem == name)
    nothing_dropped("killbill", spec(path), monkeypatch)


def test_same_bill() -> None:
    compared = 0

    @settings(max_examples=200, deadline=None, suppress_health_check=SLOW)
    @given(selling(), st.lists(st.integers(0, 400), min_size=6, max_size=6), st.integers(1, 40))
    def compare(catalog: Catalog, quantities: list[int], seats: int) -> None:
        nonlocal compared
        compared += same_bill("killbill", catalog, reader.Subscribed, quantities, seats)

    compare()
    assert compared > 50, "most catalogs were refused: this test says nothing"


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
