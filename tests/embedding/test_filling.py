"""Blocks are filled, found stale or edited, and left alone where they only are shown."""

from __future__ import annotations

import re

import mdformat
import pytest
from embedding.documents import block, catalog_of, filled, rules
from markdown_it import MarkdownIt
from targets.markdown.markdown_samples import usd

from pricelang.catalog.catalog import Catalog
from pricelang.catalog.charges import Fee, FeePrice
from pricelang.catalog.period import MONTH
from pricelang.diagnostics import Severity
from pricelang.embedding import State, fill
from pricelang.embedding.filling import markup_of
from pricelang.record import replace

TABLE = """<!-- pricelang:begin prices tiers=pro,free -->

|                 | Pro (recommended)                         | Free |
| --------------- | ----------------------------------------- | ---- |
| Price per month | $20 per seat                              | Free |
| Price per year  | $192 per seat ($16 per month, saves 20%)¹ | Free |
| Free trial      | 14 days                                   | –    |

1. Included amounts still arrive every month, not all at once.

<!-- pricelang:end sha256=ea9ecc94691c2e51 -->
"""
QUOTE = "Pro is <!-- pricelang:begin price tier=pro interval=month --><!-- pricelang:end --> a seat.\n"


def dearer(_: str | None) -> Catalog:
    """The sample after a rise in the price of its middle tier."""
    catalog = catalog_of(None)
    return replace(
        catalog,
        tiers=tuple(
            replace(tier, prices=(FeePrice((Fee(usd("25"), MONTH),)),)) if tier.name == "pro" else tier
            for tier in catalog.tiers
        ),
    )


def test_a_block_is_filled_with_a_table() -> None:
    found = filled(block("prices tiers=pro,free"))
    assert found.text == TABLE
    assert [each.state for each in found.blocks] == [State.UNFILLED]
    assert filled(TABLE).of(State.CURRENT)
    assert filled(TABLE).diagnostics == ()


def test_markers_need_no_blanks_at_their_ends() -> None:
    found = filled("Pro is <!--pricelang:begin price tier=pro interval=month--><!--pricelang:end--> a seat.\n")
    assert re.sub(r"<!--.*?-->", "", found.text) == "Pro is $20 a seat.\n"
    assert [each.state for each in found.blocks] == [State.UNFILLED]


def test_a_phrase_is_filled_within_its_line() -> None:
    found = filled(QUOTE)
    assert re.sub(r"<!--.*?-->", "", found.text) == "Pro is $20 a seat.\n"
    (only,) = found.blocks
    assert only.inline
    assert (only.content, only.state) == ("$20", State.UNFILLED)


def test_another_price_makes_it_stale() -> None:
    for document in (TABLE, filled(QUOTE).text):
        found = fill("page.md", document, dearer)
        assert [each.state for each in found.blocks] == [State.STALE]
        assert [(each.rule, each.severity) for each in found.diagnostics] == [("embedding/stale", Severity.WARNING)]
        assert "$25" in found.text
        assert "$20" not in found.text
        assert not fill("page.md", found.text, dearer).diagnostics


@pytest.mark.parametrize("overwrite", [False, True])
def test_an_edit_by_hand_is_kept_unless_it_is_to_go(overwrite: bool) -> None:
    edited = TABLE.replace("$20 per seat", "$19 per seat")
    found = filled(edited, overwrite_edits=overwrite)
    assert found.of(State.EDITED)
    assert found.text == (TABLE if overwrite else edited)
    assert rules(found) == ([] if overwrite else ["edited"])


def test_what_was_written_by_hand_before_is_an_edit() -> None:
    document = block("prices tiers=pro", "\n| my own | table |\n")
    assert filled(document).text == document
    assert rules(filled(document)) == ["edited"]


def test_a_table_that_is_right_but_for_its_checksum_is_no_edit() -> None:
    for end in ("<!-- pricelang:end -->", "<!-- pricelang:end sha256=0 -->"):
        document = TABLE.replace("<!-- pricelang:end sha256=ea9ecc94691c2e51 -->", end)
        assert filled(document).of(State.STALE)
        assert filled(document).text == TABLE


def test_an_emptied_block_is_filled_again() -> None:
    begin, end = TABLE.splitlines()[0], TABLE.splitlines()[-1]
    assert filled(f"{begin}\n{end}\n").of(State.STALE)
    assert filled(f"{begin}\n{end}\n").text == TABLE


def test_other_line_endings_are_neither_an_edit_nor_stale() -> None:
    checkout = TABLE.replace("\n", "\r\n")
    found = filled(checkout)
    assert found.of(State.CURRENT)
    assert found.text == checkout
    assert filled(block("prices tiers=pro,free", "\r\n", "\r\n")).text == checkout


def test_each_block_has_the_line_endings_of_its_place() -> None:
    document = "a\r\n" + block("prices tiers=pro,free") + "b\r\n" + block("prices tiers=pro,free", "\r\n", "\r\n")
    assert filled(document).text == "a\r\n" + TABLE + "b\r\n" + TABLE.replace("\n", "\r\n")


def test_a_byte_order_mark_and_a_missing_last_line_ending_are_kept() -> None:
    document = "\ufeff" + block("prices tiers=pro,free").rstrip("\n")
    assert filled(document).text == "\ufeff" + TABLE.rstrip("\n")


@pytest.mark.parametrize("lead", ["  ", "\t", "> ", "> > ", "    "])
def test_the_indentation_is_that_of_the_marker(lead: str) -> None:
    document = "".join(lead + line + "\n" for line in block("prices tiers=pro,free").splitlines())
    wanted = "".join((lead + line).rstrip() + "\n" if line else lead.rstrip() + "\n" for line in TABLE.splitlines())
    assert filled(document).text == wanted
    assert filled(wanted).of(State.CURRENT)


@pytest.mark.parametrize("bullet", ["- ", "* ", "12. "])
def test_a_block_may_open_an_item_of_a_list(bullet: str) -> None:
    indent = " " * len(bullet)
    begin, *rest = TABLE.splitlines()
    text = filled(f"{bullet}{begin}\n{indent}<!-- pricelang:end -->\n").text
    assert text.splitlines() == [bullet + begin, *(indent + line if line else "" for line in rest)]
    html = MarkdownIt("commonmark").enable("table").render(text)
    assert html.index("<li>") < html.index("<table>") < html.index("</table>") < html.index("</li>")


def test_a_block_that_was_moved_to_another_indentation_is_current() -> None:
    moved = "".join("    " + line + "\n" if line else "\n" for line in TABLE.splitlines())
    assert filled(moved).of(State.CURRENT)
    one_line = moved.replace("    | Free trial", "  | Free trial")
    assert filled(one_line).of(State.EDITED)


def test_markers_on_one_line_are_given_lines() -> None:
    document = "<!-- pricelang:begin prices tiers=pro,free --><!-- pricelang:end -->\n"
    assert filled(document).text == TABLE
    assert filled("  " + document.rstrip("\n")).text == "\n".join(
        "  " + line if line else "" for line in TABLE.rstrip("\n").splitlines()
    )


def test_a_table_has_no_place_within_a_line() -> None:
    for line in ("see <!-- pricelang:begin table --><!-- pricelang:end -->", block("table", "", " there")):
        assert rules(filled(line)) == ["not-in-a-line"]
        assert filled(line).text == line


def test_a_phrase_on_lines_of_its_own_is_a_paragraph() -> None:
    found = filled(block("price tier=pro interval=month"))
    assert re.sub(r"<!--.*?-->", "", found.text) == "\n\n$20\n\n\n"


def test_a_marker_may_have_several_lines() -> None:
    document = QUOTE.replace(" tier=pro", "\n  tier=pro\n ")
    assert [each.content for each in filled(document).blocks] == ["$20"]


@pytest.mark.parametrize(
    "shown",
    [
        "```\n{}```\n",
        "~~~~html\n~~~\n{}~~~~\n",
        "- ```md\n  {}  ```\n",
        "> ```\n> {}> ```\n",
        "```\n{}",
        "write `{}` there\n",
        "write `` ` {} `` there\n",
    ],
)
def test_what_shows_markers_is_left_alone(shown: str) -> None:
    code = block("prices tiers=pro,free") if "```\n{}" in shown or "~~~" in shown else block("price", "", "")
    if "md" in shown or ">" in shown:
        code = block("price", "", "\n")
    document = shown.replace("{}", code)
    found = filled(document)
    assert (found.text, found.blocks, found.diagnostics) == (document, (), ())


@pytest.mark.parametrize(
    "before",
    ["```\ncode\n```\n", "a ` b\n\n", "\\` ", "<!-- ` --> ", "`code` ", "`` ` `` ", "~~~\n```\n~~~\n", "a ```` b\n\n"],
)
def test_code_elsewhere_hides_nothing(before: str) -> None:
    document = before + "it costs <!-- pricelang:begin price tier=pro interval=month --><!-- pricelang:end --> `now`"
    assert [each.content for each in filled(document).blocks] == ["$20"]


def test_in_html_a_comment_is_a_marker_but_in_scripts() -> None:
    markers = "<!-- pricelang:begin price tier=pro interval=month --><!-- pricelang:end -->"
    for element, count in (("script", 0), ("style", 0), ("textarea", 0), ("title", 0), ("pre", 1), ("p", 1)):
        document = f"<{element}>{markers}</{element.upper()}>\n"
        assert len(filled(document, "page.html").blocks) == count, element
    assert len(filled(f"`{markers}`", "page.htm").blocks) == 1


def test_the_name_of_a_document_tells_its_markup() -> None:
    assert [markup_of(name) for name in ("a.HTML", "b.htm", "c.md", "d.markdown", "e")] == [
        "html", "html", "markdown", "markdown", "markdown",
    ]  # fmt: skip
    assert "<table>" in filled(block("prices tiers=pro"), "page.html").text
    assert "<table>" in filled(block("prices tiers=pro format=html")).text
    assert "<table>" not in filled(block("prices tiers=pro format=markdown"), "page.html").text


def test_tables_of_html_in_markdown_stay_html() -> None:
    text = filled("text\n" + block("prices tiers=pro format=html") + "**after**\n").text
    html = MarkdownIt("commonmark").render(text)
    assert "<strong>after</strong>" in html
    assert html.count("<table>") == 1
    assert "<p><div" not in html


def test_defaults_hold_where_a_block_says_nothing_else() -> None:
    document = block("prices tiers=pro") + block("prices tiers=pro locale=fr")
    text = filled(document, defaults={"locale": "de"}).text
    assert "Preis" in text
    assert "Prix" in text


def test_the_price_file_is_that_of_the_marker() -> None:
    found = filled(block("prices tiers=pro") + block("page source=everything.price currency=EUR"))
    assert rules(found) == []
    assert "€90" in found.text


def test_a_current_document_is_the_same_text() -> None:
    found = filled("no blocks\r\nat all")
    assert (found.text, found.blocks, found.diagnostics) == ("no blocks\r\nat all", (), ())


def test_a_formatter_leaves_filled_blocks_as_they_are() -> None:
    parts = (
        QUOTE,
        block("table tiers=pro,free"),
        "- in a list\n",
        "  <!-- pricelang:begin credits locale=de -->\n  <!-- pricelang:end -->\n",
        block("page level=2"),
        block("examples format=html"),
    )
    text = filled("\n".join(parts)).text
    formatted = mdformat.text(text, extensions={"gfm", "tables"}, options={"number": True})
    assert [each.state for each in filled(formatted).blocks] == [State.CURRENT] * 5
