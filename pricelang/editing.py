"""Edits of a price file as its author would make them: in place, in the style of what stands there, with all comments
kept."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from decimal import Decimal

from pricelang.diagnostics import Edit
from pricelang.source import Source, Span

# Money with decimals is written with the two of a cent at least.
_CENTS = 2
_INDENT = "  "
_BLANKS = " \t\r"
_COMMENT = r'"[^"\\\n]*(?:\\["\\][^"\\\n]*)*"|(#[^\n]*)'


def applied(text: str, made: Iterable[Edit]) -> str:
    """A text with edits applied; none of them overlap."""
    parts, at = [], 0
    for edit in sorted(made, key=lambda each: (each.span.start, each.span.end)):
        parts += [text[at : edit.span.start], edit.text]
        at = edit.span.end
    return "".join([*parts, text[at:]])


# --- literals ---------------------------------------------------------------


def rewritten(written: str, amount: Decimal) -> str:
    """An amount in the style of what stood there: its symbol or code, its decimals up to cents, its grouping."""
    found = re.match(r"\D*", written)
    symbol = found[0] if found else ""
    before = written[len(symbol) :]
    whole, _, part = f"{amount:f}".partition(".")
    part = part.rstrip("0")
    places = len(before.partition(".")[2])
    least = min(places, _CENTS)
    if part and places != 1:
        least = _CENTS
    plain = len(before.partition(".")[0]) > 3 and "_" not in before
    whole = whole if plain else f"{int(whole):_}"
    part = part.ljust(least, "0")
    return f"{symbol}{whole}.{part}" if part else f"{symbol}{whole}"


def requantified(written: str, value: Decimal) -> str:
    """A quantity without trailing zeros, its thousands grouped unless those of what stood there were not."""
    whole, _, part = f"{value:f}".partition(".")
    plain = re.fullmatch(r"\d{4,}(\.\d+)?", written) is not None
    whole = whole if plain else f"{int(whole):_}"
    part = part.rstrip("0")
    return f"{whole}.{part}" if part else whole


# --- what is put in ---------------------------------------------------------


def behind(statement: Span, clause: str) -> Edit:
    """A clause at the end of a statement, before the comment behind it: `, then block`."""
    return Edit(Span(statement.source, statement.end, statement.end), clause)


def added(declaration: Span, body: Sequence[Span] | None, statement: str) -> Edit:
    """A statement as the last one of a declaration: on a line of its own, in the columns of the others, where the last
    one has a line of its own, else behind it. `body` are the statements that are there, None: there is no block."""
    source = declaration.source
    if body is None:
        return behind(declaration, f" {{ {statement} }}")
    if not body:
        return _into_empty(declaration, statement)
    text, last = source.text, body[-1]
    indent = text[text.rfind("\n", 0, last.start) + 1 : last.start]
    end = text.find("\n", last.end)
    rest = text[last.end : end if end != -1 else len(text)].strip(_BLANKS)
    if indent.strip(_BLANKS) or (rest and not rest.startswith("#")) or end == -1:
        return behind(last, f"; {statement}")
    aligned = _aligned(statement, body)
    return Edit(Span(source, end + 1, end + 1), f"{indent}{aligned}{_line_end(text, end)}")


def _into_empty(declaration: Span, statement: str) -> Edit:
    """The first statement of a block, whose last brace ends the declaration."""
    source, text = declaration.source, declaration.source.text
    close = declaration.end - 1
    end = text.rfind("\n", declaration.start, close)
    if end == -1:
        start = _back(text, close, _BLANKS)
        return Edit(Span(source, start, close), f" {statement} ")
    line = text.rfind("\n", 0, declaration.start) + 1
    indent = text[line : _next(text, line)] + _INDENT
    return Edit(Span(source, end + 1, end + 1), f"{indent}{statement}{_line_end(text, end)}")


def _aligned(statement: str, body: Sequence[Span]) -> str:
    """A statement whose value begins where that of the last statement with a value does, where its keyword leaves room
    for that."""
    for span in reversed(body):
        found = re.match(r"([a-z_]+)( +)\S", span.text)
        if found is not None:
            keyword, _, value = statement.partition(" ")
            return f"{keyword:<{len(found[1]) + len(found[2]) - 1}} {value}" if value else statement
    return statement


def _line_end(text: str, newline: int) -> str:
    return "\r\n" if text[:newline].endswith("\r") else "\n"


# --- what is taken out ------------------------------------------------------


def comments(text: str, start: int, end: int) -> list[str]:
    """The comments of a stretch that begins outside of one, and of a text literal."""
    return [found[1] for found in re.finditer(_COMMENT, text[start:end]) if found[1]]


def without(statement: Span) -> Edit | None:
    """A statement taken out, with its line where it has one; comments behind it stay.

    None where a comment stands in it, or where one beside it would let findings of the next statement stand.
    """
    source, text = statement.source, statement.source.text
    start, end = statement.start, statement.end
    left, right = _back(text, start), _next(text, end)
    opening, closing = text[left - 1 : left], text[right : right + 1]
    if comments(text, start, end) or _allows(text, left, right):
        return None
    if opening in ("", "\n"):
        return Edit(_line(source, left, start, right), "")
    if closing == ";":
        return Edit(Span(source, start, _next(text, right + 1)), "")
    if opening == ";":
        return Edit(Span(source, _back(text, left - 1), end), "")
    if opening == "{":
        return Edit(Span(source, start if closing == "#" else left, right), "")
    return None


def without_item(items: Sequence[Span], place: int) -> Edit | None:
    """One of the items of a list taken out with what separates it; None where it is the only one of its list (`items`
    may be of several), or where a comment stands between."""
    source, item = items[place].source, items[place]
    after = items[place + 1] if place + 1 < len(items) else None
    if after is not None and _separates(source.text[item.end : after.start]):
        return Edit(Span(source, item.start, after.start), "")
    if place and _separates(source.text[items[place - 1].end : item.start]):
        return Edit(Span(source, items[place - 1].end, item.end), "")
    return None


def _separates(between: str) -> bool:
    """Whether nothing but what joins two items of one list stands between them."""
    return re.fullmatch(r"\s*,\s*|[ \t]+and[ \t]+", between) is not None


def without_clause(clause: Span) -> Edit | None:
    """A clause taken out with the comma before it; None where it has none, or where a comment stands in between."""
    source, text = clause.source, clause.source.text
    comma = _back(text, clause.start, _BLANKS + "\n") - 1
    if text[comma : comma + 1] != "," or comments(text, clause.start, clause.end):
        return None
    return Edit(Span(source, comma, clause.end), "")


def _allows(text: str, left: int, right: int) -> bool:
    """Whether a comment above or behind a statement is one that lets findings stand."""
    end = text.find("\n", right)
    lines = [text[right : end if end != -1 else len(text)]]
    while left and text[left - 1] == "\n":
        end = left - 1
        left = text.rfind("\n", 0, end) + 1
        lines.append(text[left:end].strip())
        if not lines[-1].startswith("#"):
            break
    return any(line.startswith("#") and "price:" in line for line in lines)


def _line(source: Source, line: int, start: int, right: int) -> Span:
    """A statement that begins its line, with the whole of the line unless something else stands there."""
    text = source.text
    if text[right : right + 1] == ";":
        right = _next(text, right + 1)
        if text[right : right + 1] != "\n":
            return Span(source, start, right)
    if text[right : right + 1] == "\n":
        return Span(source, line, right + 1)
    if right < len(text):
        return Span(source, start, right)
    return Span(source, _back(text, line - 1, "\r") if line else 0, right)


def _next(text: str, at: int) -> int:
    """The next place that is no blank."""
    while text[at : at + 1] and text[at] in _BLANKS:
        at += 1
    return at


def _back(text: str, at: int, blanks: str = " \t") -> int:
    """The place behind the last character before another one that is no blank."""
    while at and text[at - 1] in blanks:
        at -= 1
    return at
