"""Numbers of a bill as people read them: exact, grouped, never in scientific notation, never rounded."""

from __future__ import annotations

from decimal import Decimal
from fractions import Fraction

from pricelang.catalog.currencies import minor_units
from pricelang.catalog.period import Period
from pricelang.catalog.quantity import Conditions
from pricelang.rating.bill import BandSlice, Threshold
from pricelang.rating.exact import Number, tidy

SYMBOLS = {"USD": "$", "EUR": "€", "GBP": "£", "JPY": "¥", "INR": "₹", "KRW": "₩"}
"""The signs of the language, where they stand for one currency on every page."""


def number(value: Number) -> str:
    """A number in groups of three digits, without zeros that say nothing; a third of ten is `3 1/3`."""
    if isinstance(value, Fraction) and value.denominator != 1:
        return _mixed(value)
    text = f"{_decimal(value):,f}"
    return text.rstrip("0").rstrip(".") if "." in text else text


def money(value: Number, currency: str) -> str:
    """An amount with all its digits and at least those of the currency's minor unit: `$0.045`, `-CHF 12.50`."""
    sign = "-" if value < 0 else ""
    size = value.copy_abs() if isinstance(value, Decimal) else abs(value)  # `abs` of a Decimal may round
    symbol = SYMBOLS.get(currency, f"{currency} ")
    if isinstance(size, Fraction) and size.denominator != 1:
        return f"{sign}{symbol}{_mixed(size)}"
    places = minor_units(currency)
    whole, _, part = number(size).partition(".")
    part = part.ljust(places, "0")
    return f"{sign}{symbol}{whole}.{part}" if part else f"{sign}{symbol}{whole}"


def plain(value: Number) -> str:
    """A number for programs: `0.045`, without zeros that say nothing; one without an exact decimal is a fraction in
    lowest terms, `1/3`."""
    if isinstance(value, Fraction) and value.denominator != 1:
        return f"{value.numerator}/{value.denominator}"
    text = f"{_decimal(value):f}"
    return text.rstrip("0").rstrip(".") if "." in text else text


def rate(unit: Number, per: Number, currency: str, started: bool = False) -> str:
    """A price for each `per` units: `$0.05`, `$10.00 per started 1,000`."""
    if per == 1 and not started:
        return money(unit, currency)
    return f"{money(unit, currency)} per {'started ' * started}{number(per)}"


def band(slice_: BandSlice) -> str:
    """The quantities that a band prices: `1 to 1,000`, `1,001 and more`, `over 0.1 to 1`."""
    above, up_to = Fraction(slice_.above), None if slice_.up_to is None else Fraction(slice_.up_to)
    whole = above.denominator == 1 and (up_to is None or up_to.denominator == 1)
    if up_to is None:
        return f"{number(above + 1)} and more" if whole else f"over {number(slice_.above)}"
    if whole:
        return f"{number(above + 1)} to {number(up_to)}"
    end = number(tidy(up_to))
    return f"over {number(slice_.above)} to {end}" if above else f"up to {end}"


def conditions(attributes: Conditions) -> str:
    """` when quality is high and size is large`; nothing where there are none."""
    if not attributes:
        return ""
    return " when " + " and ".join(f"{item.attribute} is {' or '.join(item.values)}" for item in attributes)


def within(label: str) -> str:
    """A label inside a sentence: `Drafts` is `drafts`, `AI credits` stays."""
    return label[:1].lower() + label[1:] if label[1:2].islower() else label


def span_of(period: Period) -> str:
    """A period: `month`, `6 months`."""
    return period.unit if period.count == 1 else f"{period.count} {period.unit}s"


_ACTIONS = {
    "block": "nothing more is served",
    "pause": "the use is paused",
    "slow": "the use is slowed down",
    "ask": "the customer is asked",
    "free": "the use goes on for free",
    "borrow": "taken from the next grant",
    "fallback": "something else is served",
    "upgrade": "the customer is moved to another tier",
}


def threshold(found: Threshold, label: str, currency: str) -> str:
    """What comes next: `at 1,001 AI credits: $0.045 each`."""
    beyond = Fraction(found.beyond)
    place = f"at {number(beyond + 1)}" if beyond.denominator == 1 else f"beyond {number(found.beyond)}"
    if found.unit is None and found.percent is None:
        what = _ACTIONS.get(found.action, found.action)
    else:
        parts = [] if not found.unit else [rate(found.unit, found.per, currency) + " each" * (found.per == 1)]
        if found.percent is not None:
            parts.append(f"{number(found.percent)}%")
        what = " plus ".join(parts) or "free"
    return f"{place} {within(label)}: {what}"


def _decimal(value: Number) -> Decimal:
    return Decimal(value.numerator) if isinstance(value, Fraction) else value


def _mixed(value: Fraction) -> str:
    sign, size = ("-" if value < 0 else ""), abs(value)
    whole, rest = divmod(size.numerator, size.denominator)
    part = f"{rest}/{size.denominator}"
    return f"{sign}{whole:,} {part}" if whole else f"{sign}{part}"
