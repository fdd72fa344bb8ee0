"""Reads the requests to Orb back into charges, as Orb's documents describe its price models."""

from __future__ import annotations

from decimal import Decimal
from fractions import Fraction
from itertools import pairwise
from typing import Any

from targets.calls import answered_calls
from targets.curves import Tier, blocks, graduated, volume

from pricelang.catalog.catalog import Catalog
from pricelang.catalog.period import Period
from pricelang.targets._model import times, words

CADENCES = {
    "monthly": Period(1, "month"),
    "quarterly": Period(3, "month"),
    "semi_annual": Period(6, "month"),
    "annual": Period(1, "year"),
}


def fraction(value: Any) -> Fraction:
    return Fraction(Decimal(value))


def charge(price: dict[str, Any], quantity: Fraction) -> Fraction:
    """What a quantity costs, in major units."""
    match price["model_type"]:
        case "unit":
            return quantity * fraction(price["unit_config"]["unit_amount"])
        case "tiered":
            rows = price["tiered_config"]["tiers"]
            for row, following in pairwise(rows):
                assert row["last_unit"] == following["first_unit"]
            return graduated([_tier(row, "last_unit") for row in rows], quantity)
        case "bulk":
            return volume([_tier(row, "maximum_units") for row in price["bulk_config"]["tiers"]], quantity)
        case "package":
            config = price["package_config"]
            return blocks(quantity, fraction(config["package_size"])) * fraction(config["package_amount"])
        case "package_with_allocation":
            config = price["package_with_allocation_config"]
            beyond = max(quantity - fraction(config["allocation"]), Fraction(0))
            return blocks(beyond, fraction(config["package_size"])) * fraction(config["package_amount"])
    raise AssertionError(price["model_type"])


def _tier(row: dict[str, Any], bound: str) -> Tier:
    return Tier(None if row[bound] is None else fraction(row[bound]), fraction(row["unit_amount"]), Fraction(0))


def period(price: dict[str, Any]) -> Period | None:
    if price["cadence"] == "one_time":
        return None
    if price["cadence"] == "custom":
        cycle = price["billing_cycle_configuration"]
        return Period(cycle["duration"], cycle["duration_unit"])
    return CADENCES[price["cadence"]]


class Subscribed:
    """The plan of a tier at an interval and in a currency."""

    def __init__(self, text: str, catalog: Catalog, tier: str, interval: Period, currency: str) -> None:
        made = answered_calls(text)
        self.interval = interval
        self.metrics = {
            call["id"]: call["body"]["metadata"]["pricelang_key"] for call in made if call["path"] == "/v1/metrics"
        }
        keys = (f"{tier}_{words(interval)}", f"{tier}_{words(interval)}_{currency.lower()}")
        (self.plan,) = (
            call["body"]
            for call in made
            if call["path"] == "/v1/plans"
            and call["body"]["external_plan_id"] in keys
            and call["body"]["currency"] == currency
        )

    def total(self, seats: int, uses: dict[tuple[str, str | None], Decimal]) -> Fraction:
        total = Fraction(0)
        for row in self.plan["prices"]:
            price = row["price"]
            own = period(price)
            count = 1 if own is None else times(self.interval, own) or 1
            if "billable_metric_id" not in price:
                seat = "pricelang_seat" in price.get("metadata", {})
                total += count * charge(price, Fraction(seats if seat else price["fixed_price_quantity"]))
                continue
            key = self.metrics[price["billable_metric_id"]]
            used = sum(
                (q for (name, speed), q in uses.items() if key == (f"{name}_{speed}" if speed else name)), Decimal(0)
            )
            total += count * self._bounded(price["item_id"], charge(price, Fraction(used) / count))
        return total

    def _bounded(self, item: str, amount: Fraction) -> Fraction:
        for row in self.plan.get("adjustments", []):
            one = row["adjustment"]
            if one["applies_to_item_ids"] != [item]:
                continue
            if one["adjustment_type"] == "minimum":
                amount = max(amount, fraction(one["minimum_amount"]))
            else:
                amount = min(amount, fraction(one["maximum_amount"]))
        return amount
