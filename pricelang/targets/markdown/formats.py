"""Numbers, money, dates and lists as a language writes them; nothing is ever rounded or shown in powers of ten.

English (`en`, `en_US`) is written by hand and equals what babel writes, so that the usual page needs nothing installed;
every other locale is babel's (CLDR).
"""

from __future__ import annotations

import importlib.util
import unicodedata
from datetime import date
from decimal import Context, Decimal, localcontext
from typing import Any

from pricelang.catalog.currencies import minor_units
from pricelang.spelling import nearest
from pricelang.targets.markdown.errors import OptionError

LANGUAGES = ("de", "en", "es", "fr", "ja", "zh_Hans")

_MONTHS = ["Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec"]

_SYMBOLS = {
    "USD": "$", "AUD": "A$", "BRL": "R$", "CAD": "CA$", "CNY": "CN¥", "EUR": "€", "GBP": "£", "HKD": "HK$", "ILS": "₪",
    "INR": "₹", "JPY": "¥", "KRW": "₩", "MXN": "MX$", "NZD": "NZ$", "PHP": "₱", "TWD": "NT$", "VND": "₫", "XAF": "FCFA",
    "XCD": "EC$", "XCG": "Cg.", "XOF": "F\u202fCFA", "XPF": "CFPF",
}  # fmt: skip


def decimals_shown(amount: Decimal, currency: str, *, whole: bool) -> int:
    """How many decimals to show: none for a whole amount if `whole`, else the currency's, and more if it has more."""
    exponent = amount.normalize(_wide(amount)).as_tuple().exponent
    needed = max(0, -exponent) if isinstance(exponent, int) else 0
    return 0 if whole and needed == 0 else max(needed, minor_units(currency))


def _wide(value: Decimal) -> Context:
    """A context in which nothing is rounded: operations on decimals are exact only up to the context's precision."""
    exponent = value.as_tuple().exponent
    return Context(prec=len(value.as_tuple().digits) + abs(exponent if isinstance(exponent, int) else 0) + 12)


def _spaced(symbol: str) -> str:
    """A code, or a symbol that ends in a letter or a dot, is kept apart from the digits after it, as CLDR has it."""
    return symbol if unicodedata.category(symbol[-1])[0] in "SZ" else f"{symbol}\N{NO-BREAK SPACE}"


class Formats:
    """English, by hand."""

    language = "en"

    def number(self, value: Decimal) -> str:
        """A number with grouped thousands and every digit that it has."""
        return format(value.normalize(_wide(value)), ",f")

    def money(self, amount: Decimal, currency: str, *, whole: bool = True) -> str:
        """An amount with its currency; a whole one without decimals if `whole`."""
        digits = decimals_shown(amount, currency, whole=whole)
        with localcontext(_wide(amount)):
            return _spaced(_SYMBOLS.get(currency, currency)) + format(amount, f",.{digits}f")

    def percent(self, value: Decimal) -> str:
        """12.5 as `12.5%`."""
        return f"{self.number(value)}%"

    def day(self, day: date) -> str:
        """A calendar day."""
        return f"{_MONTHS[day.month - 1]} {day.day}, {day.year}"

    def all_of(self, items: list[str]) -> str:
        """`a, b, and c`."""
        return _english_list(items, "and")

    def one_of(self, items: list[str]) -> str:
        """`a, b, or c`."""
        return _english_list(items, "or")

    def plural(self, value: Decimal) -> str:
        """The plural category of a number: `one`, `other` ..."""
        return "one" if value == 1 else "other"


def _english_list(items: list[str], word: str) -> str:
    if len(items) < 3:
        return f" {word} ".join(items)
    return f"{', '.join(items[:-1])}, {word} {items[-1]}"


class BabelFormats(Formats):
    """Any locale that babel knows."""

    def __init__(self, locale: Any, language: str) -> None:
        from babel.numbers import parse_pattern

        self._locale = locale
        self.language = language
        self._pattern = parse_pattern(locale.currency_formats["standard"].pattern)

    def number(self, value: Decimal) -> str:
        from babel.numbers import format_decimal

        with localcontext(_wide(value)) as context:
            return str(format_decimal(value.normalize(context), locale=self._locale, decimal_quantization=False))

    def money(self, amount: Decimal, currency: str, *, whole: bool = True) -> str:
        from babel.numbers import get_currency_symbol

        digits = decimals_shown(amount, currency, whole=whole)
        self._pattern.frac_prec = (digits, digits)
        with localcontext(_wide(amount)):
            text = str(self._pattern.apply(amount, self._locale, currency=currency, currency_digits=False))
        symbol = str(get_currency_symbol(currency, locale=self._locale))
        place = text.find(symbol) + len(symbol)
        return (
            text[:place].replace(symbol, _spaced(symbol)) + text[place:] if text[place : place + 1].isdigit() else text
        )

    def percent(self, value: Decimal) -> str:
        from babel.numbers import format_percent

        with localcontext(_wide(value)):
            return str(format_percent(value / 100, locale=self._locale, decimal_quantization=False))

    def day(self, day: date) -> str:
        from babel.dates import format_date

        return str(format_date(day, "medium", locale=self._locale))

    def all_of(self, items: list[str]) -> str:
        from babel.lists import format_list

        return str(format_list(items, style="standard", locale=self._locale))

    def one_of(self, items: list[str]) -> str:
        from babel.lists import format_list

        return str(format_list(items, style="or", locale=self._locale))

    def plural(self, value: Decimal) -> str:
        return str(self._locale.plural_form(value))


def choose_formats(locale: str) -> Formats:
    """The formats of a locale such as `en`, `de_AT`, `fr-CA`, `zh-CN`.

    Raises:
        OptionError: the locale does not exist, has no words here, or needs babel, which is not installed.
    """
    name = locale.replace("-", "_")
    if name.lower() in ("en", "en_us"):
        return Formats()
    if importlib.util.find_spec("babel") is None:
        known = name.split("_")[0].lower() in {language.split("_")[0] for language in LANGUAGES}
        if known:
            raise OptionError(f"locale `{locale}` needs babel: pip install 'pricelang[locale]'")
        raise OptionError(_unknown(locale))
    from babel import Locale, UnknownLocaleError

    try:
        parsed = Locale.parse(name)
    except (UnknownLocaleError, ValueError) as error:
        raise OptionError(_unknown(locale)) from error
    language = parsed.language
    if language == "zh":
        script = parsed.script or ("Hant" if parsed.territory in ("TW", "HK", "MO") else "Hans")
        language = f"zh_{script}"
    if language not in LANGUAGES:
        english = parsed.get_display_name("en")
        raise OptionError(f"locale `{locale}` ({english}): the page has no words in it; it speaks {_languages()}")
    return BabelFormats(parsed, language)


def _languages() -> str:
    return _english_list([f"`{language}`" for language in LANGUAGES], "and")


def _unknown(locale: str) -> str:
    choices = ["de_DE", "de_AT", "en_GB", "en_US", "es_ES", "es_MX", "fr_CA", "fr_FR", "ja_JP", "zh_CN", *LANGUAGES]
    names = {"english": "en", "german": "de", "deutsch": "de", "spanish": "es", "french": "fr", "japanese": "ja",
             "jp": "ja", "chinese": "zh_Hans", "cn": "zh_Hans", "ge": "de", "uk": "en_GB", "us": "en_US"}  # fmt: skip
    low = locale.replace("-", "_").lower()
    near = [names[low]] if low in names else nearest(low, names)
    near = [names.get(found, found) for found in near] or _closest("_".join(low.split("_")[:2]), choices)
    hint = f"; did you mean `{near[0]}`?" if near else "."
    return f"there is no locale `{locale}`{hint} The page speaks {_languages()}, with a country such as `de_AT`"


def _closest(low: str, choices: list[str]) -> list[str]:
    by_low = {choice.lower(): choice for choice in choices}
    return [by_low[found] for found in nearest(low, by_low)]
