"""Fills the blocks of a document, and tells which of them were not as they are to be."""

from __future__ import annotations

import enum
from collections.abc import Callable, Mapping

from pricelang.catalog.catalog import Catalog
from pricelang.diagnostics import Diagnostic, Edit, Fix, Safety, error, sort, warning
from pricelang.embedding.asking import Asked, asked, price_file
from pricelang.embedding.checksum import checksum
from pricelang.embedding.fragments import rendered
from pricelang.embedding.layout import Place, laid_out, place_of
from pricelang.embedding.markers import Marker, Pair, pairs
from pricelang.embedding.refusals import Refused, known
from pricelang.embedding.scanning import Markup
from pricelang.record import Record
from pricelang.source import Source, Span
from pricelang.targets.markdown.document import Heading

_BOM = "\ufeff"
_HTML = (".html", ".htm", ".xhtml")


class NoCatalog(Exception):  # noqa: N818 - said as it is read
    """There is no catalog to fill a block from: the message says why and `helps` what to do, or `diagnostics` what is
    wrong in the price files, if that is why."""

    def __init__(self, message: str, helps: tuple[str, ...] = (), diagnostics: tuple[Diagnostic, ...] = ()) -> None:
        self.message = message
        self.helps = helps
        self.diagnostics = diagnostics
        super().__init__(message)


CatalogOf = Callable[[str | None], Catalog]
"""The catalog of a price file, by its path; of None, the one that is built. Raises `NoCatalog`."""


class State(enum.Enum):
    """What a block was found to be."""

    CURRENT = "current"
    """As it is to be, but perhaps for the kind of its line endings."""
    UNFILLED = "unfilled"
    """Without content yet."""
    STALE = "stale"
    """As it was once filled, from other prices or for other options."""
    EDITED = "edited"
    """Changed by hand since it was filled, or written by hand."""
    BROKEN = "broken"
    """Such that it cannot be filled."""


class Block(Record):
    """A block of a document: where it stands with its markers, what it was found to be, and what is to stand between
    its markers (`content`, in the markup `written`) and as its end marker (`end`). `inline` says that it stands within
    a line."""

    span: Span
    inside: Span
    state: State
    content: str
    end: str
    inline: bool
    written: Markup

    __ignored__ = frozenset()


class Filled(Record):
    """A document with its blocks filled.

    `text` is the document as it is to be; blocks that are edited by hand or broken stay as they are. `diagnostics` says
    in the order of the document what cannot be filled (errors), and what was filled from other prices (warnings).
    """

    text: str
    blocks: tuple[Block, ...]
    diagnostics: tuple[Diagnostic, ...]

    def of(self, *states: State) -> list[Block]:
        """The blocks in one of the states."""
        return [block for block in self.blocks if block.state in states]


def markup_of(path: str) -> Markup:
    """The markup of a document, by how its name ends."""
    return "html" if path.lower().endswith(_HTML) else "markdown"


def fill(
    path: str,
    text: str,
    catalog_of: CatalogOf,
    *,
    defaults: Mapping[str, str] | None = None,
    overwrite_edits: bool = False,
) -> Filled:
    """A document with its blocks filled from catalogs; outside of them not a character changes.

    Args:
        path: what diagnostics show, from where a marker's `source` is looked for, and whose ending tells the markup.
        text: what the document holds, with the line endings that it has.
        catalog_of: the catalogs.
        defaults: options (`locale`, `currency`) that hold for each block that does not say otherwise.
        overwrite_edits: fill what was changed by hand as well.
    """
    bom = _BOM if text.startswith(_BOM) else ""
    source = Source(path, text.removeprefix(_BOM))
    found, said = pairs(source, markup_of(path))
    filler = _Filler(path, catalog_of, defaults or {}, overwrite_edits, said)
    blocks = [filler.block(pair) for pair in sorted(found, key=lambda pair: pair.span.start)]
    changing = {State.UNFILLED, State.STALE} | ({State.EDITED} if overwrite_edits else set())
    parts, at = [bom], 0
    for block in blocks:
        if block.state in changing:
            parts += [source.text[at : block.inside.start], block.content, block.end]
            at = block.span.end
    parts.append(source.text[at:])
    return Filled("".join(parts), tuple(blocks), tuple(sort(list(dict.fromkeys(said)))))


class _Filler:
    def __init__(
        self,
        path: str,
        catalog_of: CatalogOf,
        defaults: Mapping[str, str],
        overwrite_edits: bool,
        said: list[Diagnostic],
    ) -> None:
        self.path = path
        self.markup = markup_of(path)
        self.catalog_of = catalog_of
        self.defaults = defaults
        self.overwrite_edits = overwrite_edits
        self.said = said

    def block(self, pair: Pair) -> Block:
        """A block as it is to be; what is wrong with it is said."""
        place = place_of(pair, self.markup)
        inside, end = pair.inside.text, pair.end.span.text
        broken = Block(pair.span, pair.inside, State.BROKEN, inside, end, not place.alone, self.markup)
        if not (pair.begin.readable and pair.end.readable):
            return broken
        try:
            recorded = _recorded(pair.end)
            wanted = asked(pair.begin, self.defaults)
            written = wanted.written or self.markup
            content, tail = self._content(wanted, pair, place, written)
        except Refused as refused:
            self._refuse(pair, refused)
            return broken
        except NoCatalog as none:
            self.said += none.diagnostics
            return broken
        state = _state(place, content, recorded)
        end = f"<!-- pricelang:end sha256={checksum(content, place.indent)} -->"
        inline = "\n" not in content and "\r" not in content
        block = Block(pair.span, pair.inside, state, content + tail, end, inline, self.markup if inline else written)
        self._tell(wanted.name, pair, block)
        return block

    def _content(self, wanted: Asked, pair: Pair, place: Place, written: Markup) -> tuple[str, str]:
        made = rendered(self._catalog(wanted.options), wanted.name, wanted.options)
        if made.phrase is None and all(isinstance(block, Heading) for block in made.blocks):
            message = f"`{wanted.name}` has nothing to show here"
            self.said.append(warning("embedding/nothing-to-show", message, pair.begin.span))
        return laid_out(wanted.name, made, written, self.markup, place)

    def _catalog(self, options: Mapping[str, str]) -> Catalog:
        path = price_file(self.path, options["source"]) if "source" in options else None
        try:
            return self.catalog_of(path)
        except NoCatalog as none:
            if none.diagnostics:
                raise
            raise Refused("no-source", none.message, "source" if path else None, none.helps) from None

    def _refuse(self, pair: Pair, refused: Refused) -> None:
        begin = pair.begin
        span = begin.words[0].span if begin.words and refused.rule == "embedding/unknown-fragment" else begin.span
        for word in (*begin.words[1:], *pair.end.words):
            if word.key == refused.option:
                at = word.span.text.rfind(refused.word) if refused.word else -1
                start = word.span.start + at
                span = word.span if at == -1 else Span(span.source, start, start + len(refused.word))
        self.said.append(error(refused.rule, refused.message, span, helps=refused.helps))

    def _tell(self, name: str, pair: Pair, block: Block) -> None:
        fix = Fix("what would be built", _edits(pair, block), Safety.SHOWN)
        span = pair.begin.span
        if block.state is State.STALE:
            self.said.append(warning("embedding/stale", f"this `{name}` is not what would be built now", span, fix=fix))
        elif block.state is State.UNFILLED:
            self.said.append(warning("embedding/unfilled", f"this `{name}` is empty", span, helps=("build it",)))
        elif block.state is State.EDITED and not self.overwrite_edits:
            helps = (
                "change the price file instead, and build again",
                "`pricelang build --overwrite-edits` discards the edit; without its markers the text stays as it is",
            )
            self.said.append(error("embedding/edited", f"this `{name}` was edited by hand", span, helps=helps, fix=fix))


def _edits(pair: Pair, block: Block) -> tuple[Edit, ...]:
    return Edit(block.inside, block.content), Edit(pair.end.span, block.end)


def _state(place: Place, content: str, recorded: str | None) -> State:
    found, wanted = checksum(place.content, place.indent), checksum(content, place.indent)
    blank = not place.content.strip(" \t\r\n>")
    if blank and recorded is None:
        return State.UNFILLED
    if found == wanted:
        # nothing is lost by writing a checksum that is missing or is of something else
        return State.CURRENT if recorded == found else State.STALE
    if blank:
        return State.STALE
    return State.STALE if recorded == found else State.EDITED


def _recorded(end: Marker) -> str | None:
    """The checksum in an end marker.

    Raises:
        Refused: the marker says something else.
    """
    for word in end.words:
        known(word.key, ("sha256",), "an end marker has no option", word.key, rule="unknown-option")
    return end.words[-1].value if end.words else None
