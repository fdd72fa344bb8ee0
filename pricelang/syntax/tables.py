"""The parser's tables, loaded once, in the shape in which the parser runs fastest."""

from __future__ import annotations

import json
import os
import re
import zlib
from operator import itemgetter
from typing import Any

from pricelang.syntax import nodes

_HERE = os.path.dirname(os.path.abspath(__file__))
CHECKOUT_GRAMMAR = os.path.join(os.path.dirname(os.path.dirname(_HERE)), "grammar")
INSTALLED_GRAMMAR = os.path.join(_HERE, "grammar")

# How a rule makes its value: its only child; a node of no, one or several children; a sequence; a list for its parent.
PASS, EMPTY, SINGLE, SEVERAL, TUPLE, LIST = range(6)

Rule = tuple[int, int, int, Any, Any]
"""Left side, length, how its value is made, the class of the node, and which children it keeps."""

# Groups of the scanner, in order: the tokens, then what is no token.
(NAME, SEP, COMMA, MARK, COMMENT, STRING, DATE, MONEY, PERCENT, FACTOR, QTY, CURRENCY, END) = range(1, 14)
(OPEN_STRING, BAD_WORD, BAD_NUMBER, BAD_CHARACTER) = range(14, 18)


class Tables:
    """The grammar, compiled.

    `rows[state][symbol]` is the next state, or a rule's complement: reduce by it.
    """

    def __init__(self, data: dict[str, Any]) -> None:
        self.rows: list[dict[int, int]] = [
            dict(zip(row[::2], row[1::2], strict=True)) if isinstance(row, list) else row for row in data["ROWS"]
        ]
        self.symbols: list[str] = data["SYMBOLS"]
        self.symbol = {name: number for number, name in enumerate(self.symbols)}
        self.terminals: int = data["TERMINALS"]
        self.end_state: int = data["END"]
        self.words: dict[str, int] = data["WORDS"]
        self.marks: dict[str, int] = data["MARKS"]
        self.reserved = frozenset(data["RESERVED"])
        self.opening = frozenset(data["OPENING"])
        brace = self.symbol["RBRACE"]
        self.closing = frozenset(row[brace] for row in self.rows if row.get(brace, -1) >= 0)
        layout = [number for name, number in self.symbol.items() if name in ("_SEP", "_nl") or "_nl_plus" in name]
        self.separated = frozenset(row[number] for row in self.rows for number in layout if row.get(number, -1) >= 0)
        self.statements = frozenset(data["STATEMENTS"])
        self.rules: list[Rule] = [_rule(*rule) for rule in data["RULES"]]
        self._scanner: re.Pattern[str] | None = None
        self._tokens: dict[str, str] = data["TOKENS"]

    @property
    def scanner(self) -> re.Pattern[str]:
        """Matches one token and the blanks before it; the number of the group says which."""
        if self._scanner is None:
            token = self._tokens
            self._scanner = re.compile(
                rf"[ \t\r\ufeff]*(?:({token['NAME']})(?!\w)|([;\n])|(,(?:[ \t\r]*(?:\#[^\n]*)?\n)*)|([{{}}+.])"
                rf"|(\#[^\n]*)|({token['STRING']})|({token['DATE']})|({token['MONEY']})|({token['PERCENT']})"
                rf"|({token['FACTOR']})|({token['QTY']})|({token['CURRENCY']})|(\Z)"
                r'|("[^\n]*)|([^\W\d]\w*)|(-?\d[\w.]*)|(.))',
                re.DOTALL,
            )
        return self._scanner


def _rule(left: int, length: int, made: str, kept: list[int | None]) -> Rule:
    if made == "list":
        return left, length, LIST, None, tuple(kept)
    if made == "tuple":
        return left, length, TUPLE, None, tuple(kept)
    if made == "pass":
        (only,) = kept
        return left, length, PASS, None, only
    node = getattr(nodes, made)
    # an absent optional child is read from behind the others, where the parser puts a None
    places = [length if place is None else place for place in kept]
    if not places:
        return left, length, EMPTY, node, None
    if len(places) == 1:
        return left, length, SINGLE, node, places[0]
    return left, length, SEVERAL, node, itemgetter(*places)


def digest(folder: str) -> int:
    """A checksum of all files of a grammar."""
    value = 0
    for name in sorted(os.listdir(folder)):
        if name.endswith(".lark"):
            with open(os.path.join(folder, name), "rb") as file:
                value = zlib.crc32(file.read().replace(b"\r\n", b"\n"), value)
    return value


def _load() -> Tables:
    with open(os.path.join(_HERE, "tables.json"), encoding="utf-8") as file:
        data = json.load(file)
    in_checkout = os.path.isfile(os.path.join(CHECKOUT_GRAMMAR, "price.lark")) and not os.path.isdir(INSTALLED_GRAMMAR)
    if in_checkout and digest(CHECKOUT_GRAMMAR) != data["DIGEST"]:
        from pricelang.syntax.compile import build

        data = build(CHECKOUT_GRAMMAR)
    return Tables(data)


_tables: Tables | None = None


def tables() -> Tables:
    """The tables, loaded when first asked for."""
    global _tables
    if _tables is None:
        _tables = _load()
    return _tables
