from __future__ import annotations

import json
from decimal import Decimal
from fractions import Fraction

import pytest
from hypothesis import given
from hypothesis import strategies as st

from pricelang.targets._numbers import exact_number
from pricelang.targets._requests import dump


@given(st.decimals(allow_nan=False, allow_infinity=False, min_value=-(10**15), max_value=10**15, places=None))
def test_a_number_is_read_back_from_json_as_it_was_or_is_refused(value: Decimal) -> None:
    written = exact_number(value)
    if written is not None:
        text = dump({"n": written})
        assert "e" not in text.lower()
        assert json.loads(text, parse_float=Decimal, parse_int=Decimal)["n"] == value
        double = json.loads(text, parse_int=float)["n"]
        assert Decimal(repr(double)) == value, "a reader that makes a double of it prints the same digits"
    else:
        assert value.as_tuple().exponent < -20 or Decimal(repr(float(value))) != value  # type: ignore[operator]


@pytest.mark.parametrize("value", [Decimal("0.12345678901234567"), Decimal(9007199254740993), Fraction(1, 3)])
def test_what_no_double_holds_is_refused(value: Decimal | Fraction) -> None:
    assert exact_number(value) is None
