"""Workflow commands, read back as a runner reads them, and the page of a run."""

from __future__ import annotations

import re

from hypothesis import given
from hypothesis import strategies as st
from markdown_it import MarkdownIt
from render.render_samples import everything, loss_at_cap, several_lines, with_fix
from render.render_strategies import FEW, WORDS, diagnostics
from syrupy.assertion import SnapshotAssertion
from syrupy.extensions.single_file import SingleFileSnapshotExtension, WriteMode

from pricelang.diagnostics import Diagnostic
from pricelang.record import replace
from pricelang.render import render
from pricelang.render.run import Run
from pricelang.render.step_summary import escape, page

UNESCAPED = {"%25": "%", "%0D": "\r", "%0A": "\n", "%3A": ":", "%2C": ","}


class TextExtension(SingleFileSnapshotExtension):
    _write_mode = WriteMode.TEXT
    file_extension = "txt"


class MarkdownExtension(SingleFileSnapshotExtension):
    _write_mode = WriteMode.TEXT
    file_extension = "md"


def commands(text: str) -> list[tuple[str, dict[str, str], str]]:
    """Kind, properties and message of each command; any other line is a fault."""
    found = []
    for line in text.removesuffix("\n").split("\n") if text else []:
        match = re.fullmatch("::(error|warning|notice) ([^:]*)::(.*)", line)
        assert match, line
        pairs = [pair.partition("=") for pair in match[2].split(",")]
        properties = {name: unescape(value) for name, _, value in pairs}
        found.append((match[1], properties, unescape(match[3])))
    return found


def unescape(text: str) -> str:
    return re.sub("%(25|0D|0A|3A|2C)", lambda found: UNESCAPED[found[0]], text)


def shown(*found: Diagnostic, run: Run | None = None) -> str:
    return render(found, "github", width=1, color=True, run=run)


def test_commands(snapshot: SnapshotAssertion) -> None:
    assert shown(*everything()) == snapshot(extension_class=TextExtension)


def test_the_money_is_in_the_message() -> None:
    ((kind, properties, message),) = commands(shown(loss_at_cap()))
    assert kind == "error"
    assert properties == {
        "file": "specs/scribe.price",
        "line": "103",
        "endLine": "103",
        "col": "13",
        "endColumn": "18",
        "title": "pricelang: loss-at-cap",
    }
    assert message.split("\n") == [
        "`Pro` loses money on a customer who uses what it includes",
        "costs up to $25.00 to serve (`draft` or `image`: $0.005 a credit)",
        "specs/scribe.price:101:39: brings in $16.00 a month",
        "note: a yearly seat costs more than it pays from 3,201 credits a month, a monthly one from 4,001",
        "help: at most 960 credits keep the target margin of 70%; or raise the price, "
        "or the credits that a draft burns",
    ]


def test_the_worst_come_first_since_ten_of_a_kind_are_shown() -> None:
    kinds = [kind for kind, _, _ in commands(shown(*everything()))]
    assert kinds == sorted(kinds, key=["error", "warning", "notice"].index)
    assert {"error", "warning", "notice"} == set(kinds)


def test_columns_are_of_one_line_only() -> None:
    ((_, properties, _),) = commands(shown(several_lines()))
    assert (properties["line"], properties["endLine"]) == ("1", "3")
    assert not properties.keys() & {"col", "endColumn"}


def test_what_could_not_run_has_no_file() -> None:
    run = Run(problems=("100% of `a,b:c.price`\nis lost",))
    assert commands(shown(run=run)) == [("error", {"title": "pricelang"}, "100% of `a,b:c.price` is lost")]


@FEW
@given(st.lists(diagnostics(), max_size=3))
def test_nothing_in_a_file_can_be_another_command(found: list[Diagnostic]) -> None:
    made = commands(shown(*found))
    assert len(made) == len(found)
    for _, properties, _ in made:
        assert properties.keys() <= {"file", "line", "endLine", "col", "endColumn", "title"}
        assert int(properties["line"]) <= int(properties["endLine"])


# --- the page of a run ----------------------------------------------------


def test_page(snapshot: SnapshotAssertion) -> None:
    run = Run(files=("a.price", "b.price"))
    assert page(everything(), run, 100_000) == snapshot(extension_class=MarkdownExtension)


def test_page_of_nothing() -> None:
    assert page([], Run(files=("a.price",)), 100) == "### pricelang: no findings\n\n1 file checked.\n\n"


def test_page_of_a_run_that_failed() -> None:
    made = page([], Run(problems=("`a|b.price` does not exist",)), 1000)
    assert made.startswith("### pricelang: could not run\n\n`a\\|b.price` does not exist\n\n")


@FEW
@given(st.lists(diagnostics(), max_size=5), st.integers(0, 3000))
def test_page_is_never_too_large_and_counts_what_it_leaves_out(found: list[Diagnostic], room: int) -> None:
    made = page(found, Run(), room)
    assert len(made.encode("utf-8")) <= room
    rows = len(re.findall("^[|] (?:error|warning|info) [|]", made, re.MULTILINE))
    left = re.search("^and ([0-9]+) more", made, re.MULTILINE)
    if "|" in made or left:
        assert rows + (int(left[1]) if left else 0) == len(found)


def cell(text: str) -> str:
    """What a reader sees of a text in a cell."""
    tokens = MarkdownIt("commonmark").enable("table").parse(f"| a | b |\n|---|---|\n| {text} | end |\n")
    assert [token.type for token in tokens].count("td_open") == 2, text
    inline = [token for token in tokens if token.type == "inline"][2]
    kinds = {"text", "code_inline", "text_special", "html_inline"}
    assert {child.type for child in inline.children or ()} <= kinds, text
    return "".join(child.content for child in inline.children or () if child.type != "html_inline")


@FEW
@given(WORDS | st.text(st.sampled_from("`|*_[]()<>&;$\\~# a"), max_size=20))
def test_text_reads_as_it_is(text: str) -> None:
    made = escape(text)
    seen = cell("x" + made + "x").removeprefix("x").removesuffix("x")
    from pricelang.render.display import clean

    expected = clean(text)
    parts = expected.split("`")
    if len(parts) % 2 and all(part and part == part.strip() for part in parts[1::2]):
        expected = "".join(parts)
    assert seen == expected
    assert "$" not in re.sub("`[^`]*`|<span>[$]</span>", "", made)


def test_fixes_are_named() -> None:
    assert "fix: include what keeps the margin (unsafe, may change a price)" in commands(shown(with_fix()))[0][2]
    assert commands(shown(replace(with_fix(), rule="a,b:c%d")))[0][1]["title"] == "pricelang: a,b:c%d"
