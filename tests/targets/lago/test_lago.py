from __future__ import annotations

import json
from collections.abc import Iterator
from fractions import Fraction
from typing import Any, ClassVar

import pytest
from targets.billing_checks import SPECS, allowable, harmless, spec
from targets.billing_tests import RequestTests
from targets.calls import amounts_under
from targets.lago import lago_reader as reader
from targets.vendors import worked_examples

from pricelang import load
from pricelang.targets import emit_with_report


class TestLago(RequestTests):
    target = "lago"
    contract = reader.Subscribed
    bodies: ClassVar = {
        "/api/v1/billable_metrics": "BillableMetricCreateInput",
        "/api/v1/plans": "PlanCreateInput",
        "/api/v1/add_ons": "AddOnCreateInput",
        "/api/v1/features": "FeatureCreateInput",
        "/api/v1/plans/[^/]+/entitlements": "EntitlementUpdateInput",
        "/api/v1/plans/[^/]+/fixed_charges": "FixedChargeCreateInput",
        "/api/v1/coupons": "CouponCreateInput",
    }
    maps = r"metadata|values|entitlements(\.\w+)?"

    def rules(self, calls: list[dict[str, Any]]) -> None:
        codes: set[tuple[str, str]] = set()
        for call in calls:
            kind = call["path"].rsplit("/", 1)[1]
            body = call["body"]
            for value in body.values():
                if "code" in value and kind != "fixed_charges":
                    assert (kind, value["code"]) not in codes, f"code {value['code']} is taken"
                    codes.add((kind, value["code"]))
            for charge in body.get("plan", {}).get("charges", []):
                _server_rules(charge, body["plan"])
            if kind == "fixed_charges":
                fixed = body["fixed_charge"]
                assert not (fixed["pay_in_advance"] and fixed["charge_model"] == "volume")
            if kind == "coupons":
                assert "amount_cents" in body["coupon"] or "percentage_rate" in body["coupon"]

    def money(self, calls: list[dict[str, Any]]) -> Iterator[tuple[str, Any]]:
        codes: dict[str, str] = {}
        for call in calls:
            (body,) = call["body"].values()
            code = body.get("amount_currency") or codes.get(call["path"].split("/")[-2], "")
            if call["path"] == "/api/v1/plans":
                codes[body["code"]] = code
            for amount in amounts_under(body, "amount_cents", "min_amount_cents"):
                yield code, Fraction(amount, 1 if code in reader.ZERO else 100)
            for amount in amounts_under(body, "amount", "per_unit_amount", "flat_amount"):
                yield code, amount


def _server_rules(charge: dict[str, Any], plan: dict[str, Any]) -> None:
    """What the server refuses, and the schema does not say."""
    assert not charge["pay_in_advance"]
    for properties in (charge["properties"], *(row["properties"] for row in charge.get("filters", []))):
        if charge["charge_model"] == "package":
            assert properties["package_size"] > 0
            assert properties["free_units"] >= 0
            assert isinstance(properties["amount"], str)
        elif charge["charge_model"] != "standard":
            rows = properties[f"{charge['charge_model']}_ranges"]
            assert rows[-1]["to_value"] is None
            assert all({"per_unit_amount", "flat_amount"} <= row.keys() for row in rows)
    if plan.get("bill_charges_monthly"):
        assert plan["interval"] in ("yearly", "semiannual")


@pytest.mark.parametrize("mode", ["graduated", "volume"])
def test_the_reader_comes_to_the_amounts_of_lagos_own_tests(mode: str) -> None:
    found = worked_examples("Lago specs", mode)
    assert len(found) > 5
    for one in found:
        if any("." in (row["up_to"] or "") for row in one["price_structure"]["tiers"]):
            continue  # the API takes whole numbers only
        rows, start = [], 0
        for row in one["price_structure"]["tiers"]:
            end = None if row["up_to"] is None else int(row["up_to"])
            flat = row.get("flat_fee", "0")
            rows.append(
                {"from_value": start, "to_value": end, "per_unit_amount": row["unit_price"], "flat_amount": flat}
            )
            start = (end or 0) + 1
        amount = reader.charge(mode, {f"{mode}_ranges": rows}, Fraction(one["quantity"]))
        assert amount == Fraction(one["expected_total"]), one["id"]


def test_the_reader_comes_to_the_package_amounts_of_lagos_own_tests() -> None:
    found = worked_examples("Lago specs", "package")
    assert found
    for one in found:
        structure = one["price_structure"]
        properties = {
            "amount": structure["price_per_package"],
            "package_size": int(structure["package_size"]),
            "free_units": int(structure.get("included", "0")),
        }
        assert reader.charge("package", properties, Fraction(one["quantity"])) == Fraction(one["expected_total"])


def test_amounts_are_texts_and_minor_units() -> None:
    path = next(one for one in SPECS if one.stem == "deepseek_api")
    emitted = emit_with_report(spec(path), "lago", allow_loss=allowable("lago"))
    charges = [
        charge
        for call in json.loads(emitted.text)["requests"]
        for charge in call["body"].get("plan", {}).get("charges", [])
    ]
    amounts = [row["properties"]["amount"] for charge in charges for row in charge.get("filters", [])]
    assert "0.000000435" in amounts or all(isinstance(one, str) and "E" not in one for one in amounts)


COMMITTED = """
product demo { currency USD }
metric draft
tier pro { price $20 per month; price $0.10 per draft; commit $30 per month }
"""


@pytest.mark.parametrize(
    ("more", "counted"),
    [
        ("tier pro { price $1 once }", "a fee paid once"),
        ("package boost addon { price $5 per month }", "package boost"),
        ("package boost addon { available on free; price $5 per month }", None),
        ("discount launch { 20% off }", "discount launch"),
        ("discount launch { 20% off; available on free }", None),
    ],
)
def test_what_is_billed_beside_a_plan_counts_towards_its_commitment(more: str, counted: str | None) -> None:
    if more.startswith("tier pro"):
        text = COMMITTED.replace("tier pro {", f"{more[:-1]};")
    else:
        text = f"{COMMITTED}tier free {{ price free }}\n{more}"
    emitted = emit_with_report(load("x.price", text=text), "lago", allow_loss=harmless("lago"))
    said = [one.message for one in emitted.diagnostics if one.rule == "lago/minimum-beside"]
    assert [one.rpartition(": ")[2] for one in said] == ([counted] if counted else [])


def test_a_discount_comes_before_a_commitment_and_after_a_least_amount() -> None:
    text = COMMITTED.replace("commit", "minimum") + "discount launch { 20% off }"
    assert not emit_with_report(load("x.price", text=text), "lago", allow_loss=harmless("lago")).refused


def test_seats_by_volume_are_billed_after_the_period() -> None:
    text = "product demo { currency USD }\nseat editor\ntier pro { price per editor per month MODE }"
    graduated = text.replace("MODE", "graduated { first 10 at $10; rest at $8 }")
    volume = text.replace("MODE", "volume { up to 10 at $10; above at $8 }")
    assert not emit_with_report(load("x.price", text=graduated), "lago").diagnostics
    assert [one.rule for one in emit_with_report(load("x.price", text=volume), "lago").diagnostics] == [
        "lago/volume-in-advance"
    ]
    emitted = emit_with_report(load("x.price", text=volume), "lago", allow_loss=["volume-in-advance"])
    (charge,) = (one["body"]["fixed_charge"] for one in json.loads(emitted.text)["requests"] if "fixed" in one["path"])
    assert (charge["charge_model"], charge["pay_in_advance"]) == ("volume", False)
