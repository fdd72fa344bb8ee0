"""Where comments of pricelang stand in a document; what only shows a marker, as code, is none."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Literal

Markup = Literal["markdown", "html"]

OURS = re.compile(r"<!--\s*pricelang\s*:", re.IGNORECASE)
_END = "-->"

# a fence opens a code block in a list or a quotation as well; a run of backticks opens a code span
_MARKDOWN = re.compile(
    r"^(?P<lead>[ \t>]*(?:(?:[-*+]|\d{1,9}[.)])[ \t]+)*)(?:(?P<ticks>`{3,})(?=[^`\n]*$)|(?P<tildes>~{3,}))"
    r"|(?P<escaped>\\[^\n])"
    r"|(?P<code>`+)"
    r"|(?P<comment><!--)",
    re.MULTILINE,
)
_BLANK_LINE = re.compile(r"\n[ \t>]*\r?\n")
# in these elements `<!--` is text, not a comment; in `pre` it is a comment
_HTML = re.compile(r"(?P<comment><!--)|<(?P<raw>script|style|textarea|title|xmp)\b", re.IGNORECASE)


def comments(text: str, markup: Markup) -> Iterator[tuple[int, int]]:
    """Start and end of each comment that begins with `pricelang:`; the end is -1 where it is not closed."""
    pattern = _MARKDOWN if markup == "markdown" else _HTML
    at = 0
    while (found := pattern.search(text, at)) is not None:
        if found.group("comment") is not None:
            at = _comment_end(text, found.start())
            if OURS.match(text, found.start()):
                yield found.start(), at
            if at == -1:
                at = found.end()
        elif markup == "html":
            at = _raw_end(text, found)
        else:
            at = _code_end(text, found)


def _comment_end(text: str, start: int) -> int:
    end = text.find(_END, start + 4)
    # what opens before this one closes shows that it was left open
    return -1 if end == -1 or text.find("<!--", start + 4, end) != -1 else end + len(_END)


def _raw_end(text: str, found: re.Match[str]) -> int:
    closing = re.compile(rf"</{found['raw']}\b", re.IGNORECASE).search(text, found.end())
    return closing.end() if closing else len(text)


def _code_end(text: str, found: re.Match[str]) -> int:
    fence = found["ticks"] or found["tildes"]
    if fence:
        closing = re.compile(rf"^[ \t>]*{fence[0]}{{{len(fence)},}}[ \t]*\r?$", re.MULTILINE).search(text, found.end())
        return closing.end() if closing else len(text)
    run = found["code"]
    if run is None:
        return found.end()
    blank = _BLANK_LINE.search(text, found.end())
    end = blank.start() if blank else len(text)
    closing = re.compile(rf"(?<!`){run}(?!`)").search(text, found.end(), end)
    return closing.end() if closing else found.end()
