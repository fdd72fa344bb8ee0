"""What stands beside a plan: fees that are no base fee, fees that are paid once, coupons."""

from __future__ import annotations

from typing import Any

from pricelang.catalog.catalog import Discount
from pricelang.targets._amounts import decimal_text, whole_minor
from pricelang.targets._model import FeeAt, FeeLine, Offer, months
from pricelang.targets._reading import Reading
from pricelang.targets._requests import Requests, text
from pricelang.targets.lago.charges import model

PLACES_OF_PERCENT = 5
_CODES = """
AED AFN ALL AMD AOA ARS AUD AWG AZN BAM BBD BDT BMD BND BOB BRL BSD BWP BYN BZD CAD CDF CHF CNY COP CRC CVE CZK DKK DOP
DZD EGP ETB EUR FJD FKP GBP GEL GHS GIP GMD GTQ GYD HKD HNL HTG IDR ILS INR JMD JPY KES KGS KHR KYD KZT LAK LBP LKR LRD
LSL MAD MDL MKD MMK MNT MOP MUR MVR MWK MXN MYR MZN NAD NGN NIO NOK NPR NZD PAB PEN PGK PHP PKR PLN QAR RON RSD RUB SAR
SBD SCR SEK SGD SHP SOS SRD SZL THB TJS TOP TRY TTD TWD TZS UAH USD UYU UZS WST XCD YER ZAR ZMW
"""
CURRENCIES = frozenset(_CODES.split())
"""What Lago takes, without those whose minor unit its table counts in another way than ISO 4217, or did once."""


class Beside:
    """Adds the requests."""

    def __init__(self, reading: Reading, requests: Requests) -> None:
        self.reading = reading
        self.requests = requests
        self.add_ons: set[str] = set()

    def fixed(self, offer: Offer, code: str, line: FeeLine, one: FeeAt, currency: str) -> None:
        """A fee that is no base fee: an add-on, and a fixed charge of the plan."""
        add_on = f"{code}_{line.key}"
        body = {
            "name": text(line.label, line.key, 255),
            "code": add_on,
            "amount_cents": 0,
            "amount_currency": currency,
        }
        found = model(self.reading, one.schedule, one, line.about)
        if found is None or found[0] == "package":
            self.reading.lose("fee-blocks", one, line.about)
            return
        if found[0] == "volume":
            self.reading.lose("volume-in-advance", one, line.about)
        self.requests.add(f"add_on_{add_on}", "/api/v1/add_ons", {"add_on": body}, of="AddOnCreateInput")
        seats = offer.tier.seats if offer.tier is not None else ()
        least = next((s.minimum for s in seats if line.per is not None and s.kind == line.per.name), 1)
        charge = {
            "add_on_code": add_on,
            "code": line.key,
            "charge_model": found[0],
            "units": str(least),
            "pay_in_advance": found[0] != "volume",
            "invoice_display_name": text(line.label, line.key, 255),
            "properties": found[1],
        }
        self.requests.add(
            f"fixed_{add_on}",
            f"/api/v1/plans/{code}/fixed_charges",
            {"fixed_charge": charge},
            of="FixedChargeCreateInput",
        )

    def one_offs(self, offer: Offer, lines: list[FeeLine], currency: str) -> None:
        """Fees that are paid once: add-ons."""
        suffix = f"_{currency.lower()}" if len(offer.currencies) > 1 else ""
        for line in lines:
            one = next(at for at in line.at if at.period is None and at.schedule.currency == currency)
            code = f"{'' if offer.kind == 'tier' else 'addon_'}{offer.key}_{line.key}{suffix}"
            if code in self.add_ons:
                continue
            self.add_ons.add(code)
            if offer.kind == "tier" or line.per is not None:
                self.reading.lose("one-off-fee", line, line.about)
            only = one.schedule.single
            units = whole_minor(only.price, currency) if only is not None and only.block == 1 else None
            if units is None:
                self.reading.lose("too-fine", one, line.about)
                continue
            body = {
                "name": text(offer.label if line.per is None else line.label, line.key, 255),
                "code": code,
                "amount_cents": units,
                "amount_currency": currency,
            }
            self.requests.add(f"add_on_{code}", "/api/v1/add_ons", {"add_on": body}, of="AddOnCreateInput")

    def coupon(self, one: Discount) -> None:
        """A discount."""
        about = f"discount {one.name}"
        body: dict[str, Any] = {
            "name": text(one.label, one.name, 255),
            "code": self.reading.exact(one.code or one.name, one, about),
        }
        if one.free is not None:
            self.reading.lose("free-period", one, about)
            return
        if one.percent is not None:
            body |= {"coupon_type": "percentage", "percentage_rate": decimal_text(one.percent, PLACES_OF_PERCENT)}
            if body["percentage_rate"] is None:
                self.reading.lose("too-fine", one, about)
                return
        elif one.amount is not None:
            units = whole_minor(one.amount.amount, one.amount.currency)
            if units is None or one.amount.currency not in CURRENCIES:
                self.reading.lose("too-fine", one, about)
                return
            body |= {"coupon_type": "fixed_amount", "amount_cents": units, "amount_currency": one.amount.currency}
        else:
            self.reading.report.remark(about, "takes nothing off")
            return
        body["frequency"] = "forever"
        if one.lasts is not None:
            self.reading.lose("discount-length", one, about)
            body |= {"frequency": "recurring", "frequency_duration": max(months(one.lasts) or 1, 1)}
        body["expiration"] = "no_expiration"
        if one.until is not None:
            body |= {"expiration": "time_limit", "expiration_at": f"{one.until.isoformat()}T00:00:00Z"}
        self.requests.add(f"coupon_{one.name}", "/api/v1/coupons", {"coupon": body}, of="CouponCreateInput")
