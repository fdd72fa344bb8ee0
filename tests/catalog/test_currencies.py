"""The table of currencies, against another keeper of it."""

from __future__ import annotations

import pytest

from pricelang.catalog.currencies import MINOR_UNITS, minor_units

babel_numbers = pytest.importorskip("babel.numbers", reason="babel is an optional dependency")

CUSTOMARY = frozenset({"AFN", "ALL", "IQD", "IRR", "KPW", "LAK", "LBP", "MGA", "MMK", "RSD", "SOS", "SYP", "YER"})
"""Currencies that people write with fewer places than the standard gives them, which is what babel keeps."""


def test_the_well_known_ones() -> None:
    assert [minor_units(code) for code in ("USD", "EUR", "JPY", "KRW", "KWD", "BHD", "CLF")] == [2, 2, 0, 0, 3, 3, 4]


def test_an_unknown_code_has_two_places() -> None:
    assert minor_units("ZZZ") == 2


@pytest.mark.parametrize("code", sorted(MINOR_UNITS))
def test_each_is_a_currency_with_these_places(code: str) -> None:
    known = babel_numbers.list_currencies()
    if code not in known:
        assert code in {"XAD", "XCG", "ZWG"}, "newer than babel's data, or no currency"
        return
    places = babel_numbers.get_currency_precision(code)
    if code in CUSTOMARY:
        assert places < MINOR_UNITS[code]
    else:
        assert places == MINOR_UNITS[code]


def test_none_in_use_is_missing() -> None:
    used = {
        code
        for territory in ("US", "DE", "JP", "GB", "IN", "BR", "CH", "CN", "KW", "CL", "ZA", "AU", "NG", "VN", "MX")
        for code in babel_numbers.get_territory_currencies(territory)
    }
    assert used <= MINOR_UNITS.keys()
