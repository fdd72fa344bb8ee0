"""Exact numbers: decimals while they stay exact, fractions where a division has no decimal.

A bill is computed in `Decimal` under a context that traps every rounding. Where a trap goes off (a third of a credit, a
price by formula), the same code runs again with `Fraction`. Both kinds never meet in one calculation.
"""

from __future__ import annotations

from collections.abc import Callable
from decimal import (
    ROUND_HALF_UP,
    Context,
    Decimal,
    DivisionByZero,
    Inexact,
    InvalidOperation,
    Overflow,
)
from fractions import Fraction
from typing import Any, TypeAlias

from pricelang.catalog.currencies import minor_units

Number: TypeAlias = Decimal | Fraction
"""An exact number as readers see it; `Fraction(number)` accepts both kinds."""

Value: TypeAlias = Any
"""A number within a calculation: all of it Decimal, or all of it Fraction. Type checkers cannot say that."""

Kind: TypeAlias = Callable[[Any], Value]
"""The class that a calculation uses: `Decimal` or `Fraction`."""

WIDE = Context(prec=160, rounding=ROUND_HALF_UP, traps=[Inexact, InvalidOperation, DivisionByZero, Overflow])
"""Wide enough for every product of quantities, rates and prices; a result that would not fit raises Inexact."""

_ROUND = Context(prec=160, rounding=ROUND_HALF_UP)
ZERO = Decimal(0)
LARGEST = Decimal(10) ** 24


def tidy(value: Value) -> Number:
    """The same number as a Decimal where it has one, else as a Fraction."""
    if type(value) is Decimal:
        return value
    if not isinstance(value, Fraction):
        return Decimal(value)
    rest = value.denominator
    twos = fives = 0
    while rest % 2 == 0:
        rest, twos = rest // 2, twos + 1
    while rest % 5 == 0:
        rest, fives = rest // 5, fives + 1
    places = max(twos, fives)
    if rest != 1 or places > 100:
        return value
    return Decimal(value.numerator * 10**places // value.denominator).scaleb(-places, _ROUND)


def quotient(value: Value, divisor: Value) -> Number:
    """`value / divisor`, exact, for showing: not to be calculated with further."""
    if type(value) is Decimal and type(divisor) is Decimal:
        try:
            return WIDE.divide(value, divisor)
        except Inexact:
            pass
    return tidy(Fraction(value) / Fraction(divisor))


def ceiling(value: Value, step: Value) -> Value:
    """How many whole steps hold a value that is not negative."""
    count = value // step
    return count if count * step == value else count + 1


def rounded(value: Value, currency: str) -> Decimal:
    """An amount rounded once, half up (away from zero), to the currency's minor unit."""
    places = minor_units(currency)
    if type(value) is not Decimal:
        value = Fraction(value)
        scaled = abs(value) * 10**places
        whole = (scaled.numerator * 2 + scaled.denominator) // (scaled.denominator * 2)
        return Decimal(whole if value >= 0 else -whole).scaleb(-places, _ROUND)
    return value.quantize(_UNITS[places], context=_ROUND)


_UNITS = {places: Decimal(1).scaleb(-places) for places in range(7)}
