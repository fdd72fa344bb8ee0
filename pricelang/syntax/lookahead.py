"""Looking ahead: the tokens that follow, and whether the parser could take them."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import NamedTuple

from pricelang.syntax.tables import (
    BAD_CHARACTER,
    COMMA,
    COMMENT,
    CURRENCY,
    DATE,
    END,
    FACTOR,
    MARK,
    MONEY,
    NAME,
    OPEN_STRING,
    PERCENT,
    QTY,
    SEP,
    STRING,
    Tables,
)

# How far a repair is tried, in tokens; a statement is rarely longer.
FAR = 30
_TERMINALS = {
    COMMA: "COMMA",
    CURRENCY: "CURRENCY",
    DATE: "DATE",
    END: "$END",
    FACTOR: "FACTOR",
    MONEY: "MONEY",
    OPEN_STRING: "STRING",
    PERCENT: "PERCENT",
    QTY: "QTY",
    SEP: "_SEP",
    STRING: "STRING",
}


class Token(NamedTuple):
    """A token as the scanner sees it."""

    group: int
    text: str
    start: int
    end: int


def readings(tables: Tables, token: Token) -> tuple[int, ...]:
    """The terminals that a token may be, the first choice first."""
    symbol = tables.symbol
    if token.group == NAME:
        word = tables.words.get(token.text)
        return (symbol["NAME"],) if word is None else (word, symbol["NAME"])
    if token.group == MARK:
        return (tables.marks[token.text],)
    name = _TERMINALS.get(token.group)
    return () if name is None else (symbol[name],)


def accepts(tables: Tables, states: list[int], tokens: Sequence[tuple[int, ...]]) -> bool:
    """Whether the parser can take all these tokens, each as the first of its readings that has an action."""
    stack = list(states)
    for readings in tokens:
        row = tables.rows[stack[-1]]
        terminal = next((reading for reading in readings if reading in row), None)
        if terminal is None:
            return False
        while True:
            action = tables.rows[stack[-1]].get(terminal)
            if action is None:
                return terminal == 0 and stack[-1] == tables.end_state
            if action >= 0:
                stack.append(action)
                break
            left, length = tables.rules[~action][:2]
            if length:
                del stack[-length:]
            stack.append(tables.rows[stack[-1]][left])
    return True


def tokens_from(tables: Tables, text: str, position: int, most: int | None = FAR) -> Iterator[Token]:
    """Tokens from an offset to the end of the statement (that is, up to and including a line's end or a brace), or all
    of them."""
    count = 0
    for match in tables.scanner.finditer(text, position):
        group = match.lastindex or BAD_CHARACTER
        if group == COMMENT:
            continue
        start, end = match.span(group)
        token = Token(group, match[group], start, end)
        yield token
        count += 1
        if group == END:
            return
        if most is not None and (count >= most or (count > 1 and (group == SEP or token.text in ("{", "}")))):
            return
        if most is not None and count == 1 and group == SEP:
            return
