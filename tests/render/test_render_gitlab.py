"""Code Quality reports."""

from __future__ import annotations

import json
from typing import Any

from hypothesis import given
from hypothesis import strategies as st
from render.render_samples import everything, several_files
from render.render_strategies import FEW, diagnostics
from syrupy.assertion import SnapshotAssertion
from syrupy.extensions.single_file import SingleFileSnapshotExtension, WriteMode

from pricelang.diagnostics import Diagnostic
from pricelang.render import render


class JsonExtension(SingleFileSnapshotExtension):
    _write_mode = WriteMode.TEXT
    file_extension = "json"


def report(*found: Diagnostic) -> list[dict[str, Any]]:
    made: list[dict[str, Any]] = json.loads(render(found, "gitlab", width=1, color=False))
    return made


def test_report(snapshot: SnapshotAssertion) -> None:
    assert render(everything(), "gitlab", width=1, color=False) == snapshot(extension_class=JsonExtension)


def test_nothing_is_an_empty_list() -> None:
    assert report() == []


def test_equal_findings_are_told_apart() -> None:
    assert len({entry["fingerprint"] for entry in report(several_files(), several_files())}) == 2


@FEW
@given(st.lists(diagnostics(), max_size=4))
def test_every_entry_has_what_is_required(found: list[Diagnostic]) -> None:
    entries = report(*found)
    assert len({entry["fingerprint"] for entry in entries}) == len(entries) == len(found)
    for entry in entries:
        assert entry.keys() == {"description", "check_name", "fingerprint", "severity", "location"}
        assert entry["severity"] in ("info", "minor", "major", "critical", "blocker")
        assert isinstance(entry["location"]["path"], str)
        assert entry["location"]["lines"]["begin"] >= 1
