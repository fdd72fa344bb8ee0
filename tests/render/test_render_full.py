"""The reports for people, as they look."""

from __future__ import annotations

import os
from pathlib import Path

import pytest
from render.render_samples import SAMPLES, everything, loss_at_cap, span, with_fix
from syrupy.assertion import SnapshotAssertion
from syrupy.extensions.single_file import SingleFileSnapshotExtension, WriteMode

from pricelang.diagnostics import Diagnostic, Edit, Fix, Label, Safety, error
from pricelang.record import replace
from pricelang.render import render
from pricelang.render.display import cells
from pricelang.source import Source, Span

DESIGN = Path(__file__).parents[2].parent / "shared" / "design" / "diagnostics.md"


class TextExtension(SingleFileSnapshotExtension):
    _write_mode = WriteMode.TEXT
    file_extension = "txt"


@pytest.fixture
def text(snapshot: SnapshotAssertion) -> SnapshotAssertion:
    return snapshot.use_extension(TextExtension)


def full(*diagnostics: Diagnostic, width: int = 100, color: bool = False) -> str:
    return render(diagnostics, "full", width=width, color=color)


@pytest.mark.parametrize("width", [40, 100, 120])
@pytest.mark.parametrize("sample", SAMPLES)
def test_looks(sample: str, width: int, text: SnapshotAssertion) -> None:
    assert full(SAMPLES[sample](), width=width) == text


def test_looks_as_designed() -> None:
    if not DESIGN.exists():
        if os.environ.get("CI"):
            pytest.fail(f"{DESIGN} is missing")
        pytest.skip("the design documents are not beside the checkout")
    sample = DESIGN.read_text(encoding="utf-8").split("```\n")[1]
    assert full(loss_at_cap(), width=120) == sample


def test_color(text: SnapshotAssertion) -> None:
    shown = full(loss_at_cap(), with_fix(), color=True)
    assert shown.replace("\x1b", "␛") == text


def test_color_adds_nothing_but_color() -> None:
    import re

    assert re.sub(r"\x1b\[[\d;]*m", "", full(*everything(), color=True)) == full(*everything())


def test_reports_are_in_order_with_a_line_between(text: SnapshotAssertion) -> None:
    shown = full(*everything())
    assert shown == full(*reversed(everything()))
    assert shown == text


def test_nothing_found() -> None:
    assert full() == ""


def test_a_narrower_terminal_gets_forty_columns() -> None:
    assert full(loss_at_cap(), width=1) == full(loss_at_cap(), width=40)


def fix(source: Source, *edits: Edit) -> list[str]:
    """The lines of a fix below its title."""
    shown = full(error("x", "m", Span(source, 0, 0), fix=Fix("title", edits, Safety.SAFE))).splitlines()
    return shown[shown.index("  = fix (safe): title") + 1 :]


def test_fix_takes_a_line_out() -> None:
    source = Source("a.price", "one\ntwo\nthree\n")
    assert fix(source, Edit(span(source, "two\n"), "")) == ["2 - two"]


def test_fix_puts_lines_in() -> None:
    source = Source("a.price", "one\r\ntwo\r\n")
    assert fix(source, Edit(Span(source, 5, 5), "one and a half\r\n")) == ["2 + one and a half"]


def test_fix_numbers_lines_as_they_will_stand() -> None:
    source = Source("a.price", "one\ntwo\nthree\n")
    edits = Edit(span(source, "three"), "four"), Edit(Span(source, 0, 0), "zero\n")
    assert fix(source, *edits) == ["1 + zero", "3 - three", "4 + four"]


def test_fix_with_several_edits_of_a_line_shows_it_once() -> None:
    source = Source("a.price", "one two three\n")
    edits = Edit(span(source, "three"), "3"), Edit(span(source, "one"), "1")
    assert fix(source, *edits) == ["1 - one two three", "1 + 1 two 3"]


def test_fix_that_is_long_says_what_it_leaves_out() -> None:
    source = Source("a.price", "line\n" * 50)
    rows = full(
        error("x", "m", Span(source, 0, 0), fix=Fix("t", (Edit(Span(source, 0, 250), "one\n"),), Safety.SAFE))
    ).splitlines()
    assert "   - ... 40 more lines" in rows
    assert len(rows) < 20
    edits = tuple(Edit(Span(source, at, at + 4), "x") for at in range(0, 250, 10))
    shown = full(error("x", "m", Span(source, 0, 0), fix=Fix("t", edits, Safety.SAFE)))
    assert "... 15 more changes" in shown


def test_fix_without_effect_shows_its_title() -> None:
    source = Source("a.price", "one\n")
    assert fix(source, Edit(span(source, "one"), "one")) == []


def test_fix_puts_lines_in_behind_the_last_of_another_file() -> None:
    source, other = Source("a.price", "one\n"), Source("b.price", "two")
    edits = (Edit(Span(other, 3, 3), "\nthree"),)
    shown = full(error("x", "m", Span(source, 0, 0), fix=Fix("title", edits, Safety.SAFE))).splitlines()
    assert shown[-2:] == [" ::: b.price:1:4", "2 + three"]


def test_equal_paths_stay_apart() -> None:
    before, after = Source("a.price", "price $20\n"), Source("a.price", "price $30\n")
    shown = full(error("x", "m", span(after, "$30"), "now", related=(Label(span(before, "$20"), "before"),)))
    assert "price $20" in shown
    assert "price $30" in shown


def test_spans_outside_of_the_text_are_shown_at_its_edge() -> None:
    source = Source("a.price", "one")
    assert full(error("x", "m", Span(source, 99, 98))).splitlines()[-1] == "  |    ^"
    assert full(error("x", "m", Span(source, -5, -9))).splitlines()[-1] == "  | ^"


def test_a_huge_line_is_read_only_near_its_marks(monkeypatch: pytest.MonkeyPatch) -> None:
    source = Source("a.price", "é5_000 ai\t" * 10_000)
    sizes = []

    def counted(text: str) -> object:
        sizes.append(len(text))
        return cells(text)

    monkeypatch.setattr("pricelang.render.excerpt.cells", counted)
    related = tuple(Label(Span(source, at, at + 3)) for at in (1, 60_000, 99_999))
    full(replace(error("x", "m", Span(source, 50_000, 90_000)), related=related))
    assert len(sizes) == 4
    assert max(sizes) <= 8 * 100
