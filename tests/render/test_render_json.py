from __future__ import annotations

import json

from render.render_samples import everything, several_files, span
from syrupy.assertion import SnapshotAssertion
from syrupy.extensions.single_file import SingleFileSnapshotExtension, WriteMode

from pricelang.diagnostics import Diagnostic, error
from pricelang.record import replace
from pricelang.render import render
from pricelang.source import Source


class JsonExtension(SingleFileSnapshotExtension):
    _write_mode = WriteMode.TEXT
    file_extension = "json"


def fingerprints(*diagnostics: Diagnostic) -> list[str]:
    document = json.loads(render(diagnostics, "json", width=100, color=False))
    return [item["fingerprint"] for item in document["diagnostics"]]


def test_json_document(snapshot: SnapshotAssertion) -> None:
    document = json.loads(render(everything(), "json", width=100, color=False))
    assert json.dumps(document, indent=2) + "\n" == snapshot(extension_class=JsonExtension)


def test_json_has_a_line_for_each_diagnostic() -> None:
    shown = render(everything(), "json", width=100, color=False)
    head, *rows, foot = shown.splitlines()
    assert (head, foot) == ('{"version": 1, "diagnostics": [', "]}")
    assert len(rows) == len(everything())


def test_json_of_nothing() -> None:
    assert json.loads(render([], "json", width=100, color=False)) == {"version": 1, "diagnostics": []}


def test_fingerprints_do_not_move_with_lines() -> None:
    one, other = Source("a/b.price", "x"), Source("a/b.price", "\n\n\n  x")
    assert fingerprints(error("r", "m", span(one, "x"), symbol="s")) == fingerprints(
        error("r", "another message", span(other, "x"), symbol="s")
    )


def test_fingerprints_are_the_same_on_every_system() -> None:
    slash, backslash = Source("a/b.price", "x"), Source("a\\b.price", "x")
    assert fingerprints(error("r", "m", span(slash, "x"))) == fingerprints(error("r", "m", span(backslash, "x")))


def test_fingerprints_differ_by_rule_path_symbol_and_ordinal() -> None:
    found = several_files()
    moved = Source("elsewhere.price", found.span.source.text)
    others = [
        replace(found, rule="other"),
        replace(found, symbol="metric other"),
        replace(found, label=replace(found.label, span=found.span._replace(source=moved))),
    ]
    prints = fingerprints(found, found, found, *others)
    assert len(set(prints)) == 6
    assert all(len(name) == 16 for name in prints)


def test_fingerprints_are_these() -> None:
    """Baselines hold fingerprints for years: a change of how they are made must be seen."""
    assert fingerprints(several_files(), several_files()) == ["490d0c32417ed89d", "f9a829670d56264f"]
