"""Plans and what they need, in the order in which Orb has to have them."""

from __future__ import annotations

import re
from fractions import Fraction
from typing import Any

from pricelang.catalog.catalog import Discount
from pricelang.catalog.period import Period
from pricelang.targets._amounts import decimal_text
from pricelang.targets._described import described
from pricelang.targets._events import Events, Metered
from pricelang.targets._model import FeeAt, FeeLine, Offer, Plan, Schedule, Selling, UsageLine, days, months, words
from pricelang.targets._numbers import exact_number
from pricelang.targets._reading import Reading
from pricelang.targets._requests import Keys, Requests, reference, text
from pricelang.targets._values import plain_value
from pricelang.targets.orb.prices import PLACES, cadence, modelled


class Plans:
    """Adds the requests of one catalog."""

    def __init__(self, reading: Reading, requests: Requests) -> None:
        self.reading = reading
        self.requests = requests
        self.events = Events(reading)
        self.keys = Keys(200)
        self.items: dict[str, str] = {}
        self.metrics: dict[str, str] = {}

    def add(self, selling: Selling) -> None:
        """Everything, in order."""
        for offer in selling.offers:
            for line in offer.fees:
                self._item(f"fee {line.key}", line.label)
            for plan in offer.plans:
                for usage in plan.usages:
                    if usage.schedules:
                        self._metric(usage)
        for offer in selling.offers:
            self._offer(offer)
        for discount in selling.discounts:
            self._coupon(discount)

    # --- items and metrics ------------------------------------------------

    def _item(self, key: str, label: str) -> str:
        if key not in self.items:
            body = {"name": text(label, key, 250), "metadata": {"pricelang_key": key.replace(" ", "_")}}
            self.items[key] = self.requests.add(f"item {key}", "/v1/items", body, of="ItemCreateParams")
        return reference(self.items[key])

    def _metric(self, line: UsageLine) -> None:
        if line.key in self.metrics:
            return
        found = self.events.of(line)
        if found.aggregation == "last":
            self.reading.lose("aggregation", found.event, line.about)
        item = self._item(line.key, line.label)
        body = {
            "name": text(line.label, line.key, 250),
            "description": None,
            "item_id": item,
            "sql": sql(found),
            "metadata": {"pricelang_key": line.key},
        }
        name = f"metric_{line.key}"
        self.metrics[line.key] = self.requests.add(name, "/v1/metrics", body, of="MetricCreateParams")

    # --- plans ------------------------------------------------------------

    def _offer(self, offer: Offer) -> None:
        if offer.custom is not None and not offer.fees and not any(plan.usages for plan in offer.plans):
            return
        if offer.kind == "addon":
            self.reading.lose("add-on-plan", offer.span, offer.about)
        for grant in offer.features:
            value = plain_value(grant.value)
            said = f"{grant.feature}{f' {value}' if value is not None else ''}"
            self.reading.lose("feature", grant, offer.about, said)
        for plan in offer.plans:
            for currency in offer.currencies_at(plan.interval):
                self._plan(offer, plan, currency)

    def _plan(self, offer: Offer, plan: Plan, currency: str) -> None:
        prefix = "" if offer.kind == "tier" else "addon_"
        suffix = f"_{currency.lower()}" if len(offer.currencies) > 1 else ""
        key = self.keys.of(f"{prefix}{offer.key}_{words(plan.interval)}{suffix}")
        phase = 2 if offer.trial is not None and plan.interval is not None else None
        placed = {"plan_phase_order": phase} if phase else {}
        prices = [
            {"price": self._fee(offer, line, one), **placed} for line, one in offer.fees_at(plan.interval, currency)
        ]
        adjustments: list[dict[str, Any]] = []
        for line in plan.usages:
            schedule = next((one for one in line.schedules if one.currency == currency), None)
            made = modelled(self.reading, schedule, line, line.about) if schedule is not None else None
            if schedule is None or made is None:
                continue
            price = cadence(self.reading, line.period, line, line.about) | {
                "name": text(line.label, line.key, 250),
                "item_id": reference(self.items[line.key]),
                "billable_metric_id": reference(self.metrics[line.key]),
                "billed_in_advance": False,
            }
            prices.append({"price": price | made, **placed})
            adjustments += [{"adjustment": one, **placed} for one in self._bounds(line, schedule)]
        body: dict[str, Any] = {
            "name": text(offer.label, offer.key, 250),
            "currency": currency,
            "external_plan_id": key,
            "prices": prices,
            "metadata": described(self.reading, offer),
        }
        if adjustments:
            body["adjustments"] = adjustments
        if offer.trial is not None and phase:
            body["plan_phases"] = self._phases(offer, plan)
        self.requests.add(f"plan_{key}", "/v1/plans", body, of="PlanCreateParams")

    def _fee(self, offer: Offer, line: FeeLine, one: FeeAt) -> dict[str, Any]:
        seats = offer.tier.seats if offer.tier is not None else ()
        least = next((s.minimum for s in seats if line.per is not None and s.kind == line.per.name), 1)
        made = modelled(self.reading, one.schedule, one, line.about) or {
            "model_type": "unit",
            "unit_config": {"unit_amount": "0"},
        }
        price = cadence(self.reading, one.period, one, line.about) | {
            "name": text(line.label, line.key, 250),
            "item_id": reference(self.items[f"fee {line.key}"]),
            "billed_in_advance": True,
            "fixed_price_quantity": least if line.per is not None else 1,
        }
        if line.per is not None:
            price["metadata"] = {"pricelang_seat": line.per.name}
        return price | made

    def _bounds(self, line: UsageLine, schedule: Schedule) -> list[dict[str, Any]]:
        item = reference(self.items[line.key])
        found: list[dict[str, Any]] = []
        for kind, bound in (("minimum", schedule.minimum), ("maximum", schedule.maximum)):
            if bound is None:
                continue
            amount = decimal_text(Fraction(bound), PLACES)
            if amount is None:
                self.reading.lose("too-fine", line, line.about)
                continue
            one: dict[str, Any] = {
                "adjustment_type": kind,
                f"{kind}_amount": amount,
                "applies_to_item_ids": [item],
            }
            found.append(one | ({"item_id": item} if kind == "minimum" else {}))
        return found

    def _phases(self, offer: Offer, plan: Plan) -> list[dict[str, Any]]:
        assert offer.trial is not None
        length: Period = offer.trial.length
        count, unit = months(length), "monthly"
        if count is None:
            count, unit = days(length), "daily"
        if count is None:
            self.reading.lose("trial-length", offer.trial, offer.about)
            return []
        if any(line.schedules for line in plan.usages):
            self.reading.lose("trial", offer.trial, offer.about)
        return [{"order": 1, "duration": count, "duration_unit": unit}, {"order": 2, "duration": None}]

    # --- coupons ----------------------------------------------------------

    def _coupon(self, one: Discount) -> None:
        about = f"discount {one.name}"
        if one.free is not None:
            self.reading.lose("free-period", one, about)
            return
        discount: dict[str, Any]
        if one.percent is not None:
            share = exact_number(one.percent / 100)
            if share is None or not 0 < one.percent <= 100:
                self.reading.lose("too-fine", one, about)
                return
            discount = {"discount_type": "percentage", "percentage_discount": share}
        elif one.amount is not None:
            amount = decimal_text(one.amount.amount, PLACES)
            if amount is None:
                self.reading.lose("too-fine", one, about)
                return
            if set(self.reading.currencies) != {one.amount.currency}:
                self.reading.lose("discount", one, about, one.amount.currency)
            discount = {"discount_type": "amount", "amount_discount": amount}
        else:
            self.reading.lose("free-period", one, about)
            return
        if one.code is None:
            self.reading.lose("discount", one, about, "no code")
        body: dict[str, Any] = {
            "discount": discount,
            "redemption_code": self.reading.exact(one.code or one.name, one, about),
        }
        if one.lasts is not None:
            length = months(one.lasts)
            if length is None:
                self.reading.lose("discount-length", one, about)
                return
            body["duration_in_months"] = length
        if one.label != one.name:
            self.reading.report.remark(about, one.label)
        self.requests.add(f"coupon_{one.name}", "/v1/coupons", body, of="CouponCreateParams")


def sql(found: Metered) -> str:
    """The metric's query over its events."""
    name = found.name.replace("'", "''")
    column = found.property or ""
    if not re.fullmatch(r"[a-z_][a-z0-9_]*", column):
        column = '"' + column.replace('"', '""') + '"'
    how = {
        "count": "COUNT(*)",
        "sum": f"SUM({column})",
        "max": f"MAX({column})",
        "last": f"MAX({column})",
        "unique": f"COUNT(DISTINCT {column})",
    }
    return f"SELECT {how[found.aggregation]} FROM events WHERE event_name = '{name}'"
