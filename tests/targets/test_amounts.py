from __future__ import annotations

from decimal import Decimal
from fractions import Fraction

from hypothesis import given
from hypothesis import strategies as st

from pricelang.targets._amounts import decimal_text, minor, whole, whole_minor


@given(st.fractions(-(10**12), 10**12, max_denominator=10**15), st.integers(0, 15))
def test_an_amount_comes_back_from_its_text_or_has_none(amount: Fraction, places: int) -> None:
    written = decimal_text(amount, places)
    if written is None:
        assert (amount * 10**places).denominator != 1
    else:
        assert Fraction(written) == amount
        assert set(written) <= set("-.0123456789")
        assert len(written.partition(".")[2]) <= places


def test_plain_notation() -> None:
    assert decimal_text(Decimal("2.5E-7"), 12) == "0.00000025"
    assert decimal_text(Decimal("20.00"), 2) == "20"
    assert decimal_text(Fraction(1, 3), 12) is None
    assert decimal_text(Decimal("1E+3"), 0) == "1000"


def test_minor_units() -> None:
    assert minor(Decimal("0.0000025"), 2) == Fraction("0.00025")
    assert [whole_minor(Decimal(one), code) for one, code in (("20.5", "USD"), ("20.5", "JPY"), ("1.234", "KWD"))] == [
        2050,
        None,
        1234,
    ]
    assert [whole(one) for one in (None, Decimal("5.0"), Decimal("5.5"))] == [None, 5, None]
