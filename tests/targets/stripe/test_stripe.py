from __future__ import annotations

import json
from collections.abc import Iterator
from decimal import Decimal
from fractions import Fraction
from typing import Any, ClassVar

import pytest
from hypothesis import given
from hypothesis import strategies as st
from targets.billing_tests import RequestTests
from targets.stripe import stripe_reader as reader
from targets.vendors import worked_examples

from pricelang import load
from pricelang.targets import emit_with_report
from pricelang.targets.stripe.amounts import flat, places, unit


class TestStripe(RequestTests):
    target = "stripe"
    contract = reader.Subscribed
    bodies: ClassVar = {
        "/v1/products": "ProductCreateParams",
        "/v1/prices": "PriceCreateParams",
        "/v1/billing/meters": "MeterCreateParams",
        "/v1/entitlements/features": "FeatureCreateParams",
        "/v1/products/[^/]+/features": "ProductFeatureCreateParams",
        "/v1/coupons": "CouponCreateParams",
        "/v1/promotion_codes": "PromotionCodeCreateParams",
    }
    maps = "metadata|currency_options"

    def rules(self, calls: list[dict[str, Any]]) -> None:
        seen: dict[str, set[str]] = {"id": set(), "lookup_key": set(), "event_name": set()}
        for call in calls:
            body = call["body"]
            for key, values in seen.items():
                if key in body and not call["path"].startswith("/v1/coupons") and "entitlements" not in call["path"]:
                    assert body[key] not in values, f"{key} {body[key]} is taken"
                    values.add(body[key])
            for form in (body, *body.get("currency_options", {}).values()):
                bounds = [one["up_to"] for one in form.get("tiers", [])]
                assert bounds[:-1] == sorted(set(bounds[:-1]))

    def money(self, calls: list[dict[str, Any]]) -> Iterator[tuple[str, Any]]:
        for call in calls:
            body = call["body"]
            if "amount_off" in body:
                yield body["currency"], Fraction(body["amount_off"], reader.factor(body["currency"]))
            if call["path"] != "/v1/prices":
                continue
            for code in (body["currency"], *body.get("currency_options", {})):
                own = reader.amounts(body, code)
                for one in own.get("tiers", [own]):
                    for name in ("unit_amount", "flat_amount"):
                        yield code, reader.unit(one, name) / reader.factor(code)

    def renames(self, text: str) -> dict[str, str]:
        found: dict[str, str] = json.loads(text)["_meta"]["pricelang"].get("was", {})
        return found


@pytest.mark.parametrize("mode", ["graduated", "volume"])
def test_the_reader_comes_to_the_amounts_of_stripes_documents(mode: str) -> None:
    found = worked_examples("Stripe docs", mode)
    assert len(found) > 5
    for one in found:
        tiers: list[dict[str, Any]] = [
            {"up_to": row["up_to"] or "inf", "unit_amount_decimal": str(Decimal(row["unit_price"]) * 100)}
            | ({"flat_amount": int(Decimal(row["flat_fee"]) * 100)} if "flat_fee" in row else {})
            for row in one["price_structure"]["tiers"]
        ]
        price = {"currency": "usd", "billing_scheme": "tiered", "tiers_mode": mode, "tiers": tiers}
        assert reader.charge(price, "usd", Fraction(one["quantity"])) == Fraction(one["expected_total"]), one["id"]


def test_the_reader_comes_to_the_package_amounts_of_stripes_documents() -> None:
    for one in worked_examples("Stripe docs", "package"):
        structure = one["price_structure"]
        if structure.get("rounding") != "up":
            continue
        price = {
            "currency": "usd",
            "unit_amount_decimal": str(Decimal(structure["price_per_package"]) * 100),
            "transform_quantity": {"divide_by": int(structure["package_size"]), "round": "up"},
        }
        assert reader.charge(price, "usd", Fraction(one["quantity"])) == Fraction(one["expected_total"]), one["id"]


def test_amounts() -> None:
    assert unit(Fraction("0.0000025"), "USD") == {"unit_amount_decimal": "0.00025"}
    assert unit(Fraction("20.00"), "USD") == {"unit_amount": 2000}
    assert unit(Fraction("1E-14"), "USD") == {"unit_amount_decimal": "0.000000000001"}
    assert unit(Fraction("1E-15"), "USD") is None
    assert unit(Fraction(1, 3), "USD") is None
    assert unit(Fraction(500), "JPY") == {"unit_amount": 500}
    assert flat(Decimal("5.124"), "KWD") is None
    assert flat(Decimal("5.12"), "KWD") == 5120
    assert flat(Decimal("5"), "ISK") == 500
    assert flat(Decimal("5.5"), "ISK") is None
    assert [places(code) for code in ("MGA", "ISK", "TND", "EUR")] == [0, 2, 3, 2]


@given(st.fractions(0, 10**9, max_denominator=10**18), st.sampled_from(["USD", "JPY", "KWD", "ISK", "MGA"]))
def test_amounts_are_read_back_exactly(amount: Fraction, currency: str) -> None:
    for exact in (amount, Fraction(int(amount * 10**12), 10**12)):
        made = unit(exact, currency)
        if made is not None:
            (written,) = made.values()
            assert Fraction(written) / 10 ** places(currency) == exact
            assert "E" not in str(written).upper()
        else:
            assert (exact * 10 ** (places(currency) + 12)).denominator != 1


TRIED = """
product demo { currency USD }
metric draft
tier pro { TRIAL; price $99 once; price $20 per month or $192 per year; price $0.10 per draft }
tier usage { TRIAL; price $0.05 per draft }
"""


def test_a_trial_is_written_on_what_recurs() -> None:
    text = TRIED.replace("TRIAL", "trial 14 days")
    written = json.loads(emit_with_report(load("x.price", text=text), "stripe", allow_loss=["trial"]).text)
    prices = [one for one in written["fixtures"] if one["path"] == "/v1/prices"]
    days = {one["name"]: one["params"].get("recurring", {}).get("trial_period_days") for one in prices}
    assert days == {
        "price_pro_base_once_once": None,
        "price_pro_base_monthly": 14,
        "price_pro_base_yearly": 14,
        "price_pro_draft_monthly": None,
        "price_usage_draft_monthly": 14,
    }


@pytest.mark.parametrize(("price", "refused"), [("6.125", True), ("6.12", False)])
@pytest.mark.parametrize(
    "fee",
    [
        "KWD PRICE per month",
        "KWD PRICE per editor per month",
        "per editor per month graduated { first 2 at KWD 9; rest at KWD PRICE }",
    ],
)
def test_no_fee_in_dinars_is_one_that_stripe_cannot_bill(fee: str, price: str, refused: bool) -> None:
    text = f"product demo {{ currency KWD }}\nseat editor\ntier pro {{ price {fee.replace('PRICE', price)} }}"
    emitted = emit_with_report(load("x.price", text=text), "stripe")
    assert [one.rule for one in emitted.diagnostics] == ["stripe/too-fine"] * refused
