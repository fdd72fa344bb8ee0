"""Which fixes are made together: those that do not touch one another, in the order of the files."""

from __future__ import annotations

from bisect import bisect_left, insort
from collections.abc import Callable, Iterable

from pricelang.diagnostics import Diagnostic, Edit, Safety, sort
from pricelang.source import Source


def choose(diagnostics: Iterable[Diagnostic], safety: Safety, writable: Callable[[Source], bool]) -> list[Diagnostic]:
    """The findings whose fixes of this safety can be made at once, in the order in which findings are shown.

    An edit that two of them ask for is made once. A fix that touches another one waits, and so does one with an edit in
    a file that is not writable.
    """
    taken: dict[Source, list[tuple[int, int, str]]] = {}
    chosen = []
    for each in sort(list(diagnostics)):
        fix = each.fix
        if fix is None or fix.safety is not safety or not all(writable(edit.span.source) for edit in fix.edits):
            continue
        new = _new(fix.edits, taken)
        if new is not None:
            for edit in new:
                insort(taken.setdefault(edit.span.source, []), _key(edit))
            chosen.append(each)
    return chosen


def edits_of(diagnostics: Iterable[Diagnostic]) -> dict[Source, list[Edit]]:
    """The edits of chosen fixes by file, each once."""
    found: dict[Source, dict[tuple[int, int, str], Edit]] = {}
    for each in diagnostics:
        for edit in each.fix.edits if each.fix is not None else ():
            found.setdefault(edit.span.source, {})[_key(edit)] = edit
    return {source: list(edits.values()) for source, edits in found.items()}


def _key(edit: Edit) -> tuple[int, int, str]:
    return edit.span.start, edit.span.end, edit.text


def _new(edits: Iterable[Edit], taken: dict[Source, list[tuple[int, int, str]]]) -> list[Edit] | None:
    """The edits that are not made already; None where one touches another edit, of this fix or of one before."""
    new: list[Edit] = []
    for edit in edits:
        made = taken.get(edit.span.source, [])
        place = bisect_left(made, _key(edit))
        if made[place : place + 1] == [_key(edit)]:
            continue
        beside = made[max(place - 1, 0) : place + 1]
        if any(_touch(edit.span.start, edit.span.end, start, end) for start, end, _ in beside):
            return None
        own = [each.span for each in new if each.span.source is edit.span.source]
        if any(_touch(edit.span.start, edit.span.end, span.start, span.end) for span in own):
            return None
        new.append(edit)
    return new


def _touch(start: int, end: int, other: int, other_end: int) -> bool:
    """Whether two stretches overlap or meet: what is put in at one place has no order."""
    return start <= other_end and other <= end
