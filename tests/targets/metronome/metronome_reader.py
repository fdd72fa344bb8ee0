"""Reads the requests to Metronome back into charges, as Metronome's documents describe rates. Prices are cents."""

from __future__ import annotations

from decimal import Decimal
from fractions import Fraction
from typing import Any

from targets.calls import answered_calls
from targets.curves import Tier, blocks, graduated

from pricelang.catalog.catalog import Catalog
from pricelang.catalog.period import Period
from pricelang.targets._model import times, words

FREQUENCIES = {
    "WEEKLY": Period(1, "week"),
    "MONTHLY": Period(1, "month"),
    "QUARTERLY": Period(3, "month"),
    "ANNUAL": Period(1, "year"),
}


def charge(rate: dict[str, Any], product: dict[str, Any], quantity: Fraction) -> Fraction:
    """What a quantity costs, in cents."""
    if "quantity_conversion" in product:
        assert product["quantity_rounding"] == {"decimal_places": 0, "rounding_method": "ROUND_UP"}
        quantity = Fraction(blocks(quantity, Fraction(product["quantity_conversion"]["conversion_factor"])))
    if rate["rate_type"] == "FLAT":
        return quantity * Fraction(rate["price"])
    tiers = []
    end = Fraction(0)
    for row in rate["tiers"]:
        end += Fraction(row.get("size", 0))
        tiers.append(Tier(end if "size" in row else None, Fraction(row["price"]), Fraction(0)))
    return graduated(tiers, quantity)


class Subscribed:
    """The package of a tier at an interval, and the rates of its card."""

    def __init__(self, text: str, catalog: Catalog, tier: str, interval: Period, currency: str) -> None:
        made = answered_calls(text)
        assert currency == "USD"
        self.interval = interval
        self.names = {call["id"]: call["name"] for call in made}
        self.products = {call["id"]: call["body"] for call in made if call["path"].endswith("/products/create")}
        alias = [{"name": f"{tier}_{words(interval)}"}]
        (self.package,) = (
            call["body"] for call in made if call["path"] == "/v1/packages/create" and call["body"]["aliases"] == alias
        )
        self.rates: list[dict[str, Any]] = []
        for call in made:
            if call["path"].endswith("/addRates") and call["body"]["rate_card_id"] == self.package["rate_card_id"]:
                self.rates += call["body"]["rates"]

    def total(self, seats: int, uses: dict[tuple[str, str | None], Decimal]) -> Fraction:
        total = Fraction(0)
        for one in self.package.get("scheduled_charges", []):
            (item,) = one["schedule"]["schedule_items"]
            total += item["quantity"] * Fraction(item["unit_price"])
        for one in self.package.get("subscriptions", []):
            asked = one["subscription_rate"]
            (rate,) = (
                rate
                for rate in self.rates
                if rate["rate_type"] == "SUBSCRIPTION"
                and rate["product_id"] == asked["product_id"]
                and rate["billing_frequency"] == asked["billing_frequency"]
            )
            quantity = seats if "quantity_management_mode" in one else one["initial_quantity"]
            total += (
                (times(self.interval, FREQUENCIES[rate["billing_frequency"]]) or 0) * quantity * Fraction(rate["price"])
            )
        for rate in self.rates:
            product = self.products[rate["product_id"]]
            if product["type"] != "USAGE":
                continue
            own = FREQUENCIES[self.package["usage_statement_schedule"]["frequency"]]
            count = times(self.interval, own) or 0
            key = self.names[product["billable_metric_id"]].removeprefix("metric_")
            used = [q for (name, speed), q in uses.items() if key == (f"{name}_{speed}" if speed else name)]
            total += count * charge(rate, product, Fraction(sum(used, Decimal(0))) / count)
        return total / 100
