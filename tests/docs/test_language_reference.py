"""The language reference: every sample is parsed, and together they use every production."""

from __future__ import annotations

import inspect
import re
from pathlib import Path

import pytest
from syntax.samples import BLOCKS
from syntax.test_productions import walk

from pricelang import parse
from pricelang.syntax import nodes
from pricelang.syntax.nodes.node import Node

ROOT = Path(__file__).parents[2]
FENCE = re.compile(r"^```price(?: (\w+))?\n(.*?)^```$", re.MULTILINE | re.DOTALL)
PAGES = sorted([*ROOT.glob("*.md"), *(ROOT / "docs").glob("*.md"), *(ROOT / "docs" / "recipes").glob("*.md")])


def samples(path: Path) -> list[tuple[str, str]]:
    """The price samples of a page: the block that each stands in, and its text."""
    return [(match[1] or "declaration", match[2]) for match in FENCE.finditer(path.read_text("utf-8"))]


ALL = [(path.name, block, text) for path in PAGES for block, text in samples(path)]


@pytest.mark.parametrize(("page", "block", "text"), ALL, ids=[f"{page}-{n}" for n, (page, _, _) in enumerate(ALL)])
def test_sample_is_parsed(page: str, block: str, text: str) -> None:
    file = parse(BLOCKS[block].format(text), page)
    assert [(each.message, each.span.position) for each in file.diagnostics] == []


def test_reference_uses_every_production() -> None:
    trees = [parse(BLOCKS[block].format(text)).declarations for block, text in samples(ROOT / "docs" / "language.md")]
    used = {type(node) for tree in trees for node in walk(tree)}
    classes = {
        item for _, item in inspect.getmembers(nodes, inspect.isclass) if issubclass(item, Node) and item is not Node
    }
    assert {item.__name__ for item in classes - used} == set()
