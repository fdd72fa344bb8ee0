"""Plans and what they need, in the order in which Lago has to have them."""

from __future__ import annotations

from typing import Any

from pricelang.catalog.goods import Number
from pricelang.catalog.period import Period
from pricelang.record import Record
from pricelang.targets._amounts import whole_minor
from pricelang.targets._model import FeeAt, FeeLine, Offer, Plan, Selling, UsageLine, days, months, same, words
from pricelang.targets._reading import Reading
from pricelang.targets._requests import Requests, reference, text
from pricelang.targets._values import plain_value
from pricelang.targets.lago.beside import CURRENCIES, Beside
from pricelang.targets.lago.charges import model
from pricelang.targets.lago.commitments import committed

_INTERVALS = {1: "monthly", 3: "quarterly", 6: "semiannual", 12: "yearly"}
_AGGREGATIONS = {
    "count": "count_agg",
    "sum": "sum_agg",
    "max": "max_agg",
    "last": "latest_agg",
    "unique": "unique_count_agg",
}


class Plans:
    """Adds the requests of one catalog."""

    def __init__(self, reading: Reading, requests: Requests) -> None:
        self.reading = reading
        self.requests = requests
        self.metrics: dict[str, str] = {}
        self.features: dict[str, str] = {}
        self.beside = Beside(reading, requests)
        self.selling = Selling((), ())

    def add(self, selling: Selling) -> None:
        """Everything, in order."""
        self.selling = selling
        lines = [line for offer in selling.offers for plan in offer.plans for line in plan.usages if line.schedules]
        for line in lines:
            self._metric(line, [one for one in lines if one.of == line.of])
        self._features(selling)
        for offer in selling.offers:
            self._offer(offer)
        for discount in selling.discounts:
            self.beside.coupon(discount)

    # --- what plans refer to ----------------------------------------------

    def _metric(self, line: UsageLine, same_metric: list[UsageLine]) -> None:
        if line.of.name in self.metrics:
            return
        metric = self.reading.metrics.get(line.of.name) if line.of.kind == "metric" else None
        event = metric.event if metric is not None else None
        aggregation = _AGGREGATIONS[event.aggregation if event is not None else "sum"]
        body: dict[str, Any] = {
            "name": text(self.reading.label(line.of.name), line.of.name, 255),
            "code": line.of.name,
            "aggregation_type": aggregation,
            "recurring": False,
        }
        if event is not None and not self._shared(line.of.name, event.name):
            body["code"] = self.reading.exact(event.name, event, line.about)
        if aggregation != "count_agg":
            named = event.property if event is not None else None
            body["field_name"] = self.reading.exact(named, event, line.about) if named else "value"
        filters: dict[str, list[str]] = {}
        for one in same_metric:
            for key, own in self._values(one).items():
                values = filters.setdefault(key, [])
                values += [value for value in own if value not in values]
        if filters:
            body["filters"] = [{"key": key, "values": values} for key, values in filters.items()]
        self.metrics[line.of.name] = self.requests.add(
            f"metric_{line.of.name}",
            "/api/v1/billable_metrics",
            {"billable_metric": body},
            of="BillableMetricCreateInput",
        )

    def _values(self, line: UsageLine) -> dict[str, list[str]]:
        """The attributes of a row, and what they have to be."""
        return {one.attribute: [self.reading.exact(x, line, line.about) for x in one.values] for one in line.when}

    def _shared(self, metric: str, event: str) -> bool:
        """Whether something else has a code: Lago knows a metric by the code of its events."""
        others = [one for name, one in self.reading.metrics.items() if name != metric]
        events = [one.event.name for one in others if one.event is not None]
        return event in events or event in (*(one.name for one in others), *self.reading.credits)

    def _features(self, selling: Selling) -> None:
        grants = [grant for offer in selling.offers for grant in offer.features]
        for name in dict.fromkeys(grant.feature for grant in grants):
            values = [grant.value for grant in grants if grant.feature == name and grant.value is not None]
            body: dict[str, Any] = {"code": name, "name": text(self.reading.label(name), name, 255)}
            if values:
                counted = all(isinstance(one, Number) and one.value == int(one.value) for one in values)
                body["privileges"] = [{"code": "value", "value_type": "integer" if counted else "string"}]
                self.features[name] = "integer" if counted else "string"
            else:
                self.features[name] = "flag"
            self.requests.add(f"feature_{name}", "/api/v1/features", {"feature": body}, of="FeatureCreateInput")

    # --- plans ------------------------------------------------------------

    def _offer(self, offer: Offer) -> None:
        if offer.custom is not None and not offer.fees and not any(plan.usages for plan in offer.plans):
            return
        if offer.kind == "addon" and any(plan.interval is not None for plan in offer.plans):
            self.reading.lose("add-on-plan", offer.span, offer.about)
        for currency in offer.currencies:
            if currency not in CURRENCIES:
                self.reading.lose("currency", offer.place_in(currency), offer.about, currency)
                continue
            for plan in offer.plans:
                if currency not in offer.currencies_at(plan.interval):
                    continue
                if plan.interval is None:
                    self.beside.one_offs(offer, [line for line, _ in offer.fees_at(None, currency)], currency)
                else:
                    self._plan(offer, plan, plan.interval, currency)

    def _plan(self, offer: Offer, plan: Plan, interval: Period, currency: str) -> None:
        length = months(interval)
        named = _INTERVALS.get(length or 0) or ("weekly" if days(interval) == 7 else None)
        if named is None:
            self.reading.lose("interval", offer.place_of(interval), offer.about, words(interval))
            return
        prefix = "" if offer.kind == "tier" else "addon_"
        suffix = f"_{currency.lower()}" if len(offer.currencies) > 1 else ""
        code = f"{prefix}{offer.key}_{words(interval)}{suffix}"
        body: dict[str, Any] = {
            "name": text(offer.label, offer.key, 255),
            "code": code,
            "interval": named,
            "amount_cents": 0,
            "amount_currency": currency,
            "pay_in_advance": True,
        }
        fixed: list[tuple[FeeLine, FeeAt]] = []
        for line, one in offer.fees_at(interval, currency):
            if line.once:
                self.beside.one_offs(offer, [line], currency)
            elif line.per is None and not body["amount_cents"] and same(one.period, interval):
                body["amount_cents"] = self._base(line, one)
            else:
                fixed.append((line, one))
        self._rhythms(offer, plan, interval, body, fixed)
        if offer.trial is not None:
            body["trial_period"] = days(offer.trial.length) or 30 * (months(offer.trial.length) or 0)
            self.reading.lose("trial", offer.trial, offer.about)
        charges = self._charges(plan, currency)
        if charges:
            body["charges"] = charges
        least = committed(self.reading, offer, self.selling, interval, currency)
        if least is not None:
            body["minimum_commitment"] = {"amount_cents": least}
        meta = {"pricelang_key": offer.key}
        if offer.free:
            meta["free"] = "true"
        if offer.tier is not None and offer.tier.recommended:
            meta["recommended"] = "true"
        if offer.tier is not None and offer.tier.unlisted:
            meta["unlisted"] = "true"
        if offer.packages:
            meta["packages"] = text(", ".join(offer.packages), "-", 255)
        place = [
            (one.name, one.tiers.index(offer.key)) for one in self.reading.catalog.ladders if offer.key in one.tiers
        ]
        if place and offer.kind == "tier":
            meta |= {"ladder": place[0][0], "place": str(place[0][1] + 1)}
        body["metadata"] = meta
        self.requests.add(f"plan_{code}", "/api/v1/plans", {"plan": body}, of="PlanCreateInput")
        for line, one in fixed:
            self.beside.fixed(offer, code, line, one, currency)
        if offer.features:
            entitlements = {}
            for grant in offer.features:
                value = plain_value(grant.value)
                kind = self.features[grant.feature]
                shown: Any = int(value) if kind == "integer" and value is not None else text(value or "yes", "yes", 255)
                entitlements[grant.feature] = {} if kind == "flag" else {"value": shown}
                if kind == "integer" and value is None:
                    entitlements[grant.feature] = {}
            self.requests.add(
                f"entitlements_{code}",
                f"/api/v1/plans/{code}/entitlements",
                {"entitlements": entitlements},
                of="EntitlementUpdateInput",
            )

    def _base(self, line: FeeLine, one: FeeAt) -> int:
        only = one.schedule.single
        units = whole_minor(only.price, one.schedule.currency) if only is not None else None
        if units is None:
            self.reading.lose("too-fine", one, line.about)
        return units or 0

    def _rhythms(
        self, offer: Offer, plan: Plan, interval: Period, body: dict[str, Any], fixed: list[tuple[FeeLine, FeeAt]]
    ) -> None:
        """Whether the parts of a plan are billed as the plan is, or all monthly, which long plans can say."""
        month = Period(1, "month")
        long = (months(interval) or 0) in (6, 12)
        parts: list[tuple[str, list[tuple[Record, Period | None, str]]]] = [
            ("bill_charges_monthly", [(one, one.period, one.about) for one in plan.usages if one.schedules]),
            ("bill_fixed_charges_monthly", [(one, one.period, line.about) for line, one in fixed]),
        ]
        for key, found in parts:
            other = [one for one in found if not same(one[1], interval)]
            if not other:
                continue
            if long and all(same(period, month) for _, period, _ in found):
                body[key] = True
                continue
            for value, period, about in other:
                self.reading.lose("mixed-intervals", value, about, words(period))

    def _charges(self, plan: Plan, currency: str) -> list[dict[str, Any]]:
        charges = []
        for name in dict.fromkeys(line.of.name for line in plan.usages if line.schedules):
            lines = [line for line in plan.usages if line.of.name == name and line.schedules]
            plain = [line for line in lines if not line.when]
            rows = [line for line in lines if line.when]
            # prices with the same conditions add up, so that each further one is a charge of its own
            first = plain[:1] + rows
            charges += self._charge(name, first, currency)
            for line in plain[1:]:
                charges += self._charge(name, [line], currency)
        return charges

    def _charge(self, name: str, lines: list[UsageLine], currency: str) -> list[dict[str, Any]]:
        made = []
        schedules = [(line, next((s for s in line.schedules if s.currency == currency), None)) for line in lines]
        priced = [(line, schedule) for line, schedule in schedules if schedule is not None]
        stepped = len(priced) > 1 and any(one.single is None or one.included for _, one in priced)
        for line, schedule in priced:
            found = model(self.reading, schedule, line, line.about, stepped=stepped)
            if found is None:
                return []
            made.append((line, schedule, *found))
        if not made:
            return []
        if len({kind for _, _, kind, _ in made}) > 1:
            self.reading.lose("mixed-models", made[0][0], made[0][0].about)
            return []
        line, schedule, kind, properties = made[0]
        charge: dict[str, Any] = {
            "billable_metric_id": reference(self.metrics[name], "billable_metric.lago_id"),
            "charge_model": kind,
            "pay_in_advance": False,
            "invoice_display_name": text(line.label if not line.when else self.reading.label(name), name, 255),
            "properties": properties if not line.when else _nothing(kind),
        }
        rows = [one for one in made if one[0].when]
        if rows:
            charge["filters"] = [
                {
                    "invoice_display_name": text(one.label, one.key, 255),
                    "properties": own,
                    "values": self._values(one),
                }
                for one, _, _, own in rows
            ]
        for one, bounded, _, _ in made:
            if bounded.minimum is None:
                continue
            units = whole_minor(bounded.minimum, currency)
            if len(made) > 1:
                self.reading.lose("row-minimum", one, one.about)
            elif units is None:
                self.reading.lose("too-fine", one, one.about)
            else:
                self.reading.lose("minimum-premium", one, one.about)
                charge["min_amount_cents"] = units
        return [charge]


def _nothing(kind: str) -> dict[str, Any]:
    """The properties of a charge for uses that no filter fits: nothing is charged."""
    if kind == "standard":
        return {"amount": "0"}
    if kind == "package":
        return {"amount": "0", "package_size": 1, "free_units": 0}
    return {f"{kind}_ranges": [{"from_value": 0, "to_value": None, "per_unit_amount": "0", "flat_amount": "0"}]}
