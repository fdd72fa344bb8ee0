"""Comments and what they belong to."""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Iterator
from typing import TYPE_CHECKING

from pricelang.record import Record
from pricelang.syntax.nodes import Node

if TYPE_CHECKING:
    from pricelang.syntax import File


class Comments(Record):
    """The comments of one statement, as offsets: those on the lines above it, and the one behind it."""

    leading: tuple[tuple[int, int], ...] = ()
    trailing: tuple[int, int] | None = None


NONE = Comments()


def attach(file: File) -> dict[int, Comments]:
    """The comments of each statement and declaration that has any, by the offset at which it starts.

    A comment on the line on which a statement ends is its trailing one (of the innermost statement that ends there, or
    of a declaration whose block opens there). Any other belongs to the next statement; behind the last statement of a
    block it belongs to nothing here.
    """
    text = file.source.text
    statements = sorted(_statements(file.declarations), key=lambda node: (node.start, -node.end))
    starts = [node.start for node in statements]
    ends = sorted((_own_end(text, node), node.start) for node in statements)
    found: dict[int, tuple[list[tuple[int, int]], list[tuple[int, int]]]] = {}
    for comment in file.comments:
        line = text.rfind("\n", 0, comment[0]) + 1
        owner: int | None = None
        behind = 0
        if text[line : comment[0]].strip(" \t\r"):
            at = bisect_left(ends, (comment[0] + 1, -1)) - 1
            if at >= 0 and ends[at][0] >= line:
                owner, behind = ends[at][1], 1
        if owner is None:
            at = bisect_left(starts, comment[1])
            if at < len(starts):
                owner = starts[at]
        if owner is not None:
            found.setdefault(owner, ([], []))[behind].append(comment)
    return {
        start: Comments(tuple(leading), trailing[0] if trailing else None)
        for start, (leading, trailing) in found.items()
    }


def _statements(nodes: tuple[Node, ...]) -> Iterator[Node]:
    for node in nodes:
        yield node
        body = getattr(node, "body", None)
        if body:
            yield from body


def _own_end(text: str, node: Node) -> int:
    """Where a statement ends, or where its block opens."""
    if not getattr(node, "body", None):
        return node.end
    return text.find("{", node.start, node.end) + 1
