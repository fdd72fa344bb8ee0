"""Reads a catalog of Kill Bill back into charges, as Kill Bill's usage documents describe blocks and tiers."""

from __future__ import annotations

from decimal import Decimal
from fractions import Fraction
from typing import NamedTuple
from xml.etree import ElementTree as ET

from targets.curves import blocks

from pricelang.catalog.catalog import Catalog
from pricelang.catalog.period import Period
from pricelang.targets._model import times, words

PERIODS = {
    "WEEKLY": Period(1, "week"),
    "MONTHLY": Period(1, "month"),
    "QUARTERLY": Period(3, "month"),
    "ANNUAL": Period(1, "year"),
}


class Block(NamedTuple):
    """The size of a block, its price, and how many there are (None: without bound)."""

    size: Fraction
    price: Fraction
    most: Fraction | None


def charge(policy: str, tiers: list[Block], quantity: Fraction) -> Fraction:
    """What a quantity costs: all tiers one after the other, or all units in the tier that is reached."""
    left, total = quantity, Fraction(0)
    for tier in tiers:
        count = blocks(left, tier.size)
        if tier.most is not None and count > tier.most:
            left -= tier.most * tier.size
            total += tier.most * tier.price
            continue
        if policy == "TOP_TIER":
            return blocks(quantity, tier.size) * tier.price
        return total + count * tier.price
    return total


class Subscribed:
    """One plan: of a tier, at an interval, in a currency."""

    def __init__(self, text: str, catalog: Catalog, tier: str, interval: Period, currency: str) -> None:
        root = ET.fromstring(text.encode())
        self.interval, self.currency = interval, currency
        self.phase = root.find(f".//plan[@name='tier_{tier}_{words(interval)}']/finalPhase")

    def _price(self, element: ET.Element) -> Fraction:
        for price in element.findall("price"):
            if price.findtext("currency") == self.currency:
                return _number(price, "value")
        raise AssertionError(f"no price in {self.currency}")

    def total(self, seats: int, uses: dict[tuple[str, str | None], Decimal]) -> Fraction:
        total = Fraction(0)
        if self.phase is None:
            return total  # nothing is paid: Kill Bill has no plan without a price
        for path in ("fixed/fixedPrice", "recurring/recurringPrice"):
            found = self.phase.find(path)
            total += self._price(found) if found is not None else 0
        for usage in self.phase.findall("usages/usage"):
            count = times(self.interval, PERIODS[usage.findtext("billingPeriod", "")]) or 1
            unit = usage.findtext(".//unit", "")
            tiers = []
            for block in usage.findall("tiers/tier/blocks/tieredBlock"):
                prices = block.find("prices")
                assert prices is not None
                most = _number(block, "max")
                tiers.append(Block(_number(block, "size"), self._price(prices), None if most < 0 else most))
            if unit.startswith("seats_"):
                quantity = Fraction(seats)
            else:
                used = sum((q for (metric, speed), q in uses.items() if unit == _unit(metric, speed)), Decimal(0))
                quantity = Fraction(used) / count
            total += count * charge(usage.get("tierBlockPolicy", ""), tiers, quantity)
        return total


def _number(element: ET.Element, path: str) -> Fraction:
    return Fraction(element.findtext(path, ""))


def _unit(metric: str, speed: str | None) -> str:
    return f"unit_{metric}_{speed}" if speed else f"unit_{metric}"
