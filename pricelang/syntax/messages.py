"""How syntax errors speak."""

from __future__ import annotations

from collections.abc import Callable
from decimal import Decimal

from pricelang.syntax import nodes
from pricelang.syntax.tables import END, OPEN_STRING, SEP, STRING

_TERMINALS = {
    "NAME": "a name",
    "STRING": "a text in quotes",
    "MONEY": "an amount such as `$20`",
    "QTY": "a number",
    "PERCENT": "a percentage such as `70%`",
    "FACTOR": "a multiple such as `2x`",
    "DATE": "a date such as `2026-12-01`",
    "CURRENCY": "a currency code such as `USD`",
    "_SEP": "the end of the line",
    "$END": "the end of the file",
    "LBRACE": "`{`",
    "RBRACE": "`}`",
    "COMMA": "`,`",
    "DOT": "`.`",
}

# What stands for a value that is missing or of the wrong kind, so that the tree of a faulty file is whole.
PLACEHOLDERS: dict[str, Callable[[int, int], nodes.Node]] = {
    "MONEY": lambda start, end: nodes.Money(start, end, Decimal(1), "$"),
    "QTY": lambda start, end: nodes.Number(start, end, Decimal(1)),
    "PERCENT": lambda start, end: nodes.Percent(start, end, Decimal(1)),
    "FACTOR": lambda start, end: nodes.Factor(start, end, Decimal(1)),
    "DATE": lambda start, end: nodes.Date(start, end, "2000-01-01"),
    "CURRENCY": lambda start, end: nodes.Code3(start, end, "USD"),
}

_STATEMENTS = {
    "declaration": "a declaration",
    "graduated_band": "a graduated band",
    "volume_band": "a volume band",
    "rate_row": "a row of a rate table",
    "price_row": "a row of a price table",
    "example_statement": "a statement of an example",
}

_CHARACTERS = {
    "/": "a rate is written with `per`: `$20 per month`",
    ":": "a statement has no `:` behind its keyword",
    "=": "a statement has no `=`",
    "“": 'text stands in straight quotes: `"..."`',
    "”": 'text stands in straight quotes: `"..."`',
    "‘": 'text stands in straight quotes: `"..."`',
    "’": 'text stands in straight quotes: `"..."`',
    "'": 'text stands in straight quotes: `"..."`',
    "%": "a percentage is a number and `%`, with nothing between",
    "$": "an amount is `$` and a number, with nothing between: `$20`",
    "*": "there are no expressions: write the amount out",
    "(": "there are no parentheses: write the amount out",
    ")": "there are no parentheses: write the amount out",
}


def terminal(symbol: str, word: str | None) -> str:
    """A terminal in words."""
    return f"`{word}`" if word else _TERMINALS.get(symbol, f"`{symbol.lower()}`")


def token(group: int, text: str) -> str:
    """A token that was found, in words."""
    if group == SEP:
        return "the end of the line" if text == "\n" else "`;`"
    if group == END:
        return "the end of the file"
    if group in (STRING, OPEN_STRING):
        return f"the text {text if len(text) <= 40 else text[:37] + '...' + chr(34)}"
    return quoted(text.rstrip())


def quoted(text: str) -> str:
    """Text in backticks, cut where it is long, its invisible characters by their code."""
    if len(text) == 1 and not text.isprintable():
        return f"the character U+{ord(text):04X}"
    text = text if len(text) <= 40 else text[:37] + "..."
    return f"`{text}`" if "`" not in text else text


def no_statement(found: str, kind: str) -> str:
    """A statement begins with a word that it cannot begin with."""
    if kind in _STATEMENTS:
        return f"{found} begins no {_STATEMENTS[kind].removeprefix('a ')}"
    owner = kind.removesuffix("_statement")
    return f"{found} is not a statement of a {owner}"


def one_of(before: str, names: list[str], most: int = 8) -> str:
    """A list in words; nothing where it is too long to help."""
    if not names:
        return ""
    if len(names) > most:
        return before + ", ".join(names[:most]) + " ..."
    if len(names) == 1:
        return before + names[0]
    return before + ", ".join(names[:-1]) + " or " + names[-1]


def as_name(text: str) -> str:
    """The nearest valid name to some text."""
    name = "".join(c if c.isascii() and (c.isalnum() or c == "_") else "_" for c in text.lower())[:200]
    return name if name[:1].isalpha() else f"n{name}"


def junk(text: str, whole: str, start: int) -> tuple[str, tuple[str, ...]]:
    """What to say of characters that belong to no token: a label, and what to do."""
    if text == "\0":
        return "a text file holds no NUL bytes: is this one?", ()
    if text == "-" and whole[start + 1 : start + 2] in ("$", "€", "£", "¥"):
        return "", ("an amount is not negative here",)
    if whole[start : start + 2] in ("//", "/*", "--"):
        return "", ("a comment begins with `#`",)
    hint = _CHARACTERS.get(text)
    if hint:
        return "", (hint,)
    if text[:1].isdigit() or text[:1] == "-":
        letters = text.lstrip("-0123456789._")
        if letters[:3].isupper() and len(letters) == 3:
            return "", (f"an amount is written `{letters} {text[: -len(letters)]}`",)
        return "", ("a number is digits, `_` between groups, and k, M or B for thousands, millions, billions",)
    return "", ()


def grouping(whole: str, start: int) -> tuple[str, ...]:
    """A hint where digits are grouped with a comma, as in `$20,000`."""
    comma = start if whole[start : start + 1] == "," else start - 1
    if whole[comma : comma + 1] != "," or comma < 1 or not whole[comma - 1].isdigit():
        return ()
    digits = whole[comma + 1 : comma + 4]
    if len(digits) == 3 and digits.isdigit():
        begin = comma
        while begin > 0 and (whole[begin - 1].isalnum() or whole[begin - 1] in "$€£¥_."):
            begin -= 1
        return (f"digits are grouped with `_`: `{whole[begin:comma]}_{digits}`",)
    return ()
