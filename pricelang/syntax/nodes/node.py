"""What every node has."""

from __future__ import annotations

from typing import ClassVar

from pricelang.record import Record


class Node(Record):
    """A node of the tree: the offsets of its first character and of the one after its last."""

    start: int
    end: int

    __ignored__: ClassVar[frozenset[str]] = frozenset({"start", "end"})
