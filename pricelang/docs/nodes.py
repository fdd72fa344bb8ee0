"""Blocks of plain text as nodes of docutils, which every builder of Sphinx can write."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from docutils import nodes

from pricelang.targets.markdown.document import Block, Heading, Inline, Items, Paragraph, Table, pieces, plain, width

CLASS = "pricelang"
_WIDEST = 36


def nodes_of(blocks: Iterable[Block]) -> list[nodes.Node]:
    """A node for each block."""
    return [_node(block) for block in blocks]


def phrase(inline: Inline) -> list[nodes.Node]:
    """A phrase in text and bold text."""
    return [nodes.strong("", text) if bold else nodes.Text(text) for text, bold in pieces(inline)]


def paragraph(inline: Inline) -> nodes.paragraph:
    """A phrase as a paragraph; a catalog of translations does not hold it, for the price file says it in the language
    that is asked for."""
    return nodes.paragraph("", "", *phrase(inline), translatable=False)


def _node(block: Block) -> nodes.Node:
    if isinstance(block, Heading):
        # a directive may stand where no section can begin
        rubric = nodes.rubric("", "", *phrase(block.text), classes=[CLASS], translatable=False)
        rubric["heading-level"] = block.level
        return rubric
    if isinstance(block, Paragraph):
        return paragraph(block.inline)
    if isinstance(block, Items):
        items = [nodes.list_item("", paragraph(item)) for item in block.items]
        if block.numbered:
            return nodes.enumerated_list("", *items, enumtype="arabic", prefix="", suffix=".")
        return nodes.bullet_list("", *items)
    return _table(block)


def _table(table: Table) -> nodes.table:
    group = nodes.tgroup(cols=len(table.head))
    rows = (table.head, *table.rows)
    for column in range(len(table.head)):
        # builders that lay out text take this for characters
        widest = max(width(plain(row[column])) for row in rows)
        # the first column heads its rows
        group += nodes.colspec(colwidth=min(_WIDEST, max(3, widest)), **({"stub": 1} if column == 0 else {}))
    group += nodes.thead("", _row(table.head))
    group += nodes.tbody("", *(_row(row) for row in table.rows))
    return nodes.table("", group, classes=[CLASS])


def _row(cells: Sequence[Inline]) -> nodes.row:
    # a title has a row of cells as well: not every builder knows cells that span others
    return nodes.row("", *(nodes.entry("", *([paragraph(cell)] if pieces(cell) else [])) for cell in cells))
