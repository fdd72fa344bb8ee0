"""Reads a fixtures file back into charges, as Stripe's documents describe prices."""

from __future__ import annotations

from decimal import Decimal
from fractions import Fraction
from typing import Any

from targets.calls import answered_calls
from targets.curves import Tier, blocks, graduated, volume

from pricelang.catalog.catalog import Catalog
from pricelang.catalog.period import Period
from pricelang.targets._model import times

# Stripe's own table: https://docs.stripe.com/currencies
ZERO = {"jpy", "krw", "vnd", "clp", "mga", "xaf"}
THREE = {"kwd", "bhd", "jod", "omr", "tnd"}
SPANS = {"day": "day", "week": "week", "month": "month", "year": "year"}


def factor(currency: str) -> int:
    return 1 if currency in ZERO else 1000 if currency in THREE else 100


def amounts(price: dict[str, Any], currency: str) -> dict[str, Any]:
    """The amounts of a price in a currency."""
    return price if price["currency"] == currency else price["currency_options"][currency]


def unit(holder: dict[str, Any], name: str = "unit_amount") -> Fraction:
    return Fraction(Decimal(holder.get(f"{name}_decimal") or holder.get(name) or 0))


def charge(price: dict[str, Any], currency: str, quantity: Fraction) -> Fraction:
    """What a quantity costs, in major units."""
    own = amounts(price, currency)
    if price.get("billing_scheme") == "tiered":
        tiers = [
            Tier(None if one["up_to"] == "inf" else Fraction(one["up_to"]), unit(one), unit(one, "flat_amount"))
            for one in own["tiers"]
        ]
        minor = (volume if price["tiers_mode"] == "volume" else graduated)(tiers, quantity)
    else:
        package = price.get("transform_quantity")
        counted = Fraction(blocks(quantity, Fraction(package["divide_by"]))) if package else quantity
        assert not package or package["round"] == "up"
        minor = counted * unit(own)
    return minor / factor(currency)


def period(price: dict[str, Any]) -> Period | None:
    recurring = price.get("recurring")
    return Period(recurring.get("interval_count", 1), recurring["interval"]) if recurring else None


class Subscribed:
    """The prices of one product that a customer subscribes to at an interval and in a currency."""

    def __init__(self, text: str, catalog: Catalog, tier: str, interval: Period, currency: str) -> None:
        self.interval, self.currency = interval, currency.lower()
        calls = answered_calls(text)
        product = f"demo_{tier}"
        self.meters = {
            call["id"]: call["name"].removeprefix("meter_") for call in calls if call["path"] == "/v1/billing/meters"
        }
        chosen: dict[str, dict[str, Any]] = {}
        for call in calls:
            price = call["body"]
            if call["path"] != "/v1/prices" or price["product"] != product:
                continue
            if self.currency not in (price["currency"], *price.get("currency_options", {})):
                continue
            own = period(price)
            count = 1 if own is None else times(interval, own)
            if not count:
                continue
            # the same line at several intervals: the longest that fits is the one to subscribe to
            line = str(price["recurring"].get("meter") if own else price["lookup_key"])
            if own and "meter" not in price["recurring"]:
                line = price["nickname"]
            if line not in chosen or count < (times(interval, period(chosen[line])) or 1):
                chosen[line] = price
        self.prices = list(chosen.values())

    def total(self, seats: int, uses: dict[tuple[str, str | None], Decimal]) -> Fraction:
        total = Fraction(0)
        for price in self.prices:
            own = period(price)
            count = 1 if own is None else times(self.interval, own) or 1
            meter = (price.get("recurring") or {}).get("meter")
            if meter is None:
                per_seat = "pricelang_seat" in price.get("metadata", {})
                total += count * charge(price, self.currency, Fraction(seats if per_seat else 1))
                continue
            key = self.meters[meter]
            used = sum(
                (q for (metric, speed), q in uses.items() if key == (f"{metric}_{speed}" if speed else metric)),
                Decimal(0),
            )
            total += count * charge(price, self.currency, Fraction(used) / count)
        return total
