"""Reads Lago's requests back into charges, as Lago's documents and tests describe them."""

from __future__ import annotations

from decimal import Decimal
from fractions import Fraction
from itertools import pairwise
from typing import Any

from targets.calls import answered_calls
from targets.curves import Tier, blocks, graduated, volume

from pricelang.catalog.catalog import Catalog
from pricelang.catalog.period import MONTH, Period
from pricelang.targets._model import times, words

ZERO = {"JPY"}


def charge(model: str, properties: dict[str, Any], quantity: Fraction) -> Fraction:
    """What a quantity costs by a charge model."""
    if model == "standard":
        return quantity * Fraction(properties["amount"])
    if model == "package":
        counted = quantity - properties["free_units"]
        return blocks(counted, Fraction(properties["package_size"])) * Fraction(properties["amount"])
    rows = properties[f"{model}_ranges"]
    for before, after in pairwise(rows):
        assert after["from_value"] == before["to_value"] + 1
    assert rows[0]["from_value"] == 0
    tiers = [
        Tier(
            None if row["to_value"] is None else Fraction(row["to_value"]),
            Fraction(row["per_unit_amount"]),
            Fraction(row["flat_amount"]),
        )
        for row in rows
    ]
    return (graduated if model == "graduated" else volume)(tiers, quantity)


class Subscribed:
    """One plan: of a tier, at an interval, in a currency."""

    def __init__(self, text: str, catalog: Catalog, tier: str, interval: Period, currency: str) -> None:
        self.calls = answered_calls(text)
        self.interval = interval
        self.metrics = {
            call["id"]: call["name"].removeprefix("metric_")
            for call in self.calls
            if call["path"] == "/api/v1/billable_metrics"
        }
        name = f"{tier}_{words(interval)}"
        plans = [call["body"]["plan"] for call in self.calls if call["path"] == "/api/v1/plans"]
        self.plan = next(
            one
            for one in plans
            if one["code"] in (name, f"{name}_{currency.lower()}") and one["amount_currency"] == currency
        )
        self.minor = 1 if currency in ZERO else 100
        self.currency = currency

    def total(self, seats: int, uses: dict[tuple[str, str | None], Decimal]) -> Fraction:
        plan = self.plan
        months = times(self.interval, MONTH) or 1
        total = Fraction(plan["amount_cents"], self.minor)
        count = months if plan.get("bill_fixed_charges_monthly") else 1
        for call in self.calls:
            if call["path"] == f"/api/v1/plans/{plan['code']}/fixed_charges":
                one = call["body"]["fixed_charge"]
                quantity = seats if "editor" in one["code"] else 1
                total += count * charge(one["charge_model"], one["properties"], Fraction(quantity))
        count = months if plan.get("bill_charges_monthly") else 1
        for one in plan.get("charges", []):
            metric = self.metrics[one["billable_metric_id"]]
            amount = Fraction(0)
            left = dict(uses)
            for row in one.get("filters", []):
                fits = [key for key in left if key[0] == metric and key[1] in row["values"].get("speed", [])]
                used = sum((left.pop(key) for key in fits), Decimal(0))
                amount += charge(one["charge_model"], row["properties"], Fraction(used) / count)
            used = sum((quantity for key, quantity in left.items() if key[0] == metric), Decimal(0))
            amount += charge(one["charge_model"], one["properties"], Fraction(used) / count)
            amount = max(amount, Fraction(one.get("min_amount_cents", 0), self.minor))
            total += count * amount
        least = plan.get("minimum_commitment")
        # what is paid once is invoiced beside the plan
        total = max(total, Fraction(least["amount_cents"], self.minor)) if least else total
        for call in self.calls:
            add_on = call["body"].get("add_on") or {}
            same = add_on.get("amount_currency") == self.currency
            if same and "_once" in add_on.get("code", "") and add_on["code"].startswith(self._tier()):
                total += Fraction(add_on["amount_cents"], self.minor)
        return total

    def _tier(self) -> str:
        return f"{self.plan['metadata']['pricelang_key']}_"
