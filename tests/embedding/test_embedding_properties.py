"""What always holds: nothing changes outside of blocks, filling is done after once, and every edit is found."""

from __future__ import annotations

import re
from time import process_time

import pytest
from embedding.documents import filled
from hypothesis import HealthCheck, assume, example, given, settings
from hypothesis import strategies as st

from pricelang.embedding import State
from pricelang.embedding.checksum import checksum
from pricelang.embedding.filling import markup_of
from pricelang.embedding.layout import place_of
from pricelang.embedding.markers import pairs
from pricelang.source import Source

_WORDS = [
    "table tiers=pro", "prices", "credits locale=de", "examples format=html", "features ladder=plans", "discounts",
    "price tier=pro interval=month", "bill example='A writer's busy month'", 'bill example="A writer\'s busy month"',
    "allowance tier=pro of=ai form=full", "page level=2", "tabel", "table tiers=prp", "", "limit tier=studio of=draft",
]  # fmt: skip
_BEGIN = st.sampled_from(_WORDS).map(lambda words: f"<!-- pricelang:begin {words} -->")
_PIECES = st.one_of(
    _BEGIN,
    st.just("<!-- pricelang:end -->"),
    st.tuples(_BEGIN, st.sampled_from(["", "\n", "\r\n", " \n  "])).map(
        lambda parts: f"{parts[0]}{parts[1]}<!-- pricelang:end -->"
    ),
    st.tuples(st.sampled_from(["", "- ", "  ", "> ", "\t"]), _BEGIN, st.sampled_from(["\n", "\r\n"])).map(
        lambda parts: f"{parts[2]}{parts[0]}{parts[1]}{parts[2]}<!-- pricelang:end -->{parts[2]}"
    ),
    st.sampled_from(["\n", "\r\n", "\r", "```", "~~~", "`", "``", "- ", "> ", "    ", "a", " ", "<!-- x -->", "<!--",
                     "-->", "\ufeff", "| a |", "<script>", "</script>", "<pre>", "é", "\\", "\x00", "\u2028"]),
    st.text(max_size=6),
)  # fmt: skip
documents = st.lists(_PIECES, max_size=9).map("".join)
names = st.sampled_from(["page.md", "page.html"])
_BLOCK = re.compile(r"(?<=-->)((?:(?!<!--).)*)<!-- pricelang:end[^>]*-->", re.DOTALL)


@settings(max_examples=300, suppress_health_check=list(HealthCheck))
@given(documents, names)
@example("<!-- pricelang:begin price tier=pro interval=month -->\r<!-- pricelang:end -->", "page.md")
def test_outside_of_blocks_nothing_changes(text: str, name: str) -> None:
    found = filled(text, name)
    bom = len(text) - len(text.removeprefix("\ufeff"))
    # everything between the insides of blocks is there still, in order, but for the checksums in end markers
    at, before = 0, bom
    assert found.text[:bom] == text[:bom]
    at = bom
    for block in found.blocks:
        kept = text[before : bom + block.inside.start]
        assert found.text.startswith(kept, at)
        at += len(kept)
        changed = block.state in (State.UNFILLED, State.STALE)
        inside = block.content + block.end if changed else text[bom + block.inside.start : bom + block.span.end]
        assert found.text.startswith(inside, at)
        at += len(inside)
        before = bom + block.span.end
    assert found.text[at:] == text[before:]


@settings(max_examples=300, suppress_health_check=list(HealthCheck))
@given(documents, names)
def test_filled_once_it_is_filled(text: str, name: str) -> None:
    once = filled(text, name)
    again = filled(once.text, name)
    assert again.text == once.text
    assert not again.of(State.UNFILLED, State.STALE)
    # the same blocks, of which none became another one
    assert [each.state for each in again.blocks] == [
        State.CURRENT if each.state in (State.UNFILLED, State.STALE) else each.state for each in once.blocks
    ]


def _said(inside: str) -> tuple[str, ...]:
    """What is between two markers, but for the kind of its line endings and how far the end marker is indented."""
    lines = re.split(r"\r\n|\n|\r", inside)
    return (*lines[:-1], lines[-1].strip(" \t>"))


@settings(max_examples=200, suppress_health_check=list(HealthCheck))
@given(st.sampled_from(_WORDS[:5] + _WORDS[6:7] + _WORDS[8:11]), names, st.data())
def test_every_edit_is_found(words: str, name: str, data: st.DataObject) -> None:
    text = filled(f"before\n\n<!-- pricelang:begin {words} -->\n<!-- pricelang:end -->\n\nafter\n", name).text
    (block,) = filled(text, name).blocks
    assert block.state is State.CURRENT
    start = data.draw(st.integers(block.inside.start, block.inside.end))
    end = data.draw(st.integers(start, min(block.inside.end, start + 3)))
    new = data.draw(st.one_of(st.text(max_size=3), st.sampled_from(["\n", " ", "$", "|", "\t", "0"])))
    edited = text[:start] + new + text[end:]
    before = text[block.inside.start : block.inside.end]
    after = edited[block.inside.start : block.inside.end + len(new) - (end - start)]
    assume(_said(before) != _said(after))
    found = filled(edited, name)
    assert not found.of(State.CURRENT)
    assert found.diagnostics
    if found.of(State.EDITED):
        assert found.text == edited


@given(st.text(max_size=40), st.text(max_size=40), st.sampled_from(["", "  ", "> ", "\t"]))
def test_only_the_same_lines_have_the_same_checksum(left: str, right: str, indent: str) -> None:
    def lines(text: str) -> list[str]:
        return re.split(r"\r\n|\n|\r", text)

    assert (checksum(left, indent) == checksum(right, indent)) == (lines(left) == lines(right))


@given(st.text(max_size=60))
def test_line_endings_do_not_count(text: str) -> None:
    unix = re.sub(r"\r\n|\r", "\n", text)
    assert checksum(unix, "") == checksum(unix.replace("\n", "\r\n"), "") == checksum(text, "")


@pytest.mark.parametrize(
    "piece",
    [
        "<!--", "<!-- ", "`a` ", "`", "`` a ` ", "| `a` |\n", "```\n", "~~~a\n", "<script>", "\\`",
        "<!-- pricelang:begin ", "<!-- pricelang:end -->",
        "<!-- pricelang:begin price tier=pro interval=month --><!-- pricelang:end -->",
    ],
)  # fmt: skip
@pytest.mark.parametrize("name", ["page.md", "page.html"])
def test_long_documents_are_read_in_linear_time(piece: str, name: str) -> None:
    def seconds(count: int) -> float:
        source = Source(name, piece * count)
        start = process_time()
        found, _ = pairs(source, markup_of(name))
        for pair in found:
            place_of(pair, markup_of(name))
        return process_time() - start

    few = 100_000 // len(piece)
    least = min(seconds(few) for _ in range(3))
    assert seconds(few * 8) < max(least, 0.01) * 40
