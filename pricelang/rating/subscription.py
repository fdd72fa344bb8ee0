"""What is asked of rating: a subscription, and the usage of its billing intervals."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from datetime import date, datetime
from decimal import Decimal, InvalidOperation
from typing import TypeAlias

from pricelang.catalog.catalog import Example, Purchase, SeatCount, Use
from pricelang.catalog.money import Money
from pricelang.catalog.period import MONTH, YEAR, Period
from pricelang.catalog.quantity import Condition
from pricelang.rating.errors import RatingError, listed
from pricelang.rating.exact import LARGEST
from pricelang.record import Record

INTERVALS: dict[str, Period | None] = {
    "daily": Period(1, "day"),
    "weekly": Period(1, "week"),
    "monthly": MONTH,
    "quarterly": Period(1, "quarter"),
    "yearly": YEAR,
    "once": None,
}


class Subscription(Record):
    """What one customer holds.

    `interval`: what the price recurs by, as a Period or a word (`monthly`, `yearly` ...); None or `once`: the tier is
    paid once. `currency` None: the product's first. `seats`: a number of the tier's first kind, or by kind; not said:
    the least that is sold. `packages`: add-ons and how many. `discounts`: names or codes. `on`: the first day of the
    (first) billing interval; it picks the prices that hold, and gives daily grants their days. `size`: the quantity of
    a tier that is sold by size. `quantities`: how much of a metric is bought, where a fee is for a bought quantity (not
    said: what is used). `overage` False: what is opt-in is not enabled; `budget`: the customer's own ceiling on all
    overage of a bill. `commitment`: an amount committed to, for prices that ask for one. `trial`: the first bill is
    for the trial: no fee, no overage, the trial's grants.
    """

    tier: str
    interval: Period | str | None = MONTH
    currency: str | None = None
    seats: int | Mapping[str, int] | tuple[SeatCount, ...] | None = None
    packages: Mapping[str, int] | tuple[Purchase, ...] = ()
    discounts: tuple[str, ...] = ()
    cohort: str | None = None
    region: str | None = None
    existing_customer: bool = False
    on: date | None = None
    size: Decimal | None = None
    quantities: Mapping[str, Decimal] | None = None
    overage: bool = True
    budget: Money | None = None
    commitment: Money | None = None
    trial: bool = False


class DatedUse(Record):
    """So much of a metric, used at a time: a date counts as its first moment."""

    metric: str
    quantity: Decimal
    at: date | datetime
    attributes: tuple[Condition, ...] = ()


class PeriodUsage(Record):
    """What happened in one billing interval: uses, and add-ons bought in it (at its start)."""

    uses: tuple[Use | DatedUse, ...] = ()
    buys: Mapping[str, int] | tuple[Purchase, ...] = ()


Usage: TypeAlias = Iterable[Use | DatedUse] | PeriodUsage


def use(
    metric: str, quantity: Decimal | int | str, at: date | datetime | None = None, **attributes: str
) -> Use | DatedUse:
    """A use, the short way: `use("image", 15, quality="high")`.

    Raises:
        RatingError: the quantity is not a number.
    """
    conditions = tuple(Condition(name, (value,)) for name, value in attributes.items())
    amount = quantity_of(metric, quantity)
    return Use(metric, amount, conditions) if at is None else DatedUse(metric, amount, at, conditions)


def of_example(example: Example) -> tuple[Subscription, PeriodUsage]:
    """The subscription and the usage that an example states; its bill's total is to equal `example.total`."""
    subscription = Subscription(
        example.tier,
        example.interval,
        currency=example.total.currency if example.total else None,
        seats=example.seats or None,
        packages=example.buys,
        discounts=example.discounts,
        cohort=example.cohort,
        region=example.region,
        on=example.on,
        overage=example.overage,
        budget=example.budget,
    )
    return subscription, PeriodUsage(example.uses)


def quantity_of(name: str, value: object) -> Decimal:
    """A usable quantity as an exact decimal.

    Raises:
        RatingError: not a number, a binary float, negative, not finite, or beyond 10^24.
    """
    if isinstance(value, Decimal):
        amount = value
    elif isinstance(value, int) and not isinstance(value, bool):
        if abs(value) > LARGEST:  # before a conversion whose cost grows with the number of digits
            raise RatingError(f"the quantity of `{name}` is beyond 10^24", "check its unit")
        amount = Decimal(value)
    elif isinstance(value, str):
        try:
            amount = Decimal(value.replace("_", ""))
        except InvalidOperation:
            raise RatingError(f"the quantity of `{name}` is not a number: {value[:40]!r}") from None
    else:
        raise RatingError(
            f"the quantity of `{name}` is a {type(value).__name__}", "give a whole number, a Decimal or its text"
        )
    if not amount.is_finite():
        raise RatingError(f"the quantity of `{name}` is not a finite number")
    if amount < 0:
        raise RatingError(
            f"the quantity of `{name}` is negative: {amount:f}", "a correction belongs to the usage it corrects"
        )
    if amount > LARGEST:
        raise RatingError(f"the quantity of `{name}` is beyond 10^24", "check its unit")
    if amount.as_tuple().exponent < -30:  # type: ignore[operator]
        raise RatingError(
            f"the quantity of `{name}` has more than 30 decimal places", "round the usage where it is measured"
        )
    return amount


def count_of(kind: str, name: str, value: object) -> int:
    """A count of whole things.

    Raises:
        RatingError: fractional, negative, or not a number.
    """
    if (
        isinstance(value, Decimal)
        and value.is_finite()
        and abs(value) <= LARGEST
        and value == value.to_integral_value()
    ):
        value = int(value)
    if not isinstance(value, int) or isinstance(value, bool):
        raise RatingError(f"{kind} are counted in whole numbers: `{name}` is {value}")
    if value < 0:
        raise RatingError(f"the number of {kind} is negative: `{name}` is {value}")
    if value > LARGEST:
        raise RatingError(f"the number of {kind} is beyond 10^24: `{name}`")
    return value


def interval_of(interval: Period | str | None) -> Period | None:
    """The billing interval in one spelling: twelve months are a year, three a quarter, seven days a week.

    Raises:
        RatingError: the word is not one of `daily` ... `once`, or the period is empty.
    """
    if isinstance(interval, str):
        if interval not in INTERVALS:
            raise RatingError(f"unknown interval `{interval}`", f"there is {listed(INTERVALS, 'or')}")
        return INTERVALS[interval]
    if interval is None:
        return None
    return normal(interval)


def normal(period: Period) -> Period:
    """A period in its largest unit of the same length.

    Raises:
        RatingError: it has no length.
    """
    if period.count < 1:
        raise RatingError(f"a period of {period.count} {period.unit}s has no length")
    count, unit = period.count, period.unit
    if unit == "quarter":
        count, unit = count * 3, "month"
    if unit == "month" and count % 12 == 0:
        return Period(count // 12, "year")
    if unit == "month" and count % 3 == 0:
        return Period(count // 3, "quarter")
    if unit == "day" and count % 7 == 0:
        return Period(count // 7, "week")
    return Period(count, unit)


def counts(kind: str, given: Mapping[str, int] | Iterable[SeatCount | Purchase]) -> dict[str, int]:
    """Seats or packages by name; what is given twice adds up.

    Raises:
        RatingError: a count is fractional or negative.
    """
    pairs: Iterable[tuple[str, object]]
    if isinstance(given, Mapping):
        pairs = given.items()
    else:
        pairs = (
            (item.kind, item.count) if isinstance(item, SeatCount) else (item.package, item.quantity) for item in given
        )
    result: dict[str, int] = {}
    for name, value in pairs:
        result[name] = result.get(name, 0) + count_of(kind, name, value)
    return result
