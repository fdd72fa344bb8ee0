"""Exact numbers: rationals of the source's decimals, months of a period, conversions that the file declares."""

from __future__ import annotations

from collections.abc import Iterable
from decimal import Decimal
from fractions import Fraction

from pricelang.catalog.catalog import Catalog
from pricelang.catalog.charges import Allowance, Limit
from pricelang.catalog.money import Exchange, Money
from pricelang.catalog.period import Period
from pricelang.catalog.quantity import AtLeast, Between, Exactly, Quantity, Ref, TimesTier, Unlimited
from pricelang.record import Record

ZERO = Fraction(0)
ONE = Fraction(1)

# In the long run a month has 365/12 days.
_MONTHS = {
    "second": Fraction(12, 365 * 86_400),
    "minute": Fraction(12, 365 * 1_440),
    "hour": Fraction(12, 365 * 24),
    "day": Fraction(12, 365),
    "week": Fraction(84, 365),
    "month": ONE,
    "quarter": Fraction(3),
    "year": Fraction(12),
}
MONTH_LENGTHS = frozenset({"month", "quarter", "year"})
_SECONDS = {"second": 1, "minute": 60, "hour": 3_600, "day": 86_400, "week": 604_800}


class Stated(Record):
    """How much a quantity is. `value` None with `known`: no bound; not `known`: there is one, and it is not said.
    `least`: it may be more."""

    value: Fraction | None
    known: bool = True
    least: bool = False


UNKNOWN = Stated(None, known=False)


def months(period: Period) -> Fraction:
    """How many months a period is worth."""
    return _MONTHS[period.unit] * period.count


def most_windows(period: Period) -> int:
    """How many windows of a length a month of 31 days can touch: calendar windows may straddle its ends."""
    if period.unit not in _SECONDS:
        return 1
    length = _SECONDS[period.unit] * period.count
    return -(-31 * 86_400 // length) + 1


def stated(catalog: Catalog, quantity: Quantity, of: Ref, depth: int = 0) -> Stated:
    """A quantity as a number; multiples of another tier's are worked out."""
    if isinstance(quantity, Exactly):
        return Stated(Fraction(quantity.value))
    if isinstance(quantity, AtLeast):
        return Stated(Fraction(quantity.value), least=True)
    if isinstance(quantity, Between):
        return Stated(Fraction(quantity.low), least=True)
    if isinstance(quantity, Unlimited):
        return Stated(None)
    if isinstance(quantity, TimesTier) and depth < 20:
        other = next((tier for tier in catalog.tiers if tier.name == quantity.tier), None)
        had: list[Allowance | Limit] = [*other.allowances, *other.limits] if other is not None else []
        for item in had:
            if item.of == of:
                inner = stated(catalog, item.quantity, of, depth + 1)
                if inner.value is not None:
                    return Stated(inner.value * Fraction(quantity.factor), inner.known, inner.least)
                return inner
    return UNKNOWN


def converted(money: Money, currency: str, exchanges: Iterable[Exchange]) -> Fraction | None:
    """An amount in a currency; None where the file declares no rate between the two."""
    amount = Fraction(money.amount)
    if money.currency == currency:
        return amount
    for exchange in exchanges:
        if (exchange.source, exchange.target) == (money.currency, currency):
            return amount * Fraction(exchange.rate)
        if (exchange.target, exchange.source) == (money.currency, currency) and exchange.rate:
            return amount / Fraction(exchange.rate)
    return None


def ceiling(value: Fraction) -> int:
    """The least whole number that is not below a value."""
    return -((-value.numerator) // value.denominator)


def step_of(values: Iterable[Decimal]) -> Fraction:
    """The granularity of a quantity: one, or the last decimal place that the file writes of it."""
    places = 0
    for value in values:
        exponent = value.normalize().as_tuple().exponent
        if isinstance(exponent, int):
            places = max(places, -exponent)
    return Fraction(1, 10**places)
