"""A catalog read for billing: what each tier and add-on sells, in the neutral form of `_model`.

Every commercial statement of the catalog ends in an offer, in a loss of `_common` (unless the target says that it has
words for it), or in a remark. What is nobody's business but the seller's (costs, personas, margins, worth, examples)
does not reach a billing system.
"""

from __future__ import annotations

from collections.abc import Iterable

from pricelang.catalog.catalog import Catalog, Discount, Package, Tier
from pricelang.catalog.charges import (
    Allowance,
    BandedFee,
    CustomPrice,
    FeePrice,
    FreePrice,
    Limit,
    Price,
    UsagePrice,
)
from pricelang.catalog.goods import FeatureGrant
from pricelang.catalog.money import Money
from pricelang.catalog.period import MONTH, Period
from pricelang.catalog.quantity import Exactly
from pricelang.record import replace
from pricelang.targets._addons import apart
from pricelang.targets._currencies import common_currencies
from pricelang.targets._declared import declared
from pricelang.targets._included import Metering
from pricelang.targets._losses import Report
from pricelang.targets._model import FeeAt, FeeLine, Offer, Plan, Selling, same, times
from pricelang.targets._rates import fee_schedule
from pricelang.targets._reading import Reading
from pricelang.targets._usages import usages


def read(catalog: Catalog, report: Report, *, says: Iterable[str] = ()) -> tuple[Selling, Reading]:
    """What the catalog sells. `says` names the common losses that the target can express by itself.

    The reading has the catalog's declarations by name.
    """
    reading = Reading(catalog, report, says)
    declared(reading)
    ladder = [name for one in catalog.ladders for name in one.tiers]
    places = {name: place for place, name in reversed(list(enumerate(ladder)))}
    tiers = sorted(catalog.tiers, key=lambda tier: places.get(tier.name, len(places)))
    offers = [_tier(reading, tier) for tier in tiers]
    for package in catalog.packages:
        about = f"package {package.name}"
        reading.notes(package.notes, about)
        if package.kind == "addon" or package.prices:
            offers.append(_addon(reading, package))
    discounts = tuple(_discount(reading, one) for one in catalog.discounts)
    return Selling(tuple(offers), discounts), reading


def _tier(reading: Reading, tier: Tier) -> Offer:
    about = f"tier {tier.name}"
    reading.report.enter(tier)
    reading.notes(tier.notes, about)
    for seats in tier.seats:
        if (seats.minimum, seats.maximum) != (1, None):
            bounds = f"{seats.minimum} to {seats.maximum}" if seats.maximum else f"at least {seats.minimum}"
            reading.lose("seat-range", seats, about, f"{bounds} `{seats.kind}`")
    if tier.retired is not None or tier.becomes is not None:
        reading.lose("retirement", tier, about, f"{tier.retired or ''} {tier.becomes or ''}".strip())
    if tier.trial is not None:
        reading.notes(tier.trial.notes, about)
        if tier.trial.of is not None:
            reading.lose("trial-grant", tier.trial, about, tier.trial.of.name)
    if tier.commitment is not None:
        factor = f" at {tier.commitment.factor:f} times" if tier.commitment.factor is not None else ""
        reading.lose("commitment", tier.commitment, about, f"{_money(tier.commitment.amount)}{factor}")
    for minimum in tier.minimums:
        on = f" on `{minimum.on.name}`" if minimum.on else ""
        reading.lose("bill-minimum", minimum, about, f"{_money(minimum.amount)}{on}")
    if tier.invoicing is not None:
        reading.lose("invoicing-threshold", tier.invoicing, about)
    for size in reading.holding(tier.sizes, about):
        reading.lose("sizes", size, about, size.of.name)
    for alert in tier.alerts:
        reading.lose("alert", alert, about, alert.of.name)
    included = [reading.packages[one.package] for one in tier.packages if one.package in reading.packages]
    allowances = [*tier.allowances, *(one for package in included for one in package.allowances)]
    limits = [*tier.limits, *(one for package in included for one in package.limits)]
    offer = _offer(reading, tier, about, allowances, limits, _features(tier.features, included))
    reading.report.leave()
    return offer


def _money(money: Money) -> str:
    return f"{money.amount:f} {money.currency}"


def _addon(reading: Reading, package: Package) -> Offer:
    about = f"package {package.name}"
    reading.report.enter(package)
    if package.available_on:
        reading.lose("addon-tiers", package, about, ", ".join(package.available_on))
    for names, words in ((package.needs, "needs"), (package.not_with, "not with")):
        if names:
            reading.lose("addon-rules", package, about, f"{words} {', '.join(names)}")
    for alert in package.alerts:
        reading.lose("alert", alert, about, alert.of.name)
    offer = _offer(reading, package, about, list(package.allowances), list(package.limits), package.features)
    reading.report.leave()
    return offer


def _offer(
    reading: Reading,
    seller: Tier | Package,
    about: str,
    allowances: list[Allowance],
    limits: list[Limit],
    features: tuple[FeatureGrant, ...],
) -> Offer:
    """What a tier or an add-on sells to everybody on the product's effective date."""
    tier = seller if isinstance(seller, Tier) else None
    prices = reading.holding(seller.prices, about)
    given = reading.holding(allowances, about)
    currencies = common_currencies(reading, seller, prices, given, about)
    free, custom, fees = _priced(reading, prices, about, seller, currencies)
    offer = Offer(
        "tier" if tier is not None else "addon",
        seller.name,
        seller.label,
        seller.was,
        free,
        custom,
        fees,
        (),
        currencies,
        features,
        tuple(one.package for one in tier.packages) if tier is not None else (),
        tier.trial if tier is not None else None,
        tier,
        None if isinstance(seller, Tier) else seller,
        about,
        seller.span,
    )
    for limit in reading.holding(limits, about):
        if limit.may_change:
            reading.report.remark(about, f"the limit of {limit.of.name} may change")
        reading.lose("rate-limit", limit, about, reading.label(limit.of.name))
    return replace(offer, plans=_plans(reading, offer, prices, given))


def _priced(
    reading: Reading, prices: list[Price], about: str, seller: Tier | Package, currencies: tuple[str, ...]
) -> tuple[bool, CustomPrice | None, tuple[FeeLine, ...]]:
    """Whether it is free, its custom price, its fees."""
    free, custom, fees = False, None, []
    keys: dict[str, int] = {}
    for price in prices:
        if isinstance(price, FreePrice):
            free = True
        elif isinstance(price, CustomPrice):
            custom = price
            reading.lose("custom-price", price, about, whole=seller)
        elif isinstance(price, FeePrice) and price.when:
            reading.lose("conditional-fee", price, about)
        elif isinstance(price, FeePrice):
            line = _fee(reading, price, about, keys, currencies)
            if line is not None:
                fees.append(line)
    return free, custom, tuple(fees)


def _fee(
    reading: Reading, price: FeePrice, about: str, keys: dict[str, int], currencies: tuple[str, ...]
) -> FeeLine | None:
    if not price.alternatives:
        return None
    first = price.alternatives[0]
    per = first.per
    once = all(not isinstance(fee, BandedFee) and fee.period is None for fee in price.alternatives)
    if per is not None and per.kind != "seat" and reading.lose("bought-quantity", price, about, per.name):
        return None
    at = []
    for fee in price.alternatives:
        if fee.at_least:
            reading.lose("from-price", fee, about)
        schedule = fee_schedule(fee)
        if any(step.started for step in schedule.steps):
            reading.lose("fee-blocks", fee, about)
        if schedule.currency in currencies:
            at.append(FeeAt(fee.period, schedule, fee, fee.span))
    if not at:
        return None
    key = (per.name if per else "base") + ("_once" if once else "")
    keys[key] = keys.get(key, 0) + 1
    if keys[key] > 1:
        key = f"{key}_{keys[key]}"
    label = reading.label(per.name) if per else "Base fee"
    return FeeLine(key, label, per, tuple(at), once, f"{about} / {key}", price, price.span)


def _plans(reading: Reading, offer: Offer, prices: list[Price], given: list[Allowance]) -> tuple[Plan, ...]:
    """The intervals of an offer, and the usage prices at each."""
    about = offer.about
    if offer.package is not None and _intervals(offer) != [None]:
        prices, given = apart(reading, offer.package, prices, given, about)
    paid = [one for one in prices if isinstance(one, UsagePrice)]
    fees = [one for one in prices if isinstance(one, FeePrice) and not one.when]
    plans = []
    for interval in _intervals(offer):
        if interval is None:
            for one in [*paid, *[item for item in given if any(phase.rates for phase in item.phases)]]:
                reading.lose("one-off-usage", one, about)
            plans.append(Plan(None, (), _packs(reading, given, about)))
            continue
        metering = _metering(offer, interval, fees, given)
        plans.append(Plan(interval, usages(reading, metering, about, given, paid)))
    return tuple(plans)


def _packs(reading: Reading, given: list[Allowance], about: str) -> tuple[Allowance, ...]:
    """Grants of what is paid once, where the target can say them; the others are lost."""
    packs = []
    for one in given:
        if one.may_change:
            reading.report.remark(about, "the allowance may change")
        special = one.per or one.pool or one.only_for or one.phases or one.unused or one.fair_use
        if one.never_expires and isinstance(one.quantity, Exactly) and not special and "granted-pack" in reading.says:
            packs.append(one)
            continue
        reading.report.lose("granted-pack", one, about, one.of.name)
        if one.expires is not None or one.never_expires:
            reading.lose("grant-expiry", one, about)
    return tuple(packs)


def _intervals(offer: Offer) -> list[Period | None]:
    """How the offer may be bought: by the intervals of its recurring fees, else monthly."""
    found: list[Period | None] = []
    recurring = [line for line in offer.fees if not line.once]
    for line in recurring:
        for one in line.at:
            if not any(same(one.period, other) for other in found):
                found.append(one.period)
    if found:
        return found
    return [None] if offer.fees and offer.kind == "addon" else [MONTH]


def _metering(offer: Offer, interval: Period, fees: list[FeePrice], given: list[Allowance]) -> Metering:
    """How usage is metered at an interval: by the month where its price hands out its grants monthly, or where
    anything of it has a month's rhythm or a shorter one."""
    grants = {price.terms.grants for price in fees}
    up_front = "up_front" in grants
    periods = [fee.period for price in fees for fee in price.alternatives if fee.period is not None]
    windows = [one.window.period for one in given if one.window.period is not None]
    count = times(interval, MONTH)
    period = interval
    if count and count > 1 and not up_front:
        rhythms = [*periods, *windows]
        if "monthly" in grants or any(not times(one, MONTH) or same(one, MONTH) for one in rhythms):
            period = MONTH
    shortest = period
    if same(period, interval):
        for one in periods:
            if times(shortest, one) and not same(shortest, one):
                shortest = one
    return Metering(interval, period, shortest, up_front, fees, offer.currencies_at(interval))


def _features(own: tuple[FeatureGrant, ...], included: list[Package]) -> tuple[FeatureGrant, ...]:
    """The tier's features, those of its packages, and those that its packages offer; the tier's own value holds."""
    found = {one.feature: one for package in included for one in package.features}
    for package in included:
        for ref in package.offers:
            if ref.kind == "feature":
                found.setdefault(ref.name, FeatureGrant(ref.name, span=package.span))
    return tuple((found | {one.feature: one for one in own}).values())


def _discount(reading: Reading, one: Discount) -> Discount:
    about = f"discount {one.name}"
    reading.notes(one.notes, about)
    terms = []
    if one.on:
        terms.append(f"on {', '.join(ref.name for ref in one.on)}")
    if one.available_on:
        terms.append(f"on tier {', '.join(one.available_on)}")
    if one.start:
        terms.append(f"from {one.start}")
    if one.until:
        terms.append(f"until {one.until}")
    if one.cohort:
        terms.append(f"for `{one.cohort}`")
    if one.existing_customers:
        terms.append("for existing customers")
    if one.seats_at_least:
        terms.append(f"for at least {one.seats_at_least} seats")
    if one.stacks:
        terms.append(f"stacks{' with ' + ', '.join(one.stacks_with) if one.stacks_with else ''}")
    if terms:
        reading.lose("discount-terms", one, about, ", ".join(terms))
    return one
