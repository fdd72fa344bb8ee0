"""Nothing that a document says is lost in silence: a change of any value shows in the source or in the report."""

from __future__ import annotations

from collections.abc import Iterator
from decimal import Decimal
from typing import Any

import pytest
import yaml
from importers.importer_corpus import documents
from importers.pricing2yaml_samples import ALL

from pricelang.importers import CannotImport, load
from pricelang.importers._yaml import Leaf, leaves, number, read


def _outcome(text: str) -> object:
    try:
        made = load("pricing2yaml").convert(text, path="kiln.yml")
    except CannotImport as refused:
        return str(refused)
    # what is said of other values does not count for this one
    return made.text, frozenset((loss.path, loss.said) for loss in made.report)


def _other(leaf: Leaf) -> str:
    """A different value of the same type."""
    value = number(leaf.text)
    if leaf.kind == "bool":
        return "false" if leaf.boolean else "true"
    if value is not None:
        return str(value + 1) if value.is_finite() and value < 10**7 else "17"
    if leaf.text[:2] == "20" and leaf.text[4:5] == "-":
        return "1999" + leaf.text[4:]
    return f"{leaf.text} changed"


def _changed(text: str, leaf: Leaf) -> str:
    """The document with one value changed: the whole of it is written anew, so that nothing else differs."""
    tree: Any = yaml.load(text, Loader=_Texts)

    def walk(node: Any, path: str) -> Any:
        if isinstance(node, dict):
            return {key: walk(value, f"{path}.{key}" if path else key) for key, value in node.items()}
        if isinstance(node, list):
            return [walk(value, f"{path}[{index}]") for index, value in enumerate(node)]
        if path == leaf.path:
            return _Scalar(_other(leaf), node.style)
        return node

    return _dumped(walk(tree, ""))


class _Scalar(str):
    style: str | None

    def __new__(cls, text: str, style: str | None) -> _Scalar:
        made = super().__new__(cls, text)
        made.style = style
        return made


class _Texts(yaml.SafeLoader):
    """Reads scalars as they are written."""

    def construct_object(self, node: yaml.Node, deep: bool = False) -> Any:
        if isinstance(node, yaml.ScalarNode):
            return _Scalar(node.value, node.style)
        return super().construct_object(node, deep=True)


def _dumped(node: Any) -> str:
    """Flow style, with scalars plain or quoted as they were."""
    if isinstance(node, dict):
        return "{" + ", ".join(f"{_quoted(str(key))}: {_dumped(value)}" for key, value in node.items()) + "}"
    if isinstance(node, list):
        return "[" + ", ".join(_dumped(value) for value in node) + "]"
    plain = node.style in (None, "") and yaml.SafeLoader.resolve is not None and _kind(node) != "str"
    return str(node) if plain else _quoted(str(node))


def _kind(text: str) -> str:
    return next(iter(leaves(read(f"x: {text}" if text else "x: ''", [])))).kind


def _quoted(text: str) -> str:
    escaped = text.replace("\\", "\\\\").replace('"', '\\"').replace("\n", "\\n")
    return f'"{escaped}"'


def _leaves(text: str) -> Iterator[Leaf]:
    return (leaf for leaf in leaves(read(text, [])) if not leaf.absent)


def _check(text: str, every: int = 1, start: int = 0) -> int:
    whole = _dumped(yaml.load(text, Loader=_Texts))
    before = _outcome(whole)
    assert isinstance(before, tuple)
    silent = [
        leaf.path
        for index, leaf in enumerate(_leaves(text))
        if index % every == start and _outcome(_changed(text, leaf)) == before
    ]
    assert silent == []
    return sum(1 for _ in _leaves(text))


@pytest.mark.parametrize("version", ALL)
def test_a_change_of_any_value_shows(version: str) -> None:
    assert _check(ALL[version]) >= 17


@pytest.mark.parametrize("name", ["protonmail/2026", "fleet/2025", "zapier/2025", "buffer/2023", "okta/2019"])
def test_a_change_of_any_value_of_a_real_list_shows(name: str) -> None:
    text = documents()[name]
    # one value in twenty-five: each is a conversion
    _check(text, every=25, start=len(name))


def test_a_number_keeps_every_digit() -> None:
    made = load("pricing2yaml").convert(ALL["2.1"].replace("price: 0.1", "price: 0.30000000000000004"), path="x.yml")
    # 0.30000000000000004 x 0.8 x 12
    assert "$0.30000000000000004 per editor per month or $2.880000000000000384 per editor per year" in made.text
    assert Decimal("0.30000000000000004") * 12 * Decimal("0.8") == Decimal("2.880000000000000384")
