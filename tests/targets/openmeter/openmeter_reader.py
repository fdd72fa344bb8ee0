"""Reads OpenMeter's requests back into charges, as OpenMeter's documents and tests describe rate cards."""

from __future__ import annotations

from decimal import Decimal
from fractions import Fraction
from typing import Any

from targets.calls import answered_calls
from targets.curves import Tier, blocks, graduated, volume

from pricelang.catalog.catalog import Catalog
from pricelang.catalog.period import Period
from pricelang.targets._model import times, words

CADENCES = {
    "P1W": Period(1, "week"),
    "P1M": Period(1, "month"),
    "P3M": Period(3, "month"),
    "P6M": Period(6, "month"),
    "P1Y": Period(1, "year"),
}


def ulid(place: int) -> str:
    """An id as OpenMeter's server gives it."""
    return f"01G65Z755AFWAKHE12NY{place:06d}"


def _amount(price: dict[str, Any] | None) -> Fraction:
    return Fraction(price["amount"]) if price else Fraction(0)


def charge(card: dict[str, Any], quantity: Fraction) -> Fraction:
    """What a quantity costs by a rate card, in one period of its cadence."""
    price = card["price"]
    if price is None:
        return Fraction(0)
    discount = card.get("discounts", {}).get("usage")
    counted = max(quantity - Fraction(discount["quantity"]), Fraction(0)) if discount else quantity
    match price["type"]:
        case "flat":
            return Fraction(price["amount"])
        case "unit":
            amount = counted * Fraction(price["amount"])
        case "package":
            amount = blocks(counted, Fraction(price["quantityPerPackage"])) * Fraction(price["amount"])
        case _:
            tiers = [
                Tier(
                    Fraction(one["upToAmount"]) if "upToAmount" in one else None,
                    _amount(one["unitPrice"]),
                    _amount(one["flatPrice"]),
                )
                for one in price["tiers"]
            ]
            amount = (graduated if price["mode"] == "graduated" else volume)(tiers, counted)
    amount = max(amount, Fraction(price.get("minimumAmount", "0")))
    return min(amount, Fraction(price["maximumAmount"])) if "maximumAmount" in price else amount


class Subscribed:
    """One plan: of a tier, at an interval, in a currency."""

    def __init__(self, text: str, catalog: Catalog, tier: str, interval: Period, currency: str) -> None:
        calls = answered_calls(text, ulid)
        self.interval = interval
        name = f"{tier}_{words(interval)}"
        self.features = {call["body"]["key"]: call["body"] for call in calls if call["path"] == "/api/v1/features"}
        plans = [call["body"] for call in calls if call["path"] == "/api/v1/plans"]
        self.plan = next(
            one for one in plans if one["key"] in (name, f"{name}_{currency.lower()}") and one["currency"] == currency
        )

    def total(self, seats: int, uses: dict[tuple[str, str | None], Decimal]) -> Fraction:
        total = Fraction(0)
        for card in self.plan["phases"][-1]["rateCards"]:
            every = card.get("billingCadence")
            count = (times(self.interval, CADENCES[every]) or 1) if every else 1
            if card["type"] == "flat_fee":
                total += count * charge(card, Fraction(1))
                continue
            feature = self.features[card["featureKey"]]
            assert card["key"] == card["featureKey"]
            if feature["key"].startswith("seats_"):
                total += count * charge(card, Fraction(seats))
                continue
            used = sum((q for key, q in uses.items() if _counts(feature, *key)), Decimal(0))
            total += count * charge(card, Fraction(used) / count)
        return total


def _counts(feature: dict[str, Any], metric: str, speed: str | None) -> bool:
    """Whether a feature counts a use."""
    if feature["meterSlug"] != metric:
        return False
    found = feature.get("advancedMeterGroupByFilters", {}).get("speed", {})
    return ("$in" not in found or speed in found["$in"]) and speed not in found.get("$nin", [])
