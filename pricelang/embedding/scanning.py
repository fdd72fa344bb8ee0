"""Where comments of pricelang stand in a document; what only shows a marker, as code, is none."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Literal

Markup = Literal["markdown", "html"]

OURS = re.compile(r"<!--\s*pricelang\s*:", re.IGNORECASE)

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
    ends = _Ends(text)
    at = 0
    while (found := pattern.search(text, at)) is not None:
        if found.group("comment") is not None:
            at = ends.of_comment(found.start())
            if OURS.match(text, found.start()):
                yield found.start(), at
            if at == -1:
                at = found.end()
        elif markup == "html":
            closing = re.compile(rf"</{found['raw']}\b", re.IGNORECASE).search(text, found.end())
            at = closing.end() if closing else len(text)
        else:
            at = ends.of_code(found)


class _Ends:
    """Where things end that are asked for from left to right; what was found is kept, so that a text with many of them
    is read in linear time."""

    def __init__(self, text: str) -> None:
        self._text = text
        self._comment = 0
        self._paragraph = 0

    def of_comment(self, start: int) -> int:
        """The end of a comment; -1 where it has none, or where another one opens before it."""
        if self._comment < start + 4:
            found = self._text.find("-->", start + 4)
            self._comment = found if found != -1 else len(self._text)
        if self._comment == len(self._text) or self._text.find("<!--", start + 4, self._comment) != -1:
            return -1
        return self._comment + 3

    def of_code(self, found: re.Match[str]) -> int:
        """The end of code that a match opens; of the match where it opens none."""
        text = self._text
        fence = found["ticks"] or found["tildes"]
        if fence:
            last = re.compile(rf"^[ \t>]*{fence[0]}{{{len(fence)},}}[ \t]*\r?$", re.MULTILINE)
            closing = last.search(text, found.end())
            return closing.end() if closing else len(text)
        run = found["code"]
        if run is None:
            return found.end()
        if self._paragraph < found.end():
            blank = _BLANK_LINE.search(text, found.end())
            self._paragraph = blank.start() if blank else len(text)
        closing = re.compile(rf"(?<!`){run}(?!`)").search(text, found.end(), self._paragraph)
        return closing.end() if closing else found.end()
