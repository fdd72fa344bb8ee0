"""Plans and coupons, in the order in which Autumn has to have them."""

from __future__ import annotations

from decimal import Decimal
from fractions import Fraction
from typing import Any

from pricelang.catalog.catalog import Discount
from pricelang.catalog.charges import Allowance
from pricelang.catalog.quantity import Exactly, Unlimited
from pricelang.targets._described import described
from pricelang.targets._model import FeeAt, FeeLine, Offer, Plan, Selling, UsageLine, days, months, same, words
from pricelang.targets._reading import Reading
from pricelang.targets._requests import Keys, Requests, text
from pricelang.targets._values import plain_value
from pricelang.targets.autumn.features import Features
from pricelang.targets.autumn.prices import Priced, amount, interval


class Plans:
    """Adds the requests of one catalog."""

    def __init__(self, reading: Reading, requests: Requests) -> None:
        self.reading = reading
        self.requests = requests
        self.keys = Keys(100)
        self.features = Features(reading, requests)
        self.account = reading.currencies[0] if reading.currencies else "USD"

    def add(self, selling: Selling) -> None:
        """Everything, in order."""
        self.features.add(selling)
        for offer in selling.offers:
            self._offer(offer)
        for discount in selling.discounts:
            self._coupon(discount)

    # --- plans ------------------------------------------------------------

    def _offer(self, offer: Offer) -> None:
        if offer.custom is not None and not offer.fees and not any(plan.usages for plan in offer.plans):
            return
        for grant in offer.features:
            value = plain_value(grant.value)
            if value is not None:
                self.reading.lose("feature-values", grant, offer.about, f"{grant.feature} {value}")
        for plan in offer.plans:
            sold = offer.currencies_at(plan.interval)
            if sold[0] != self.account:
                self.reading.lose("account-currency", offer.place_in(sold[0]), offer.about, ", ".join(sold))
            else:
                self._plan(offer, plan)

    def _plan(self, offer: Offer, plan: Plan) -> None:
        prefix = "" if offer.kind == "tier" else "addon_"
        body: dict[str, Any] = {
            "plan_id": self.keys.of(f"{prefix}{offer.key}_{words(plan.interval)}"),
            "name": text(offer.label, offer.key, 250),
            "metadata": described(self.reading, offer),
        }
        for ladder in self.reading.catalog.ladders:
            if offer.kind == "tier" and offer.key in ladder.tiers:
                body["group"] = ladder.name
        if offer.kind == "addon":
            body["add_on"] = True
        items: list[dict[str, Any]] = []
        for line in offer.fees:
            found = self._at(offer, plan, line)
            if not found:
                continue
            if line.once and plan.interval is not None:
                self._beside(offer, line, found)
                continue
            if not line.once and not same(found[0].period, plan.interval):
                self.reading.lose("mixed-intervals", found[0], line.about, words(found[0].period))
            if line.per is not None:
                items += self._seats(line, found)
            elif "price" in body:
                self.reading.lose("several-fees", found[0], line.about)
            else:
                price = self._fee(line, found)
                body |= {"price": price} if price["amount"] else {}
        goes_on: list[str] = []
        for usage in plan.usages:
            found_items = self._item(offer, plan, usage)
            items += found_items
            if any("price" not in item and "unlimited" not in item for item in found_items) and not self._stops(
                offer, usage
            ):
                goes_on.append(self.features.of(usage))
        if goes_on:
            allowed = [{"feature_id": one, "enabled": True} for one in goes_on]
            body["billing_controls"] = {"overage_allowed": allowed}
        for pack in plan.packs:
            items += self._pack(offer, pack)
        items += [{"feature_id": self.features.of_plain(grant.feature)} for grant in offer.features]
        if items:
            body["items"] = items
        if plan.interval is not None:
            self._trial(offer, body)
        self.requests.add(f"plan_{body['plan_id']}", "/v1/plans.create", body, of="PlansCreate")

    def _at(self, offer: Offer, plan: Plan, line: FeeLine) -> list[FeeAt]:
        """What a fee is at the plan's interval, one for each currency of the offer, the account's first."""
        found = []
        for currency in offer.currencies_at(plan.interval):
            found += [one for own, one in offer.fees_at(plan.interval, currency) if own is line]
        return found

    def _fee(self, line: FeeLine, found: list[FeeAt]) -> dict[str, Any]:
        amounts = []
        for one in found:
            only = one.schedule.single
            if only is None:
                self.reading.lose("several-fees", one, line.about)
            price = only.price if only is not None else Fraction(0)
            amounts.append((one.schedule.currency.lower(), amount(self.reading, price, one, line.about)))
        fee = {"amount": amounts[0][1]} | interval(self.reading, found[0].period, found[0], line.about)
        if all(not one.schedule.steps[0].price for one in found):
            return {"amount": 0}
        if amounts[1:]:
            fee["additional_currencies"] = [{"currency": code, "amount": value} for code, value in amounts[1:]]
        return fee

    def _seats(self, line: FeeLine, found: list[FeeAt]) -> list[dict[str, Any]]:
        assert line.per is not None
        made = Priced(self.reading, [one.schedule for one in found], found[0], line.about, prepaid=True)
        if made.price is None:
            return []
        price = made.price | interval(self.reading, found[0].period, found[0], line.about)
        price["billing_method"] = "prepaid"
        return [{"feature_id": self.features.of_seat(line.per.name), "price": price}]

    def _beside(self, offer: Offer, line: FeeLine, found: list[FeeAt]) -> None:
        """A fee that is paid once beside others: an add-on, the same for all intervals."""
        prefix = "" if offer.kind == "tier" else "addon_"
        key = self.keys.of(f"{prefix}{offer.key}_{line.key}_fee")
        if f"plan_{key}" in self.requests:
            return
        self.reading.lose("one-off-fee", line, line.about)
        body: dict[str, Any] = {
            "plan_id": key,
            "name": text(f"{offer.label} ({line.label})", key, 250),
            "add_on": True,
            "metadata": {"pricelang_key": offer.key, "pricelang_fee": line.key},
        }
        if line.per is None:
            price = self._fee(line, found)
            body |= {"price": price} if price["amount"] else {}
        else:
            body["items"] = self._seats(line, found)
        self.requests.add(f"plan_{key}", "/v1/plans.create", body, of="PlansCreate")

    # --- items ------------------------------------------------------------

    def _item(self, offer: Offer, plan: Plan, line: UsageLine) -> list[dict[str, Any]]:
        item: dict[str, Any] = {"feature_id": self.features.of(line)}
        allowance = self._allowance(offer, line)
        sold = offer.currencies_at(plan.interval)
        schedules = [one for code in sold for one in line.schedules if one.currency == code]
        if schedules:
            made = Priced(self.reading, schedules, line, line.about)
            if made.price is None:
                return []
            item["price"] = made.price | interval(self.reading, line.period, line, line.about)
            item["price"]["billing_method"] = "usage_based"
            included = made.included
        elif allowance is not None and isinstance(allowance.quantity, Unlimited):
            return [item | {"unlimited": True}]
        else:
            included = line.included or Decimal(0)
        if included:
            item["included"] = amount(self.reading, included, line, line.about)
        self._rollover(allowance, included, line, item)
        if not schedules:
            if not included:
                return []
            item["reset"] = interval(self.reading, line.period, line, line.about)
        return [item]

    def _pack(self, offer: Offer, pack: Allowance) -> list[dict[str, Any]]:
        """A balance that is bought once: what is reset sooner is drawn before it."""
        key = self.features.keys.of(pack.of.name)
        if key not in self.features.made or not isinstance(pack.quantity, Exactly):
            self.reading.report.lose("granted-pack", pack, offer.about, pack.of.name)
            return []
        included = amount(self.reading, pack.quantity.value, pack, offer.about)
        return [{"feature_id": key, "included": included, "reset": {"interval": "one_off"}}]

    def _stops(self, offer: Offer, line: UsageLine) -> bool:
        """Whether use ends with what is included: Autumn stops it there unless it is told not to."""
        allowance = self._allowance(offer, line)
        charges = allowance is not None and any(phase.action == "charge" for phase in allowance.phases)
        if line.stops and charges and allowance is not None:
            # the charge is lost: what stops the use is the end of what is charged, which nobody counts here
            self.reading.lose("overage-stop", allowance.phases[-1], line.about, allowance.phases[-1].action)
        return line.stops and not charges

    def _allowance(self, offer: Offer, line: UsageLine) -> Allowance | None:
        """What is included of the line's metric or credit."""
        holders = [self.reading.packages[name] for name in offer.packages if name in self.reading.packages]
        own = [*(offer.tier.allowances if offer.tier else ()), *(offer.package.allowances if offer.package else ())]
        own += [one for package in holders for one in package.allowances]
        return next((one for one in reversed(own) if one.of == line.of), None)

    def _rollover(self, allowance: Allowance | None, included: Decimal, line: UsageLine, item: dict[str, Any]) -> None:
        if allowance is None:
            return
        credit = self.reading.credits.get(allowance.of.name) if allowance.of.kind == "credit" else None
        unused = allowance.unused or (credit.unused if credit is not None else None)
        if unused is None or unused.fate != "rolls_over":
            return
        if not included:
            self.reading.lose("rollover-counted", allowance, line.about)
            return
        rolls: dict[str, Any] = {"expiry_duration_type": "forever"}
        bound = unused.balance_quantity if unused.balance is None else unused.balance * included
        if bound is not None:
            # the balance counts the next grant too; Autumn's `max` counts what rolls over
            rolls["max"] = amount(self.reading, max(bound - included, Decimal(0)), allowance, line.about)
        if unused.lasts is not None:
            self.reading.lose("rollover-length", allowance, line.about)
            length = months(unused.lasts) or -(-(days(unused.lasts) or 1) // 28)
            rolls |= {"expiry_duration_type": "month", "expiry_duration_length": length}
        item["rollover"] = rolls

    def _trial(self, offer: Offer, body: dict[str, Any]) -> None:
        if offer.trial is None:
            return
        length = offer.trial.length
        count, unit = days(length), "day"
        if count is None:
            count, unit = months(length), "month"
        if not count:
            self.reading.lose("trial-length", offer.trial, offer.about)
            return
        body["free_trial"] = {"duration_length": count, "duration_type": unit}

    # --- coupons ----------------------------------------------------------

    def _coupon(self, one: Discount) -> None:
        about = f"discount {one.name}"
        if one.free is not None or (one.percent is None and one.amount is None):
            self.reading.lose("free-period", one, about)
            return
        if one.amount is not None:
            if one.amount.currency != self.account:
                self.reading.lose("account-currency", one, about, one.amount.currency)
            kind, value = "fixed_discount", one.amount.amount
        else:
            kind, value = "percentage_discount", one.percent or Decimal(0)
        lasting: dict[str, Any] = {"type": "forever", "length": None}
        if one.lasts is not None:
            length = months(one.lasts)
            if length is None:
                self.reading.lose("discount-length", one, about)
                return
            lasting = {"type": "months", "length": length}
        coupon = {
            "id": one.name,
            "name": text(one.label, one.name, 250),
            "duration": lasting,
            "plan_ids": None,
            "promo_codes": [{"code": self.reading.exact(one.code, one, about)}] if one.code is not None else [],
            "type": kind,
            "value": amount(self.reading, value, one, about),
        }
        self.requests.add(f"coupon_{one.name}", "/v1/rewards.create", {"coupon": coupon}, of="RewardsCreate")
