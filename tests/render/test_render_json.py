from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st
from jsonschema import Draft202012Validator, ValidationError
from render.render_samples import everything, loss_at_cap, several_files, span, with_fix
from render.render_strategies import FEW, diagnostics
from syrupy.assertion import SnapshotAssertion
from syrupy.extensions.single_file import SingleFileSnapshotExtension, WriteMode

from pricelang.diagnostics import Diagnostic, error
from pricelang.record import replace
from pricelang.render import render
from pricelang.render.json import VERSION
from pricelang.render.run import Run
from pricelang.source import Source

SCHEMA = json.loads((Path(render.__code__.co_filename).parent / "diagnostics.schema.json").read_text("utf-8"))


def closed(schema: Any) -> Any:
    """The schema with every object closed: a reader may meet keys of later releases, a test may not."""
    if isinstance(schema, dict):
        made = {key: closed(value) for key, value in schema.items()}
        return made | {"additionalProperties": False} if schema.get("type") == "object" else made
    return [closed(value) for value in schema] if isinstance(schema, list) else schema


CLOSED = closed(SCHEMA)


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
    assert (head, foot) == ('{"version": 1, "diagnostics": [', '], "problems": []}')
    assert len(rows) == len(everything())


def test_json_of_nothing() -> None:
    assert json.loads(render([], "json", width=100, color=False)) == {"version": 1, "diagnostics": [], "problems": []}


def test_json_of_a_run_that_failed() -> None:
    run = Run(problems=("`a.price` cannot be read",))
    assert json.loads(render([], "json", width=100, color=False, run=run))["problems"] == ["`a.price` cannot be read"]


def test_json_counts_by_rule_where_asked() -> None:
    twice = [several_files(), several_files(), loss_at_cap()]
    document = json.loads(render(twice, "json", width=100, color=False, run=Run(statistics=True)))
    assert document["statistics"] == [
        {"rule": "duplicate-name", "severity": "error", "count": 2},
        {"rule": "loss-at-cap", "severity": "error", "count": 1},
    ]
    assert valid(document)


def valid(document: object) -> bool:
    """Whether a document is as published, without a key that is not."""
    Draft202012Validator(CLOSED).validate(document)
    return True


def test_the_schema_is_sound() -> None:
    Draft202012Validator.check_schema(SCHEMA)
    assert SCHEMA["properties"]["version"]["const"] == VERSION


@FEW
@given(st.lists(diagnostics(), max_size=3), st.lists(st.text(), max_size=2), st.booleans())
def test_json_is_as_its_schema_says(found: list[Diagnostic], problems: list[str], statistics: bool) -> None:
    run = Run(problems=tuple(problems), statistics=statistics)
    document = json.loads(render(found, "json", width=100, color=False, run=run))
    assert valid(document)
    assert ("statistics" in document) == statistics


@pytest.mark.parametrize("key", ["rule", "fix", "fingerprint", "end_offset"])
def test_the_schema_refuses_what_lacks_a_key(key: str) -> None:
    document = json.loads(render([with_fix()], "json", width=100, color=False))
    del document["diagnostics"][0][key]
    with pytest.raises(ValidationError):
        valid(document)


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
