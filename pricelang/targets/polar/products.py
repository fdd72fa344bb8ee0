"""Products and what hangs on them: meters, benefits, discounts, in the order in which Polar has to have them."""

from __future__ import annotations

import re
from decimal import Decimal
from fractions import Fraction
from typing import Any

from pricelang.catalog.catalog import Discount
from pricelang.catalog.goods import FeatureGrant
from pricelang.catalog.period import Period
from pricelang.targets._amounts import whole
from pricelang.targets._described import described
from pricelang.targets._events import Events
from pricelang.targets._model import FeeAt, FeeLine, Offer, Plan, Selling, UsageLine, days, months, same, words
from pricelang.targets._reading import Reading
from pricelang.targets._requests import Requests, reference, text
from pricelang.targets._values import plain_value
from pricelang.targets.polar.prices import CURRENCIES, fixed, metered, seat_based, whole_units

_MOST_UNITS = 2_147_483_647


def counted(period: Period, most: int) -> tuple[str, int] | None:
    """A period in years, months, weeks or days, and how many; None where it is none of them, or too many."""
    length = months(period)
    if length is not None:
        found = ("year", length // 12) if length % 12 == 0 else ("month", length)
    else:
        short = days(period)
        if short is None:
            return None
        found = ("week", short // 7) if short % 7 == 0 else ("day", short)
    return found if 1 <= found[1] <= most else None


class Products:
    """Adds the requests of one catalog."""

    def __init__(self, reading: Reading, requests: Requests) -> None:
        self.reading = reading
        self.requests = requests
        self.events = Events(reading)
        self.meters: dict[str, str] = {}
        self.benefits: dict[tuple[str, str], str] = {}

    def add(self, selling: Selling) -> None:
        """Everything, in order."""
        for offer in selling.offers:
            for plan in offer.plans:
                for line in plan.usages:
                    if line.schedules or line.included:
                        self._meter(line)
        for offer in selling.offers:
            self._offer(offer)
        for discount in selling.discounts:
            self._discount(discount)

    # --- meters and benefits ----------------------------------------------

    def _meter(self, line: UsageLine) -> None:
        if line.key in self.meters:
            return
        found = self.events.of(line)
        aggregation = found.aggregation
        if aggregation == "last":
            self.reading.lose("aggregation", found.event, line.about)
            aggregation = "max"
        how = {"func": aggregation} | ({"property": found.property} if found.property is not None else {})
        clause = {"property": "name", "operator": "eq", "value": found.name}
        body: dict[str, Any] = {
            "name": _named(line.label, line.key, 250),
            "filter": {"conjunction": "and", "clauses": [clause]},
            "aggregation": how,
            "metadata": {"pricelang_key": line.key},
        }
        self.meters[line.key] = self.requests.add(f"meter_{line.key}", "/v1/meters/", body, of="MeterCreate")

    def _credit(self, line: UsageLine, quantity: Decimal) -> str | None:
        """The benefit that gives what is included; None where it is lost."""
        units = whole(quantity)
        if units is None or units > _MOST_UNITS:
            self.reading.lose("steps-of-parts", line, line.about, f"{quantity:f}")
            return None
        key = (line.key, str(units))
        if key not in self.benefits:
            meter = reference(self.meters[line.key])
            body = {
                "type": "meter_credit",
                "description": _named(f"{units} {line.label}", line.key, 42),
                "properties": {"units": units, "rollover": False, "meter_id": meter},
                "metadata": {"pricelang_key": line.key},
            }
            self.benefits[key] = self.requests.add(
                f"benefit_{line.key}_{units}", "/v1/benefits/", body, of="BenefitCreate"
            )
        return self.benefits[key]

    def _flag(self, offer: Offer, grant: FeatureGrant) -> str:
        value = plain_value(grant.value)
        if value is not None:
            self.reading.lose("feature-values", grant, offer.about, f"{grant.feature} {value}")
        key = (grant.feature, value or "")
        if key not in self.benefits:
            label = self.reading.label(grant.feature)
            meta = {"pricelang_key": grant.feature} | ({"value": text(value, "-", 500)} if value is not None else {})
            body = {
                "type": "feature_flag",
                "description": _named(label if value is None else f"{label}: {value}", grant.feature, 42),
                "properties": {},
                "metadata": meta,
            }
            name = f"benefit_{grant.feature}{'_' + value if value is not None else ''}"
            self.benefits[key] = self.requests.add(name, "/v1/benefits/", body, of="BenefitCreate")
        return self.benefits[key]

    # --- products ---------------------------------------------------------

    def _offer(self, offer: Offer) -> None:
        if offer.custom is not None and not offer.fees and not any(plan.usages for plan in offer.plans):
            return
        for currency in offer.currencies:
            if currency not in CURRENCIES:
                self.reading.lose("currency", offer.place_in(currency), offer.about, currency)
                continue
            for line in offer.fees:
                if line.once and any(plan.interval is not None for plan in offer.plans):
                    self._beside(offer, line, currency)
            for plan in offer.plans:
                if currency in offer.currencies_at(plan.interval):
                    self._product(offer, plan, currency)

    def _key(self, offer: Offer, rest: str, currency: str) -> str:
        prefix = "" if offer.kind == "tier" else "addon_"
        return f"{prefix}{rest}{f'_{currency.lower()}' if len(offer.currencies) > 1 else ''}"

    def _beside(self, offer: Offer, line: FeeLine, currency: str) -> None:
        for one in line.at:
            if one.schedule.currency != currency:
                continue
            self.reading.lose("one-off-fee", one, line.about)
            per_seat = line.per is not None
            made = (seat_based if per_seat else fixed)(self.reading, one.schedule, one, line.about)
            body = {
                "name": _named(f"{offer.label} ({line.label})", offer.key, 64),
                "visibility": "private",
                "prices": [made],
                "metadata": {"pricelang_key": offer.key, "pricelang_fee": line.key},
            }
            key = self._key(offer, f"{offer.key}_{line.key}", currency)
            self.requests.add(f"product_{key}", "/v1/products/", body, of="ProductCreate")

    def _product(self, offer: Offer, plan: Plan, currency: str) -> None:
        unlisted = offer.tier is not None and offer.tier.unlisted
        body: dict[str, Any] = {
            "name": _named(offer.label, offer.key, 64),
            "visibility": "private" if unlisted else "public",
            "metadata": described(self.reading, offer, values=False),
        }
        if plan.interval is not None:
            found = counted(plan.interval, 999)
            if found is None:
                self.reading.lose("interval", offer.place_of(plan.interval), offer.about, words(plan.interval))
                return
            body |= {"recurring_interval": found[0], "recurring_interval_count": found[1]}
        prices = self._fees(offer, plan, currency)
        benefits: list[str] = []
        for line in plan.usages:
            price, benefit = self._usage(line, currency)
            prices += [price] if price is not None else []
            benefits += [benefit] if benefit is not None else []
        paid = [price for price in prices if price.get("price_amount") != 0]
        if not paid:
            paid = [{"amount_type": "fixed", "price_currency": currency.lower(), "price_amount": 0}]
        body["prices"] = paid
        self._rhythm(plan, body)
        self._trial(offer, plan, body)
        key = self._key(offer, f"{offer.key}_{words(plan.interval)}", currency)
        product = self.requests.add(f"product_{key}", "/v1/products/", body, of="ProductCreate")
        benefits += [self._flag(offer, grant) for grant in offer.features]
        if benefits:
            given = {"benefits": [reference(one) for one in dict.fromkeys(benefits)]}
            path = f"/v1/products/{reference(product)}/benefits"
            self.requests.add(f"{product}_gives", path, given, of="ProductBenefitsUpdate")

    def _fees(self, offer: Offer, plan: Plan, currency: str) -> list[dict[str, Any]]:
        made: list[dict[str, Any]] = []
        found: list[tuple[FeeLine, FeeAt]] = offer.fees_at(plan.interval, currency)
        kinds: set[bool] = set()
        for line, one in found:
            if line.once and plan.interval is not None:
                continue
            if not line.once and not same(one.period, plan.interval):
                self.reading.lose("mixed-intervals", one, line.about, words(one.period))
            if (line.per is not None) in kinds:
                self.reading.lose("several-fees", one, line.about)
            kinds.add(line.per is not None)
            price = (seat_based if line.per is not None else fixed)(self.reading, one.schedule, one, line.about)
            made.append(price)
        return made

    def _usage(self, line: UsageLine, currency: str) -> tuple[dict[str, Any] | None, str | None]:
        schedule = next((one for one in line.schedules if one.currency == currency), None)
        if schedule is None:
            benefit = self._credit(line, line.included) if line.included else None
            return None, benefit
        price = metered(self.reading, schedule, reference(self.meters[line.key]), line, line.about)
        benefit = self._credit(line, schedule.included) if schedule.included else None
        return price, benefit

    def _rhythm(self, plan: Plan, body: dict[str, Any]) -> None:
        """Usage at another rhythm than the fees: the meters' own interval."""
        used = [line for line in plan.usages if line.schedules or line.included]
        other = [line for line in used if not same(line.period, plan.interval)]
        if not other:
            return
        found = counted(other[0].period, 999)
        if found is None:
            self.reading.lose("interval", other[0], other[0].about, words(other[0].period))
            return
        body |= {"meter_interval": found[0], "meter_interval_count": found[1]}

    def _trial(self, offer: Offer, plan: Plan, body: dict[str, Any]) -> None:
        if offer.trial is None or plan.interval is None:
            return
        found = counted(offer.trial.length, 1000)
        if found is None:
            self.reading.lose("trial-length", offer.trial, offer.about)
            return
        if any(line.schedules for line in plan.usages):
            self.reading.lose("trial", offer.trial, offer.about)
        body |= {"trial_interval": found[0], "trial_interval_count": found[1]}

    # --- discounts --------------------------------------------------------

    def _discount(self, one: Discount) -> None:
        about = f"discount {one.name}"
        body: dict[str, Any] = {"name": text(one.label, one.name, 250)}
        if one.free is not None:
            self.reading.lose("free-period", one, about)
            return
        if one.percent is not None:
            points = whole(one.percent * 100)
            if points is None or not 0 < points <= 10_000:
                self.reading.lose("too-fine", one, about)
                return
            body |= {"type": "percentage", "basis_points": points}
        elif one.amount is not None:
            if one.amount.currency not in CURRENCIES:
                self.reading.lose("currency", one, about, one.amount.currency)
                return
            units = whole_units(self.reading, Fraction(one.amount.amount), one.amount.currency, one, about)
            body |= {"type": "fixed", "amounts": {one.amount.currency.lower(): units}}
        body["duration"] = "forever"
        if one.lasts is not None:
            length = months(one.lasts)
            if length is None or not 1 <= length <= 999:
                self.reading.lose("discount-length", one, about)
                return
            body |= {"duration": "repeating", "duration_in_months": length}
        if one.start is not None:
            body["starts_at"] = f"{one.start.isoformat()}T00:00:00Z"
        if one.until is not None:
            body["ends_at"] = f"{one.until.isoformat()}T00:00:00Z"
        if one.code is not None:
            if re.fullmatch(r"[A-Za-z0-9]{3,256}", one.code):
                body["code"] = one.code
            else:
                self.reading.lose("discount-code", one, about, one.code)
        body["metadata"] = {"pricelang_key": one.name}
        self.requests.add(f"discount_{one.name}", "/v1/discounts/", body, of="DiscountCreate")


def _named(label: str, fallback: str, longest: int) -> str:
    """A label of at least three letters."""
    found = text(label, fallback, longest)
    return found if len(found) >= 3 else text(f"{found} ({fallback})", fallback, longest)
