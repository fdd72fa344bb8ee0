"""Suppressions: comments that let a finding stand, and why.

    # price: allow loss-at-cap -- the launch price, agreed with finance until 2027-01-01
    tier pro "Pro" { ... }

Behind a statement such a comment covers it, above a statement or block the whole of that, behind a block's opening or
closing brace the block.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from datetime import date

from pricelang.diagnostics import Diagnostic
from pricelang.record import Record
from pricelang.source import Source, Span
from pricelang.syntax import File, nodes

_MARK = "price:"
_COMMENT = r"#+\s*price:\s*([a-z]+)\b[\s:]*(.*)"
_UNTIL = r"(?:^|[\s,;(])until\s+(\d{4}-\d{2}-\d{2})\)?\.?\s*$"
_NAME = r"[A-Za-z][A-Za-z0-9_-]*"
_KEBAB = r"[a-z]+(?:-[a-z0-9]+)+\b"
# what people write who come from other tools
_MEANT = frozenset(
    {"allows", "allowed", "alow", "accept", "disable", "except", "ignore", "noqa", "off", "skip", "suppress"}
)
ALLOW = "allow"


class Name(Record):
    """A rule's name in a suppression, where it stands, and what it has let stand so far."""

    name: str
    span: Span


class Suppression(Record):
    """One comment. `start` and `end` bound what it covers, both 0 where nothing follows it.

    `bad_until` is a date that no calendar has. `verb` is `allow`, or the word that stands in its place.
    """

    span: Span
    verb: str
    names: tuple[Name, ...]
    reason: str
    until: date | None
    bad_until: str | None
    start: int
    end: int

    __ignored__ = frozenset()

    def expired(self, today: date) -> bool:
        """Whether its last day is over."""
        return self.until is not None and self.until < today


class Suppressions:
    """The suppressions of some files, and which of them have been of use."""

    def __init__(self, files: Sequence[File]) -> None:
        self.root = files[0].source if files else None
        self.all: list[Suppression] = []
        self.used: set[tuple[int, str]] = set()
        # names of the rules that have run: nothing can be said of the use of others
        self.judged: frozenset[str] = frozenset()
        for file in files:
            if _MARK in file.source.text:
                self.all += _suppressions(file)

    def __bool__(self) -> bool:
        return bool(self.all)

    def covers(self, diagnostic: Diagnostic, today: date) -> bool:
        """Whether a finding is let stand; the suppressions that cover it count as used, expired ones too."""
        found = False
        span = diagnostic.span
        for index, each in enumerate(self.all):
            inside = each.span.source is span.source and each.start <= span.start and span.end <= each.end
            if inside and each.verb == ALLOW and any(name.name == diagnostic.rule for name in each.names):
                self.used.add((index, diagnostic.rule))
                found = found or not each.expired(today)
        return found

    def unused(self) -> Iterator[tuple[Suppression, Name]]:
        """Names in the suppressions of the root file that have let nothing stand, though their rule has run.

        An imported file is shared: what is of no use here may be of use to another file that imports it.
        """
        for index, each in enumerate(self.all):
            if each.span.source is self.root and each.verb == ALLOW:
                for name in each.names:
                    if name.name in self.judged and (index, name.name) not in self.used:
                        yield each, name


def _suppressions(file: File) -> Iterator[Suppression]:
    source = file.source
    comment = re.compile(_COMMENT, re.DOTALL)  # compiled only where there is something to match
    for start, end in file.comments:
        match = comment.match(source.text, start, end)
        if match is None:
            continue
        verb = match[1]
        if verb != ALLOW and not (verb in _MEANT and re.match(_KEBAB, match[2])):
            continue  # prose that starts with "price:"
        yield _suppression(file, source, match, Span(source, start, start + len(source.text[start:end].rstrip())))


def _suppression(file: File, source: Source, match: re.Match[str], span: Span) -> Suppression:
    head, _, reason = match[2].partition("--")
    base = match.start(2)
    names = tuple(Name(name.group(), Span(source, base + name.start(), base + name.end())) for name in _named(head))
    until = re.search(_UNTIL, reason)
    day, bad = None, None
    if until is not None:
        reason = reason[: until.start()]
        try:
            day = date.fromisoformat(until[1])
        except ValueError:
            bad = until[1]
    covered = _covered(file, span)
    return Suppression(span, match[1], names, reason.strip(" -,;("), day, bad, *covered)


def _named(head: str) -> Iterator[re.Match[str]]:
    """The names of a list with commas; a word that follows without one is prose, and ends the list."""
    at = 0
    name = re.compile(_NAME)
    while (match := name.match(head, at + len(head[at:]) - len(head[at:].lstrip()))) is not None:
        yield match
        rest = head[match.end() :].lstrip()
        if not rest.startswith(","):
            return
        at = len(head) - len(rest) + 1


def _covered(file: File, comment: Span) -> tuple[int, int]:
    """Start and end of what a comment covers."""
    text = file.source.text
    line = text.rfind("\n", 0, comment.start) + 1
    trailing = bool(text[line : comment.start].strip())
    around: nodes.Node | None = None
    among: Sequence[nodes.Node] = file.declarations
    while True:
        if trailing:
            starting = [node for node in among if line <= node.start < comment.start]
            if starting:
                return starting[0].start, starting[-1].end
        inner = next(
            (node for node in among if node.start < comment.start < node.end or _closes(node, line, comment)), None
        )
        if inner is None:
            break
        around, among = inner, getattr(inner, "body", None) or ()
        if trailing and _closes(inner, line, comment) and not any(_closes(node, line, comment) for node in among):
            break
    if trailing or (around is not None and not getattr(around, "body", None)):
        return (around.start, around.end) if around else (0, 0)
    below = next((node for node in among if node.start > comment.end), None)
    return (below.start, below.end) if below else (0, 0)


def _closes(node: nodes.Node, line: int, comment: Span) -> bool:
    """Whether a node that started on an earlier line ends on the line of a comment behind it."""
    return node.start < line < node.end <= comment.start
