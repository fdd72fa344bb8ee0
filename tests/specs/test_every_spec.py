"""Every spec: what is said about it, and what is emitted from it, as files to be read in their own format."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest
from jsonschema import Draft202012Validator
from syrupy.assertion import SnapshotAssertion
from syrupy.extensions.single_file import SingleFileSnapshotExtension, WriteMode

import pricelang
from pricelang.catalog.document import from_document
from pricelang.render import render

ROOT = Path(__file__).parents[2]
SPECS = sorted((ROOT / "specs").glob("*.price"))


def extension(suffix: str) -> type[SingleFileSnapshotExtension]:
    """Snapshots as files with the suffix of their format."""

    class Extension(SingleFileSnapshotExtension):
        file_extension = suffix
        _write_mode = WriteMode.TEXT

    return Extension


@pytest.fixture(params=SPECS, ids=lambda path: path.stem)
def spec(request: pytest.FixtureRequest) -> Path:
    path: Path = request.param
    return path.relative_to(ROOT)


@pytest.fixture
def catalog(spec: Path, monkeypatch: pytest.MonkeyPatch) -> Any:
    monkeypatch.chdir(ROOT)
    loaded = pricelang.load(spec)
    if loaded.product is None:
        pytest.skip("a file of shared declarations has no product to emit")
    return loaded


def test_diagnostics(spec: Path, snapshot: SnapshotAssertion, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(ROOT)
    found = pricelang.check(spec)
    assert not [each for each in found if each.severity.word == "error"]
    assert render(found, "full", width=100, color=False) == snapshot(extension_class=extension("txt"))


def test_json(catalog: Any, snapshot: SnapshotAssertion) -> None:
    text = pricelang.emit(catalog, "json")
    assert text == snapshot(extension_class=extension("json"))
    document = json.loads(text)
    schema = json.loads((ROOT / "pricelang/catalog/catalog.schema.json").read_text("utf-8"))
    Draft202012Validator(schema).validate(document)
    assert from_document(document) == catalog


def test_markdown(catalog: Any, snapshot: SnapshotAssertion) -> None:
    assert pricelang.emit(catalog, "markdown") == snapshot(extension_class=extension("md"))


@pytest.mark.parametrize("locale", ["de", "es", "fr", "ja", "zh_Hans"])
def test_the_sample_in_every_language(locale: str, snapshot: SnapshotAssertion) -> None:
    loaded = pricelang.load(ROOT / "specs" / "scribe.price")
    assert pricelang.emit(loaded, "markdown", locale=locale) == snapshot(extension_class=extension("md"))


def test_the_same_bytes_on_every_run(catalog: Any, spec: Path) -> None:
    again = pricelang.load(spec)
    for target in ("json", "markdown"):
        assert pricelang.emit(again, target) == pricelang.emit(catalog, target)
