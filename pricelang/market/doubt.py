"""Listed prices that look like mistakes: a list is written by people too, and prices per 1k get entered as per 1M."""

from __future__ import annotations

from collections.abc import Sequence
from fractions import Fraction

JUMP = 10
"""A price this many times as high, or as low, as what it is held against is not believed."""

_AGREE = 2
"""Two sources that are not further apart than this speak for each other."""

_FEWEST = 3
"""Fewer models than this say nothing of a family."""


def doubt(declared: Fraction, listed: Fraction, siblings: Sequence[Fraction]) -> str | None:
    """Why a listed price is not believed; None where it may be. All are per the same number of units.

    Held against the declared price, a factor of 10 is a jump. Held against what other models of the family cost, it is
    one beyond the dearest or the cheapest of them, unless the declared price is near the listed one.
    """
    if listed == declared:
        return None
    if not declared or not listed:
        return "the file says that it costs nothing" if listed else "the list says that it costs nothing"
    times = max(listed / declared, declared / listed)
    if times >= JUMP:
        return f"{_times(times)} times {'more' if listed > declared else 'less'} than declared{_unit_mistake(times)}"
    if times < _AGREE or len(siblings) < _FEWEST:
        return None
    low, high = min(siblings), max(siblings)
    if listed > JUMP * high:
        return f"{_times(listed / high)} times the dearest of {len(siblings)} other models of the family"
    if JUMP * listed < low:
        return f"less than a tenth of the cheapest of {len(siblings)} other models of the family"
    return None


def _times(times: Fraction) -> str:
    return f"{int(times):,}" if times.denominator == 1 else f"about {int(times + Fraction(1, 2)):,}"


def _unit_mistake(times: Fraction) -> str:
    for factor, what in ((1_000, "a price per 1k and one per 1M"), (1_000_000, "a price per unit and one per 1M")):
        if _AGREE * times >= factor and times <= _AGREE * factor:
            return f": {what} may have been mixed up"
    return ""
