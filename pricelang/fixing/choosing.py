"""Which fixes are made together: those that do not touch one another, in the order of the files."""

from __future__ import annotations

from bisect import bisect_left, insort
from collections.abc import Callable, Iterable

from pricelang.diagnostics import Diagnostic, Edit, Safety, sort
from pricelang.source import Source

_Key = tuple[int, int, str]


def choose(diagnostics: Iterable[Diagnostic], safety: Safety, writable: Callable[[Source], bool]) -> list[Diagnostic]:
    """The findings whose fixes of this safety can be made at once, in the order in which findings are shown.

    An edit that two of them ask for is made once. A fix that touches another one waits, and so does one that changes
    what another finding points at, or the other way round: its reason may be gone. One with an edit in a file that is
    not writable is left out.
    """
    pass_ = _Pass()
    chosen = []
    for each in sort(list(diagnostics)):
        fix = each.fix
        if fix is None or fix.safety is not safety or not all(writable(edit.span.source) for edit in fix.edits):
            continue
        if pass_.takes(each, fix.edits):
            chosen.append(each)
    return chosen


def edits_of(diagnostics: Iterable[Diagnostic]) -> dict[Source, list[Edit]]:
    """The edits of chosen fixes by file, each once."""
    found: dict[Source, dict[_Key, Edit]] = {}
    for each in diagnostics:
        for edit in each.fix.edits if each.fix is not None else ():
            found.setdefault(edit.span.source, {})[_key(edit)] = edit
    return {source: list(edits.values()) for source, edits in found.items()}


class _Pass:
    """What is chosen so far, by file: the edits in order, and the places that findings point at."""

    def __init__(self) -> None:
        self.edits: dict[Source, list[_Key]] = {}
        self.places: dict[Source, list[tuple[int, int]]] = {}

    def takes(self, finding: Diagnostic, edits: Iterable[Edit]) -> bool:
        """Whether a fix can be made beside the others; if so it is one of them."""
        new = self._new(edits)
        if new is None:
            return False
        places = [label.span for label in (finding.label, *finding.related)]
        if any(self._changes(edit.span.source, edit.span.start, edit.span.end) for edit in new):
            return False
        given = {(edit.span.source, _key(edit)) for edit in edits}
        for place in places:
            for start, end, text in self.edits.get(place.source, ()):
                if _overlap(start, end, place.start, place.end) and (place.source, (start, end, text)) not in given:
                    return False
        for edit in new:
            insort(self.edits.setdefault(edit.span.source, []), _key(edit))
        for place in places:
            self.places.setdefault(place.source, []).append((place.start, place.end))
        return True

    def _new(self, edits: Iterable[Edit]) -> list[Edit] | None:
        """The edits that are not made already; None where one touches another, of this fix or of one before."""
        new: list[Edit] = []
        for edit in edits:
            made = self.edits.get(edit.span.source, [])
            at = bisect_left(made, _key(edit))
            if made[at : at + 1] == [_key(edit)]:
                continue
            beside = [(start, end) for start, end, _ in made[max(at - 1, 0) : at + 1]]
            beside += [(own.span.start, own.span.end) for own in new if own.span.source is edit.span.source]
            if any(edit.span.start <= end and start <= edit.span.end for start, end in beside):
                return None  # what is put in at one place has no order, so that meeting is touching, too
            new.append(edit)
        return new

    def _changes(self, source: Source, start: int, end: int) -> bool:
        """Whether an edit changes what a chosen finding points at."""
        return any(_overlap(start, end, *place) for place in self.places.get(source, ()))


def _key(edit: Edit) -> _Key:
    return edit.span.start, edit.span.end, edit.text


def _overlap(start: int, end: int, other: int, other_end: int) -> bool:
    """Whether an edit changes the inside of a place."""
    return start < other_end and other < end
