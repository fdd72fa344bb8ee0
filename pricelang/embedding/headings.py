"""Headings of a fragment, which has those of its document around it."""

from __future__ import annotations

from collections.abc import Sequence

from pricelang.record import replace
from pricelang.targets.markdown.document import Block, Heading, Paragraph, Strong


def headed(blocks: Sequence[Block], level: int | None) -> list[Block]:
    """The blocks with their headings moved such that the highest is at `level`, and none is below 6.

    Without a level they are lines in bold, and the title of all is left out: the document has its own.
    """
    levels = [block.level for block in blocks if isinstance(block, Heading)]
    if not levels:
        return list(blocks)
    highest = min(levels)
    if level is not None:
        by = level - highest
        return [
            replace(block, level=min(6, block.level + by)) if isinstance(block, Heading) else block for block in blocks
        ]
    first = blocks[0]
    title = isinstance(first, Heading) and levels.count(highest) == 1 and first.level == highest and not first.telling
    return [
        Paragraph(Strong(block.text)) if isinstance(block, Heading) else block for block in blocks[1 if title else 0 :]
    ]
