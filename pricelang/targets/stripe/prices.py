"""Prices: a neutral schedule, one for each currency, as the body of `POST /v1/prices`."""

from __future__ import annotations

from decimal import Decimal
from typing import Any

from pricelang.catalog.period import Period
from pricelang.record import Record
from pricelang.targets._amounts import whole
from pricelang.targets._model import Schedule, Step, days, months
from pricelang.targets._reading import Reading
from pricelang.targets.stripe.amounts import UNCLEAR, flat, unit


def recurring(reading: Reading, period: Period, value: Record, about: str) -> dict[str, Any]:
    """`recurring.interval` and its count."""
    count, interval = months(period), "month"
    if count is None:
        count, interval = days(period), "day"
        if count and count % 7 == 0:
            count, interval = count // 7, "week"
    elif count % 12 == 0:
        count, interval = count // 12, "year"
    longest = {"day": 1095, "week": 156, "month": 36, "year": 3}[interval]
    if count is None or count > longest:
        reading.lose("interval", value, about, f"{period.count} {period.unit}s")
        return {"interval": "month"}
    return {"interval": interval} | ({"interval_count": count} if count > 1 else {})


def bodies(reading: Reading, schedules: list[Schedule], value: Record, about: str) -> list[dict[str, Any]]:
    """The amounts of prices: one body where the currencies share a form, with `currency_options`; else one each."""
    forms: list[tuple[str, dict[str, Any]]] = []
    for schedule in schedules:
        form = _form(reading, schedule, value, about)
        if form is not None:
            forms.append((schedule.currency.lower(), form))
    merged: list[dict[str, Any]] = []
    for currency, form in forms:
        for first in merged:
            if currency not in (first["currency"], *first.get("currency_options", {})) and _alike(first, form):
                amounts = {key: form[key] for key in ("unit_amount", "unit_amount_decimal", "tiers") if key in form}
                first.setdefault("currency_options", {})[currency] = amounts
                break
        else:
            merged.append({"currency": currency} | form)
    return merged


def _alike(first: dict[str, Any], form: dict[str, Any]) -> bool:
    keys = ("billing_scheme", "tiers_mode", "transform_quantity")
    if any(first.get(key) != form.get(key) for key in keys):
        return False
    return [one["up_to"] for one in first.get("tiers", [])] == [one["up_to"] for one in form.get("tiers", [])]


def _form(reading: Reading, schedule: Schedule, value: Record, about: str) -> dict[str, Any] | None:
    """The scheme and amounts of one currency; None where they are lost."""
    span = schedule.span or value
    if schedule.currency in UNCLEAR:
        reading.lose("currency", span, about, schedule.currency)
        return None
    included = schedule.included
    only = schedule.single
    if only is not None and only.started:
        if included:
            reading.lose("blocks-after-included", span, about)
        return _block(reading, only, schedule.currency, about, span)
    if included and schedule.mode == "volume":
        reading.lose("volume-after-included", span, about)
        included = Decimal(0)
    if only is not None and not included:
        amount = unit(only.price, schedule.currency)
        if amount is None:
            reading.lose("too-fine", span, about)
        return amount
    return _tiers(reading, schedule, included, about, span)


def _block(reading: Reading, step: Step, currency: str, about: str, span: Any) -> dict[str, Any] | None:
    size = whole(step.block)
    if not size:
        reading.lose("steps-of-parts", step.span or span, about, f"a block of {step.block:f}")
        return None
    amount = unit(step.price, currency)
    if amount is None:
        reading.lose("too-fine", step.span or span, about)
        return None
    return amount | ({"transform_quantity": {"divide_by": size, "round": "up"}} if size > 1 else {})


def _tiers(reading: Reading, schedule: Schedule, included: Decimal, about: str, span: Any) -> dict[str, Any] | None:
    tiers: list[dict[str, Any]] = []
    fine = True
    if included:
        tiers.append({"up_to": whole(included), "unit_amount": 0})
        fine = whole(included) is not None
    for place, step in enumerate(schedule.steps):
        where = step.span or span
        if step.started and step.block != 1:
            reading.lose("blocks-in-steps", where, about)
            return None
        if place == 0 and step.flat and step.flat_when_used and not included:
            reading.lose("flat-when-used", where, about)
        bound = None if step.up_to is None else step.up_to + included
        if bound is None and place < len(schedule.steps) - 1:
            break
        tier: dict[str, Any] = {"up_to": "inf" if bound is None else whole(bound)}
        fine = fine and tier["up_to"] is not None
        amount = unit(step.price, schedule.currency)
        if amount is None:
            reading.lose("too-fine", where, about)
            return None
        tier |= amount
        if step.flat:
            whole_units = flat(step.flat, schedule.currency)
            if whole_units is None:
                reading.lose("too-fine", where, about)
                return None
            tier["flat_amount"] = whole_units
        tiers.append(tier)
    if not fine:
        reading.lose("steps-of-parts", span, about)
        return None
    if tiers[-1]["up_to"] != "inf":
        reading.lose("closed-price", span, about)
        return None
    return {"billing_scheme": "tiered", "tiers_mode": schedule.mode, "tiers": tiers}
