"""Numbers, money and dates: English by hand equals babel's, other locales are babel's, and nothing loses a digit."""

from __future__ import annotations

import importlib.util
import subprocess
import sys
from datetime import date
from decimal import Context, Decimal

import pytest
from babel import Locale
from babel.numbers import format_currency, get_currency_precision, get_group_symbol, list_currencies
from hypothesis import given, settings
from hypothesis import strategies as st

from pricelang.targets.markdown import OptionError
from pricelang.targets.markdown.formats import BabelFormats, Formats, choose_formats

_OWN = Formats()
_BABEL = BabelFormats(Locale("en", "US"), "en")

amounts = st.builds(
    lambda digits, places: Decimal(digits).scaleb(-places, Context(prec=99)), st.integers(0, 10**45), st.integers(0, 30)
)
# XXX is "no currency"; the Caribbean guilder is too new for older versions of babel
currencies = st.sampled_from(sorted(set(list_currencies("en")) - {"XXX", "XCG"}))


@settings(max_examples=300, deadline=None)
@given(amounts, currencies, st.booleans())
def test_money_in_english_equals_babels(amount: Decimal, currency: str, whole: bool) -> None:
    assert _OWN.money(amount, currency, whole=whole) == _BABEL.money(amount, currency, whole=whole)


@settings(max_examples=200, deadline=None)
@given(st.builds(lambda digits, places: Decimal(digits).scaleb(-places), st.integers(0, 10**15), st.integers(0, 12)))
def test_money_in_english_equals_what_babel_writes_by_itself(amount: Decimal) -> None:
    for currency in ("USD", "EUR", "JPY", "INR", "CAD"):
        assert _OWN.money(amount, currency, whole=False) == format_currency(
            amount, currency, locale="en_US", decimal_quantization=False
        )


@settings(max_examples=200, deadline=None)
@given(amounts)
def test_numbers_in_english_equal_babels(value: Decimal) -> None:
    assert _OWN.number(value) == _BABEL.number(value)
    assert _OWN.percent(value) == _BABEL.percent(value)


@given(st.dates(), st.lists(st.text("ab", min_size=1, max_size=2), min_size=1, max_size=4))
def test_dates_lists_and_plurals_in_english_equal_babels(day: date, items: list[str]) -> None:
    assert _OWN.day(day) == _BABEL.day(day)
    assert _OWN.all_of(items) == _BABEL.all_of(items)
    assert _OWN.one_of(items) == _BABEL.one_of(items)


@pytest.mark.parametrize("value", ["0", "1", "2", "0.5", "1000"])
def test_plurals_in_english_equal_babels(value: str) -> None:
    assert _OWN.plural(Decimal(value)) == _BABEL.plural(Decimal(value))


@settings(max_examples=150, deadline=None)
@given(amounts, st.sampled_from(["de", "de_AT", "de_CH", "es", "es_MX", "fr", "fr_CA", "ja", "zh_Hans", "en_GB"]))
def test_no_locale_loses_a_digit(amount: Decimal, locale: str) -> None:
    digits = "".join(char for char in f"{amount:f}" if char.isdigit()).strip("0")
    for text in (choose_formats(locale).money(amount, "EUR"), choose_formats(locale).number(amount)):
        assert "".join(char for char in text if char.isdigit()).strip("0") == digits
        assert "E" not in text.replace("EUR", "")


@pytest.mark.parametrize(
    ("locale", "amount", "currency", "shown"),
    [
        ("en", "20", "USD", "$20"),
        ("en", "19.5", "USD", "$19.50"),
        ("en", "0.0000025", "USD", "$0.0000025"),
        ("en", "1500", "JPY", "¥1,500"),
        ("en", "1.5", "KWD", "KWD\xa01.500"),
        ("en", "20", "CHF", "CHF\xa020"),
        ("de_DE", "1234.50", "EUR", "1.234,50\xa0€"),
        ("de-AT", "20", "EUR", "€\xa020"),
        ("de_CH", "1234.5", "CHF", f"CHF\xa01{get_group_symbol('de_CH')}234.50"),  # it differs by version of CLDR
        ("fr_CA", "19.5", "CAD", "19,50\xa0$"),
        ("ja_JP", "1500", "JPY", "￥1,500"),
        ("zh_Hans", "20", "CNY", "¥20"),
        ("es_MX", "20", "USD", "USD\xa020"),
    ],
)
def test_money_as_a_country_writes_it(locale: str, amount: str, currency: str, shown: str) -> None:
    assert choose_formats(locale).money(Decimal(amount), currency) == shown


def test_decimals_are_those_of_iso_4217() -> None:
    # CLDR writes Iraqi dinars without decimals, the standard and the banks with three
    assert get_currency_precision("IQD") == 0
    assert choose_formats("de").money(Decimal("1.5"), "IQD") == "1,500\xa0IQD"


@pytest.mark.parametrize(
    ("locale", "language"),
    [
        ("en", "en"), ("en-US", "en"), ("en_GB", "en"), ("de", "de"), ("de_DE", "de"), ("de-AT", "de"),
        ("es_419", "es"), ("fr_CA", "fr"), ("ja", "ja"), ("zh", "zh_Hans"), ("zh-CN", "zh_Hans"),
        ("zh_Hans_SG", "zh_Hans"),
    ],
)  # fmt: skip
def test_a_locale_speaks_its_language(locale: str, language: str) -> None:
    assert choose_formats(locale).language == language


@pytest.mark.parametrize(
    ("locale", "message"),
    [
        ("german", "there is no locale `german`; did you mean `de`?"),
        ("de_GE_X_Y", "there is no locale `de_GE_X_Y`; did you mean `de_DE`?"),
        (
            "xx",
            "there is no locale `xx`. The page speaks `de`, `en`, `es`, `fr`, `ja`, and `zh_Hans`",
        ),
        ("", "there is no locale ``"),
        (
            "it",
            "locale `it` (Italian): the page has no words in it; it speaks `de`, `en`, `es`, `fr`, `ja`, and `zh_Hans`",
        ),
        ("zh_TW", "locale `zh_TW` (Chinese (Traditional, Taiwan)): the page has no words in it"),
    ],
)
def test_an_unknown_locale_is_refused(locale: str, message: str) -> None:
    with pytest.raises(OptionError) as caught:
        choose_formats(locale)
    assert str(caught.value).startswith(message)


def test_a_locale_without_babel_says_what_to_install(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(importlib.util, "find_spec", lambda name: None)
    with pytest.raises(OptionError, match=r"^locale `fr_CA` needs babel: pip install 'pricelang\[locale\]'$"):
        choose_formats("fr_CA")
    with pytest.raises(OptionError, match="there is no locale `germn`; did you mean `de`"):
        choose_formats("germn")
    assert choose_formats("en").number(Decimal(1000)) == "1,000"


def test_english_never_imports_babel() -> None:
    code = (
        "import sys; sys.modules['babel'] = None; from pricelang.catalog.catalog import Catalog;"
        "from pricelang.targets.markdown import emit; print(emit(Catalog()), end='')"
    )
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert done.stdout == "# Pricing\n"


def test_months_are_named_without_the_machines_locale() -> None:
    days = [date(2027, month, 1) for month in range(1, 13)]
    assert [_OWN.day(day) for day in days] == [_BABEL.day(day) for day in days]
