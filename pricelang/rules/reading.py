"""What a catalog sells, as the rules without amounts read it: what is on sale, what is given, what a fee is by the
month."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from datetime import date, timedelta
from fractions import Fraction
from typing import TypeVar

from pricelang.catalog.catalog import Boundless, Catalog, Number, Package, Tier
from pricelang.catalog.charges import (
    Allowance,
    Band,
    BandedFee,
    Bands,
    CustomPrice,
    Fee,
    FeePrice,
    FreePrice,
    InCredits,
    Limit,
    Phase,
    Price,
    Terms,
    UsagePrice,
)
from pricelang.catalog.period import Period
from pricelang.catalog.quantity import Ref
from pricelang.record import Record

# months in a period; those that no month is made of by days of a common year
_MONTHS = {
    "second": Fraction(12, 365 * 86_400),
    "minute": Fraction(12, 365 * 1_440),
    "hour": Fraction(12, 365 * 24),
    "day": Fraction(12, 365),
    "week": Fraction(84, 365),
    "month": Fraction(1),
    "quarter": Fraction(3),
    "year": Fraction(12),
}
_DAYS = {"month": Fraction(365, 12), "quarter": Fraction(365, 4), "year": Fraction(365)}


def months(period: Period) -> Fraction:
    """A period in months."""
    return period.count * _MONTHS[period.unit]


def later(day: date, period: Period) -> date:
    """The day that comes so much later: the same day of a month where there is one, else its last."""
    if period.unit in ("month", "quarter", "year"):
        count = int(months(period)) + day.month - 1
        year, month = min(day.year + count // 12, date.max.year), count % 12 + 1
        last = (date(year + month // 12, month % 12 + 1, 1) - timedelta(days=1)).day if year < date.max.year else 28
        return date(year, month, min(day.day, last))
    length = int(months(period) * Fraction(365, 12))
    return day + timedelta(days=min(length, (date.max - day).days))


class Shop:
    """A catalog on a day: the day of the run, or the day from which the prices hold, if that is later."""

    def __init__(self, catalog: Catalog, today: date) -> None:
        self.catalog = catalog
        effective = catalog.product.effective if catalog.product else None
        self.day = max(today, effective) if effective else today
        self.tiers: Mapping[str, Tier] = {tier.name: tier for tier in catalog.tiers}
        self.packages: Mapping[str, Package] = {package.name: package for package in catalog.packages}
        self.metrics = {metric.name: metric for metric in catalog.metrics}

    # --- what is on sale --------------------------------------------------

    def sold(self, tier: Tier) -> bool:
        """Whether everybody can buy the tier."""
        return not tier.unlisted and not self.retired(tier)

    def retired(self, tier: Tier) -> bool:
        return tier.retired is not None and tier.retired <= self.day

    @property
    def on_sale(self) -> list[Tier]:
        return [tier for tier in self.catalog.tiers if self.sold(tier)]

    def sellers(self) -> Iterator[tuple[str, Tier | Package]]:
        """All that grants and charges, but for what is retired, each with its kind: tiers, and then packages."""
        yield from (("tier", tier) for tier in self.catalog.tiers if not self.retired(tier))
        yield from (("package", package) for package in self.catalog.packages)

    def ladders(self) -> Iterator[tuple[str, list[Tier]]]:
        """Each ladder's name with its tiers on sale, lowest first."""
        for ladder in self.catalog.ladders:
            tiers = [self.tiers[name] for name in ladder.tiers if name in self.tiers]
            yield ladder.name, [tier for tier in tiers if self.sold(tier)]

    # --- prices -----------------------------------------------------------

    def holds(self, terms: Terms) -> bool:
        """Whether these terms are everybody's on the day."""
        special = (
            terms.cohort is not None
            or terms.region is not None
            or terms.existing_customers
            or terms.until_renewal
            or terms.with_commitment
            or terms.commitment is not None
        )
        started = terms.start is None or terms.start <= self.day
        return not special and started and (terms.until is None or terms.until > self.day)

    def prices(self, seller: Tier | Package) -> list[Price]:
        """The prices that are everybody's on the day."""
        return [price for price in seller.prices if self.holds(price.terms)]

    def custom(self, tier: Tier) -> bool:
        """Whether the tier is sold by contract."""
        return any(isinstance(price, CustomPrice) for price in self.prices(tier))

    def free(self, tier: Tier) -> bool:
        """Whether the tier says that nothing is paid for it."""
        prices = self.prices(tier)
        return bool(prices) and not any(map(costs_something, prices))

    def paid(self, tier: Tier) -> bool:
        """Whether the tier has a price, or one to agree on."""
        return any(map(costs_something, self.prices(tier)))

    def fee(self, tier: Tier, seats: int) -> dict[tuple[str, str], Fraction] | None:
        """The recurring fees of so many seats, by the month, by currency and unit of the interval.

        None where they cannot be compared: by contract, "from" a price, in sizes, for seats of several kinds, or for a
        quantity that is bought.
        """
        prices = self.prices(tier)
        if not prices or tier.sizes or any(isinstance(price, CustomPrice) for price in prices):
            return None
        fees = [price for price in prices if isinstance(price, FeePrice)]
        kinds = {each.per.name for price in fees for each in price.alternatives if each.per}
        if len(kinds) > 1 or any(price.when for price in fees):
            return None
        totals: dict[tuple[str, str], Fraction] = {}
        count: dict[tuple[str, str], int] = {}
        for price in fees:
            for each in price.alternatives:
                if each.at_least or (each.per is not None and each.per.kind != "seat"):
                    return None
                if each.period is None:
                    continue
                amount, currency = _amount(each, seats)
                key = currency, each.period.unit
                totals[key] = totals.get(key, Fraction(0)) + amount / months(each.period)
                count[key] = count.get(key, 0) + 1
        recurring = sum(any(each.period for each in price.alternatives) for price in fees)
        # a variant needs an alternative of every fee
        return {key: total for key, total in totals.items() if count[key] == recurring}

    # --- what is given ----------------------------------------------------

    def includes(self, tier: Tier, package: Package) -> bool:
        """Whether the tier gives the package: by its name, or all that it offers."""
        if any(grant.package == package.name for grant in tier.packages):
            return True
        offers = [*package.offers, *(Ref("feature", grant.feature) for grant in package.features)]
        return bool(offers) and all(self.gives(tier, ref) for ref in offers)

    def gives(self, tier: Tier, ref: Ref) -> bool:
        """Whether the tier itself names something: as a feature, an allowance, a limit or a price."""
        if ref.kind == "feature":
            return any(grant.feature == ref.name for grant in tier.features)
        if any(allowance.of == ref for allowance in tier.allowances) or any(limit.of == ref for limit in tier.limits):
            return True
        return any(isinstance(price, UsagePrice) and price.metric == ref.name for price in tier.prices)

    def included(self, tier: Tier) -> list[Package]:
        """The packages that the tier includes by name."""
        return [self.packages[grant.package] for grant in tier.packages if grant.package in self.packages]

    def addons(self, tier: Tier) -> list[Package]:
        """The packages that can be bought on the tier."""
        return [
            package
            for package in self.catalog.packages
            if package.kind == "addon" and (not package.available_on or tier.name in package.available_on)
        ]

    def says_nothing(self, tier: Tier) -> bool:
        """Whether the file leaves open what is in the tier, as it often does for one that is sold by contract."""
        return not (tier.packages or tier.features or tier.allowances or tier.limits)


def costs_something(price: Price) -> bool:
    if isinstance(price, FreePrice):
        return False
    if isinstance(price, FeePrice):
        return any(not isinstance(each, Fee) or each.amount.amount > 0 for each in price.alternatives)
    return True


def by_contract(seller: Tier | Package) -> bool:
    """Whether the price is agreed on with each customer, and with it what else the file leaves open."""
    return any(isinstance(price, CustomPrice) for price in seller.prices)


def recurs(price: Price) -> bool:
    """Whether this is a fee that is paid again and again."""
    return isinstance(price, FeePrice) and any(each.period is not None for each in price.alternatives)


def grants_and_limits(seller: Tier | Package) -> list[Allowance | Limit]:
    """What a tier or package allows of anything, in the order of the file."""
    return [*seller.allowances, *seller.limits]


_T = TypeVar("_T", Allowance, Price)


def own(items: Iterable[_T]) -> list[_T]:
    """Those that the file states here: what is taken over from another tier is spoken of there."""
    return [item for item in items if item.inherited is None]


def charged(phases: Iterable[Phase]) -> Iterator[Phase]:
    """The phases that bill each further unit."""
    for phase in phases:
        if phase.action == "charge":
            yield phase


def bands_cost(rates: Iterable[object]) -> bool:
    """Whether any of some rates asks for money."""
    return any(not isinstance(rate, Bands) or any(map(_band_costs, rate.bands)) for rate in rates)


def in_credits(rates: Iterable[object]) -> bool:
    return any(isinstance(rate, InCredits) for rate in rates)


def _band_costs(band: Band) -> bool:
    return bool(band.unit or band.flat or band.percent)


def _amount(fee: Fee | BandedFee, seats: int) -> tuple[Fraction, str]:
    if isinstance(fee, BandedFee):
        return banded(fee.rate, seats), fee.rate.currency
    amount = Fraction(fee.amount.amount)
    if fee.per is None:
        return amount, fee.amount.currency
    blocks = Fraction(seats) / Fraction(fee.block)
    if fee.started:
        blocks = Fraction(-((-blocks.numerator) // blocks.denominator))
    return amount * blocks, fee.amount.currency


def banded(rate: Bands, quantity: int) -> Fraction:
    """What so many units cost in bands."""
    total, start = Fraction(0), Fraction(0)
    for band in rate.bands:
        end = None if band.up_to is None else Fraction(band.up_to)
        reached = end is None or quantity <= end
        units = Fraction(quantity) if rate.mode == "volume" else (Fraction(quantity) if reached else end or 0) - start
        if rate.mode == "graduated" or reached:
            if band.started:
                blocks = units / Fraction(band.per)
                units = -((-blocks.numerator) // blocks.denominator) * Fraction(band.per)
            total += units * Fraction(band.unit) / Fraction(band.per) + Fraction(band.flat)
        if reached:
            break
        start = end or start
    return total


def seats_at_least(tier: Tier) -> int:
    """The fewest seats that are sold."""
    return max((seats.minimum for seats in tier.seats), default=1)


class Amount(Record):
    """A feature's value as a number that can be compared; None is without bound."""

    value: Fraction | None


def comparable(value: object) -> Amount | None:
    """A feature's value where it is ordered; None where it is a text or a plain yes."""
    if isinstance(value, Number):
        return Amount(Fraction(value.value))
    if isinstance(value, Period):
        days = _DAYS.get(value.unit)
        return Amount(value.count * (days if days is not None else _MONTHS[value.unit] * Fraction(365, 12)))
    return Amount(None) if isinstance(value, Boundless) else None


def listed(names: Iterable[str], word: str = "and") -> str:
    """Names in backticks: `a`, `b` and `c`."""
    quoted = [f"`{name}`" for name in names]
    if len(quoted) < 2:
        return "".join(quoted)
    return f"{', '.join(quoted[:-1])} {word} {quoted[-1]}"
