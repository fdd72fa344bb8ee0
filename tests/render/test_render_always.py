"""What holds of every output, whatever a file or a message holds."""

from __future__ import annotations

import json
import re
import unicodedata

from hypothesis import given, settings
from hypothesis import strategies as st
from render.render_samples import span

from pricelang.diagnostics import Diagnostic, Edit, Fix, Label, Safety, Severity, error
from pricelang.render import render
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


def shown_width(text: str) -> int:
    width = 0
    for char in text:
        none = unicodedata.category(char) in ("Mn", "Me", "Cf") and char != "\xad"
        if not none and not "\u1160" <= char <= "\u11ff":
            width += 2 if unicodedata.east_asian_width(char) in "WF" else 1
    return width


def unsafe(text: str) -> set[str]:
    """Characters that a terminal would obey instead of showing, and those that cannot be written."""
    return {
        char
        for char in text
        if unicodedata.category(char) in ("Cc", "Cs", "Zl", "Zp")
        or unicodedata.bidirectional(char) in ("LRE", "RLE", "LRO", "RLO", "PDF", "LRI", "RLI", "FSI", "PDI")
    } - {"\n"}


@FEW
@given(st.lists(diagnostics(), max_size=2), st.integers(40, 120))
def test_full_is_never_too_wide_and_harmless(found: list[Diagnostic], width: int) -> None:
    shown = render(found, "full", width=width, color=False)
    assert not unsafe(shown)
    for line in shown.splitlines():
        assert shown_width(line) <= width, line
        assert not line.endswith(" ")
    colored = render(found, "full", width=width, color=True)
    assert [line.rstrip(" ") for line in re.sub(r"\x1b\[[\d;]*m", "", colored).split("\n")] == shown.split("\n")


@FEW
@given(st.lists(diagnostics(), max_size=3))
def test_concise_is_one_harmless_line_each(found: list[Diagnostic]) -> None:
    shown = render(found, "concise", width=40, color=False)
    assert not unsafe(shown)
    assert shown.count("\n") == len(found)


@FEW
@given(st.lists(diagnostics(), max_size=3))
def test_json_tells_everything_in_ascii(found: list[Diagnostic]) -> None:
    shown = render(found, "json", width=40, color=True)
    assert shown.isascii()
    assert not unsafe(shown)
    document = json.loads(shown)
    assert sorted(item["message"] for item in document["diagnostics"]) == sorted(item.message for item in found)
    assert len({item["fingerprint"] for item in document["diagnostics"]}) == len(found)


@FEW
@given(
    st.text(st.sampled_from("ab \t無👍e\u0301\u200b\x00\ud800é"), max_size=150),
    st.text(st.sampled_from("ab \t無👍e\u0301\u200b\x00\ud800é"), max_size=150),
    st.integers(40, 120),
)
def test_carets_stand_under_what_they_mean(before: str, after: str, width: int) -> None:
    source = Source("a.price", f"{before}NEEDLE{after}")
    for place in (span(source, "NEEDLE"), Span(source, len(before) + 2, len(before) + 2)):
        lines = render([error("x", "m", place)], "full", width=width, color=False).splitlines()
        text, marks = lines[-2:]
        at = shown_width(text[: text.index("NEEDLE")]) + place.start - len(before)
        assert marks == "  |".ljust(at) + "^" * max(place.end - place.start, 1)
