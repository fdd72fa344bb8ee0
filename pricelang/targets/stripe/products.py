"""Products and what hangs on them: meters, prices, features, coupons, in the order in which Stripe has to have them."""

from __future__ import annotations

import re
from datetime import UTC, datetime
from typing import Any

from pricelang.catalog.catalog import Discount
from pricelang.catalog.goods import FeatureGrant
from pricelang.catalog.period import Period
from pricelang.targets._amounts import decimal_text
from pricelang.targets._events import Events
from pricelang.targets._model import FeeAt, FeeLine, Offer, Selling, UsageLine, days, months, same, words
from pricelang.targets._reading import Reading
from pricelang.targets._requests import Keys, Requests, identifier, number, reference, text
from pricelang.targets._values import plain_value
from pricelang.targets.stripe.amounts import COARSE, UNCLEAR, flat
from pricelang.targets.stripe.prices import bodies, recurring

_AGGREGATIONS = {"count": "count", "sum": "sum", "last": "last", "max": "last", "unique": "sum"}


class Products:
    """Adds the requests of one catalog."""

    def __init__(self, reading: Reading, requests: Requests) -> None:
        self.reading = reading
        self.requests = requests
        self.meters: dict[str, str] = {}
        self.events = Events(reading, 100)
        self.features: dict[str, str] = {}
        self.lookups = Keys(200)
        self.ladders = {
            name: (ladder.name, place)
            for ladder in reading.catalog.ladders
            for place, name in enumerate(ladder.tiers, start=1)
        }

    def add(self, selling: Selling) -> None:
        """Everything, in order."""
        for offer in selling.offers:
            for plan in offer.plans:
                for line in plan.usages:
                    if line.schedules:
                        self._meter(line)
        for offer in selling.offers:
            self._offer(offer)
        for discount in selling.discounts:
            self._coupon(discount)

    # --- meters -----------------------------------------------------------

    def _meter(self, line: UsageLine) -> None:
        if line.key in self.meters:
            return
        found = self.events.of(line)
        if found.aggregation in ("max", "unique"):
            self.reading.lose("aggregation", found.event, line.about, found.aggregation)
        formula = _AGGREGATIONS[found.aggregation]
        body: dict[str, Any] = {
            "display_name": text(line.label, line.key, 250),
            "event_name": found.name,
            "default_aggregation": {"formula": formula},
            "customer_mapping": {"type": "by_id", "event_payload_key": "stripe_customer_id"},
        }
        if formula != "count":
            body["value_settings"] = {"event_payload_key": found.property}
        self.meters[line.key] = self.requests.add(
            f"meter_{line.key}", "/v1/billing/meters", body, of="MeterCreateParams"
        )

    # --- products ---------------------------------------------------------

    def _offer(self, offer: Offer) -> None:
        name = f"{'' if offer.kind == 'tier' else 'addon_'}{offer.key}"
        product = self._product(offer, name)
        trial = self._trial(offer)
        keys: set[str] = set()
        for line in offer.fees:
            own = any(one.period is not None for one in line.at)
            self._fee(offer, line, name, product, trial if own else None)
            trial = None if own else trial
        if offer.free and not offer.fees:
            currencies = [one.lower() for one in offer.currencies if one not in UNCLEAR]
            body: dict[str, Any] = {"unit_amount": 0, "currency": currencies[0] if currencies else "usd"}
            if currencies[1:]:
                body["currency_options"] = {one: {"unit_amount": 0} for one in currencies[1:]}
            self._price(name, "base_monthly", product, body | {"recurring": {"interval": "month"}}, "Free")
        done: list[tuple[str, Period, object]] = []
        for plan in offer.plans:
            for usage in plan.usages:
                if usage.schedules and (usage.key, usage.period, usage.schedules) not in done:
                    done.append((usage.key, usage.period, usage.schedules))
                    self._usage(offer, usage, name, product, keys, trial)
        for grant in offer.features:
            self._feature(offer, grant, name, product)

    def _product(self, offer: Offer, name: str) -> str:
        meta = {"pricelang_key": offer.key, "pricelang_kind": offer.kind}
        if offer.was:
            meta["pricelang_was"] = offer.was
        if offer.custom is not None:
            meta["pricelang_custom"] = "true"
        if offer.packages:
            meta["pricelang_packages"] = text(", ".join(offer.packages), "-", 500)
        if offer.tier is not None:
            tier = offer.tier
            if tier.name in self.ladders:
                ladder, place = self.ladders[tier.name]
                meta |= {"pricelang_ladder": ladder, "pricelang_place": str(place)}
            if tier.recommended:
                meta["pricelang_recommended"] = "true"
            if tier.unlisted:
                meta["pricelang_unlisted"] = "true"
        for grant in offer.features:
            value = plain_value(grant.value)
            if value is not None:
                self.reading.lose("feature-values", grant, offer.about, f"{grant.feature} {value}")
                if len(meta) < 50:
                    meta[f"feature_{grant.feature}"[:40]] = text(value, "-", 500)
        prefix = f"{self.reading.catalog.product.name}_" if self.reading.catalog.product is not None else ""
        body = {"id": f"{prefix}{name}", "name": text(offer.label, offer.key, 250), "metadata": meta}
        return self.requests.add(f"product_{name}", "/v1/products", body, of="ProductCreateParams")

    def _trial(self, offer: Offer) -> int | None:
        if offer.trial is None:
            return None
        length = offer.trial.length
        count = days(length) or (months(length) or 0) * 30
        self.reading.lose("trial", offer.trial, offer.about, plain_value(length) or "")
        return count or 1

    def _fee(self, offer: Offer, line: FeeLine, name: str, product: str, trial: int | None) -> None:
        groups: list[list[FeeAt]] = []
        for one in line.at:
            group = next((found for found in groups if same(found[0].period, one.period)), None)
            if group is None:
                groups.append([one])
            else:
                group.append(one)
        for group in groups:
            period = group[0].period
            ordered = sorted(group, key=lambda one: _place(offer, one.schedule.currency))
            schedules = [one.schedule for one in ordered]
            for schedule in schedules:
                only = schedule.single
                # each bill is of so many seats: where Stripe bills no single minor unit, no seat may cost one
                coarse = schedule.currency in COARSE
                billed = [step.price for step in schedule.steps] if coarse else [only.price] if only else []
                if (line.per is None or coarse) and any(flat(one, schedule.currency) is None for one in billed):
                    self.reading.lose("too-fine", schedule.span or group[0], line.about)
            made = bodies(self.reading, schedules, group[0], line.about)
            for place, body in enumerate(made):
                if period is not None:
                    body["recurring"] = recurring(self.reading, period, group[0], line.about)
                    body["recurring"]["usage_type"] = "licensed"
                    if trial:
                        body["recurring"]["trial_period_days"] = trial
                elif "tiers" in body:
                    self.reading.lose("blocks-in-steps", group[0], line.about)
                    continue
                suffix = f"_{body['currency']}" if place else ""
                key = f"{line.key}_{words(period)}{suffix}"
                if line.per is not None and line.per.kind == "seat":
                    body["metadata"] = {"pricelang_seat": line.per.name}
                elif line.per is not None:
                    body["metadata"] = {"pricelang_quantity_of": line.per.name}
                self._price(name, key, product, body, line.label)

    def _usage(self, offer: Offer, line: UsageLine, name: str, product: str, keys: set[str], trial: int | None) -> None:
        schedules = sorted(line.schedules, key=lambda one: _place(offer, one.currency))
        for body in bodies(self.reading, schedules, line, line.about):
            body["recurring"] = recurring(self.reading, line.period, line, line.about) | {
                "usage_type": "metered",
                "meter": reference(self.meters[line.key]),
            }
            if trial:
                body["recurring"]["trial_period_days"] = trial
            key = base = f"{line.key}_{words(line.period)}"
            count = 2
            while key in keys:
                key = f"{base}_{count}"
                count += 1
            keys.add(key)
            if line.when:
                conditions = "; ".join(f"{one.attribute}={'|'.join(one.values)}" for one in line.when)
                body["metadata"] = {"pricelang_when": text(conditions, "-", 500)}
            self._price(name, key, product, body, line.label)

    def _price(self, offer: str, key: str, product: str, body: dict[str, Any], label: str) -> None:
        prefix = f"{self.reading.catalog.product.name}_" if self.reading.catalog.product is not None else ""
        # a metric may have the name of a fee: both prices need a key of their own
        kind = "usage" if "meter" in body.get("recurring", {}) else "fee"
        whole = {
            "product": reference(product),
            **body,
            "nickname": text(label, key, 250),
            "lookup_key": self.lookups.of(f"{product} {kind} {key}", f"{prefix}{offer}_{key}"),
        }
        self.requests.add(f"price_{offer}_{key}", "/v1/prices", whole, of="PriceCreateParams")

    # --- features and coupons ---------------------------------------------

    def _feature(self, offer: Offer, grant: FeatureGrant, name: str, product: str) -> None:
        if grant.feature not in self.features:
            label = self.reading.label(grant.feature)
            body = {"name": text(label, grant.feature, 80), "lookup_key": text(grant.feature, "feature", 80)}
            self.features[grant.feature] = self.requests.add(
                f"feature_{grant.feature}", "/v1/entitlements/features", body, of="FeatureCreateParams"
            )
        self.requests.add(
            f"{identifier(name)}_has_{grant.feature}",
            f"/v1/products/{reference(product)}/features",
            {"entitlement_feature": reference(self.features[grant.feature])},
            of="ProductFeatureCreateParams",
        )

    def _coupon(self, one: Discount) -> None:
        about = f"discount {one.name}"
        body: dict[str, Any] = {"id": one.name, "name": text(one.label, one.name, 40)}
        if one.free is not None:
            self.reading.lose("free-period", one, about)
            return
        if one.percent is not None:
            body["percent_off"] = int(one.percent) if one.percent == int(one.percent) else number(one.percent)
            if not 0 < one.percent <= 100 or decimal_text(one.percent, 4) is None:
                self.reading.lose("too-fine", one, about)
                return
        elif one.amount is not None:
            units = flat(one.amount.amount, one.amount.currency)
            if units is None or one.amount.currency in UNCLEAR:
                self.reading.lose("too-fine", one, about)
                return
            body |= {"amount_off": units, "currency": one.amount.currency.lower()}
        else:
            self.reading.report.remark(about, "takes nothing off")
            return
        body["duration"] = "forever"
        if one.lasts is not None:
            length = months(one.lasts)
            if length is None:
                self.reading.lose("discount-length", one, about, f"{one.lasts.count} {one.lasts.unit}s")
                return
            body |= {"duration": "repeating", "duration_in_months": length}
        if one.until is not None:
            body["redeem_by"] = int(datetime(one.until.year, one.until.month, one.until.day, tzinfo=UTC).timestamp())
        coupon = self.requests.add(f"coupon_{one.name}", "/v1/coupons", body, of="CouponCreateParams")
        if one.code is not None and not re.fullmatch(r"[A-Za-z0-9-]{1,500}", one.code):
            self.reading.lose("discount-code", one, about, one.code)
        elif one.code is not None:
            promotion = {"promotion": {"type": "coupon", "coupon": reference(coupon)}, "code": one.code}
            self.requests.add(f"code_{one.name}", "/v1/promotion_codes", promotion, of="PromotionCodeCreateParams")


def _place(offer: Offer, currency: str) -> int:
    return offer.currencies.index(currency) if currency in offer.currencies else len(offer.currencies)
