"""A question of the command line, put to rating."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from pricelang.catalog.catalog import Catalog, Tier, Use
from pricelang.catalog.charges import CustomPrice, FeePrice, FreePrice
from pricelang.catalog.currencies import MINOR_UNITS
from pricelang.catalog.period import MONTH, Period
from pricelang.cli.billing import asking
from pricelang.cli.billing.answer import Comparison, compare
from pricelang.cli.billing.periods import UsageFile, read
from pricelang.cli.reporting import CannotRun
from pricelang.rating import Bill, PeriodUsage, Rater, RatingError, Subscription
from pricelang.rating.subscription import interval_of, normal


class Question:
    """What was asked on the command line, checked against a catalog.

    Raises:
        CannotRun: an option is not written as it must be, or names what is not declared.
    """

    def __init__(self, catalog: Catalog, rater: Rater, asked: Mapping[str, Any]) -> None:
        self.catalog = catalog
        self.rater = rater
        self._asked = asked
        if asked["all_tiers"] and asked["tier"] is not None:
            raise CannotRun("`--all-tiers` bills every tier: leave out `--tier`")
        if asked["all_tiers"] and asked["explained"]:
            raise CannotRun("`--explain` explains the bill of one tier: leave out `--all-tiers`")
        if asked["periods"] is not None and asked["used"]:
            raise CannotRun("`--use` and `--periods` both say what is used: write the uses into the file")
        self._uses = tuple(asking.use(catalog, written) for written in asked["used"])
        self._on = asking.day(asked["on"], "--on") if asked["on"] is not None else None
        self._file: UsageFile | None = None
        if asked["periods"] is not None:
            self._file = read(asked["periods"], catalog, self._on)
        currency = asked["currency"]
        if currency is not None and currency not in MINOR_UNITS:
            raise CannotRun(asking.unknown("currency", currency, _currencies(catalog)))
        self._currency = currency or next(iter(_currencies(catalog)), None)
        self._seats = asking.seats(catalog, asked["seats"])
        self._addons = asking.addons(catalog, asked["addon"])
        self._interval: Period | None = MONTH
        if asked["interval"] is not None:
            self._interval = asking.interval(asked["interval"])
        self._budget, self._commit = (
            asking.amount(asked[name], f"--{name}", self._currency) if asked[name] is not None else None
            for name in ("budget", "commit")
        )
        self._size = asking.number(asked["size"], f"`--size {asking.cut(asked['size'])}`") if asked["size"] else None
        self._bought = self._quantities(asked["bought"])
        for option, kind, known in (
            ("cohort", "cohort", [one.name for one in catalog.cohorts]),
            ("region", "region", [one.name for one in catalog.regions]),
        ):
            if asked[option] is not None and asked[option] not in known:
                raise CannotRun(asking.unknown(kind, asked[option], known))
        discounts = [one.name for one in catalog.discounts]
        codes = [one.code for one in catalog.discounts if one.code is not None]
        for name in asked["discounts"]:
            if name not in discounts and name not in codes:
                raise CannotRun(asking.unknown("discount", name, [*discounts, *codes]))

    @property
    def seats(self) -> str:
        """The seats that were asked for, in words; nothing where they were not."""
        if self._seats is None:
            return ""
        if isinstance(self._seats, int):
            return f"{self._seats:,} seat{'s' * (self._seats != 1)}"
        return ", ".join(f"{count:,} {kind}{'s' * (count != 1)}" for kind, count in self._seats.items())

    def bills(self) -> list[Bill]:
        """The bills of the tier that was asked for, one for each period.

        Raises:
            CannotRun: rows of the usage file cannot be billed.
            RatingError: a bill cannot be written, and why.
        """
        name = asking.tier_in(self.catalog, self._asked["tier"])
        tier = next(tier for tier in self.catalog.tiers if tier.name == name)
        subscription = self._subscription(tier)
        if self._file is not None:
            self.rater.bill(subscription)  # what is wrong with the question itself is said before the file's rows
            self._file.check(lambda use: self.rater.bill(subscription, [use]))
        return self.rater.bill_periods(subscription, self._usages(subscription))

    def compare(self) -> Comparison:
        """What every listed tier charges.

        Raises:
            CannotRun: no tier can make sense of a use, or of a row of the usage file.
        """
        self._check_uses()
        return compare(self.catalog, self.rater, self._subscription, self._usages)

    def _check_uses(self) -> None:
        """A use that is wrong on every tier is a mistake of the question, not a property of the tiers."""
        tiers = [self._subscription(tier) for tier in self.catalog.tiers]
        able = [subscription for subscription in tiers if self._refused(subscription, None) is None]

        def bill(use: Use) -> None:
            refusals = [self._refused(subscription, use) for subscription in able]
            first = next(iter(refusals), None)
            if first is not None and all(refused is not None for refused in refusals):
                raise first

        if self._file is not None:
            self._file.check(bill)
        for use in self._uses:
            try:
                bill(use)
            except RatingError as refused:
                raise CannotRun(asking.refusal(refused)) from None

    def _refused(self, subscription: Subscription, use: Use | None) -> RatingError | None:
        try:
            self.rater.bill(subscription, [] if use is None else [use])
        except RatingError as refused:
            return refused
        return None

    def _usages(self, subscription: Subscription) -> list[PeriodUsage]:
        if self._file is not None:
            return self._file.usages(interval_of(subscription.interval))
        return [PeriodUsage(self._uses)]

    def _subscription(self, tier: Tier) -> Subscription:
        asked = self._asked
        on = self._on or (self._file.on if self._file is not None else None)
        return Subscription(
            tier.name,
            self._interval if asked["interval"] is not None else _sold(tier),
            currency=asked["currency"],
            seats=self._seats,
            packages=self._addons,
            discounts=asked["discounts"],
            cohort=asked["cohort"],
            region=asked["region"],
            existing_customer=asked["existing_customer"],
            on=on,
            size=self._size,
            quantities=self._bought or None,
            overage=not asked["no_overage"],
            budget=self._budget,
            commitment=self._commit,
            trial=asked["trial"],
        )

    def _quantities(self, written: tuple[str, ...]) -> dict[str, Any]:
        found = {}
        for one in written:
            name, equals, quantity = one.partition("=")
            what = f"`--bought {asking.cut(one)}`"
            if not equals:
                raise CannotRun(f"{what} is no quantity; write `--bought contact=2_000`")
            metric = asking.metric_in(self.catalog, name.strip())
            if metric is None:
                raise CannotRun(f"{what}: {asking.unknown_metric(self.catalog, name.strip())}")
            found[metric] = asking.number(quantity, what)
        return found


def _currencies(catalog: Catalog) -> tuple[str, ...]:
    return catalog.product.currencies if catalog.product is not None else ()


def _sold(tier: Tier) -> Period | None:
    """The interval that a tier is sold by, where it is not said: the month, unless its fees have others only."""
    if any(isinstance(price, FreePrice | CustomPrice) for price in tier.prices):
        return MONTH
    fees = [fee for price in tier.prices if isinstance(price, FeePrice) for fee in price.alternatives]
    recurring = [normal(fee.period) for fee in fees if fee.period is not None]
    if MONTH in recurring or not fees:
        return MONTH
    return recurring[0] if recurring else None
