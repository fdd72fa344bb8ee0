"""Rate cards and packages, and the metrics and products that they refer to, in the order that Metronome needs."""

from __future__ import annotations

from decimal import Decimal
from fractions import Fraction
from typing import Any

from pricelang.catalog.period import Period
from pricelang.record import Record
from pricelang.source import Span
from pricelang.targets._described import described
from pricelang.targets._events import Events
from pricelang.targets._model import (
    FeeAt,
    FeeLine,
    Offer,
    Plan,
    Schedule,
    Selling,
    UsageLine,
    days,
    months,
    same,
    words,
)
from pricelang.targets._numbers import exact_number
from pricelang.targets._reading import Reading
from pricelang.targets._requests import Keys, Requests, reference, text
from pricelang.targets._values import plain_value

CURRENCY = "USD"
_FREQUENCIES = {1: "MONTHLY", 3: "QUARTERLY", 12: "ANNUAL"}
_AGGREGATIONS = {"count": "COUNT", "sum": "SUM", "max": "MAX", "last": "LATEST", "unique": "UNIQUE"}


class Packages:
    """Adds the requests of one catalog."""

    def __init__(self, reading: Reading, requests: Requests) -> None:
        self.reading = reading
        self.requests = requests
        self.events = Events(reading)
        self.keys = Keys(200)
        self.metrics: dict[str, str] = {}
        self.products: dict[str, str] = {}
        effective = reading.effective
        self.start = f"{effective.isoformat() if effective is not None else '2020-01-01'}T00:00:00Z"

    def add(self, selling: Selling) -> None:
        """Everything, in order."""
        for offer in selling.offers:
            self._offer(offer)
        for discount in selling.discounts:
            self.reading.lose("discount", discount, f"discount {discount.name}")

    # --- metrics and products ---------------------------------------------

    def _metric(self, line: UsageLine) -> str:
        if line.key not in self.metrics:
            found = self.events.of(line)
            body: dict[str, Any] = {
                "name": text(line.label, line.key, 250),
                "aggregation_type": _AGGREGATIONS[found.aggregation],
                "event_type_filter": {"in_values": [found.name]},
            }
            if found.property is not None:
                body["aggregation_key"] = found.property
                body["property_filters"] = [{"name": found.property, "exists": True}]
            self.metrics[line.key] = self.requests.add(
                f"metric_{line.key}",
                "/v1/billable-metrics/create",
                body,
                of="BillableMetricCreateParams",
            )
        return reference(self.metrics[line.key], "data.id")

    def _product(self, key: str, body: dict[str, Any]) -> str:
        if key not in self.products:
            path = "/v1/contract-pricing/products/create"
            self.products[key] = self.requests.add(f"product {key}", path, body, of="ProductCreateParams")
        return reference(self.products[key], "data.id")

    def _usage_product(self, line: UsageLine, block: Decimal | None) -> str:
        body: dict[str, Any] = {
            "name": text(line.label, line.key, 250),
            "type": "USAGE",
            "billable_metric_id": self._metric(line),
        }
        if block is None:
            return self._product(line.key, body)
        size = self._number(block, line, line.about)
        body["quantity_conversion"] = {"conversion_factor": size, "operation": "DIVIDE"}
        body["quantity_rounding"] = {"decimal_places": 0, "rounding_method": "ROUND_UP"}
        return self._product(f"{line.key} by {block.normalize():f}", body)

    # --- rate cards and packages ------------------------------------------

    def _offer(self, offer: Offer) -> None:
        if offer.custom is not None and not offer.fees and not any(plan.usages for plan in offer.plans):
            return
        if CURRENCY not in offer.currencies:
            self.reading.lose("currency", offer.place_in(offer.currencies[0]), offer.about, ", ".join(offer.currencies))
            return
        others = [one for one in offer.currencies if one != CURRENCY]
        if others:
            self.reading.lose("other-currencies", offer.place_in(others[0]), offer.about, ", ".join(others))
        if offer.kind == "addon":
            self.reading.lose("add-on-plan", offer.span, offer.about)
        if offer.trial is not None:
            self.reading.lose("trial", offer.trial, offer.about, words(offer.trial.length))
        for grant in offer.features:
            value = plain_value(grant.value)
            label = self.reading.label(grant.feature)
            self.reading.lose("feature", grant, offer.about, label if value is None else f"{label}: {value}")
        for key, said in described(self.reading, offer, values=False).items():
            if key != "pricelang_key":
                self.reading.report.remark(offer.about, f"{key.removeprefix('pricelang_')}: {said}")
        for plan in offer.plans:
            if CURRENCY in offer.currencies_at(plan.interval):
                self._package(offer, plan)
            else:
                self.reading.lose("currency", offer.place_of(plan.interval), offer.about, words(plan.interval))

    def _package(self, offer: Offer, plan: Plan) -> None:
        prefix = "" if offer.kind == "tier" else "addon_"
        key = self.keys.of(f"{prefix}{offer.key}_{words(plan.interval)}")
        rates: list[dict[str, Any]] = []
        body: dict[str, Any] = {"name": text(offer.label, offer.key, 250), "aliases": [{"name": key}]}
        subscriptions, charges = [], []
        for line, one in offer.fees_at(plan.interval, CURRENCY):
            only = one.schedule.single
            if only is None or only.block != 1:
                self.reading.lose("seat-steps", one, line.about)
                continue
            price = self._cents(only.price, one, line.about)
            if line.once:
                charges.append(self._charge(offer, line, price))
            else:
                rate, subscription = self._subscription(offer, plan, line, one, price)
                rates.append(rate)
                subscriptions.append(subscription)
        for usage in plan.usages:
            schedule = next((one for one in usage.schedules if one.currency == CURRENCY), None)
            found = self._rate(usage, schedule) if schedule is not None else None
            rates += [found] if found is not None else []
        card_path = "/v1/contract-pricing/rate-cards/create"
        card_body = {"name": body["name"], "aliases": [{"name": key}]}
        card = self.requests.add(f"card_{key}", card_path, card_body, of="RateCardCreateParams")
        body["rate_card_id"] = reference(card, "data.id")
        if rates:
            held = [one | {"entitled": True, "starting_at": self.start} for one in rates]
            added = {"rate_card_id": reference(card, "data.id"), "rates": held}
            path = "/v1/contract-pricing/rate-cards/addRates"
            self.requests.add(f"rates_{key}", path, added, of="RateAddManyParams")
        if subscriptions:
            body["subscriptions"] = subscriptions
        if charges:
            body["scheduled_charges"] = charges
        used = [line for line in plan.usages if line.schedules]
        if used:
            body["usage_statement_schedule"] = {"frequency": self._frequency(used[0].period, used[0], used[0].about)}
        self.requests.add(f"package_{key}", "/v1/packages/create", body, of="PackageCreateParams")

    def _subscription(
        self, offer: Offer, plan: Plan, line: FeeLine, one: FeeAt, price: str | int
    ) -> tuple[dict[str, Any], dict[str, Any]]:
        if not same(one.period, plan.interval):
            self.reading.lose("mixed-intervals", one, line.about, words(one.period))
        name = text(line.label, line.key, 250)
        product = self._product(f"fee {line.key}", {"name": name, "type": "SUBSCRIPTION"})
        frequency = self._frequency(one.period, one, line.about)
        seats = offer.tier.seats if offer.tier is not None else ()
        least = next((s.minimum for s in seats if line.per is not None and s.kind == line.per.name), 1)
        rate = {"product_id": product, "rate_type": "SUBSCRIPTION", "billing_frequency": frequency, "price": price}
        subscription: dict[str, Any] = {
            "name": name,
            "collection_schedule": "ADVANCE",
            "proration": {"is_prorated": False},
            "subscription_rate": {"billing_frequency": frequency, "product_id": product},
            "initial_quantity": least if line.per is not None else 1,
        }
        if line.per is not None:
            subscription |= {"quantity_management_mode": "QUANTITY_ONLY", "description": f"per {line.per.name}"}
        return rate, subscription

    def _charge(self, offer: Offer, line: FeeLine, price: str | int) -> dict[str, Any]:
        product = self._product(f"fee {line.key}", {"name": text(line.label, line.key, 250), "type": "FIXED"})
        now = {"date_offset": {"unit": "DAYS", "value": 0}, "quantity": 1, "unit_price": price}
        if line.per is not None:
            self.reading.lose("seat-steps", line, line.about)
        return {"product_id": product, "schedule": {"schedule_items": [now]}}

    def _rate(self, line: UsageLine, schedule: Schedule) -> dict[str, Any] | None:
        span = schedule.span or line
        only = schedule.single
        if only is not None and only.started:
            if schedule.included:
                self.reading.lose("blocks-after-included", span, line.about)
            price = self._cents(only.price, span, line.about)
            return {"product_id": self._usage_product(line, only.block), "rate_type": "FLAT", "price": price}
        if only is not None and not schedule.included:
            price = self._cents(only.price, span, line.about)
            return {"product_id": self._usage_product(line, None), "rate_type": "FLAT", "price": price}
        if schedule.mode == "volume":
            self.reading.lose("usage-volume", span, line.about)
            return None
        tiers: list[dict[str, Any]] = []
        if schedule.included:
            tiers.append({"size": self._number(schedule.included, span, line.about), "price": 0})
        start = Decimal(0)
        for step in schedule.steps:
            where = step.span or span
            if step.started and step.block != 1:
                self.reading.lose("blocks-in-steps", where, line.about)
            if step.flat:
                self.reading.lose("flat-in-steps", where, line.about)
            tier: dict[str, Any] = {"price": self._cents(step.price, where, line.about)}
            if step.up_to is not None:
                tier["size"] = self._number(step.up_to - start, where, line.about)
                start = step.up_to
            tiers.append(tier)
        if "size" in tiers[-1]:
            self.reading.lose("closed-price", span, line.about)
        return {"product_id": self._usage_product(line, None), "rate_type": "TIERED", "tiers": tiers}

    # --- values -----------------------------------------------------------

    def _frequency(self, period: Period | None, value: Record, about: str) -> str:
        found = None
        if period is not None:
            found = _FREQUENCIES.get(months(period) or 0) or ("WEEKLY" if days(period) == 7 else None)
        if found is None:
            self.reading.lose("interval", value, about, words(period))
        return found or "MONTHLY"

    def _cents(self, amount: Fraction, value: Record | Span, about: str) -> str | int:
        return self._number(amount * 100, value, about)

    def _number(self, amount: Fraction | Decimal, value: Record | Span, about: str) -> str | int:
        found = exact_number(amount)
        if found is None:
            self.reading.lose("inexact-number", value, about)
        return found or 0
