"""Prices: neutral schedules as the price and discounts of a usage-based rate card."""

from __future__ import annotations

from fractions import Fraction
from typing import Any

from pricelang.record import Record
from pricelang.targets._amounts import decimal_text
from pricelang.targets._model import Schedule
from pricelang.targets._reading import Reading

PLACES = 12


def priced(reading: Reading, schedule: Schedule, value: Record, about: str) -> dict[str, Any] | None:
    """`price` and, for an included quantity, `discounts` of a rate card; None where they are lost."""
    span = schedule.span or value
    amounts: list[str | None] = []

    def amount(number: Fraction) -> str:
        found = decimal_text(number, PLACES)
        amounts.append(found)
        return found or "0"

    included = schedule.included
    only = schedule.single
    first = schedule.steps[0]
    price: dict[str, Any]
    if only is not None and only.started:
        price = {
            "type": "package",
            "amount": amount(only.price),
            "quantityPerPackage": amount(Fraction(only.block)),
        }
    elif only is not None:
        price = {"type": "unit", "amount": amount(only.price)}
    else:
        tiers: list[dict[str, Any]] = []
        # a discount takes the included units away before the price is looked at, and at zero the first flat amount is
        # due: where it is due only when used, the included units are a first tier instead
        as_tier = bool(included and first.flat and first.flat_when_used and schedule.mode == "graduated")
        if first.flat and first.flat_when_used and not as_tier:
            reading.lose("flat-when-used", first.span or span, about)
        shift = Fraction(included) if as_tier else Fraction(0)
        if as_tier:
            tiers.append({"upToAmount": amount(shift), "flatPrice": None, "unitPrice": _unit("0")})
        for step in schedule.steps:
            if step.started and step.block != 1:
                reading.lose("blocks-in-steps", step.span or span, about)
                return None
            tier: dict[str, Any] = {} if step.up_to is None else {"upToAmount": amount(Fraction(step.up_to) + shift)}
            tier["flatPrice"] = {"type": "flat", "amount": amount(Fraction(step.flat))} if step.flat else None
            tier["unitPrice"] = _unit(amount(step.price))
            tiers.append(tier)
            if step.up_to is None:
                break
        else:
            reading.lose("closed-price", span, about)
            return None
        price = {"type": "tiered", "mode": schedule.mode, "tiers": tiers}
        if as_tier:
            included -= included
    if schedule.minimum is not None:
        price["minimumAmount"] = amount(Fraction(schedule.minimum))
    if schedule.maximum is not None:
        price["maximumAmount"] = amount(Fraction(schedule.maximum))
    made: dict[str, Any] = {"price": price}
    if included:
        made["discounts"] = {"usage": {"quantity": amount(Fraction(included))}}
    if None in amounts:
        reading.lose("too-fine", span, about)
        return None
    return made


def _unit(amount: str) -> dict[str, str]:
    return {"type": "unit", "amount": amount}
