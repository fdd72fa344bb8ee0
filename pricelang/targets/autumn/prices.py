"""Prices: neutral schedules, one for each currency, as the price of an item."""

from __future__ import annotations

from decimal import Decimal
from fractions import Fraction
from typing import Any

from pricelang.catalog.period import Period
from pricelang.record import Record
from pricelang.targets._model import Schedule, days, months, words
from pricelang.targets._numbers import exact_number
from pricelang.targets._reading import Reading

_LARGEST = 10_000_000_000_000
_INTERVALS = {1: "month", 3: "quarter", 6: "semi_annual", 12: "year"}


def interval(reading: Reading, period: Period | None, value: Record | None, about: str) -> dict[str, Any]:
    """`interval` and its count."""
    if period is None:
        return {"interval": "one_off"}
    length, short = months(period), days(period)
    if length in _INTERVALS:
        return {"interval": _INTERVALS[length]}
    if length and length % 12 == 0:
        return {"interval": "year", "interval_count": length // 12}
    if length:
        return {"interval": "month", "interval_count": length}
    if short and short % 7 == 0:
        return {"interval": "week"} | ({"interval_count": short // 7} if short > 7 else {})
    reading.lose("interval", value, about, words(period))
    return {"interval": "month"}


def amount(reading: Reading, value: Fraction | Decimal, at: Record | None, about: str) -> str | int:
    """An amount or a quantity as a JSON number."""
    exact = Fraction(value)
    found = exact_number(exact) if abs(exact) <= _LARGEST else None
    if found is None:
        reading.lose("inexact-number", at, about)
    return found or 0


class Priced:
    """The price of one item: `included` free units and `price`, which is None where it is lost."""

    def __init__(
        self, reading: Reading, schedules: list[Schedule], value: Record, about: str, *, prepaid: bool = False
    ) -> None:
        self.reading, self.value, self.about, self.prepaid = reading, value, about, prepaid
        self.included = Decimal(0)
        self.price: dict[str, Any] | None = None
        self._read(schedules)

    def _read(self, schedules: list[Schedule]) -> None:
        first, *others = schedules
        form = self._form(first)
        for other in others:
            if form is None or self._form(other) is None:
                continue
            if [step.up_to for step in other.steps] != [step.up_to for step in first.steps] or _shape(other) != _shape(
                first
            ):
                self.reading.lose("mixed-shapes", self.value, self.about, other.currency)
        if form is None:
            return
        places = [schedule.steps for schedule in others]
        if form == "amount":
            self.price = {"amount": self._amount(first.steps[0].price)}
            more = [{"currency": one.currency.lower(), "amount": self._amount(one.steps[0].price)} for one in others]
            if more:
                self.price["additional_currencies"] = more
            if first.steps[0].started and first.steps[0].block != 1:
                self.price["billing_units"] = self._amount(first.steps[0].block)
            return
        tiers: list[dict[str, Any]] = []
        for place, step in enumerate(first.steps):
            # the bounds of Autumn's tiers count from zero, and what is included counts towards them
            tier: dict[str, Any] = {"to": "inf" if step.up_to is None else self._amount(step.up_to + self.included)}
            tier |= self._step(step.price, step.flat)
            if others:
                tier["additional_currencies"] = [
                    {"currency": one.currency.lower()} | self._step(steps[place].price, steps[place].flat)
                    for one, steps in zip(others, places, strict=True)
                    if place < len(steps)
                ]
            tiers.append(tier)
        self.price = {"tiers": tiers, "tier_behavior": form}

    def _step(self, price: Fraction, flat: Decimal) -> dict[str, Any]:
        return {"amount": self._amount(price)} | ({"flat_amount": self._amount(flat)} if flat else {})

    def _amount(self, value: Fraction | Decimal) -> str | int:
        return amount(self.reading, value, self.value, self.about)

    def _form(self, schedule: Schedule) -> str | None:
        """`amount`, `graduated` or `volume`; None where it is lost."""
        lose, span = self.reading.lose, schedule.span or self.value
        only = schedule.single
        if only is not None:
            if only.started and schedule.included:
                lose("blocks-after-included", span, self.about)
            else:
                self.included = schedule.included
            return "amount"
        if schedule.mode == "volume" and not self.prepaid:
            lose("usage-volume", span, self.about)
            return None
        for place, step in enumerate(schedule.steps):
            if step.started and step.block != 1:
                lose("blocks-in-steps", step.span or span, self.about)
                return None
            if step.flat and (schedule.mode == "graduated" or place == 0):
                lose("flat-in-steps", step.span or span, self.about)
                return None
        if schedule.steps[-1].up_to is not None:
            lose("closed-price", span, self.about)
            return None
        self.included = schedule.included
        return schedule.mode


def _shape(schedule: Schedule) -> tuple[Any, ...]:
    only = schedule.single
    block = only.block if only is not None and only.started else None
    return (schedule.mode if only is None else "", block, schedule.included)
