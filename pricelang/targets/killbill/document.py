"""The XML document: products, plans, price list, rules."""

from __future__ import annotations

import json
import re
from fractions import Fraction
from typing import Any
from xml.etree import ElementTree as ET

from pricelang.catalog.catalog import Trial
from pricelang.catalog.period import Period
from pricelang.record import Record
from pricelang.targets._amounts import decimal_text
from pricelang.targets._model import Offer, Plan, Schedule, Selling, days, months, same, words
from pricelang.targets._reading import Reading
from pricelang.targets._requests import Keys, about, dump, text
from pricelang.targets._values import plain_value
from pricelang.targets.killbill.usages import Usages

_MONTHS = {
    1: "MONTHLY",
    2: "BIMESTRIAL",
    3: "QUARTERLY",
    4: "TRIANNUAL",
    6: "BIANNUAL",
    12: "ANNUAL",
    18: "SESQUIENNIAL",
    24: "BIENNIAL",
    36: "TRIENNIAL",
}
_DAYS = {
    1: "DAILY",
    7: "WEEKLY",
    14: "BIWEEKLY",
    30: "THIRTY_DAYS",
    31: "THIRTY_ONE_DAYS",
    60: "SIXTY_DAYS",
    90: "NINETY_DAYS",
}
_CODES = """
AED AFN ALL AMD ANG AOA ARS AUD AWG AZN BAM BBD BDT BGN BHD BIF BMD BND BOB BRL BSD BTN BWP BZD CAD CDF CHF CLP CNY COP
CRC CUP CVE CZK DJF DKK DOP DZD EGP ERN ETB EUR FJD FKP GBP GEL GHS GIP GMD GNF GTQ GYD HKD HNL HTG HUF IDR ILS INR IQD
IRR ISK JMD JOD JPY KES KGS KHR KMF KPW KRW KWD KYD KZT LAK LBP LKR LRD LSL LYD MAD MDL MGA MKD MMK MNT MOP MUR MVR MWK
MXN MYR MZN NAD NGN NIO NOK NPR NZD OMR PAB PEN PGK PHP PKR PLN PYG QAR RON RSD RUB RWF SAR SBD SCR SDG SEK SGD SHP SOS
SRD SVC SYP SZL THB TJS TMT TND TOP TRY TTD TWD TZS UAH UGX USD UYU UZS VND VUV WST XAF XCD XOF XPF YER ZAR ZMW
"""
CURRENCIES = frozenset(_CODES.split())
_PLACES = 9
_LIMIT = 10**6
_SINCE = "1970-01-01"


def billing_period(period: Period) -> str | None:
    """The name of a period; None where there is none."""
    return _MONTHS.get(months(period) or 0) or _DAYS.get(days(period) or 0)


class Document:
    """Writes one catalog."""

    def __init__(self, reading: Reading) -> None:
        self.reading = reading
        self.keys = Keys(200)
        self.usages = Usages(self)
        self.used: list[str] = []

    def text(self, selling: Selling, former: Document | None = None) -> str:
        """The XML text, with the comment at its top, which lists renames; `former` is the same text before them."""
        catalog = self.reading.catalog
        root = ET.Element("catalog")
        if catalog.product is not None:
            self.reading.report.remark(f"product {catalog.product.name}", catalog.product.label)
        effective = catalog.product.effective if catalog.product is not None else None
        _leaf(root, "effectiveDate", f"{effective.isoformat() if effective else _SINCE}T00:00:00+00:00")
        _leaf(root, "catalogName", text(catalog.product.name if catalog.product is not None else "", "catalog", 250))
        _leaf(root, "recurringBillingMode", "IN_ADVANCE")
        currencies = ET.SubElement(root, "currencies")
        units = ET.SubElement(root, "units")
        products = ET.SubElement(root, "products")
        self._rules(root)
        plans = ET.SubElement(root, "plans")
        listed: list[str] = []
        for offer in selling.offers:
            self._about(offer)
            self._product(products, offer, selling)
            for plan in offer.plans:
                name = self._plan(plans, offer, plan)
                if name is not None:
                    listed.append(name)
        for one in selling.discounts:
            self.reading.lose("discount", one, f"discount {one.name}")
        for code in self.used:
            _leaf(currencies, "currency", code)
        for key, label in self.usages.units.items():
            ET.SubElement(units, "unit", name=key, prettyName=label)
        price_lists = ET.SubElement(root, "priceLists")
        default = ET.SubElement(ET.SubElement(price_lists, "defaultPriceList", name="DEFAULT"), "plans")
        for name in listed:
            _leaf(default, "plan", name)
        ET.indent(root)
        was = self.keys.renamed_from(former.keys) if former is not None else {}
        said = about(self.reading.report) | ({"was": was} if was else {})
        comment = f"<!--\n{_commented(said)}\n-->\n" if said else ""
        return f'<?xml version="1.0" encoding="UTF-8"?>\n{comment}{ET.tostring(root, encoding="unicode")}\n'

    def _rules(self, root: ET.Element) -> None:
        rules = ET.SubElement(root, "rules")
        change = ET.SubElement(ET.SubElement(rules, "changePolicy"), "changePolicyCase")
        _leaf(change, "policy", "IMMEDIATE")
        cancel = ET.SubElement(ET.SubElement(rules, "cancelPolicy"), "cancelPolicyCase")
        _leaf(cancel, "policy", "END_OF_TERM")

    def _about(self, offer: Offer) -> None:
        for grant in offer.features:
            value = plain_value(grant.value)
            label = self.reading.label(grant.feature)
            self.reading.lose("feature", grant, offer.about, label if value is None else f"{label}: {value}")
        if offer.packages:
            self.reading.report.remark(offer.about, f"has {', '.join(offer.packages)}")
        if offer.tier is not None:
            if offer.tier.recommended:
                self.reading.lose("listing", offer.span, offer.about, "recommended")
            if offer.tier.unlisted:
                self.reading.lose("listing", offer.span, offer.about, "not listed")
            for ladder in self.reading.catalog.ladders:
                if offer.key in ladder.tiers:
                    place = ladder.tiers.index(offer.key) + 1
                    self.reading.report.remark(offer.about, f"place {place} of ladder {ladder.name}")

    # --- products and plans -----------------------------------------------

    def _product(self, products: ET.Element, offer: Offer, selling: Selling) -> None:
        element = ET.SubElement(
            products, "product", name=self._key_of(offer), prettyName=text(offer.label, offer.key, 250)
        )
        _leaf(element, "category", "BASE" if offer.kind == "tier" else "ADD_ON")
        if offer.kind != "tier":
            return
        sold = [
            other
            for other in selling.offers
            if other.package is not None and (not other.package.available_on or offer.key in other.package.available_on)
        ]
        if sold:
            available = ET.SubElement(element, "available")
            for other in sold:
                _leaf(available, "addonProduct", self._key_of(other))

    def _key_of(self, offer: Offer) -> str:
        return self.keys.of(offer.key if offer.kind == "tier" else f"addon {offer.key}")

    def _plan(self, plans: ET.Element, offer: Offer, plan: Plan) -> str | None:
        if offer.custom is not None and not offer.fees and not plan.usages:
            return None
        named = billing_period(plan.interval) if plan.interval is not None else None
        if plan.interval is not None and named is None:
            self.reading.lose("interval", offer.place_of(plan.interval), offer.about, words(plan.interval))
            return None
        name = self.keys.of(f"{offer.kind} {offer.key} {words(plan.interval)}")
        recurring, fixed = self._fees(offer, plan)
        phase = ET.Element("finalPhase", type="EVERGREEN")
        _leaf(ET.SubElement(phase, "duration"), "unit", "UNLIMITED")
        if fixed:
            self._price(ET.SubElement(ET.SubElement(phase, "fixed"), "fixedPrice"), fixed, offer)
        if named is not None and (recurring or offer.free):
            element = ET.SubElement(phase, "recurring")
            _leaf(element, "billingPeriod", named)
            amounts = recurring or dict.fromkeys(offer.currencies_at(plan.interval), Fraction(0))
            self._price(ET.SubElement(element, "recurringPrice"), amounts, offer)
        usages = ET.Element("usages")
        self.usages.write(usages, name, offer, plan)
        if len(usages):
            phase.append(usages)
        if len(phase) < 2:
            return None
        element = ET.SubElement(plans, "plan", name=name, prettyName=text(offer.label, offer.key, 250))
        _leaf(element, "product", self._key_of(offer))
        if offer.trial is not None:
            self._trial(element, offer, offer.trial)
        element.append(phase)
        return name

    def _trial(self, plan: ET.Element, offer: Offer, trial: Trial) -> None:
        phase = ET.SubElement(ET.SubElement(plan, "initialPhases"), "phase", type="TRIAL")
        duration = ET.SubElement(phase, "duration")
        unit, count = trial.length.unit, trial.length.count
        if unit == "quarter":
            unit, count = "month", count * 3
        if unit not in ("day", "week", "month", "year"):
            self.reading.lose("trial", trial, offer.about, f"{count} {unit}s")
            unit = "day"
        _leaf(duration, "unit", f"{unit.upper()}S")
        _leaf(duration, "number", str(count))
        ET.SubElement(ET.SubElement(phase, "fixed"), "fixedPrice")

    def _fees(self, offer: Offer, plan: Plan) -> tuple[dict[str, Fraction], dict[str, Fraction]]:
        """What recurs and what is paid once, by currency: several fees for the account are one price."""
        recurring: dict[str, Fraction] = {}
        fixed: dict[str, Fraction] = {}
        for currency in offer.currencies_at(plan.interval):
            for line, one in offer.fees_at(plan.interval, currency):
                if line.per is not None:
                    if one.period is None:
                        self.reading.lose("one-off-seats", one, line.about, line.per.name)
                    continue
                only = one.schedule.single
                if only is None or only.block != 1:
                    self.reading.lose("fee-blocks", one, line.about)
                    continue
                if one.period is not None and not same(one.period, plan.interval):
                    self.reading.lose("mixed-intervals", one, line.about, words(one.period))
                    continue
                target = fixed if one.period is None else recurring
                target[currency] = target.get(currency, Fraction(0)) + only.price
        return recurring, fixed

    # --- amounts ----------------------------------------------------------

    def _price(self, element: ET.Element, amounts: dict[str, Fraction], offer: Offer) -> None:
        for currency, amount in amounts.items():
            self.price(element, currency, amount, offer, offer.about)

    def price(self, element: ET.Element, currency: str, amount: Fraction, value: Record, where: str) -> None:
        """One price in one currency, below an element that holds a price for each."""
        if currency not in CURRENCIES:
            self.reading.lose("currency", value, where, currency)
            return
        written = decimal_text(amount, _PLACES)
        if written is None or amount >= _LIMIT:
            self.reading.lose("too-fine", value, where)
            return
        if currency not in self.used:
            self.used.append(currency)
        price = ET.SubElement(element, "price")
        _leaf(price, "currency", currency)
        _leaf(price, "value", written)

    @staticmethod
    def shape(schedule: Schedule) -> tuple[object, ...]:
        """What has to be the same in each currency."""
        steps = tuple((step.up_to, step.block, step.started) for step in schedule.steps)
        return (schedule.mode, schedule.included, steps)


def _leaf(parent: ET.Element, tag: str, content: str) -> None:
    ET.SubElement(parent, tag).text = content


def _commented(said: dict[str, Any]) -> str:
    """JSON as a comment may hold it: no two hyphens side by side, no letter that XML has not."""
    written = dump(said).rstrip("\n")
    written = re.sub("-(?=-)", r"\\u002d", written)
    if written.replace("\n", "").isprintable():
        return written
    return "".join(one if one.isprintable() or one == "\n" else json.dumps(one)[1:-1] for one in written)
