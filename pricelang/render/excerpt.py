"""One line of source with marks under it: the middle of a report.

A line that is too wide is shown through a window around its marks, through several windows when the marks are too far
apart. Only the text near the marks is read, so a file that is one huge line costs no more than any other.
"""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections.abc import Iterator, Sequence
from operator import attrgetter
from typing import NamedTuple

from pricelang.render.display import Paint, cells, clean, columns, wrap
from pricelang.source import Source

CUT = "..."
ROOMY = 30  # columns in which a wrapped message still reads well


class Mark(NamedTuple):
    """A place in a line, as offsets into the file, and what to say there in which style."""

    start: int
    end: int
    sign: str
    text: str
    style: str


class Row(NamedTuple):
    """A line of output without its gutter; `numbered` says that it is source."""

    numbered: bool
    body: str


class _Placed(NamedTuple):
    """A mark in a window, in columns of the window."""

    start: int
    end: int
    mark: Mark


_Piece = tuple[int, str, str]
"""Column, text and style of something in a row."""


def bounds(source: Source, line: int) -> tuple[int, int]:
    """Offsets of a line (from 1), its line ending left out."""
    starts, text = source.line_starts, source.text
    low = starts[line - 1]
    high = starts[line] - 1 if line < len(starts) else len(text)
    return low, high - 1 if high > low and text[high - 1] == "\r" else high


def excerpt(source: Source, line: int, marks: Sequence[Mark], width: int, paint: Paint) -> Iterator[Row]:
    """A line and its marks in at most `width` columns: source first, then the rows that belong under it."""
    low, high = bounds(source, line)
    huge = high - low > 8 * width
    pending = sorted(marks, key=attrgetter("start"))
    done = 0
    while done < len(pending):
        begin, end = low, high
        if huge:
            at = min(pending[done].start, high)
            begin, end = max(low, at - 2 * width), min(high, at + 6 * width)
        shown, column = cells(source.text[begin:end])
        spans = list(_spans(pending, done, begin, end, high, column))
        reach = max(column[-1], max([stop for _, stop in spans]))
        if not huge and reach <= width:
            window = Window(0, len(shown), "", "")
        else:
            first = spans[0][0]
            last = first + width - 2 * len(CUT)
            # A mark that fits into a window is not cut: the next window shows it whole.
            fitting = 1
            while fitting < len(spans) and spans[fitting][1] <= last:
                fitting += 1
            del spans[fitting:]
            stop = min(last, max([stop for _, stop in spans]))
            window = fit(column, first, stop, width, begin > low, end < high)
        yield Row(True, window.show(shown))
        shift = len(window.before) - column[window.start]
        limit = shift + max(column[window.end], spans[-1][0] + 1)
        placed = []
        for mark, (start, stop) in zip(pending[done:], spans, strict=False):
            start = max(start + shift, 0)
            placed.append(_Placed(start, max(min(stop + shift, limit), start + 1), mark))
        yield from _under(placed, width, paint)
        done += len(spans)


def _spans(
    marks: Sequence[Mark], done: int, begin: int, end: int, high: int, column: Sequence[int]
) -> Iterator[tuple[int, int]]:
    """First and last column (exclusive) of each mark from number `done` on, as far as they start in the text shown."""
    for index in range(done, len(marks)):
        mark = marks[index]
        if mark.start > end < high:
            return
        start = column[min(mark.start, end) - begin]
        stop = column[min(mark.end, end) - begin]
        if start == stop and start > 0 and mark.start < min(mark.end, end):
            start -= 1  # a character without width is drawn on the one before: point there
        yield start, max(stop, start + 1)


class Window(NamedTuple):
    """The part of a line that is shown: characters `start` to `end`, and what stands for the rest."""

    start: int
    end: int
    before: str
    after: str

    def show(self, shown: Sequence[str]) -> str:
        return self.before + "".join(shown[self.start : self.end]) + self.after


def fit(column: Sequence[int], first: int, stop: int, width: int, cut_before: bool, cut_after: bool) -> Window:
    """The window of `width` columns around columns `first` to `stop`, which fit into it with a cut on both sides.

    `column` holds the column of each character and where the text ends; the flags say that the text itself was cut.
    """
    room = width - 2 * len(CUT)
    total = max(column[-1], stop)
    left = max(first - (room - (stop - first)) // 2, 0)
    if not cut_after:
        left = min(left, max(total - room, 0))
    before = after = CUT
    if left <= len(CUT) and not cut_before:
        left, before = 0, ""
        room += len(CUT)
    right = left + room
    if right + len(CUT) >= total and not cut_after:
        right, after = right + len(CUT), ""
    start, end = bisect_left(column, left), bisect_right(column, right) - 1
    while before and start < end and column[start] == column[start + 1]:
        start += 1  # what has no width would be drawn on the dots
    return Window(start, end, before, after)


def _under(placed: list[_Placed], width: int, paint: Paint) -> Iterator[Row]:
    """The marks, the message of the last one beside it where there is room, the others hanging below."""
    rightmost = max(placed, key=lambda item: (item.start, item.end))
    told = [item for item in placed if item.mark.text]
    beside: list[str] = []
    if rightmost.mark.text and rightmost.end == max([item.end for item in placed]):
        text, room = clean(rightmost.mark.text), width - rightmost.end - 1
        if columns(text) <= room or room >= ROOMY:
            beside = wrap(text, room)
            told.remove(rightmost)
    hanging = sorted(told, key=lambda item: -item.start)
    bars = sorted({item.start: item.mark.style for item in hanging}.items())
    row = _marks(placed)
    for index, text in enumerate(beside):
        pieces = row if index == 0 else _bars(bars)
        yield Row(False, _draw([*pieces, (rightmost.end + 1, text, rightmost.mark.style)], paint))
    if not beside:
        yield Row(False, _draw(row, paint))
    if len(placed) > 1 and hanging and len(beside) < 2:
        yield Row(False, _draw(_bars(bars), paint))
    for index, item in enumerate(hanging):
        if index + 1 == len(hanging) or hanging[index + 1].start < item.start:
            bars = [bar for bar in bars if bar[0] < item.start]
        text = clean(item.mark.text)
        size = columns(text)
        # Near the right edge a message moves left as far as it must.
        start = item.start if width - item.start >= min(size, ROOMY) else max(width - min(size, ROOMY), 0)
        others = _bars([bar for bar in bars if bar[0] < start - 1])
        for part in wrap(text, width - start):
            yield Row(False, _draw([*others, (start, part, item.mark.style)], paint))


def _bars(bars: Sequence[tuple[int, str]]) -> list[_Piece]:
    return [(column, "|", style) for column, style in bars]


def _marks(placed: list[_Placed]) -> list[_Piece]:
    """The signs under the source; where marks overlap, `^` wins over `-`, so the place of a finding is seen whole."""
    if len(placed) == 1:
        start, end, mark = placed[0]
        return [(start, mark.sign * (end - start), mark.style)]
    drawn: dict[int, tuple[str, str]] = {}
    for start, end, mark in sorted(placed, key=lambda item: item.mark.sign == "^"):
        for column in range(start, end):
            drawn[column] = mark.sign, mark.style
    pieces: list[_Piece] = []
    for column in sorted(drawn):
        sign, style = drawn[column]
        if pieces and pieces[-1][2] == style and pieces[-1][0] + len(pieces[-1][1]) == column:
            pieces[-1] = pieces[-1][0], pieces[-1][1] + sign, style
        else:
            pieces.append((column, sign, style))
    return pieces


def _draw(pieces: Sequence[_Piece], paint: Paint) -> str:
    """Pieces in the order of their columns as one string; only the last may hold more than ASCII."""
    parts, at = [], 0
    for column, text, style in pieces:
        parts.append(" " * (column - at))
        parts.append(paint(text, style))
        at = column + len(text)
    return "".join(parts)
