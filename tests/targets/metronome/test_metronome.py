from __future__ import annotations

from decimal import Decimal
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from strategies.selling import selling
from targets.billing_checks import SPECS, outcome, same_bill, spec
from targets.calls import calls, check_bodies, priced_at
from targets.metronome.metronome_reader import Subscribed
from targets.silent import dropped

from pricelang.catalog.catalog import Catalog
from pricelang.targets import emit_with_report

SLOW = [HealthCheck.too_slow, HealthCheck.data_too_large]
BODIES = {
    "/v1/billable-metrics/create": "BillableMetricCreateParams",
    "/v1/contract-pricing/products/create": "ProductCreateParams",
    "/v1/contract-pricing/rate-cards/create": "RateCardCreateParams",
    "/v1/contract-pricing/rate-cards/addRates": "RateAddManyParams",
    "/v1/packages/create": "PackageCreateParams",
}


def check(text: str) -> None:
    """Every body is one that Metronome takes, as far as its schema and its written rules go."""
    check_bodies("metronome", text, BODIES)
    aliases = [call["body"]["aliases"] for call in calls(text) if call["path"] == "/v1/packages/create"]
    assert all(aliases.count(one) == 1 for one in aliases)
    for call in calls(text):
        for rate in call["body"].get("rates", []):
            assert (rate["rate_type"] == "TIERED") == ("tiers" in rate) != ("price" in rate)
            assert ("billing_frequency" in rate) == (rate["rate_type"] == "SUBSCRIPTION")
            assert all("size" in tier for tier in rate.get("tiers", [])[:-1])
            assert all("size" not in tier for tier in rate.get("tiers", [])[-1:])


@pytest.mark.parametrize("path", SPECS, ids=lambda path: path.stem)
def test_every_spec_is_written_or_refused_at_its_places(path: Path) -> None:
    outcome("metronome", spec(path), check)


@settings(max_examples=150, deadline=None, suppress_health_check=SLOW)
@given(selling())
def test_sensible_catalogs(catalog: Catalog) -> None:
    outcome("metronome", catalog, check)


def test_same_bill() -> None:
    compared = 0

    @settings(max_examples=300, deadline=None, suppress_health_check=SLOW)
    @given(selling(), st.lists(st.integers(0, 400), min_size=6, max_size=6), st.integers(1, 40))
    def compare(catalog: Catalog, quantities: list[int], seats: int) -> None:
        nonlocal compared
        compared += same_bill("metronome", catalog, Subscribed, quantities, seats)

    compare()
    assert compared > 20, "most catalogs were refused: this test says nothing"


def test_nothing_is_dropped_silently(monkeypatch: pytest.MonkeyPatch) -> None:
    assert dropped(monkeypatch, "metronome") == []


@pytest.mark.parametrize(
    ("amount", "written"), [("0.0000025", "0.00025"), ("2.5E-7", "0.000025"), ("3E+2", "30000"), ("20.50", "2050")]
)
def test_amounts_are_numbers_in_cents_and_plain_notation(amount: str, written: str) -> None:
    text = emit_with_report(priced_at(amount), "metronome").text
    assert f'"price": {written},' in text
    (rates,) = (call["body"]["rates"] for call in calls(text) if call["path"].endswith("addRates"))
    assert [rate["price"] for rate in rates] == [Decimal(amount) * 100]


@pytest.mark.parametrize(
    ("amount", "currency", "loss"),
    [("0.123456789012345678", "USD", "inexact-number"), ("1E-23", "USD", "inexact-number"), ("1", "EUR", "currency")],
)
def test_what_metronome_cannot_bill_is_refused(amount: str, currency: str, loss: str) -> None:
    emitted = emit_with_report(priced_at(amount, currency), "metronome")
    assert emitted.text == ""
    assert [one.rule for one in emitted.diagnostics] == [f"metronome/{loss}"]
