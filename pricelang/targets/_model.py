"""A catalog as billing sees it: offers, and what each of them charges, in steps that every system has some form of.

`source` is the value of the catalog that something was made from.
"""

from __future__ import annotations

from decimal import Decimal
from fractions import Fraction
from typing import Literal

from pricelang.catalog.catalog import Discount, Package, Tier, Trial
from pricelang.catalog.charges import Allowance, BandedFee, CustomPrice, Fee, FeePrice, UsagePrice
from pricelang.catalog.goods import FeatureGrant
from pricelang.catalog.period import Period
from pricelang.catalog.quantity import Conditions, Ref
from pricelang.record import Record
from pricelang.source import Span


class Step(Record):
    """One step of a price: `price` (major units) for each `block` units up to and including `up_to` (None: open).

    `started`: a block that is begun is paid whole, counted once on the total; otherwise `block` is 1. `flat` is paid
    once for the step, at zero use too (in the first step) unless `flat_when_used`.
    """

    up_to: Decimal | None
    price: Fraction
    block: Decimal = Decimal(1)
    started: bool = False
    flat: Decimal = Decimal(0)
    flat_when_used: bool = False
    span: Span | None = None


class Schedule(Record):
    """A price by quantity in one currency. The first `included` units are free, and the steps count what exceeds them;
    the whole is raised to `minimum` and cut at `maximum`, each period."""

    mode: Literal["graduated", "volume"]
    currency: str
    steps: tuple[Step, ...]
    included: Decimal = Decimal(0)
    minimum: Decimal | None = None
    maximum: Decimal | None = None
    span: Span | None = None

    @property
    def single(self) -> Step | None:
        """The only step, where there is just one and it has no flat amount; None otherwise."""
        only = self.steps[0]
        return only if len(self.steps) == 1 and not only.flat and only.up_to is None else None


class FeeAt(Record):
    """What a fee is when it is paid each `period` (None: once)."""

    period: Period | None
    schedule: Schedule
    source: Fee | BandedFee | None = None
    span: Span | None = None


class FeeLine(Record):
    """A fee that does not depend on use: for the account, or for each seat or bought unit of `per`. One of `at` holds,
    by interval and currency. `once`: it is paid once beside the others, whatever the interval."""

    key: str
    label: str
    per: Ref | None
    at: tuple[FeeAt, ...]
    once: bool
    about: str
    source: FeePrice | None = None
    span: Span | None = None


class UsageLine(Record):
    """The price of what was used of a metric or credit each `period`, one schedule a currency; `when`: of uses with
    these attributes only. `stops`: use ends with what is included; `included` is what is free before that, where no
    schedule says so."""

    key: str
    of: Ref
    label: str
    period: Period
    schedules: tuple[Schedule, ...]
    about: str
    when: Conditions = ()
    stops: bool = False
    included: Decimal | None = None
    source: UsagePrice | Allowance | None = None
    span: Span | None = None


class Plan(Record):
    """An offer at one interval (None: paid once): the usage prices that hold then; `packs` are grants that are bought
    once, of a plain number, and never expire."""

    interval: Period | None
    usages: tuple[UsageLine, ...]
    packs: tuple[Allowance, ...] = ()


class Offer(Record):
    """What a tier, or an add-on package, sells. `plans` has one entry for each interval that it is sold by."""

    kind: Literal["tier", "addon"]
    key: str
    label: str
    was: str | None
    free: bool
    custom: CustomPrice | None
    fees: tuple[FeeLine, ...]
    plans: tuple[Plan, ...]
    currencies: tuple[str, ...]
    features: tuple[FeatureGrant, ...]
    packages: tuple[str, ...]
    trial: Trial | None
    tier: Tier | None
    package: Package | None
    about: str
    span: Span | None = None

    def fees_at(self, interval: Period | None, currency: str) -> list[tuple[FeeLine, FeeAt]]:
        """The fees that are due when the offer is bought by an interval: each at that interval, else at the longest
        shorter one that it has; fees that are paid once beside."""
        found = []
        for line in self.fees:
            same = [one for one in line.at if one.schedule.currency == currency]
            exact = [one for one in same if one.period == interval or line.once]
            if exact:
                found.append((line, exact[0]))
                continue
            shorter = [one for one in same if one.period and interval and times(interval, one.period)]
            if shorter:
                found.append((line, min(shorter, key=lambda one: times(interval, one.period) or 0)))
        return found

    def currencies_at(self, interval: Period | None) -> tuple[str, ...]:
        """The currencies in which the offer is sold by an interval: those that some recurring fee has a price in then,
        where there are recurring fees at all."""
        recurring = [one for line in self.fees if not line.once for one in line.at]
        if interval is None or not recurring:
            return self.currencies
        sold = {one.schedule.currency for one in recurring if same(one.period, interval)}
        return tuple(one for one in self.currencies if one in sold)

    def place_of(self, interval: Period | None) -> Span | None:
        """Where the offer says that it is sold by an interval; the offer's own place where nothing says so."""
        fees = (one for line in self.fees if not line.once for one in line.at)
        return next((one.span for one in fees if same(one.period, interval) and one.span), self.span)

    def place_in(self, currency: str) -> Span | None:
        """Where the offer first has a price in a currency; the offer's own place where it has none."""
        fees = [one.schedule for line in self.fees for one in line.at]
        used = [one for plan in self.plans for line in plan.usages for one in line.schedules]
        found = (one.span for one in (*fees, *used) if one.currency == currency and one.span)
        return next(found, self.span)


class Selling(Record):
    """All that a catalog sells: tiers in the order of their ladders, add-ons, discounts."""

    offers: tuple[Offer, ...]
    discounts: tuple[Discount, ...]


_IN_MONTHS = {"month": 1, "quarter": 3, "year": 12}
_IN_DAYS = {"day": 1, "week": 7}


def months(period: Period) -> int | None:
    """A period in months; None where it is no whole number of them."""
    return period.count * _IN_MONTHS[period.unit] if period.unit in _IN_MONTHS else None


def days(period: Period) -> int | None:
    """A period in days; None where that depends on the calendar, or on the hour."""
    return period.count * _IN_DAYS[period.unit] if period.unit in _IN_DAYS else None


def same(one: Period | None, other: Period | None) -> bool:
    """Whether two periods are equally long (3 months and a quarter are)."""
    return one == other or (one is not None and other is not None and times(one, other) == 1)


def times(long: Period | None, short: Period | None) -> int | None:
    """How many times a period goes into a longer one; None where it does not go evenly."""
    if long is None or short is None:
        return None
    for measure in (months, days):
        whole, part = measure(long), measure(short)
        if whole and part:
            return whole // part if whole % part == 0 else None
    return None


def words(period: Period | None) -> str:
    """A period as an adverb: monthly, yearly, every_2_weeks, once."""
    if period is None:
        return "once"
    known = {"day": "daily", "week": "weekly", "month": "monthly", "quarter": "quarterly", "year": "yearly"}
    if period.count == 1 and period.unit in known:
        return known[period.unit]
    return f"every_{period.count}_{period.unit}s"
