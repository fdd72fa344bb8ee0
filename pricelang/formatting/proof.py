"""The formatter proves itself on every file, before anything of it is used."""

from __future__ import annotations

from collections.abc import Callable

from pricelang.source import Source
from pricelang.syntax import File, parse
from pricelang.syntax.nodes import Node


class Unproven(Exception):  # noqa: N818 - said as it is read
    """The result does not say the same as the file: a fault of the formatter. The message says what differs."""


def prove(before: File, text: str, again: Callable[[File], str]) -> None:
    """Hold a result against its file: the same declarations, the same comments in their order, and formatting it once
    more (`again`) changes nothing.

    Raises:
        Unproven: one of these does not hold.
    """
    after = parse(Source(before.source.path, text))
    if after.diagnostics:
        line, _ = after.diagnostics[0].span.position
        raise Unproven(f"its result has a syntax error in line {line}")
    if not same(before.declarations, after.declarations):
        raise Unproven(f"its result says something else{_where(before, after)}")
    if comments(after) != comments(before):
        raise Unproven("its result has other comments, or has them in another order")
    if again(after) != text:
        raise Unproven("formatting its result again changes it")


def same(one: object, other: object) -> bool:
    """Whether two trees say the same, wherever their nodes stand: `==`, in a third of the time."""
    pending = [(one, other)]
    while pending:
        one, other = pending.pop()
        if type(one) is not type(other):
            return False
        if isinstance(one, tuple) and isinstance(other, tuple):
            if len(one) != len(other):
                return False
            pending += zip(one, other, strict=True)
        elif isinstance(one, Node):
            fields = type(one).__fields__[2:]  # but for where they start and end
            pending += [(getattr(one, field), getattr(other, field)) for field in fields]
        elif one != other:
            return False
    return True


def comments(file: File) -> list[str]:
    """The comments of a file in their order, without the blanks behind them."""
    text = file.source.text
    return [text[start:end].rstrip(" \t\r\ufeff") for start, end in file.comments]


def _where(before: File, after: File) -> str:
    for one, other in zip(before.declarations, after.declarations, strict=False):
        if not same(one, other):
            return f" in the declaration of line {before.source.position(one.start)[0]}"
    return ""
