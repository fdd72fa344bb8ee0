"""Blocks of plain text as HTML, and nothing that an author wrote as markup."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from html import escape

from pricelang.targets.markdown.document import (
    Block,
    Heading,
    Inline,
    Items,
    Paragraph,
    Strong,
    Table,
    cleaned,
    pieces,
    plain,
)


def html(blocks: Iterable[Block]) -> str:
    """Blocks as HTML, each tag of a block on a line of its own, without an empty line."""
    return "".join(f"{line}\n" for block in blocks for line in _lines(block))


def enclosed(element: str, language: str, body: str) -> str:
    """Blocks in an element of the class `pricelang` that says in which language the page's own words are."""
    tag = escape(language.replace("_", "-"))
    return f'<{element} class="pricelang" lang="{tag}">\n{body}</{element}>\n'


def text(inline: Inline) -> str:
    """A phrase as HTML. A backtick is written as a number, so that a reader of Markdown takes it for text as well."""
    written = []
    for part, bold in pieces(inline):
        shown = escape(part, quote=False).replace("`", "&#96;")
        written.append(f"<strong>{shown}</strong>" if bold else shown)
    return "".join(written).strip()


def _opens_alone(row: Sequence[Inline]) -> bool:
    """Whether a row of a table is a title of those below it and nothing else."""
    first, *rest = row
    return isinstance(first, Strong) and bool(rest) and not any(cleaned(plain(cell)) for cell in rest)


def _lines(block: Block) -> Iterator[str]:
    if isinstance(block, Heading):
        yield f"<h{block.level}>{text(block.text)}</h{block.level}>"
    elif isinstance(block, Paragraph):
        yield f"<p>{text(block.inline)}</p>"
    elif isinstance(block, Items):
        element = "ol" if block.numbered else "ul"
        yield f"<{element}>"
        for item in block.items:
            yield f"  <li>{text(item)}</li>"
        yield f"</{element}>"
    else:
        yield from _table(block)


def _table(table: Table) -> Iterator[str]:
    yield "<table>"
    yield "  <thead>"
    yield f"    <tr>{''.join(_head(cell) for cell in table.head)}</tr>"
    yield "  </thead>"
    for index, row in enumerate(table.rows):
        first, *rest = row
        # a bold row opens a group: a package with its features, or a title above its rows
        label, opens = (first.text, True) if isinstance(first, Strong) else (first, False)
        if opens or index == 0:
            if index:
                yield "  </tbody>"
            yield "  <tbody>"
        if _opens_alone(row):
            yield f'    <tr><th colspan="{len(row)}" scope="rowgroup">{text(label)}</th></tr>'
            continue
        cells = "".join(f"<td>{text(cell)}</td>" for cell in rest)
        yield f'    <tr><th scope="{"rowgroup" if opens else "row"}">{text(label)}</th>{cells}</tr>'
    yield "  </tbody>"
    yield "</table>"


def _head(cell: Inline) -> str:
    shown = text(cell)
    return f'<th scope="col">{shown}</th>' if shown else "<td></td>"
