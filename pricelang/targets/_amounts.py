"""Exact amounts in the form that a system takes: plain decimals with so many places, or whole minor units."""

from __future__ import annotations

from decimal import Decimal
from fractions import Fraction

from pricelang.catalog.currencies import minor_units


def decimal_text(amount: Fraction | Decimal | int, places: int) -> str | None:
    """An amount in plain notation without zeros at its end; None where it needs more than so many places."""
    exact = Fraction(amount)
    scaled = exact * 10**places
    if scaled.denominator != 1:
        return None
    sign = "-" if scaled < 0 else ""
    digits = str(abs(scaled.numerator)).rjust(places + 1, "0")
    whole, rest = (digits[:-places], digits[-places:].rstrip("0")) if places else (digits, "")
    return f"{sign}{whole}.{rest}" if rest else f"{sign}{whole}"


def minor(amount: Fraction | Decimal | int, places: int) -> Fraction:
    """An amount in minor units of a currency with so many decimal places, exact."""
    return Fraction(amount) * Fraction(10**places)


def whole_minor(amount: Fraction | Decimal | int, currency: str) -> int | None:
    """An amount in whole minor units by ISO 4217; None where it has a part of one."""
    scaled = minor(amount, minor_units(currency))
    return scaled.numerator if scaled.denominator == 1 else None


def whole(number: Decimal | Fraction | int | None) -> int | None:
    """A number as an integer; None where it is none."""
    if number is None:
        return None
    exact = Fraction(number)
    return exact.numerator if exact.denominator == 1 else None
