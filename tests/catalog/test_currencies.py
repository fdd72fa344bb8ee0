"""The table of currencies, against other keepers of it."""

from __future__ import annotations

import iso4217
import pytest

from pricelang.catalog.currencies import MINOR_UNITS, minor_units

babel_numbers = pytest.importorskip("babel.numbers", reason="babel is an optional dependency")


def test_the_well_known_ones() -> None:
    assert [minor_units(code) for code in ("USD", "EUR", "JPY", "KRW", "KWD", "BHD", "CLF")] == [2, 2, 0, 0, 3, 3, 4]


def test_an_unknown_code_has_two_places() -> None:
    assert minor_units("ZZZ") == 2


def test_the_table_is_the_standards() -> None:
    standard = {one.code: one.exponent for one in iso4217.Currency if one.exponent is not None}
    assert standard == MINOR_UNITS


def test_none_in_use_is_missing() -> None:
    used = {
        code
        for territory in ("US", "DE", "JP", "GB", "IN", "BR", "CH", "CN", "KW", "CL", "ZA", "AU", "NG", "VN", "MX")
        for code in babel_numbers.get_territory_currencies(territory)
    }
    assert used <= MINOR_UNITS.keys()
