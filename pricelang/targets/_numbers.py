"""Decimals as JSON numbers, for systems that take no text: only where nothing of them is lost on the way."""

from __future__ import annotations

import json
from decimal import Decimal
from fractions import Fraction

from pricelang.targets._amounts import decimal_text
from pricelang.targets._requests import number

_PLACES = 20


def exact_number(value: Fraction | Decimal | int) -> str | None:
    """A value as `number` writes it, where a reader that makes a double of it prints the same digits again; None
    where it does not survive, or has no end as a decimal."""
    text = decimal_text(value, _PLACES)
    if text is None:
        return None
    read = json.loads(text if "." in text else f"{text}.0")  # a double, as readers of JSON make of every number
    exact = Decimal(text)
    return number(exact) if Decimal(repr(read)) == exact else None
