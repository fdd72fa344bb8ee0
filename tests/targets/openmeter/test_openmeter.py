from __future__ import annotations

from collections.abc import Iterator
from fractions import Fraction
from typing import Any, ClassVar

import pytest
from targets.billing_tests import RequestTests
from targets.calls import amounts_under
from targets.openmeter import openmeter_reader as reader
from targets.vendors import worked_examples


class TestOpenMeter(RequestTests):
    target = "openmeter"
    contract = reader.Subscribed
    bodies: ClassVar = {
        "/api/v1/meters": "MeterCreate",
        "/api/v1/features": "FeatureCreateInputs",
        "/api/v1/plans": "PlanCreate",
        "/api/v1/addons": "AddonCreate",
        "/api/v1/plans/[^/]+/addons": "PlanAddonCreate",
    }
    ids = staticmethod(reader.ulid)
    maps = "metadata|groupBy|advancedMeterGroupByFilters"

    def rules(self, calls: list[dict[str, Any]]) -> None:
        keys: set[tuple[str, str]] = set()
        for call in calls:
            body = call["body"]
            if "slug" in body or "key" in body:
                key = (call["path"], body.get("key") or body["slug"])
                assert key not in keys, f"{key} is taken"
                keys.add(key)
            phases = body.get("phases", [body] if "instanceType" in body else [])
            for phase in phases:
                _server_rules(phase["rateCards"], body)
            if "phases" in body:
                assert [phase["duration"] is None for phase in phases] == [False] * (len(phases) - 1) + [True]

    def money(self, calls: list[dict[str, Any]]) -> Iterator[tuple[str, Any]]:
        for call in calls:
            for amount in amounts_under(call["body"], "amount", "minimumAmount", "maximumAmount"):
                yield call["body"]["currency"], amount


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
