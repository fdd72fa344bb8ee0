"""Amounts as Stripe takes them: in its own minor units."""

from __future__ import annotations

from decimal import Decimal
from fractions import Fraction

from pricelang.targets._amounts import decimal_text, minor, whole

_ZERO_CODES = "BIF CLP DJF GNF JPY KMF KRW MGA PYG RWF VND VUV XAF XOF XPF"
_ZERO = frozenset(_ZERO_CODES.split())
_THREE = frozenset(["BHD", "JOD", "KWD", "OMR", "TND"])
_PLACES = 12
UNCLEAR = frozenset({"UGX"})
"""Currencies that Stripe's list and its special cases read differently."""
WHOLE = frozenset({"ISK"})
"""Without a minor unit by ISO 4217, and written with two decimals, which are always 00."""
COARSE = _THREE | WHOLE
"""Of these Stripe bills no single minor unit: the last digit of three, or both of ISK, have to be 0."""


def places(currency: str) -> int:
    """Decimal places of a currency by Stripe's own table, which is not ISO 4217 (MGA has none, ISK two)."""
    return 0 if currency in _ZERO else 3 if currency in _THREE else 2


def flat(amount: Fraction | Decimal, currency: str) -> int | None:
    """An amount that is billed as it stands, in whole minor units; None where Stripe cannot bill it."""
    units = whole(minor(amount, places(currency)))
    if units is None:
        return None
    if currency in _THREE and units % 10:
        return None  # the last digit of three has to be 0
    if currency in WHOLE and units % 100:
        return None
    return units


def unit(amount: Fraction, currency: str) -> dict[str, int | str] | None:
    """The price of one unit: `unit_amount` where it is whole, else `unit_amount_decimal`; None where it is too fine."""
    units = minor(amount, places(currency))
    if units.denominator == 1:
        return {"unit_amount": units.numerator}
    text = decimal_text(units, _PLACES)
    return None if text is None else {"unit_amount_decimal": text}
