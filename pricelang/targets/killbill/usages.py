"""Usage in blocks: neutral schedules as tiers of consumable usage in arrear."""

from __future__ import annotations

from decimal import Decimal
from fractions import Fraction
from typing import TYPE_CHECKING
from xml.etree import ElementTree as ET

from pricelang.catalog.period import Period
from pricelang.record import Record
from pricelang.targets._amounts import whole
from pricelang.targets._model import FeeAt, FeeLine, Offer, Plan, Schedule, words
from pricelang.targets._requests import text

if TYPE_CHECKING:
    from pricelang.targets.killbill.document import Document


class Usages:
    """Writes the usage of plans, and knows the units that they count."""

    def __init__(self, document: Document) -> None:
        self.document = document
        self.reading = document.reading
        self.units: dict[str, str] = {}

    def write(self, usages: ET.Element, plan_name: str, offer: Offer, plan: Plan) -> None:
        """The usage prices of a plan, and its seats."""
        for line, found in self._seats(offer, plan):
            period = found[0].period
            if period is None or line.per is None:
                continue
            self.reading.lose("seats", found[0], line.about, line.per.name)
            schedules = tuple(one.schedule for one in found)
            unit = self._unit(f"seats {line.per.name}", line.label)
            self._usage(usages, plan_name, unit, period, schedules, line, line.about)
        for usage in plan.usages:
            if not usage.schedules:
                continue
            metric = self.reading.metrics.get(usage.of.name) if usage.of.kind == "metric" else None
            event = metric.event if metric is not None else None
            if event is not None and event.aggregation in ("max", "last", "unique"):
                self.reading.lose("aggregation", event, usage.about, event.aggregation)
            counted = event is not None and event.aggregation in ("count", "unique")
            if not counted and any(not step.started for step in usage.schedules[0].steps):
                words = "billed by whole units: a part of one that is reported costs as much as one"
                self.reading.report.remark(f"{usage.of.kind} {usage.of.name}", words)
            unit = self._unit(f"unit {usage.key}", usage.label)
            self._usage(usages, plan_name, unit, usage.period, usage.schedules, usage, usage.about)

    def _seats(self, offer: Offer, plan: Plan) -> list[tuple[FeeLine, list[FeeAt]]]:
        """The fees for seats, each in the currencies of the offer."""
        found: dict[str, tuple[FeeLine, list[FeeAt]]] = {}
        for currency in offer.currencies_at(plan.interval):
            for line, one in offer.fees_at(plan.interval, currency):
                if line.per is not None:
                    found.setdefault(line.key, (line, []))[1].append(one)
        return list(found.values())

    def _unit(self, name: str, label: str) -> str:
        key = self.document.keys.of(name)
        self.units.setdefault(key, text(label, key, 250))
        return key

    def _usage(
        self,
        usages: ET.Element,
        plan: str,
        unit: str,
        period: Period,
        schedules: tuple[Schedule, ...],
        value: Record,
        about: str,
    ) -> None:
        from pricelang.targets.killbill.document import billing_period

        named = billing_period(period)
        if named is None:
            self.reading.lose("interval", value, about, words(period))
            return
        first = schedules[0]
        if any(self.document.shape(one) != self.document.shape(first) for one in schedules):
            self.reading.lose("currency-steps", first.span or value, about)
            return
        found = self._blocks(schedules, value, about)
        if found is None:
            return
        element = ET.SubElement(
            usages,
            "usage",
            name=self.document.keys.of(f"{plan} {unit}"),
            billingMode="IN_ARREAR",
            usageType="CONSUMABLE",
            tierBlockPolicy="TOP_TIER" if first.mode == "volume" else "ALL_TIERS",
        )
        ET.SubElement(element, "billingPeriod").text = named
        tiers = ET.SubElement(element, "tiers")
        for size, prices, most in found:
            block = ET.SubElement(ET.SubElement(ET.SubElement(tiers, "tier"), "blocks"), "tieredBlock")
            ET.SubElement(block, "unit").text = unit
            ET.SubElement(block, "size").text = str(size)
            amounts = ET.SubElement(block, "prices")
            for schedule, price in zip(schedules, prices, strict=True):
                self.document.price(amounts, schedule.currency, price, value, about)
            ET.SubElement(block, "max").text = str(most)

    def _blocks(
        self, schedules: tuple[Schedule, ...], value: Record, about: str
    ) -> list[tuple[int, list[Fraction], int]] | None:
        """Size of a block, its price in each currency, and how many of them: -1 without bound."""
        first = schedules[0]
        span = first.span or value
        included = first.included
        blocks: list[tuple[int, list[Fraction], int]] = []
        if included and first.mode == "volume":
            self.reading.lose("volume-after-included", span, about)
            included = Decimal(0)
        if included:
            free = whole(included)
            if free is None:
                self.reading.lose("steps-of-parts", span, about)
                return None
            blocks.append((1, [Fraction(0)] * len(schedules), free))
        start = Decimal(0)
        for place, step in enumerate(first.steps):
            where = step.span or span
            if any(one.steps[place].flat for one in schedules):
                self.reading.lose("flat-amounts", where, about)
                return None
            size = whole(step.block)
            width = None if step.up_to is None else whole(step.up_to - start)
            if not size or (step.up_to is not None and width is None):
                self.reading.lose("steps-of-parts", where, about)
                return None
            if width is not None and width % size:
                self.reading.lose("blocks-in-steps", where, about)
                return None
            blocks.append((size, [one.steps[place].price for one in schedules], -1 if width is None else width // size))
            if step.up_to is None:
                return blocks
            start = step.up_to
        self.reading.lose("closed-price", span, about)
        return None
