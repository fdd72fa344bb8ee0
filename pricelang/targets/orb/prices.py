"""Prices: neutral schedules as the model of a price and its configuration."""

from __future__ import annotations

from fractions import Fraction
from typing import Any

from pricelang.catalog.period import Period
from pricelang.record import Record
from pricelang.targets._amounts import decimal_text, whole
from pricelang.targets._model import Schedule, days, months, words
from pricelang.targets._numbers import exact_number
from pricelang.targets._reading import Reading

PLACES = 15
_CADENCES = {1: "monthly", 3: "quarterly", 6: "semi_annual", 12: "annual"}


def cadence(reading: Reading, period: Period | None, value: Record | None, about: str) -> dict[str, Any]:
    """How often a price is billed; anything but the named cadences by a cycle of its own."""
    if period is None:
        return {"cadence": "one_time"}
    length, short = months(period), days(period)
    if length in _CADENCES:
        return {"cadence": _CADENCES[length]}
    if length is None and short is None:
        reading.lose("interval", value, about, words(period))
        return {"cadence": "monthly"}
    cycle = {"duration": length or short, "duration_unit": "month" if length else "day"}
    return {"cadence": "custom", "billing_cycle_configuration": cycle}


def modelled(reading: Reading, schedule: Schedule, value: Record, about: str) -> dict[str, Any] | None:
    """`model_type` and its configuration; None where they are lost."""
    span = schedule.span or value
    lost: list[str] = []

    def text(amount: Fraction) -> str:
        found = decimal_text(amount, PLACES)
        if found is None:
            lost.append("too-fine")
        return found or "0"

    def count(quantity: Fraction) -> str | int:
        if quantity.denominator == 1 and quantity < 2**53:
            return quantity.numerator
        found = exact_number(quantity)
        if found is None:
            lost.append("too-fine")
        return found or 0

    only = schedule.single
    included = Fraction(schedule.included)
    made: dict[str, Any]
    if only is not None and only.started:
        size = whole(only.block)
        if not size:
            reading.lose("steps-of-parts", span, about, f"a block of {only.block:f}")
            return None
        amount = text(only.price)
        if included:
            config: dict[str, Any] = {"allocation": text(included), "package_amount": amount, "package_size": str(size)}
            made = {"model_type": "package_with_allocation", "package_with_allocation_config": config}
        else:
            config = {"package_amount": amount, "package_size": size}
            made = {"model_type": "package", "package_config": config}
    elif only is not None and not included:
        made = {"model_type": "unit", "unit_config": {"unit_amount": text(only.price)}}
    else:
        if included and schedule.mode == "volume":
            reading.lose("volume-after-included", span, about)
            included = Fraction(0)
        for step in schedule.steps:
            if step.started and step.block != 1:
                lost.append("blocks-in-steps")
            if step.flat:
                lost.append("flat-in-steps")
        if schedule.steps[-1].up_to is not None:
            lost.append("closed-price")
        bounds = [None if step.up_to is None else count(Fraction(step.up_to) + included) for step in schedule.steps]
        if schedule.mode == "volume":
            bulk = [
                {"maximum_units": bound, "unit_amount": text(step.price)}
                for step, bound in zip(schedule.steps, bounds, strict=True)
            ]
            made = {"model_type": "bulk", "bulk_config": {"tiers": bulk}}
        else:
            tiers: list[dict[str, Any]] = []
            first: str | int = 0
            if included:
                first = count(included)
                tiers.append({"first_unit": 0, "last_unit": first, "unit_amount": "0"})
            for step, bound in zip(schedule.steps, bounds, strict=True):
                tiers.append({"first_unit": first, "last_unit": bound, "unit_amount": text(step.price)})
                first = bound if bound is not None else first
            made = {"model_type": "tiered", "tiered_config": {"tiers": tiers}}
    for loss in dict.fromkeys(lost):
        reading.lose(loss, span, about)
    return None if lost else made
