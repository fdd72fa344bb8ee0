"""What a fix does, as lines taken out (`-`) and put in (`+`)."""

from __future__ import annotations

from collections.abc import Iterator
from operator import attrgetter
from typing import NamedTuple

from pricelang.diagnostics import Edit, Fix
from pricelang.render.display import cells
from pricelang.render.excerpt import CUT, bounds, fit
from pricelang.source import Source

REACH = 400  # characters kept on both sides of an edit in a huge line
MOST_LINES = 10  # shown of one change, of each sign
MOST_CHANGES = 10  # shown of one fix


class Change(NamedTuple):
    """Neighbouring lines before and after; `line` is the first one's number before, `new_line` after the whole fix."""

    source: Source
    line: int
    old: list[str]
    new_line: int
    new: list[str]
    cut_before: bool
    cut_after: bool


def changes(fix: Fix) -> list[Change]:
    """What a fix changes, file by file and from top to bottom."""
    by_source: dict[Source, list[Edit]] = {}
    for edit in fix.edits:
        by_source.setdefault(edit.span.source, []).append(edit)
    found = []
    for source, edits in by_source.items():
        edits.sort(key=attrgetter("span.start", "span.end"))
        shift, first = 0, 0
        while first < len(edits):
            last = _last_neighbour(source, edits, first)
            change = _change(source, edits[first : last + 1], shift)
            shift += len(change.new) - len(change.old)
            if change.old or change.new:
                found.append(change)
            first = last + 1
    return found


def _last_neighbour(source: Source, edits: list[Edit], first: int) -> int:
    """Index of the last edit that touches a line which the edit `first` or one that follows it touches."""
    end = edits[first].span.end
    last = first
    while last + 1 < len(edits):
        start = edits[last + 1].span.start
        if start - end > 2 * REACH or source.position(start)[0] > source.position(end)[0]:
            break
        last += 1
        end = max(end, edits[last].span.end)
    return last


def _change(source: Source, edits: list[Edit], shift: int) -> Change:
    text = source.text
    start, end = edits[0].span.start, max([edit.span.end for edit in edits])
    line = source.position(start)[0]
    low, high = bounds(source, line)[0], bounds(source, source.position(end)[0])[1]
    begin, stop = max(low, start - REACH), max(min(high, end + REACH), end)
    parts, at = [], begin
    for edit in edits:
        if edit.span.start >= at:  # edits that overlap cannot be made together: the first one wins
            parts += [text[at : edit.span.start], edit.text]
            at = max(edit.span.end, at)
    parts.append(text[at:stop])
    old, new = _lines(text[begin:stop]), _lines("".join(parts))
    same = 0
    while same < min(len(old), len(new)) and old[same] == new[same]:
        same += 1
    tail = 0
    while tail < min(len(old), len(new)) - same and old[-1 - tail] == new[-1 - tail]:
        tail += 1
    old, new = old[same : len(old) - tail], new[same : len(new) - tail]
    return Change(
        source, line + same, old, line + same + shift, new, begin > low and not same, stop < high and not tail
    )


def _lines(text: str) -> list[str]:
    return [line.removesuffix("\r") for line in text.split("\n")]


def rows(change: Change, width: int) -> Iterator[tuple[str, int, str]]:
    """Sign, line number and text of each line of a change, in at most `width` columns around what differs.

    A number of 0 stands for lines left out.
    """
    pairs = min(len(change.old), len(change.new))
    differ = [_differ(change.old[index], change.new[index]) for index in range(min(pairs, MOST_LINES))]
    for sign, lines, number in (("-", change.old, change.line), ("+", change.new, change.new_line)):
        for index, line in enumerate(lines[:MOST_LINES]):
            focus = differ[index] if index < len(differ) else 0
            before, after = change.cut_before and index == 0, change.cut_after and index + 1 == len(lines)
            yield sign, number + index, _clip(line, focus, width, before, after)
        if len(lines) > MOST_LINES:
            left = len(lines) - MOST_LINES
            yield sign, 0, f"{CUT} {left} more line{'s' * (left != 1)}"


def _differ(old: str, new: str) -> int:
    """Index of the first character that differs."""
    for index, (one, other) in enumerate(zip(old, new, strict=False)):
        if one != other:
            return index
    return min(len(old), len(new))


def _clip(line: str, focus: int, width: int, cut_before: bool, cut_after: bool) -> str:
    if len(line) > 8 * width:
        begin = max(focus - 2 * width, 0)
        cut_before, cut_after = cut_before or begin > 0, cut_after or begin + 8 * width < len(line)
        line, focus = line[begin : begin + 8 * width], focus - begin
    shown, column = cells(line)
    if column[-1] <= width and not cut_before and not cut_after:
        return "".join(shown)
    at = column[focus]
    return fit(column, at, at + 1, width, cut_before, cut_after).show(shown)
