"""Values of features as text."""

from __future__ import annotations

from pricelang.catalog.goods import Boundless, FeatureValue, Number, Text
from pricelang.catalog.period import Period


def plain_value(value: FeatureValue | None) -> str | None:
    """The value of a feature in words; None for a plain yes."""
    match value:
        case None:
            return None
        case Text(text=words):
            return words
        case Number(value=number):
            return format(
                number.normalize() if number != number.to_integral_value() else number.to_integral_value(), "f"
            )
        case Period(count=count, unit=unit):
            return f"{count} {unit}{'s' * (count != 1)}"
        case Boundless():
            return "unlimited"
