"""Each production alone: it parses, its span is exactly what was written, and its tree is as reviewed."""

from __future__ import annotations

import inspect

import pytest
from syntax.samples import ALL, BLOCKS
from syrupy.assertion import SnapshotAssertion

from pricelang.source import Source
from pricelang.syntax import nodes, parse
from pricelang.syntax.nodes.node import Node


def statement(block: str, sample: str) -> tuple[str, Node]:
    """The text around a sample, and the sample's node."""
    text = BLOCKS[block].format(sample)
    file = parse(Source("sample.price", text))
    assert [each.message for each in file.diagnostics] == []
    (declaration,) = file.declarations
    if block == "declaration":
        return text, declaration
    (found,) = declaration.body  # type: ignore[attr-defined]
    return text, found


def walk(value: object) -> list[Node]:
    """A node and all below it."""
    if isinstance(value, tuple):
        return [node for item in value for node in walk(item)]
    if not isinstance(value, Node):
        return []
    return [value, *(node for field in value.__fields__ for node in walk(getattr(value, field)))]


@pytest.mark.parametrize(("block", "sample"), ALL, ids=[f"{block}: {sample}" for block, sample in ALL])
def test_span_is_what_was_written(block: str, sample: str) -> None:
    text, node = statement(block, sample)
    assert text[node.start : node.end] == sample
    for inner in walk(node):
        written = text[inner.start : inner.end]
        assert written == written.strip(" \t\n,")
        assert written


def test_trees(snapshot: SnapshotAssertion) -> None:
    trees = [f"{block}: {sample}\n    {statement(block, sample)[1]!r}" for block, sample in ALL]
    assert "\n".join(trees) == snapshot


def test_every_production_has_a_sample() -> None:
    classes = {
        item for _, item in inspect.getmembers(nodes, inspect.isclass) if issubclass(item, Node) and item is not Node
    }
    used = {type(node) for block, sample in ALL for node in walk(statement(block, sample)[1])}
    assert {item.__name__ for item in classes - used} == set()
