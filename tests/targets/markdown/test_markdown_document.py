"""Escaping: whatever an author writes comes back as text, and never opens markup."""

from __future__ import annotations

import re

import mdformat
import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st
from markdown_it import MarkdownIt
from markdown_it.token import Token

from pricelang.targets.markdown.document import Document, Inline, Strong, escape

_READER = MarkdownIt("commonmark").enable("table")
_GFM = MarkdownIt("commonmark").enable(["table", "strikethrough"])

_NASTY = [
    "a|b", "*a*", "_a_", "`a`", "<b>a</b>", "[a](b)", "![a](b)", "[a]: b", "[a][b]", "&amp;", "&#35;", "AT&T", "a\\b",
    "a\\", "\\*", "# a", "a #", "a ##", "C#", "- a", "-", "---", "+ a", "* a", "*", "_", "1. a", "12) a", "2027. a",
    "> a", "~~a~~", "~5 GB", "~~~", "```", "===", ":--", "a\nb", "a\r\n\r\nb", " a ", "[x] a", "[ ] a", "https://a.b/c",
    "https://a.b/_c_*d*", "www.a.b", "a@b.co", "<https://a.b>", "<!-- a -->", "$20_000", "snake_case_name", "**a**",
    "a  b", "a\tb", "\x00", "!", "a!", "|", "||", "\\|", "`|`", "1.", "&", "&copy;", ":smile:", "[^1]", "==a==",
    "a\u2028b", "***", "_ _ _", "a**b**c", "* * *", "1986\\. a", "\xa0a\xa0", "    a", "#hashtag", "####### a",
    "ftp://x.y z", "  a  b ",
]  # fmt: skip

texts = st.one_of(
    st.sampled_from(_NASTY),
    st.text(st.sampled_from("ab1 *_`|<>[]()&\\#~-+=.!:;@/\"'\n\t"), max_size=30),
    st.text(st.characters(exclude_categories=["Cs"]), max_size=30),
    st.lists(st.sampled_from(_NASTY), max_size=4).map(" ".join),
)


def shown(text: str) -> str:
    """What a reader can show of it: a cell has no line breaks, neither HTML nor Markdown keeps runs of spaces, and what
    controls a terminal or turns the reading round is left out."""
    text = re.sub(r"[\u202a-\u202e\u2066-\u2069]", "", text)
    return re.sub(r"[\x00-\x20\x7f-\x9f\u2028\u2029]+", " ", text).strip()


def read(inline: Token) -> str:
    """The text of a block, which must hold nothing but text."""
    assert inline.children is not None
    assert {child.type for child in inline.children} <= {"text", "text_special"}, inline.content
    return "".join(child.content for child in inline.children)


def inlines(document: Document, reader: MarkdownIt = _READER) -> list[Token]:
    return [token for token in reader.parse(document.text) if token.type == "inline"]


@settings(max_examples=300, deadline=None)
@given(st.lists(texts, min_size=2, max_size=3))
def test_text_in_a_table_comes_back(cells: list[str]) -> None:
    document = Document()
    head: list[Inline] = list(cells)
    document.table(head, [list(head), list(head)])
    tokens = _READER.parse(document.text)
    assert [token.type for token in tokens].count("td_open") == 2 * len(cells)
    for reader in (_READER, _GFM):
        found = [read(token) for token in inlines(document, reader)]
        assert found == [shown(cell) for cell in cells] * 3


@settings(max_examples=300, deadline=None)
@given(texts, st.integers(1, 3))
def test_text_in_a_heading_comes_back(text: str, level: int) -> None:
    document = Document()
    document.heading(level, text)
    if not shown(text):
        assert document.text.strip() == ""
        return
    opened, inline, _ = _READER.parse(document.text)
    assert opened.tag == f"h{level}"
    assert read(inline) == shown(text)


@settings(max_examples=300, deadline=None)
@given(texts)
def test_text_in_a_paragraph_comes_back(text: str) -> None:
    document = Document()
    document.paragraph(text)
    if shown(text):
        kinds = [token.type for token in _READER.parse(document.text)]
        assert kinds == ["paragraph_open", "inline", "paragraph_close"], document.text
        assert read(inlines(document)[0]) == shown(text)


@settings(max_examples=300, deadline=None)
@given(st.lists(texts.filter(shown), min_size=1, max_size=4), st.booleans())
@example(["1. a", "- b", "# c"], True)
def test_text_in_a_list_comes_back(items: list[str], numbered: bool) -> None:
    document = Document()
    (document.numbered if numbered else document.bullets)(list(items))
    kinds = [token.type for token in _READER.parse(document.text) if token.nesting == 1]
    each = ["list_item_open", "paragraph_open"]
    assert kinds == ["ordered_list_open" if numbered else "bullet_list_open", *each * len(items)]
    for reader in (_READER, _GFM):
        assert [read(token) for token in inlines(document, reader)] == [shown(item) for item in items]


@settings(max_examples=300, deadline=None)
@given(texts.filter(shown), texts)
def test_a_bold_label_stays_apart_from_what_follows(label: str, text: str) -> None:
    document = Document()
    document.bullets([(Strong(label), f": {text}")])
    (inline,) = inlines(document)
    assert inline.children is not None
    kinds = [child.type for child in inline.children if child.type not in ("text", "text_special")]
    assert kinds == ["strong_open", "strong_close"], document.text
    assert "".join(child.content for child in inline.children) == shown(shown(label) + f": {text}")


@settings(max_examples=150, deadline=None)
@given(st.lists(texts, min_size=2, max_size=2))
def test_mdformat_keeps_what_is_shown(cells: list[str]) -> None:
    document = Document()
    document.table(list(cells), [list(cells)])
    document.paragraph(cells[0])
    document.bullets([(Strong("x"), f": {cells[1]}")])
    formatted = mdformat.text(document.text, extensions={"gfm", "tables"})
    assert _READER.render(formatted) == _READER.render(document.text)


@pytest.mark.parametrize(
    "text",
    ["$20 per seat (saves 20%)", "snake_case", "C#", "[beta]", "5 * 3", "~5 GB", "AT&T", "a - b", "https://a.b/c-d"],
)
def test_usual_text_is_left_alone(text: str) -> None:
    assert escape(text, opening=True) == text


def test_an_address_that_needs_escapes_is_not_made_a_link() -> None:
    # a reader that links addresses would take the backslashes for a part of them
    assert escape("see https://a.b/*c*") == r"see https\://a.b/\*c\*"


def test_controls_and_overrides_of_direction_do_not_reach_the_page() -> None:
    assert escape("a\x1b\x07b \x9b31m c\u202ed\u2066e") == "a b 31m cde"
