"""Plans, add-ons and what they need, in the order in which OpenMeter has to have them."""

from __future__ import annotations

from typing import Any

from pricelang.catalog.period import Period
from pricelang.source import Span
from pricelang.targets._amounts import decimal_text
from pricelang.targets._model import FeeAt, FeeLine, Offer, Plan, Selling, UsageLine, days, months, times, words
from pricelang.targets._reading import Reading
from pricelang.targets._requests import Keys, Requests, reference, text
from pricelang.targets.openmeter.features import Features
from pricelang.targets.openmeter.prices import PLACES, priced

_MONTHS = {1: "P1M", 3: "P3M", 6: "P6M", 12: "P1Y"}
_WEEKS = {7: "P1W", 14: "P2W", 28: "P4W"}


def cadence(period: Period) -> str | None:
    """A period as one of the cadences that a plan may have; None for any other."""
    return _MONTHS.get(months(period) or 0) or _WEEKS.get(days(period) or 0)


def duration(period: Period) -> str:
    """A period as an ISO 8601 duration."""
    match period.unit:
        case "second" | "minute" | "hour":
            return f"PT{period.count}{period.unit[0].upper()}"
        case "quarter":
            return f"P{3 * period.count}M"
        case unit:
            return f"P{period.count}{unit[0].upper()}"


class Plans:
    """Adds the requests of one catalog."""

    def __init__(self, reading: Reading, requests: Requests) -> None:
        self.reading = reading
        self.requests = requests
        self.keys = Keys()
        self.features = Features(reading, requests)
        self.plans: list[tuple[str, Offer, Period, str]] = []

    def add(self, selling: Selling) -> None:
        """Everything, in order."""
        self.features.add(selling)
        for offer in selling.offers:
            if offer.kind == "tier":
                self._offer(offer)
        for offer in selling.offers:
            if offer.kind == "addon":
                self._add_on(offer)
        for discount in selling.discounts:
            self.reading.lose("discount", discount, f"discount {discount.name}")

    # --- offers -----------------------------------------------------------

    def _offer(self, offer: Offer) -> None:
        if offer.custom is not None and not offer.fees and not any(plan.usages for plan in offer.plans):
            return
        for plan in offer.plans:
            for currency in offer.currencies_at(plan.interval):
                every = cadence(plan.interval) if plan.interval is not None else None
                if plan.interval is None or every is None:
                    self.reading.lose("interval", offer.place_of(plan.interval), offer.about, words(plan.interval))
                    continue
                self._plan(offer, plan, plan.interval, every, currency)

    def _plan(self, offer: Offer, plan: Plan, interval: Period, every: str, currency: str) -> None:
        suffix = f"_{currency.lower()}" if len(offer.currencies) > 1 else ""
        key = self.keys.of(f"{offer.key}_{words(interval)}{suffix}")
        cards = self._cards(offer, plan, interval, currency)
        phases: list[dict[str, Any]] = [{"key": "default", "name": "Default", "duration": None, "rateCards": cards}]
        if offer.trial is not None:
            open_cards = [_without_price(card) for card in cards if "entitlementTemplate" in card]
            trial = {"key": "trial", "name": "Trial", "duration": duration(offer.trial.length), "rateCards": open_cards}
            phases.insert(0, trial)
        body = {
            "key": key,
            "name": text(offer.label, offer.key, 256),
            "currency": currency,
            "billingCadence": every,
            "metadata": self._meta(offer),
            "phases": phases,
        }
        name = self.requests.add(f"plan_{key}", "/api/v1/plans", body, of="PlanCreate")
        self.plans.append((name, offer, interval, currency))

    def _meta(self, offer: Offer) -> dict[str, str]:
        meta = {"pricelang_key": offer.key}
        if offer.packages:
            meta["packages"] = ", ".join(offer.packages)
        if offer.tier is not None:
            if offer.tier.recommended:
                meta["recommended"] = "true"
            if offer.tier.unlisted:
                meta["unlisted"] = "true"
            for ladder in self.reading.catalog.ladders:
                if offer.key in ladder.tiers:
                    meta |= {"ladder": ladder.name, "place": str(ladder.tiers.index(offer.key) + 1)}
        return meta

    def _add_on(self, offer: Offer) -> None:
        for plan in offer.plans:
            for currency in offer.currencies_at(plan.interval):
                suffix = f"_{currency.lower()}" if len(offer.currencies) > 1 else ""
                key = self.keys.of(f"addon_{offer.key}_{words(plan.interval)}{suffix}")
                cards = self._cards(offer, plan, plan.interval, currency)
                if not cards:
                    sold_on = ", ".join(offer.package.available_on) if offer.package is not None else ""
                    self.reading.report.remark(
                        offer.about, f"not written: nothing has a price; sold on {sold_on or '-'}"
                    )
                    continue
                only_flat = all(card["type"] == "flat_fee" for card in cards)
                body = {
                    "key": key,
                    "name": text(offer.label, offer.key, 256),
                    "instanceType": "multiple" if only_flat and plan.interval is None else "single",
                    "currency": currency,
                    "rateCards": cards,
                    "metadata": {"pricelang_key": offer.key},
                }
                name = self.requests.add(f"addon_{key}", "/api/v1/addons", body, of="AddonCreate")
                self._attach(offer, name, plan.interval, currency, body["instanceType"] == "multiple")

    def _attach(self, offer: Offer, add_on: str, interval: Period | None, currency: str, many: bool) -> None:
        sold_on = offer.package.available_on if offer.package is not None else ()
        for plan, tier, own, paid_in in self.plans:
            if (sold_on and tier.key not in sold_on) or paid_in != currency:
                continue
            if interval is not None and not (times(own, interval) or times(interval, own)):
                self.reading.lose("add-on-interval", offer.span, offer.about, words(own))
                continue
            body: dict[str, Any] = {"addonId": reference(add_on), "fromPlanPhase": "default"}
            if many:
                body["maxQuantity"] = 1000
            self.requests.add(
                f"{plan}_sells_{add_on}", f"/api/v1/plans/{reference(plan)}/addons", body, of="PlanAddonCreate"
            )

    # --- rate cards -------------------------------------------------------

    def _cards(self, offer: Offer, plan: Plan, interval: Period | None, currency: str) -> list[dict[str, Any]]:
        cards: list[dict[str, Any]] = []
        for line, one in offer.fees_at(interval, currency):
            card = self._flat(line, one) if line.per is None else self._seats(line, one)
            if card is not None:
                cards.append(card)
        if offer.free and not offer.fees and interval is not None:
            cards.append(
                {"type": "flat_fee", "key": "base", "name": "Free", "billingCadence": cadence(interval), "price": None}
            )
        places: dict[int, Span | None] = {}
        for usage in plan.usages:
            found = self._usage(usage, currency)
            if found is not None:
                places[len(cards)] = usage.span
                cards.append(found)
        cards += [self.features.card(grant, interval) for grant in offer.features]
        seen: dict[str, int] = {}
        for place, card in enumerate(cards):
            seen[card["key"]] = seen.get(card["key"], 0) + 1
            if seen[card["key"]] > 1:
                if "featureKey" in card:
                    self.reading.lose("same-conditions", places.get(place, offer.span), offer.about, card["key"])
                card["key"] = f"{card['key']}_{seen[card['key']]}"
        return cards

    def _flat(self, line: FeeLine, one: FeeAt) -> dict[str, Any] | None:
        every = cadence(one.period) if one.period is not None else None
        if one.period is not None and every is None:
            self.reading.lose("interval", one, line.about, words(one.period))
        only = one.schedule.single
        amount = decimal_text(only.price, PLACES) if only is not None and only.block == 1 else None
        if amount is None:
            self.reading.lose("too-fine", one, line.about)
            return None
        return {
            "type": "flat_fee",
            "key": self.features.keys.of(f"fee {line.key}"),
            "name": text(line.label, line.key, 256),
            "billingCadence": every,
            "price": {"type": "flat", "amount": amount, "paymentTerm": "in_advance"},
        }

    def _seats(self, line: FeeLine, one: FeeAt) -> dict[str, Any] | None:
        assert line.per is not None
        every = cadence(one.period) if one.period is not None else None
        if every is None:
            self.reading.lose("interval", one, line.about, words(one.period))
            return None
        self.reading.lose("seats", one, line.about, line.per.name)
        made = priced(self.reading, one.schedule, one, line.about)
        if made is None:
            return None
        return self._usage_card(self.features.of_seat(line.per.name), line.label, every) | made

    def _usage(self, line: UsageLine, currency: str) -> dict[str, Any] | None:
        every = cadence(line.period)
        if every is None:
            self.reading.lose("interval", line, line.about, words(line.period))
            return None
        schedule = next((one for one in line.schedules if one.currency == currency), None)
        stops = line.stops and not line.schedules and line.included
        if schedule is None and not stops:
            return None
        card = self._usage_card(self.features.of_line(line), line.label, every)
        if schedule is not None:
            made = priced(self.reading, schedule, line, line.about)
            return None if made is None else card | made
        return card | self.features.limit(line)

    def _usage_card(self, feature: str, label: str, every: str) -> dict[str, Any]:
        return {
            "type": "usage_based",
            "key": feature,
            "name": text(label, feature, 256),
            "featureKey": feature,
            "billingCadence": every,
            "price": None,
        }


def _without_price(card: dict[str, Any]) -> dict[str, Any]:
    kept = {key: value for key, value in card.items() if key != "discounts"}
    return kept | {"price": None}
