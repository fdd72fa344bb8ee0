from __future__ import annotations

import json
from fractions import Fraction
from pathlib import Path
from typing import Any

import pytest
from hypothesis import HealthCheck, Phase, given, settings
from hypothesis import strategies as st
from strategies.catalogs import catalogs
from strategies.selling import selling
from targets.billing_checks import SPECS, nothing_dropped, outcome, same_bill, sound, spec
from targets.openmeter import openmeter_reader as reader
from targets.vendors import problems, worked_examples

from pricelang.catalog.catalog import Catalog

SLOW = [HealthCheck.too_slow, HealthCheck.data_too_large]
NO_SHRINK = [Phase.explicit, Phase.generate]  # a whole catalog takes minutes to shrink
BODIES = {
    "/api/v1/meters": "MeterCreate",
    "/api/v1/features": "FeatureCreateInputs",
    "/api/v1/plans": "PlanCreate",
    "/api/v1/addons": "AddonCreate",
}


def check(text: str) -> None:
    """Every body is one that OpenMeter takes: by its schema, and by the rules that its server has beside."""
    keys: set[tuple[str, str]] = set()
    for call in reader.requests(text):
        body = json.loads(json.dumps(call["body"], default=float))  # numbers of entitlements are doubles by the schema
        definition = BODIES.get(call["path"], "PlanAddonCreate")
        assert problems("openmeter", definition, body) == [], (call["name"], body)
        if definition != "PlanAddonCreate":
            key = (definition, body.get("key") or body["slug"])
            assert key not in keys, f"{key} is taken"
            keys.add(key)
        phases = body.get("phases", [body] if definition == "AddonCreate" else [])
        for phase in phases:
            _server_rules(phase["rateCards"], body)
        if definition == "PlanCreate":
            assert [phase["duration"] is None for phase in phases] == [False] * (len(phases) - 1) + [True]


def _server_rules(cards: list[dict[str, Any]], body: dict[str, Any]) -> None:
    """What the server refuses, and the schema does not say."""
    assert len({card["key"] for card in cards}) == len(cards)
    for card in cards:
        assert card.get("featureKey", card["key"]) == card["key"]
        if "entitlementTemplate" in card:
            assert "featureKey" in card
        if body.get("instanceType") == "multiple":
            assert card["price"] is None or card["price"]["type"] == "flat"
        price = card["price"] or {}
        if price.get("type") == "tiered":
            assert ["upToAmount" in one for one in price["tiers"]] == [True] * (len(price["tiers"]) - 1) + [False]


@pytest.mark.parametrize("path", SPECS, ids=lambda path: path.stem)
def test_every_spec_is_written_or_refused_at_its_places(path: Path) -> None:
    outcome("openmeter", spec(path), check)


@settings(max_examples=200, deadline=None, suppress_health_check=SLOW)
@given(selling())
def test_sensible_catalogs(catalog: Catalog) -> None:
    outcome("openmeter", catalog, check)


@settings(max_examples=60, deadline=None, suppress_health_check=SLOW, phases=NO_SHRINK)
@given(catalogs())
def test_any_catalog_at_all(catalog: Catalog) -> None:
    outcome("openmeter", sound(catalog), check)


@pytest.mark.parametrize("name", ["constructs", "scribe"])
def test_nothing_is_dropped(name: str, monkeypatch: pytest.MonkeyPatch) -> None:
    path = next(path for path in SPECS if path.stem == name)
    nothing_dropped("openmeter", spec(path), monkeypatch)


def test_same_bill() -> None:
    compared = 0

    @settings(max_examples=200, deadline=None, suppress_health_check=SLOW)
    @given(selling(), st.lists(st.integers(0, 400), min_size=6, max_size=6), st.integers(1, 40))
    def compare(catalog: Catalog, quantities: list[int], seats: int) -> None:
        nonlocal compared
        compared += same_bill("openmeter", catalog, reader.Subscribed, quantities, seats)

    compare()
    assert compared > 50, "most catalogs were refused: this test says nothing"


@pytest.mark.parametrize("mode", ["graduated", "volume"])
def test_the_reader_comes_to_the_amounts_of_openmeters_own_tests(mode: str) -> None:
    found = worked_examples("OpenMeter tests", mode)
    assert len(found) > 5
    for one in found:
        tiers = []
        for row in one["price_structure"]["tiers"]:
            tier: dict[str, Any] = {} if row["up_to"] is None else {"upToAmount": row["up_to"]}
            tier["unitPrice"] = {"type": "unit", "amount": row["unit_price"]}
            tier["flatPrice"] = {"type": "flat", "amount": row["flat_fee"]} if "flat_fee" in row else None
            tiers.append(tier)
        bounds = {key: one["price_structure"][key] for key in ("minimumAmount",) if key in one["price_structure"]}
        card = {"price": {"type": "tiered", "mode": mode, "tiers": tiers} | bounds}
        if "minimum" in str(one["price_structure"]) or "maximum" in str(one["price_structure"]):
            structure = one["price_structure"]
            for key, name in (("minimum", "minimumAmount"), ("maximum", "maximumAmount")):
                value = structure.get(key) or structure.get(f"{key}_spend") or structure.get(f"{key}_amount")
                if value is not None:
                    card["price"][name] = value
        assert reader.charge(card, Fraction(one["quantity"])) == Fraction(one["expected_total"]), one


def test_the_reader_comes_to_the_package_amounts_of_openmeters_own_tests() -> None:
    found = worked_examples("OpenMeter tests", "package")
    assert found
    for one in found:
        structure = one["price_structure"]
        if set(structure) - {"package_size", "price_per_package", "rounding"}:
            continue
        price = {
            "type": "package",
            "amount": structure["price_per_package"],
            "quantityPerPackage": structure["package_size"],
        }
        amount = reader.charge({"price": price}, Fraction(one["quantity"]))
        assert amount == Fraction(one["expected_total"]), one["id"]
