"""Reads the requests to Polar back into charges, as Polar's documents describe prices."""

from __future__ import annotations

from decimal import Decimal
from fractions import Fraction
from typing import Any

from targets.calls import answered_calls
from targets.curves import Tier, graduated, volume

from pricelang.catalog.catalog import Catalog
from pricelang.catalog.period import Period
from pricelang.targets._model import times

# A minor unit by ISO 4217; all others that Polar takes here have two places.
FACTORS = {"jpy": 1}


def seats_cost(structure: dict[str, Any], seats: int) -> Fraction:
    """What seats cost, in minor units."""
    tiers = [
        Tier(Fraction(one["max_seats"]) if "max_seats" in one else None, Fraction(one["price_per_seat"]), Fraction(0))
        for one in structure["tiers"]
    ]
    return (volume if structure["seat_tier_type"] == "volume" else graduated)(tiers, Fraction(seats))


class Subscribed:
    """The product that a customer subscribes to at an interval and in a currency, and what is sold beside it."""

    def __init__(self, text: str, catalog: Catalog, tier: str, interval: Period, currency: str) -> None:
        made = answered_calls(text)
        self.currency = currency.lower()
        self.interval = interval
        self.meters = {
            call["id"]: call["body"]["metadata"]["pricelang_key"] for call in made if call["path"] == "/v1/meters/"
        }
        self.products = []
        for call in made:
            body = call["body"]
            if call["path"] != "/v1/products/" or body["metadata"]["pricelang_key"] != tier:
                continue
            if (
                body["metadata"].get("pricelang_kind") == "addon"
                or body["prices"][0]["price_currency"] != self.currency
            ):
                continue
            if "recurring_interval" in body:
                own = Period(body["recurring_interval_count"], body["recurring_interval"])
                if times(interval, own) != 1:
                    continue
            self.products.append(call)
        grants = {
            call["id"]: call["body"]["properties"]
            for call in made
            if call["path"] == "/v1/benefits/" and call["body"]["type"] == "meter_credit"
        }
        self.credits: dict[str, int] = {}
        for call in made:
            if any(call["path"] == f"/v1/products/{one['id']}/benefits" for one in self.products):
                for benefit in call["body"]["benefits"]:
                    if benefit in grants:
                        one = grants[benefit]
                        assert not one["rollover"]
                        self.credits[one["meter_id"]] = self.credits.get(one["meter_id"], 0) + one["units"]

    def total(self, seats: int, uses: dict[tuple[str, str | None], Decimal]) -> Fraction:
        total = Fraction(0)
        for call in self.products:
            body = call["body"]
            metered = 1
            if "meter_interval" in body:
                metered = times(self.interval, Period(body["meter_interval_count"], body["meter_interval"])) or 0
            for price in body["prices"]:
                match price["amount_type"]:
                    case "fixed":
                        total += price["price_amount"]
                    case "seat_based":
                        total += seats_cost(price["seat_tiers"], seats)
                    case _:
                        total += metered * self._used(price, metered, uses)
        return total / FACTORS.get(self.currency, 100)

    def _used(self, price: dict[str, Any], periods: int, uses: dict[tuple[str, str | None], Decimal]) -> Fraction:
        key = self.meters[price["meter_id"]]
        used = sum(
            (q for (name, speed), q in uses.items() if key == (f"{name}_{speed}" if speed else name)), Decimal(0)
        )
        billed = max(Fraction(used) / periods - self.credits.get(price["meter_id"], 0), Fraction(0))
        cost = billed * Fraction(Decimal(price["unit_amount"]))
        return min(cost, Fraction(price["cap_amount"])) if "cap_amount" in price else cost
