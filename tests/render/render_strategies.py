"""Diagnostics that may hold anything, for properties of every output format."""

from __future__ import annotations

from hypothesis import settings
from hypothesis import strategies as st

from pricelang.diagnostics import Diagnostic, Edit, Fix, Label, Safety, Severity
from pricelang.source import Source, Span

SPECIAL = "\x00\x1b\x07\x7f\x9b\x85\r\n\t \u200b\u202e\u2028\ud800\ufeff\u0301\u0e33\u1160無漢👍ｱé€`/"
CHARS = st.one_of(st.sampled_from(SPECIAL), st.sampled_from("abc 12{}"), st.characters(exclude_categories=()))
LINES = st.text(st.one_of(st.sampled_from("ab \t無\u0301"), CHARS), max_size=300)
TEXTS = st.one_of(LINES, st.text(CHARS, max_size=40), st.lists(LINES, max_size=6).map("\n".join))
WORDS = st.text(CHARS, max_size=80)
FEW = settings(max_examples=150, deadline=None)


def spans(source: Source) -> st.SearchStrategy[Span]:
    place = st.integers(0, len(source.text))
    return st.tuples(place, place).map(lambda ends: Span(source, min(ends), max(ends)))


@st.composite
def diagnostics(draw: st.DrawFn) -> Diagnostic:
    sources = [Source(draw(WORDS), draw(TEXTS)) for _ in range(draw(st.integers(1, 2)))]
    anywhere = st.sampled_from(sources).flatmap(spans)
    labels = st.builds(Label, anywhere, WORDS)
    edits = st.lists(st.builds(Edit, anywhere, TEXTS), max_size=4).map(tuple)
    return Diagnostic(
        draw(WORDS),
        draw(st.sampled_from(Severity)),
        draw(WORDS),
        draw(labels),
        tuple(draw(st.lists(labels, max_size=5))),
        tuple(draw(st.lists(WORDS, max_size=2))),
        tuple(draw(st.lists(WORDS, max_size=2))),
        draw(st.none() | st.builds(Fix, WORDS, edits, st.sampled_from(Safety))),
        draw(WORDS),
    )
