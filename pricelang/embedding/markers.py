"""Markers of a document: what they say, and which of them make a block."""

from __future__ import annotations

import re
from collections.abc import Iterator

from pricelang.diagnostics import Diagnostic, Label, error
from pricelang.embedding.scanning import OURS, Markup, comments
from pricelang.record import Record
from pricelang.source import Source, Span
from pricelang.spelling import nearest

KINDS = ("begin", "end")
_BEGIN, _END = "<!-- pricelang:begin table -->", "<!-- pricelang:end -->"
_KIND = re.compile(r"[^\s=>]*")
_WORD = re.compile(r"(?P<key>[^\s=\"'<>]+)(?:=(?P<value>\"[^\"]*\"|'[^']*'|[^\s\"'<>]*))?(?=\s|$)")
_CLOSE = f"close it with `{_END}`"


class Word(Record):
    """A word of a marker: `table`, or an option `tiers=pro,studio` without the quotes of its value."""

    key: str
    value: str | None
    span: Span


class Marker(Record):
    """A comment that begins or ends a block; one that cannot be read has a word without a key."""

    kind: str
    words: tuple[Word, ...]
    span: Span

    __ignored__ = frozenset()

    @property
    def readable(self) -> bool:
        """Whether all that it says could be read."""
        return all(word.key for word in self.words)


class Pair(Record):
    """The two markers of a block."""

    begin: Marker
    end: Marker

    @property
    def inside(self) -> Span:
        """What stands between the markers."""
        return Span(self.begin.span.source, self.begin.span.end, self.end.span.start)

    @property
    def span(self) -> Span:
        """The block with its markers."""
        return Span(self.begin.span.source, self.begin.span.start, self.end.span.end)


def marker(words: str) -> tuple[Marker, list[Diagnostic]]:
    """A marker that begins a block, of words that stand in no comment, and what of them cannot be read."""
    source, said = Source("", words), list[Diagnostic]()
    return Marker("begin", tuple(_words(source, 0, len(words), said)), Span(source, 0, len(words))), said


def pairs(source: Source, markup: Markup) -> tuple[list[Pair], list[Diagnostic]]:
    """The blocks of a document, and the markers that make none. A block in another one is none, and neither is that."""
    found: list[Pair] = []
    said: list[Diagnostic] = []
    opened: list[Marker] = []
    nested: list[tuple[Marker, Marker]] = []
    for each in _markers(source, markup, said):
        if each.kind == "begin":
            if opened:
                nested.append((opened[-1], each))
            opened.append(each)
        elif not opened:
            helps = (f"write `{_BEGIN}` above it, or take it out",)
            alone = error("embedding/unopened", "this ends a block that nothing begins", each.span, helps=helps)
            said += [alone] if each.readable else []  # else something is said of it already
        else:
            found.append(Pair(opened.pop(), each))
    said += [
        error("embedding/unclosed", "this block has no end", each.span, helps=(f"{_CLOSE} below it",))
        for each in opened
        if each.readable
    ]
    open_still = {id(each) for each in opened}
    entangled: set[int] = set()
    for outer, inner in nested:
        entangled |= {id(outer), id(inner)}
        if id(outer) not in open_still:
            said.append(
                error(
                    "embedding/nested",
                    "a block begins inside another one",
                    inner.span,
                    related=(Label(outer.span, "which begins here"),),
                    helps=(f"{_CLOSE} before this one, or move this one out of it",),
                )
            )
    return [pair for pair in found if id(pair.begin) not in entangled], said


def _markers(source: Source, markup: Markup, said: list[Diagnostic]) -> Iterator[Marker]:
    for start, end in comments(source.text, markup):
        lead = OURS.match(source.text, start)
        assert lead is not None
        match = _KIND.match(source.text, lead.end(), end - 3 if end != -1 else len(source.text))
        assert match is not None
        kind = _kind(match[0])
        broken = (Word("", None, Span(source, match.end(), match.end())),)
        if end == -1:
            span = Span(source, start, _line_end(source.text, start))
            said.append(error("embedding/unclosed", "this marker has no `-->`", span, helps=("close it with `-->`",)))
            if kind:
                yield Marker(kind, broken, span)
            continue
        span = Span(source, start, end)
        if match[0] in KINDS:
            yield Marker(kind, tuple(_words(source, match.end(), end - 3, said)), span)
            continue
        told = f"did you mean `pricelang:{kind}`?" if kind else f"a block is `{_BEGIN}` and `{_END}`"
        message = f"there is no marker `pricelang:{match[0]}`"
        said.append(error("embedding/unknown-marker", message, span, helps=(told,)))
        if kind:
            yield Marker(kind, broken, span)


def _kind(word: str) -> str:
    """The kind of marker that a word is, or was meant to be; nothing where it is none."""
    close = [word.lower()] if word.lower() in KINDS else nearest(word.lower(), KINDS)
    return close[0] if close else ""


def _words(source: Source, at: int, end: int, said: list[Diagnostic]) -> Iterator[Word]:
    text = source.text
    while True:
        while at < end and text[at].isspace():
            at += 1
        if at >= end:
            return
        match = _WORD.match(text, at, end)
        if match is None:
            stop = at
            while stop < end and not text[stop].isspace():
                stop += 1
            said.append(
                error(
                    "embedding/wrong-value",
                    f"`{text[at:stop]}` cannot be read",
                    Span(source, at, stop),
                    helps=("""write options as `name=value`, and a value with blanks as `name="some value"`""",),
                )
            )
            at = end
            yield Word("", None, Span(source, stop, stop))
            continue
        value = match["value"]
        if value is not None and value[:1] in ("'", '"'):
            value = value[1:-1]
        yield Word(match["key"], value, Span(source, match.start(), match.end()))
        at = match.end()


def _line_end(text: str, at: int) -> int:
    end = text.find("\n", at)
    return len(text[:end].rstrip("\r")) if end != -1 else len(text)
