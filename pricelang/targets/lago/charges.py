"""Charges: neutral schedules as the model and properties of a charge."""

from __future__ import annotations

from decimal import Decimal
from fractions import Fraction
from typing import Any

from pricelang.record import Record
from pricelang.source import Span
from pricelang.targets._amounts import decimal_text, whole
from pricelang.targets._model import Schedule
from pricelang.targets._reading import Reading

PLACES = 15


def model(
    reading: Reading, schedule: Schedule, value: Record, about: str, *, stepped: bool = False
) -> tuple[str, dict[str, Any]] | None:
    """The charge model and its properties; None where they are lost. `stepped`: as ranges in any case."""
    span = schedule.span or value
    only = schedule.single
    if only is not None and only.started:
        size, free = whole(only.block), whole(schedule.included)
        amount = decimal_text(only.price, PLACES)
        if not size or free is None:
            reading.lose("steps-of-parts", span, about)
            return None
        if amount is None:
            reading.lose("too-fine", span, about)
            return None
        return "package", {"amount": amount, "package_size": size, "free_units": free}
    if only is not None and not schedule.included and not stepped:
        amount = decimal_text(only.price, PLACES)
        if amount is None:
            reading.lose("too-fine", span, about)
            return None
        return "standard", {"amount": amount}
    return _ranges(reading, schedule, about, span)


def _ranges(reading: Reading, schedule: Schedule, about: str, span: Record | Span) -> tuple[str, dict[str, Any]] | None:
    included = schedule.included
    mode = schedule.mode
    if included and mode == "volume":
        reading.lose("volume-after-included", span, about)
        included = Decimal(0)
    found: list[tuple[Decimal | None, Fraction, Decimal]] = [(included, Fraction(0), Decimal(0))] if included else []
    for place, step in enumerate(schedule.steps):
        if step.started and step.block != 1:
            reading.lose("blocks-in-steps", step.span or span, about)
            return None
        if place == 0 and step.flat and step.flat_when_used and not included:
            reading.lose("flat-when-used", step.span or span, about)
        found.append((None if step.up_to is None else step.up_to + included, step.price, step.flat))
        if step.up_to is None:
            break
    else:
        reading.lose("closed-price", span, about)
        return None
    ranges: list[dict[str, Any]] = []
    start = 0
    for bound, price, flat in found:
        end = whole(bound)
        if bound is not None and end is None:
            reading.lose("steps-of-parts", span, about)
            return None
        unit, fixed = decimal_text(price, PLACES), decimal_text(flat, PLACES)
        if unit is None or fixed is None:
            reading.lose("too-fine", span, about)
            return None
        ranges.append({"from_value": start, "to_value": end, "per_unit_amount": unit, "flat_amount": fixed})
        start = (end or 0) + 1
    return mode, {f"{mode}_ranges": ranges}
