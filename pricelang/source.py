"""Source text and places in it: offsets inside, line and column only where a person reads them."""

from __future__ import annotations

from bisect import bisect_right
from typing import NamedTuple


class Source:
    """One file's text, decoded; `path` is what diagnostics show. Compared by identity."""

    __slots__ = ("_starts", "path", "text")

    def __init__(self, path: str, text: str) -> None:
        self.path = path
        self.text = text
        self._starts: list[int] | None = None

    def __repr__(self) -> str:
        return f"Source({self.path!r})"

    @property
    def line_starts(self) -> list[int]:
        """Offset of each line's first character."""
        if self._starts is None:
            starts = [0]
            find = self.text.find
            at = find("\n")
            while at != -1:
                starts.append(at + 1)
                at = find("\n", at + 1)
            self._starts = starts
        return self._starts

    def position(self, offset: int) -> tuple[int, int]:
        """Line and column of an offset, both from 1; a column counts characters."""
        starts = self.line_starts
        line = bisect_right(starts, offset)
        return line, offset - starts[line - 1] + 1

    def line(self, number: int) -> str:
        """Text of a line (from 1) without its line ending."""
        starts = self.line_starts
        end = starts[number] - 1 if number < len(starts) else len(self.text)
        return self.text[starts[number - 1] : end].removesuffix("\r")


class Span(NamedTuple):
    """Where something stands: characters `start` up to `end` of a source."""

    source: Source
    start: int
    end: int

    @property
    def text(self) -> str:
        return self.source.text[self.start : self.end]

    @property
    def position(self) -> tuple[int, int]:
        """Line and column of the first character, both from 1."""
        return self.source.position(self.start)

    def __repr__(self) -> str:
        line, column = self.position
        return f"Span({self.source.path}:{line}:{column})"
