"""What holds of every format: it is found, says whether it is for programs, and is whole whatever happened."""

from __future__ import annotations

import json
import os
from collections.abc import Callable
from pathlib import Path
from xml.etree import ElementTree

import pytest
from render.render_samples import loss_at_cap, several_files, span, with_fix

from pricelang.diagnostics import error
from pricelang.render import for_programs, formats, render
from pricelang.render.paths import portable
from pricelang.render.run import Run
from pricelang.render.statistics import counts, table
from pricelang.source import Source

PROGRAMS = ["github", "gitlab", "json", "junit", "sarif"]
READERS: dict[str, Callable[[str], object]] = {
    "github": str,
    "gitlab": json.loads,
    "json": json.loads,
    "junit": ElementTree.fromstring,
    "sarif": json.loads,
}


def test_formats_are_found() -> None:
    assert formats() == sorted(["concise", "full", *PROGRAMS])
    assert [name for name in formats() if for_programs(name)] == PROGRAMS


@pytest.mark.parametrize("name", PROGRAMS)
def test_nothing_found_is_a_document_too(name: str) -> None:
    assert READERS[name](render([], name, width=1, color=True)) is not None


@pytest.mark.parametrize("name", PROGRAMS)
def test_a_run_that_failed_is_a_document_too(name: str) -> None:
    shown = render([], name, width=1, color=True, run=Run(problems=("`a.price` does not exist", "<&>")))
    assert READERS[name](shown) is not None
    # GitLab's knows findings of files only
    assert ("does not exist" in shown) == (name != "gitlab")


@pytest.mark.parametrize("name", PROGRAMS)
def test_width_and_color_are_for_people(name: str) -> None:
    found = [loss_at_cap(), with_fix()]
    assert render(found, name, width=40, color=True) == render(found, name, width=120, color=False)


@pytest.mark.parametrize("name", PROGRAMS)
def test_paths_are_from_here(name: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)
    text = "tier pro { }"
    given = [Source(str(tmp_path / "deep/a.price"), text), Source("deep/a.price", text), Source("./deep/a.price", text)]
    shown = {
        render([error("r", "m", span(one, "pro"))], name, width=1, color=False, run=Run((one.path,))) for one in given
    }
    assert len(shown) == 1
    assert str(tmp_path) not in shown.pop()


def test_portable(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    (tmp_path / "in").mkdir()
    monkeypatch.chdir(tmp_path / "in")
    here = os.getcwd()
    assert portable(here + "/a.price") == "a.price"
    assert portable(here + "/x/../a.price") == "a.price"
    assert portable("../a.price") == "../a.price"
    assert portable(here + "side/a.price") == here + "side/a.price"
    assert portable("<stdin>") == "<stdin>"
    assert portable("") == ""
    assert portable("a\0b//c") == "a\0b//c"


def test_statistics() -> None:
    rows = counts([several_files(), loss_at_cap(), several_files()])
    assert [(row.rule, row.count) for row in rows] == [("duplicate-name", 2), ("loss-at-cap", 1)]
    assert table(rows, lambda text, style: text) == "2  error    duplicate-name\n1  error    loss-at-cap\n"
    assert table([], lambda text, style: text) == ""
