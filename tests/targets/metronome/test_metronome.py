from __future__ import annotations

from collections.abc import Iterator
from decimal import Decimal
from fractions import Fraction
from typing import Any, ClassVar

import pytest
from targets.billing_tests import RequestTests
from targets.calls import amounts_under, answered_calls, priced_at
from targets.metronome.metronome_reader import Subscribed

from pricelang.targets import emit_with_report


class TestMetronome(RequestTests):
    target = "metronome"
    contract = Subscribed
    bodies: ClassVar = {
        "/v1/billable-metrics/create": "BillableMetricCreateParams",
        "/v1/contract-pricing/products/create": "ProductCreateParams",
        "/v1/contract-pricing/rate-cards/create": "RateCardCreateParams",
        "/v1/contract-pricing/rate-cards/addRates": "RateAddManyParams",
        "/v1/packages/create": "PackageCreateParams",
    }
    bills = 20

    def rules(self, calls: list[dict[str, Any]]) -> None:
        aliases = [call["body"]["aliases"] for call in calls if call["path"] == "/v1/packages/create"]
        assert all(aliases.count(one) == 1 for one in aliases)
        for call in calls:
            for rate in call["body"].get("rates", []):
                assert (rate["rate_type"] == "TIERED") == ("tiers" in rate) != ("price" in rate)
                assert ("billing_frequency" in rate) == (rate["rate_type"] == "SUBSCRIPTION")
                assert all("size" in tier for tier in rate.get("tiers", [])[:-1])
                assert all("size" not in tier for tier in rate.get("tiers", [])[-1:])

    def money(self, calls: list[dict[str, Any]]) -> Iterator[tuple[str, Any]]:
        for call in calls:
            for cents in amounts_under(call["body"], "price", "unit_price"):
                yield "USD", Fraction(cents) / 100


@pytest.mark.parametrize(
    ("amount", "written"), [("0.0000025", "0.00025"), ("2.5E-7", "0.000025"), ("3E+2", "30000"), ("20.50", "2050")]
)
def test_amounts_are_numbers_in_cents_and_plain_notation(amount: str, written: str) -> None:
    text = emit_with_report(priced_at(amount), "metronome").text
    assert f'"price": {written},' in text
    (rates,) = (call["body"]["rates"] for call in answered_calls(text) if call["path"].endswith("addRates"))
    assert [rate["price"] for rate in rates] == [Decimal(amount) * 100]


@pytest.mark.parametrize(
    ("amount", "currency", "loss"),
    [("0.123456789012345678", "USD", "inexact-number"), ("1E-23", "USD", "inexact-number"), ("1", "EUR", "currency")],
)
def test_what_metronome_cannot_bill_is_refused(amount: str, currency: str, loss: str) -> None:
    emitted = emit_with_report(priced_at(amount, currency), "metronome")
    assert emitted.text == ""
    assert [one.rule for one in emitted.diagnostics] == [f"metronome/{loss}"]
