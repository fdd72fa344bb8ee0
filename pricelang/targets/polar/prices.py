"""Prices: neutral schedules as the prices of a product."""

from __future__ import annotations

from fractions import Fraction
from typing import Any

from pricelang.catalog.currencies import minor_units
from pricelang.record import Record
from pricelang.targets._amounts import decimal_text, minor, whole
from pricelang.targets._model import Schedule
from pricelang.targets._reading import Reading

PLACES = 12
LARGEST = 99_999_999
_LEAST = {"USD": 50, "EUR": 50, "CHF": 50, "GBP": 40, "AUD": 70, "CAD": 70, "BRL": 250, "INR": 6000}
CURRENCIES = frozenset(_LEAST)
"""The currencies whose minor unit and least price Polar states."""


def whole_units(reading: Reading, amount: Fraction, currency: str, value: Record, about: str) -> int:
    """An amount in whole minor units; 0 where it is lost."""
    units = whole(minor(amount, minor_units(currency)))
    if units is None:
        reading.lose("too-fine", value, about)
        return 0
    if units > LARGEST:
        reading.lose("too-large", value, about)
    return units


def fixed(reading: Reading, schedule: Schedule, value: Record, about: str) -> dict[str, Any]:
    """A fee for the account."""
    only = schedule.single
    amount = only.price if only is not None else Fraction(0)
    if only is None or only.block != 1:
        reading.lose("several-fees", value, about)
    units = whole_units(reading, amount, schedule.currency, value, about)
    if 0 < units < _LEAST[schedule.currency]:
        reading.lose("too-small", value, about)
    return {"amount_type": "fixed", "price_currency": schedule.currency.lower(), "price_amount": units}


def seat_based(reading: Reading, schedule: Schedule, value: Record, about: str) -> dict[str, Any]:
    """A fee for seats, from the first one on."""
    tiers: list[dict[str, int]] = []
    first = 1
    for step in schedule.steps:
        last = whole(step.up_to)
        if step.flat or (step.up_to is not None and last is None):
            reading.lose("seat-steps", step.span or value, about)
        if step.started and step.block != 1:
            reading.lose("fee-blocks", step.span or value, about)
        tier = {
            "min_seats": first,
            "price_per_seat": whole_units(reading, step.price, schedule.currency, value, about),
        }
        if last is not None:
            tier["max_seats"] = last
            first = last + 1
        tiers.append(tier)
    if "max_seats" in tiers[-1]:
        reading.lose("seat-steps", value, about, "it ends at a quantity")
    return {
        "amount_type": "seat_based",
        "price_currency": schedule.currency.lower(),
        "seat_tiers": {"seat_tier_type": schedule.mode, "tiers": tiers},
    }


def metered(reading: Reading, schedule: Schedule, meter: str, value: Record, about: str) -> dict[str, Any] | None:
    """The price of a unit of usage; None where it is lost."""
    span = schedule.span or value
    only = schedule.single
    if only is None:
        reading.lose("usage-steps", span, about)
        return None
    if only.started:
        reading.lose("usage-blocks", span, about)
        return None
    units = minor(only.price, minor_units(schedule.currency))
    amount = decimal_text(units, PLACES)
    if amount is None:
        reading.lose("too-fine", span, about)
        return None
    if units >= 100_000:
        reading.lose("too-large", span, about)
        return None
    price: dict[str, Any] = {
        "amount_type": "metered_unit",
        "price_currency": schedule.currency.lower(),
        "meter_id": meter,
        "unit_amount": amount,
    }
    if schedule.maximum is not None:
        price["cap_amount"] = whole_units(reading, Fraction(schedule.maximum), schedule.currency, value, about)
    return price
