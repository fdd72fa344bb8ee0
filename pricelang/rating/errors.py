"""What rating says when it cannot bill: one exception, in words for a person."""

from __future__ import annotations

from collections.abc import Iterable
from typing import NoReturn

from pricelang.source import Span
from pricelang.spelling import nearest


class RatingError(Exception):
    """A bill that cannot be written, and why.

    `message` is one sentence in lower case with names in backticks; `help` says what to do (or is empty); `span` is the
    place in the source that it is about, where there is one.
    """

    def __init__(self, message: str, help: str = "", span: Span | None = None) -> None:  # noqa: A002
        super().__init__(message)
        self.message = message
        self.help = help
        self.span = span


def unknown(kind: str, name: str, known: Iterable[str]) -> NoReturn:
    """Refuse a name that is not declared, with the nearest one that is.

    Raises:
        RatingError: always.
    """
    names = sorted(known)
    near = nearest(name, names)
    if near:
        suggestion = f"did you mean `{near[0]}`?"
    elif names:
        suggestion = f"there is {listed(names)}"
    else:
        suggestion = f"no {kind} is declared"
    raise RatingError(f"unknown {kind} `{name}`", suggestion)


def listed(names: Iterable[str], word: str = "and") -> str:
    """Names in backticks, joined as in a sentence; at most eight of them."""
    quoted = [f"`{name}`" for name in names]
    if len(quoted) > 8:
        quoted = [*quoted[:7], f"{len(quoted) - 7} more"]
    return quoted[0] if len(quoted) == 1 else f"{', '.join(quoted[:-1])} {word} {quoted[-1]}" if quoted else "none"
