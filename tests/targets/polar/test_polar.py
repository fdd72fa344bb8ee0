from __future__ import annotations

from collections.abc import Iterator
from decimal import Decimal
from fractions import Fraction
from typing import Any, ClassVar

import pytest
from targets.billing_tests import RequestTests
from targets.calls import amounts_under, answered_calls, priced_at
from targets.polar.polar_reader import FACTORS, Subscribed, seats_cost
from targets.vendors import worked_examples

from pricelang.catalog.period import Period
from pricelang.targets import emit_with_report
from pricelang.targets.polar.products import counted


class TestPolar(RequestTests):
    target = "polar"
    contract = Subscribed
    bodies: ClassVar = {
        "/v1/products/": "ProductCreate",
        "/v1/meters/": "MeterCreate",
        "/v1/benefits/": "BenefitCreate",
        "/v1/products/[^/]+/benefits": "ProductBenefitsUpdate",
        "/v1/discounts/": "DiscountCreate",
    }
    bills = 10

    def rules(self, calls: list[dict[str, Any]]) -> None:
        for call in calls:
            if call["path"] != "/v1/products/":
                continue
            kinds = [price["amount_type"] for price in call["body"]["prices"]]
            assert kinds.count("fixed") <= 1
            assert kinds.count("seat_based") <= 1
            assert "recurring_interval" in call["body"] or "metered_unit" not in kinds
            if any(price.get("price_amount") == 0 for price in call["body"]["prices"]):
                assert len(kinds) == 1, "a free price cannot be combined"
            for price in call["body"]["prices"]:
                for tier in price.get("seat_tiers", {"tiers": []})["tiers"]:
                    assert tier.get("max_seats", tier["min_seats"]) >= tier["min_seats"]

    def money(self, calls: list[dict[str, Any]]) -> Iterator[tuple[str, Any]]:
        for call in calls:
            for price in call["body"].get("prices", []):
                code = price["price_currency"]
                for amount in amounts_under(price, "price_amount", "price_per_seat", "unit_amount", "cap_amount"):
                    yield code, Fraction(Decimal(amount)) / FACTORS.get(code, 100)
            for code, amount in call["body"].get("amounts", {}).items():
                yield code, Fraction(amount) / FACTORS.get(code, 100)


@pytest.mark.parametrize(
    ("amount", "written"),
    [("0.0000025", "0.00025"), ("2.5E-7", "0.000025"), ("1E-14", "0.000000000001"), ("3", "300"), ("20.50", "2050")],
)
def test_amounts_of_usage_are_minor_units_in_plain_notation(amount: str, written: str) -> None:
    made = answered_calls(emit_with_report(priced_at(amount), "polar").text)
    assert made[-1]["body"]["prices"][0]["unit_amount"] == written


@pytest.mark.parametrize(
    ("amount", "currency", "loss"),
    [("1E-15", "USD", "too-fine"), ("1000", "USD", "too-large"), ("1", "KWD", "currency"), ("1", "JPY", "currency")],
)
def test_what_polar_cannot_bill_is_refused(amount: str, currency: str, loss: str) -> None:
    emitted = emit_with_report(priced_at(amount, currency), "polar")
    assert emitted.text == ""
    assert [one.rule for one in emitted.diagnostics] == [f"polar/{loss}"]


def test_periods() -> None:
    assert counted(Period(1, "quarter"), 999) == ("month", 3)
    assert counted(Period(4, "quarter"), 999) == ("year", 1)
    assert counted(Period(14, "day"), 999) == ("week", 2)
    assert counted(Period(1, "hour"), 999) is None
    assert counted(Period(1001, "day"), 999) == ("week", 143)
    assert counted(Period(1003, "day"), 999) is None


@pytest.mark.parametrize("mode", ["graduated", "volume"])
def test_the_reader_comes_to_the_amounts_of_polars_documents(mode: str) -> None:
    (one,) = worked_examples("Polar docs", mode)
    tiers = [
        {"min_seats": 1, "max_seats": 10, "price_per_seat": 1000},
        {"min_seats": 11, "price_per_seat": 800},
    ]
    cost = seats_cost({"seat_tier_type": mode, "tiers": tiers}, int(one["quantity"]))
    assert cost == Fraction(one["expected_total"]) * 100
