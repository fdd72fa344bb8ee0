"""From a subscription to the parts of the catalog that it is about, with an answer for every name that is not there."""

from __future__ import annotations

from datetime import date
from decimal import Decimal

from pricelang.catalog.catalog import Catalog, Discount, Package, Tier
from pricelang.catalog.money import Money
from pricelang.catalog.period import Period
from pricelang.rating.errors import RatingError, listed, unknown
from pricelang.rating.subscription import Subscription, count_of, counts, interval_of, quantity_of
from pricelang.rating.terms import Buyer
from pricelang.record import Record


class Selection(Record):
    """A subscription, checked: what a compiled tariff depends on (but for its date)."""

    tier: str
    interval: Period | None
    currency: str
    cohort: str | None
    region: str | None
    existing: bool
    size: Decimal | None
    discounts: tuple[str, ...]
    packages: tuple[str, ...]
    commitment: Money | None
    trial: bool


class Index:
    """A catalog by name."""

    __slots__ = ("catalog", "cohorts", "costs", "credits", "discounts", "effective", "metrics", "packages", "regions",
    "seats",
                 "tiers")  # fmt: skip

    def __init__(self, catalog: Catalog) -> None:
        self.catalog = catalog
        self.tiers = {tier.name: tier for tier in catalog.tiers}
        self.metrics = {metric.name: metric for metric in catalog.metrics}
        self.credits = {credit.name: credit for credit in catalog.credits}
        self.packages = {package.name: package for package in catalog.packages}
        self.seats = {seat.name: seat for seat in catalog.seats}
        self.cohorts = {cohort.name for cohort in catalog.cohorts}
        self.regions = {region.name for region in catalog.regions}
        self.discounts: dict[str, Discount] = {discount.name: discount for discount in catalog.discounts}
        for discount in catalog.discounts:
            if discount.code is not None:
                self.discounts.setdefault(discount.code, discount)
        product = catalog.product
        self.effective = (product.effective if product else None) or date.min

    def tier(self, name: str) -> Tier:
        if name not in self.tiers:
            unknown("tier", name, self.tiers)
        return self.tiers[name]

    def select(self, subscription: Subscription) -> Selection:
        """The subscription, checked against the catalog.

        Raises:
            RatingError: a name is not declared, or the subscription contradicts itself.
        """
        tier = self.tier(subscription.tier)
        interval = interval_of(subscription.interval)
        if subscription.cohort is not None and subscription.cohort not in self.cohorts:
            unknown("cohort", subscription.cohort, self.cohorts)
        if subscription.region is not None and subscription.region not in self.regions:
            unknown("region", subscription.region, self.regions)
        packages = counts("packages", subscription.packages) if subscription.packages else {}
        self.sold(tier, packages)
        discounts = []
        for name in subscription.discounts:
            if name not in self.discounts:
                unknown("discount", name, self.discounts)
            found = self.discounts[name].name
            if found not in discounts:
                discounts.append(found)
        currency = subscription.currency or self._currency()
        if subscription.budget is not None:
            if subscription.budget.currency != currency:
                raise RatingError(f"the budget is in {subscription.budget.currency}, the bill in {currency}")
            quantity_of("budget", subscription.budget.amount)
        size = None if subscription.size is None else quantity_of("size", subscription.size)
        return Selection(
            tier.name,
            interval,
            currency,
            subscription.cohort,
            subscription.region,
            subscription.existing_customer,
            size,
            tuple(discounts),
            tuple(packages),
            subscription.commitment,
            subscription.trial,
        )

    def sold(self, tier: Tier, packages: dict[str, int]) -> None:
        """Whether these add-ons can be bought on a tier, together.

        Raises:
            RatingError: one is not declared, not an add-on, not sold on the tier, needs another or excludes one.
        """
        for name in packages:
            if name not in self.packages:
                unknown("package", name, self.packages)
            package = self.packages[name]
            if package.kind != "addon":
                raise RatingError(
                    f"`{name}` is a part of tiers, not an add-on", "only add-ons are bought", package.span
                )
            if package.available_on and tier.name not in package.available_on:
                where = listed(package.available_on)
                raise RatingError(f"`{name}` is not sold on `{tier.name}`", f"it is sold on {where}", package.span)
            included = {grant.package for grant in tier.packages} | packages.keys()
            for need in package.needs:
                if need not in included:
                    raise RatingError(f"`{name}` needs `{need}`", f"buy `{need}` too", package.span)
            for other in package.not_with:
                if other in included:
                    raise RatingError(f"`{name}` is not sold with `{other}`", "choose one of them", package.span)

    def seats_of(
        self, tier: Tier, ranges: dict[str, tuple[int, int | None]], main: str, subscription: Subscription
    ) -> dict[str, int]:
        """Seats by kind: what is given, else the least that is sold.

        Raises:
            RatingError: a kind is not declared, a number is not whole or not sold.
        """
        given = subscription.seats
        if given is None:
            seats = {}
        elif isinstance(given, int) or not hasattr(given, "__iter__"):
            seats = {main: count_of("seats", main, given)}
        else:
            seats = counts("seats", given)
        for kind in seats:
            if kind not in self.seats and kind != "seat":
                unknown("kind of seat", kind, self.seats or {"seat": None})
        for kind, (low, high) in ranges.items():
            number = seats.setdefault(kind, low)
            if number < low:
                raise RatingError(f"`{tier.name}` is sold from {low} seats: {number} asked for")
            if high is not None and number > high:
                raise RatingError(f"`{tier.name}` is sold up to {high} seats: {number} asked for")
        seats.setdefault(main, 0 if seats else 1)
        if not seats[main] and not any(seats.values()):
            raise RatingError(f"`{tier.name}` is sold from 1 seat: 0 asked for")
        return seats

    def buyer(self, selection: Selection, on: date | None, first: bool) -> Buyer:
        return Buyer(
            on or self.effective,
            selection.cohort,
            selection.region,
            selection.existing,
            selection.commitment,
            first,
        )

    def package(self, name: str) -> Package:
        return self.packages[name]

    def _currency(self) -> str:
        product = self.catalog.product
        if product is not None and product.currencies:
            return product.currencies[0]
        raise RatingError("the product states no currency", "give the subscription's currency")
