"""Reads the requests to Autumn back into charges, as Autumn's documents and its own validation describe items."""

from __future__ import annotations

from decimal import Decimal
from fractions import Fraction
from typing import Any

from targets.calls import answered_calls
from targets.curves import Tier, blocks, graduated, volume

from pricelang.catalog.catalog import Catalog
from pricelang.catalog.period import Period
from pricelang.targets._model import times, words

INTERVALS = {"week": (1, "week"), "month": (1, "month"), "quarter": (3, "month"), "semi_annual": (6, "month")}


def fraction(value: Any) -> Fraction:
    return value if isinstance(value, Fraction) else Fraction(Decimal(value))


def period(price: dict[str, Any]) -> Period | None:
    if price["interval"] == "one_off":
        return None
    count, unit = INTERVALS.get(price["interval"], (1, "year"))
    return Period(count * price.get("interval_count", 1), unit)  # type: ignore[arg-type]


def in_currency(holder: dict[str, Any], currency: str, account: str, name: str = "amount") -> Fraction:
    """An amount of a price or a tier, in the account's currency or in another one."""
    if currency == account:
        return fraction(holder.get(name, 0))
    (own,) = (one for one in holder["additional_currencies"] if one["currency"] == currency)
    return fraction(own.get(name, 0))


def charge(item: dict[str, Any], quantity: Fraction, currency: str, account: str) -> Fraction:
    """What a quantity costs in one interval: what is included is free, and counts towards the bounds of tiers."""
    price = item["price"]
    included = fraction(item.get("included", 0))
    if "tiers" not in price:
        units = fraction(price.get("billing_units", 1))
        beyond = max(quantity - included, Fraction(0))
        counted = Fraction(blocks(beyond, units)) if units != 1 else beyond
        return counted * in_currency(price, currency, account)
    tiers = [
        Tier(
            None if one["to"] == "inf" else fraction(one["to"]),
            in_currency(one, currency, account),
            in_currency(one, currency, account, "flat_amount"),
        )
        for one in price["tiers"]
    ]
    if price["tier_behavior"] == "volume":
        assert not included
        return volume(tiers, quantity)
    return graduated(tiers, max(quantity, included)) - graduated(tiers, included)


class Subscribed:
    """The plan of a tier at an interval, and the fees that are sold beside it."""

    def __init__(self, text: str, catalog: Catalog, tier: str, interval: Period, currency: str) -> None:
        assert catalog.product is not None
        self.account = catalog.product.currencies[0].lower()
        self.currency = currency.lower()
        self.interval = interval
        plans = [call["body"] for call in answered_calls(text) if call["path"] == "/v1/plans.create"]
        self.plans = [plan for plan in plans if plan["plan_id"] == f"{tier}_{words(interval)}"]
        assert len(self.plans) == 1
        self.plans += [
            plan for plan in plans if plan["metadata"]["pricelang_key"] == tier and "pricelang_fee" in plan["metadata"]
        ]

    def total(self, seats: int, uses: dict[tuple[str, str | None], Decimal]) -> Fraction:
        total = Fraction(0)
        for plan in self.plans:
            if "price" in plan:
                total += self._times(plan["price"]) * in_currency(plan["price"], self.currency, self.account)
            for item in plan.get("items", []):
                if "price" not in item:
                    continue
                count = self._times(item["price"])
                key = item["feature_id"]
                if item["price"]["billing_method"] == "prepaid":
                    quantity = Fraction(seats)
                else:
                    used = [q for (name, speed), q in uses.items() if key == (f"{name}_{speed}" if speed else name)]
                    quantity = Fraction(sum(used, Decimal(0))) / count
                total += count * charge(item, quantity, self.currency, self.account)
        return total

    def _times(self, price: dict[str, Any]) -> int:
        own = period(price)
        return 1 if own is None else times(self.interval, own) or 1
