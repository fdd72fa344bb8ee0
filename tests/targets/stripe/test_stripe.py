from __future__ import annotations

from decimal import Decimal
from fractions import Fraction
from pathlib import Path
from typing import Any

import pytest
from hypothesis import HealthCheck, Phase, given, settings
from hypothesis import strategies as st
from strategies.catalogs import catalogs
from strategies.selling import selling
from targets.billing_checks import SPECS, nothing_dropped, outcome, same_bill, sound, spec
from targets.stripe import stripe_reader as reader
from targets.vendors import problems, worked_examples

from pricelang.catalog.catalog import Catalog
from pricelang.targets.stripe.amounts import flat, places, unit

SLOW = [HealthCheck.too_slow, HealthCheck.data_too_large]
NO_SHRINK = [Phase.explicit, Phase.generate]  # a whole catalog takes minutes to shrink
BODIES = {
    "/v1/products": "ProductCreateParams",
    "/v1/prices": "PriceCreateParams",
    "/v1/billing/meters": "MeterCreateParams",
    "/v1/entitlements/features": "FeatureCreateParams",
    "/v1/coupons": "CouponCreateParams",
    "/v1/promotion_codes": "PromotionCodeCreateParams",
}


def check(text: str) -> None:
    """Every body is one that Stripe takes, as far as its schema and its written rules go."""
    calls = reader.fixtures(text)
    seen: dict[str, set[str]] = {"id": set(), "lookup_key": set(), "event_name": set()}
    for call in calls:
        body = call["params"]
        definition = BODIES.get(call["path"], "ProductFeatureCreateParams")
        assert problems("stripe", definition, body) == [], (call["name"], body)
        for key, values in seen.items():
            if key in body and not call["path"].startswith("/v1/coupons") and "entitlements" not in call["path"]:
                assert body[key] not in values, f"{key} {body[key]} is taken"
                values.add(body[key])
        for form in (body, *body.get("currency_options", {}).values()):
            bounds = [one["up_to"] for one in form.get("tiers", [])]
            assert bounds[:-1] == sorted(set(bounds[:-1]))


@pytest.mark.parametrize("path", SPECS, ids=lambda path: path.stem)
def test_every_spec_is_written_or_refused_at_its_places(path: Path) -> None:
    outcome("stripe", spec(path), check)


@settings(max_examples=200, deadline=None, suppress_health_check=SLOW)
@given(selling())
def test_sensible_catalogs(catalog: Catalog) -> None:
    outcome("stripe", catalog, check)


@settings(max_examples=60, deadline=None, suppress_health_check=SLOW, phases=NO_SHRINK)
@given(catalogs())
def test_any_catalog_at_all(catalog: Catalog) -> None:
    outcome("stripe", sound(catalog), check)


@pytest.mark.parametrize("name", ["constructs", "scribe"])
def test_nothing_is_dropped(name: str, monkeypatch: pytest.MonkeyPatch) -> None:
    path = next(path for path in SPECS if path.stem == name)
    nothing_dropped("stripe", spec(path), monkeypatch)


def test_same_bill() -> None:
    compared = 0

    @settings(max_examples=200, deadline=None, suppress_health_check=SLOW)
    @given(selling(), st.lists(st.integers(0, 400), min_size=6, max_size=6), st.integers(1, 40))
    def compare(catalog: Catalog, quantities: list[int], seats: int) -> None:
        nonlocal compared
        compared += same_bill("stripe", catalog, reader.Subscribed, quantities, seats)

    compare()
    assert compared > 50, "most catalogs were refused: this test says nothing"


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
