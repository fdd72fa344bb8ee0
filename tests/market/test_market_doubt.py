"""Listed prices that look like mistakes."""

from __future__ import annotations

from fractions import Fraction

import pytest
from hypothesis import given
from hypothesis import strategies as st

from pricelang.market.doubt import JUMP, doubt

FAMILY = [Fraction(1), Fraction(2), Fraction(4)]


@pytest.mark.parametrize(
    ("declared", "listed", "said"),
    [
        ("0.25", "0.25", None),
        ("0.25", "0.20", None),
        ("0.25", "2.49", None),
        ("0.25", "2.50", "10 times more than declared"),
        ("2.50", "0.25", "10 times less than declared"),
        ("0.25", "250", "1,000 times more than declared: a price per 1k and one per 1M may have been mixed up"),
        ("0.25", "0.00025", "1,000 times less than declared: a price per 1k and one per 1M may have been mixed up"),
        ("2", "1500000", "750,000 times more than declared: a price per unit and one per 1M may have been mixed up"),
        ("3", "100", "about 33 times more than declared"),
        ("0.25", "0", "the list says that it costs nothing"),
        ("0", "0.25", "the file says that it costs nothing"),
        ("0", "0", None),
    ],
)
def test_against_the_declared_price(declared: str, listed: str, said: str | None) -> None:
    assert doubt(Fraction(declared), Fraction(listed), ()) == said


def test_against_the_family() -> None:
    assert doubt(Fraction(8), Fraction(41), FAMILY) == "about 10 times the dearest of 3 other models of the family"
    assert doubt(Fraction(8), Fraction(40), FAMILY) is None
    less = doubt(Fraction("0.5"), Fraction("0.09"), FAMILY)
    assert less == "less than a tenth of the cheapest of 3 other models of the family"
    assert doubt(Fraction("0.5"), Fraction("0.1"), FAMILY) is None


def test_a_declared_price_nearby_speaks_for_the_listed_one() -> None:
    assert doubt(Fraction(50), Fraction(90), FAMILY) is None
    assert doubt(Fraction(45), Fraction(90), FAMILY) is not None


def test_two_models_are_no_family() -> None:
    assert doubt(Fraction(8), Fraction(41), FAMILY[:2]) is None


@given(st.fractions("0.001", 1_000), st.fractions("0.001", 1_000))
def test_a_jump_is_one_in_both_directions(declared: Fraction, listed: Fraction) -> None:
    one, other = doubt(declared, listed, ()), doubt(listed, declared, ())
    assert (one is None) == (other is None)
    assert (one is not None) == (max(declared, listed) >= JUMP * min(declared, listed))
