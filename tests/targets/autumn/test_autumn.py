from __future__ import annotations

import json
from collections.abc import Iterator
from decimal import Decimal
from fractions import Fraction
from typing import Any, ClassVar

import pytest
from targets.autumn.autumn_reader import Subscribed, charge
from targets.billing_tests import RequestTests
from targets.calls import answered_calls, priced_at
from targets.curves import example_tiers
from targets.vendors import worked_examples

from pricelang import load
from pricelang.catalog.catalog import Burn, Catalog, Credit, Metric, Product, Tier
from pricelang.catalog.charges import Allowance, Phase, Unused
from pricelang.catalog.period import MONTH, Period, Window
from pricelang.catalog.quantity import Condition, Exactly, Ref
from pricelang.record import replace
from pricelang.targets import emit_with_report


class TestAutumn(RequestTests):
    target = "autumn"
    contract = Subscribed
    bodies: ClassVar = {
        "/v1/features.create": "FeaturesCreate",
        "/v1/plans.create": "PlansCreate",
        "/v1/rewards.create": "RewardsCreate",
    }

    def rules(self, calls: list[dict[str, Any]]) -> None:
        features: dict[str, dict[str, Any]] = {}
        plans: set[str] = set()
        for call in calls:
            body = call["body"]
            if call["path"] == "/v1/features.create":
                assert body["feature_id"] not in features
                features[body["feature_id"]] = body
            elif call["path"] == "/v1/plans.create":
                assert body["plan_id"] not in plans
                plans.add(body["plan_id"])
                for item in body.get("items", []):
                    check_item(item, features[item["feature_id"]])

    def amounts(self, text: str) -> set[tuple[str, Fraction]]:
        account = json.loads(text)["account_currency"]
        return {(code.upper() or account.upper(), amount) for code, amount in self.money(self.calls(text))}

    def money(self, calls: list[dict[str, Any]]) -> Iterator[tuple[str, Any]]:
        """An empty currency is the account's."""
        for call in calls:
            coupon = call["body"].get("coupon", {})
            if coupon.get("type") == "fixed_discount":
                yield "", Fraction(coupon["value"])
            for price in [call["body"].get("price"), *(item.get("price") for item in call["body"].get("items", []))]:
                for one in (price or {}).get("tiers", [price] if price else []):
                    for holder in (one, *one.get("additional_currencies", [])):
                        for key in ("amount", "flat_amount"):
                            yield holder.get("currency", ""), Fraction(holder.get(key, 0))


def check_item(item: dict[str, Any], feature: dict[str, Any]) -> None:
    """The rules that Autumn's client holds items against."""
    price = item.get("price")
    if feature["type"] != "boolean" and feature.get("consumable", True) and not item.get("unlimited"):
        assert "reset" in item or price is not None
    if price is None:
        return
    assert ("amount" in price) != ("tiers" in price)
    tiers = price.get("tiers", [])
    if price.get("tier_behavior") == "volume":
        assert price["billing_method"] == "prepaid"
    if any(tier.get("flat_amount") for tier in tiers):
        assert price["tier_behavior"] == "volume"
        assert len(tiers) > 1
    if tiers and item.get("included") and tiers[0]["to"] != "inf":
        assert tiers[0]["to"] > item["included"]


@pytest.mark.parametrize("mode", ["graduated", "volume"])
def test_the_reader_comes_to_the_amounts_of_autumns_documents(mode: str) -> None:
    found = worked_examples("Autumn docs", mode)
    assert found
    for one in found:
        tiers = [
            {"to": "inf" if tier.up_to is None else tier.up_to, "amount": tier.unit, "flat_amount": tier.flat}
            for tier in example_tiers(one["price_structure"])
        ]
        item = {"price": {"tiers": tiers, "tier_behavior": mode}}
        assert charge(item, Fraction(one["quantity"]), "usd", "usd") == Fraction(one["expected_total"]), one["id"]


@pytest.mark.parametrize(
    ("amount", "written"), [("0.0000025", "0.0000025"), ("2.5E-7", "0.00000025"), ("3E+2", "300"), ("20.50", "20.5")]
)
def test_amounts_are_numbers_in_plain_notation(amount: str, written: str) -> None:
    text = emit_with_report(priced_at(amount), "autumn").text
    assert f'"amount": {written},' in text
    assert answered_calls(text)[-1]["body"]["items"][0]["price"]["amount"] == Decimal(amount)


@pytest.mark.parametrize("amount", ["0.12345678901234567", "1E-21", "12345678901234567"])
def test_an_amount_that_no_double_holds_is_refused(amount: str) -> None:
    emitted = emit_with_report(priced_at(amount), "autumn")
    assert emitted.text == ""
    assert [one.rule for one in emitted.diagnostics] == ["autumn/inexact-number"]


CREDITS = Catalog(
    Product("demo", "Demo", currencies=("USD",)),
    metrics=(Metric("draft", "Drafts"), Metric("image", "Images")),
    credits=(
        Credit(
            "ai",
            "AI credits",
            burns=(Burn("draft", Exactly(Decimal(1)), Decimal(1000)), Burn("image", Exactly(Decimal(4)))),
            unused=Unused("rolls_over", balance=Decimal("1.5")),
        ),
    ),
    tiers=(
        Tier(
            "pro",
            "Professional",
            allowances=(
                Allowance(
                    Ref("credit", "ai"), Exactly(Decimal(1000)), Window("billing", MONTH), phases=(Phase("block"),)
                ),
            ),
        ),
    ),
)


def test_credits_are_a_credit_system_that_rolls_over() -> None:
    emitted = emit_with_report(CREDITS, "autumn")
    assert emitted.diagnostics == ()
    TestAutumn().check(emitted.text)
    *features, plan = (call["body"] for call in answered_calls(emitted.text))
    (system,) = (one for one in features if one["type"] == "credit_system")
    assert system["credit_schema"] == [
        {"metered_feature_id": "draft", "credit_cost": Decimal("0.001")},
        {"metered_feature_id": "image", "credit_cost": 4},
    ]
    # 1.5 times the grant counts the next grant too, so that half a grant rolls over
    assert plan["items"] == [
        {
            "feature_id": "ai",
            "included": 1000,
            "rollover": {"expiry_duration_type": "forever", "max": 500},
            "reset": {"interval": "month"},
        }
    ]


def test_use_goes_on_unless_it_is_stopped() -> None:
    (tier,) = CREDITS.tiers
    (allowance,) = tier.allowances
    assert "billing_controls" not in answered_calls(emit_with_report(CREDITS, "autumn").text)[-1]["body"]
    slowed = replace(tier, allowances=(replace(allowance, phases=(Phase("slow"),)),))
    emitted = emit_with_report(replace(CREDITS, tiers=(slowed,)), "autumn", allow_loss=["throttle"])
    TestAutumn().check(emitted.text)
    controls = answered_calls(emitted.text)[-1]["body"]["billing_controls"]
    assert controls == {"overage_allowed": [{"feature_id": "ai", "enabled": True}]}


def test_credits_that_burn_by_attributes_are_a_meter() -> None:
    burn = Burn("draft", Exactly(Decimal(1)), when=(Condition("model", ("big",)),))
    (credit,) = CREDITS.credits
    catalog = replace(CREDITS, credits=(replace(credit, burns=(burn,)),))
    assert [one.rule for one in emit_with_report(catalog, "autumn").diagnostics] == ["autumn/credit-rows"]
    emitted = emit_with_report(catalog, "autumn", allow_loss=["credit-rows"])
    TestAutumn().check(emitted.text)
    assert answered_calls(emitted.text)[0]["body"]["type"] == "metered"


def test_a_rollover_for_a_time_is_reported() -> None:
    (credit,) = CREDITS.credits
    catalog = replace(CREDITS, credits=(replace(credit, unused=Unused("rolls_over", lasts=Period(45, "day"))),))
    emitted = emit_with_report(catalog, "autumn", allow_loss=["rollover-length"])
    assert answered_calls(emitted.text)[-1]["body"]["items"][0]["rollover"] == {
        "expiry_duration_type": "month",
        "expiry_duration_length": 2,
    }
    assert [one.rule for one in emit_with_report(catalog, "autumn").diagnostics] == ["autumn/rollover-length"]


PACK = """
product demo { currency USD }
metric draft
metric image
credit ai { burns 1 per draft; burns 4 per image; unused expires }
tier pro { price $20 per month; includes 100 ai per month, then $0.05 each }
package pack addon { price $45 once; includes 1_000 ai, never expires }
"""


def test_a_pack_is_a_balance_that_is_not_reset() -> None:
    emitted = emit_with_report(load("x.price", text=PACK), "autumn")
    TestAutumn().check(emitted.text)
    body = answered_calls(emitted.text)[-1]["body"]
    assert (body["add_on"], body["price"]) == (True, {"amount": 45, "interval": "one_off"})
    assert body["items"] == [{"feature_id": "ai", "included": 1000, "reset": {"interval": "one_off"}}]


@pytest.mark.parametrize(
    ("before", "after"),
    [
        ("never expires", "expires 12 months after purchase"),
        (", never expires", ""),
        ("includes 100 ai", "includes 100 draft"),
    ],
)
def test_a_pack_that_expires_or_that_nothing_draws_from_is_refused(before: str, after: str) -> None:
    emitted = emit_with_report(load("x.price", text=PACK.replace(before, after)), "autumn")
    assert "autumn/granted-pack" in {one.rule for one in emitted.diagnostics}
