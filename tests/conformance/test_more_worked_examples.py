"""The same models at their edges: rows of our own, worked out by hand."""

from __future__ import annotations

from decimal import Decimal
from fractions import Fraction
from typing import Any

import pytest
from conformance.price_text import case
from conformance.test_worked_examples import allowed, billed, read

CLOSED = [{"up_to": "10", "unit_price": "2"}, {"up_to": "20", "unit_price": "1"}]
FLAT = [{"up_to": "5", "unit_price": "0", "flat_fee": "100"}, {"up_to": None, "unit_price": "3", "flat_fee": "7"}]
TINY = [{"up_to": "0.01", "unit_price": "0"}, {"up_to": None, "unit_price": "0.000000000001", "flat_fee": "2"}]
PERCENT = [{"up_to": "0.5", "rate_percent": "0.05"}, {"up_to": None, "rate_percent": "2", "flat_fee": "0.30"}]
GRANTS = [{"id": "a", "amount": "10", "priority": "2"}, {"id": "b", "amount": "10", "priority": "1"}]
EXPIRING = [{"id": "a", "amount": "10", "expires": "in 2 years"}, {"id": "b", "amount": "10", "expires": "in 6 months"}]

ROWS: dict[str, tuple[str, dict[str, Any], Any, str]] = {
    "a closed last tier, within": ("graduated", {"tiers": CLOSED}, "20", "30"),
    "a closed last tier, beyond: no more is sold": ("graduated", {"tiers": CLOSED}, "25", "30"),
    "a closed last tier of a volume price": ("volume", {"tiers": CLOSED}, "20", "20"),
    "a single closed tier": ("graduated", {"tiers": [{"up_to": "3", "unit_price": "4"}]}, "5", "12"),
    "flat at zero": ("graduated", {"tiers": FLAT}, "0", "100"),
    "flat when used, at zero": ("graduated", {"tiers": FLAT, "zero_usage": "none"}, "0", "0"),
    "flat when used, used": ("volume", {"tiers": FLAT, "zero_usage": "none"}, "0.5", "100"),
    "the second flat": ("graduated", {"tiers": FLAT}, "6", "110"),
    "the second flat of a volume price": ("volume", {"tiers": FLAT}, "6", "25"),
    "a band a hundredth wide": ("graduated", {"tiers": TINY}, "0.01", "0"),
    "beyond it, a trillionth each": ("graduated", {"tiers": TINY}, "1000000.01", "2.000001"),
    "a minimum above the charge": ("graduated", {"tiers": CLOSED, "minimum": "50"}, "1", "50"),
    "a minimum below the charge": ("volume", {"tiers": CLOSED, "minimum": "5"}, "4", "8"),
    "a minimum beside a base fee": ("graduated", {"tiers": CLOSED, "minimum": "5", "base_fee": "30"}, "1", "35"),
    "included and a base fee": ("volume", {"tiers": FLAT, "included": "4", "base_fee": "1.50"}, "5", "101.50"),
    "a rate for many": ("graduated", {"tiers": CLOSED, "unit_price_per": "1000"}, "15", "0.025"),
    "whole steps of a finer price": (
        "graduated",
        {"tiers": CLOSED, "unit_price_per": "10", "usage_granularity": "5"},
        "7",
        "2",
    ),
    "scientific digits": ("per_unit", {"unit_price": "2.5e-7"}, "1e6", "0.25"),
    "a package at its edge": ("package", {"package_size": "10", "price_per_package": "3"}, "20", "6"),
    "a package just begun": ("package", {"package_size": "10", "price_per_package": "3"}, "20.0001", "9"),
    "packages after free units, with a minimum": (
        "package",
        {"package_size": "10", "price_per_package": "3", "included": "5", "minimum": "4"},
        "6",
        "4",
    ),
    "packages after free units, zero": (
        "package",
        {"package_size": "10", "price_per_package": "3", "included": "5"},
        "0",
        "0",
    ),
    "a quantity given by name": ("per_unit", {"unit_price": "2", "included": "3"}, {"seats": "10"}, "14"),
    "a price for a third of a block": ("per_unit", {"unit_price": "1", "unit_price_per": "3"}, "9", "3"),
    "a percentage without more": ("percentage", {"rate_percent": "2.9"}, {"amount": "100"}, "2.9"),
    "a percentage and an event fee": (
        "percentage",
        {"rate_percent": "2.9", "fixed_fee": "0.30"},
        {"amount": "100", "events": "2"},
        "3.5",
    ),
    "all of it free": (
        "percentage",
        {"rate_percent": "1", "fixed_fee": "2", "free_amount": "500"},
        {"amount": "500", "events": "3", "free_events": "3"},
        "0",
    ),
    "percentages by band": ("graduated_percentage", {"tiers": PERCENT}, "1.5", "0.32025"),
    "a third invoice": ("composite", {"recurring": "20", "one_time": "50"}, {"invoice": "3"}, "20"),
    "several fees, twice": (
        "composite",
        {"recurring": ["20", "5", "1"], "one_time": ["50", "2"]},
        {"invoice": "1"},
        "78",
    ),
    "packages in a composite": (
        "composite",
        {"base_fee": "1", "items": [{"model": "package", "package_size": "10", "price_per_package": "4"}]},
        {"mails": "11"},
        "9",
    ),
    "blocks just begun": (
        "multi_unit_blocks",
        {"units": {"a-b": {"block": "10", "tiers": [{"max_blocks": None, "price": "2"}]}}, "policy": "ALL_TIERS"},
        {"a-b": "11"},
        "4",
    ),
    "credits to the last one": (
        "credit_burn",
        {"credit_cost": {"call": "3", "scan": "0.5"}, "balance": "100"},
        {"call": "33", "scan": "2"},
        "0",
    ),
    "more than all credits": ("credit_burn", {"grants": GRANTS}, {"usage": "25"}, "5"),
    "the prior grant first": ("credit_burn", {"grants": GRANTS, "order": "priority_asc"}, {"usage": "12"}, "8"),
    "the sooner one first": ("credit_burn", {"grants": EXPIRING, "order": "expires_asc"}, {"usage": "4"}, "6"),
    "nothing rolls over": (
        "credit_rollover",
        {"grant": "10", "interval": "month", "rollover": "none"},
        {"used_previous_period": "4"},
        "10",
    ),
    "a part rolls over": (
        "credit_rollover",
        {"grant": "10", "interval": "month", "rollover": "2"},
        {"used_previous_period": "4"},
        "12",
    ),
    "more than is granted rolls nothing over": (
        "credit_rollover",
        {"grant": "10", "interval": "month", "rollover": "uncapped"},
        {"used_previous_period": "40"},
        "10",
    ),
    "a balance beyond the charge": (
        "credit_settlement",
        {"mode": "credit_then_invoice", "balance": "140"},
        {"charge": "100"},
        "0",
    ),
    "credit only, and not enough of it": (
        "credit_settlement",
        {"mode": "credit_only", "balance": "40"},
        {"charge": "100"},
        "0",
    ),
    "no balance at all": (
        "credit_settlement",
        {"mode": "credit_then_invoice", "balance": "0"},
        {"charge": "9.5"},
        "9.5",
    ),
    "credits that cost a fraction of a cent": ("credit_purchase", {"unit_cost": "0.0125"}, {"credits": "3"}, "0.0375"),
    "a margin with a fraction": ("margin", {"gross_margin": "0.725", "plan_price": "10"}, {"plan": "10"}, "2.75"),
}


@pytest.mark.parametrize("currency", ["USD", "JPY"])
@pytest.mark.parametrize("title", ROWS)
def test_comes_to_what_was_worked_out(title: str, currency: str) -> None:
    model, structure, quantity, expected = ROWS[title]
    written = case({"model": model, "price_structure": structure, "quantity": quantity, "currency": currency})
    found = allowed(written) if written.reading == "margin" else read(written, billed(written))
    assert found == Fraction(Decimal(expected)), written.text
