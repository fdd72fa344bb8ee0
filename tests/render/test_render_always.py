"""What holds of every output, whatever a file or a message holds."""

from __future__ import annotations

import json
import re
import unicodedata

from hypothesis import given
from hypothesis import strategies as st
from render.render_samples import span
from render.render_strategies import FEW, diagnostics

from pricelang.diagnostics import Diagnostic, error
from pricelang.render import render
from pricelang.source import Source, Span


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
