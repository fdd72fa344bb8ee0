"""A document of blocks of plain text, and how it is written as Markdown.

Everything handed in is plain text, the author's and ours alike, and is escaped where it is written and nowhere else, so
no label can open markup. What is written is CommonMark with GFM tables, in the shape that mdformat keeps.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable

from pricelang.record import Record


class Strong(Record):
    """Plain text shown in bold."""

    text: str


Inline = str | Strong | tuple[str | Strong, ...]


class Heading(Record):
    """A heading, 1 to 6; a `telling` one says more than a title does, so that it may not be left out."""

    level: int
    text: str
    telling: bool = False


class Paragraph(Record):
    """A paragraph."""

    inline: Inline


class Items(Record):
    """A list, with bullets or counted from one."""

    items: tuple[Inline, ...]
    numbered: bool = False


class Table(Record):
    """A table; each row has as many cells as the head, and its first cell names it."""

    head: tuple[Inline, ...]
    rows: tuple[tuple[Inline, ...], ...]


Block = Heading | Paragraph | Items | Table

_BLANKS = re.compile(r"[\x00-\x20\x7f-\x9f\u2028\u2029]+")
_REORDERS = re.compile(r"[\u202a-\u202e\u2066-\u2069]")  # they make text read otherwise than it is
_ENTITY = re.compile(r"&(?:#|[A-Za-z0-9]+;)")
_URL = re.compile(r"\b(?:https?|ftp)://\S+|\bwww\.\S+", re.IGNORECASE)
_PLAIN_URL = re.compile(r"[\w\-./:?=%+#,;()]*[\w\-/=%+#)]")
_BLOCK = re.compile(r"(?:[#>+-]|\d{1,9}[.)])")
_TICK_BOX = re.compile(r"\[[ xX]\]")


def cleaned(text: str) -> str:
    """The text as it can be shown anywhere: line breaks, control characters and runs of spaces become one space, and
    what overrides the direction of text goes."""
    return _BLANKS.sub(" ", _REORDERS.sub("", text)).strip()


def escape(text: str, *, opening: bool = False, tildes: int | None = None) -> str:
    """The text, `cleaned`, such that CommonMark with GFM shows it as it is.

    Args:
        text: plain text.
        opening: the text opens a block, where `#`, `-`, `1.` and the like would start another one.
        tildes: how many tildes the whole block holds (one alone strikes nothing); counted in `text` by default.
    """
    text = cleaned(text)
    many_tildes = (text.count("~") if tildes is None else tildes) > 1
    brackets = bool(re.search(r"\][(:\[]", text)) or bool(opening and _TICK_BOX.match(text))
    out: list[str] = []
    bare = _bare_urls(text)
    for index, char in enumerate(text):
        if any(start <= index < end for start, end in bare):
            out.append(char)
            continue
        before, after = text[index - 1 : index], text[index + 1 : index + 2]
        if (
            char in "\\`<|"
            or (char == "*" and not (_blank(before) and _blank(after)))
            or (char == "_" and not (_blank(before) and _blank(after)) and not (before.isalnum() and after.isalnum()))
            or (char in "[]" and brackets)
            or (char == "~" and many_tildes)
            or (char == "&" and _ENTITY.match(text, index))
            or (char == ":" and text.startswith("://", index))
            or (char == "." and text[max(0, index - 3) : index].lower() == "www")
        ):
            out.append("\\")
        out.append(char)
    escaped = "".join(out)
    if opening and (match := _BLOCK.match(escaped)):
        place = match.end() - 1
        escaped = escaped[:place] + "\\" + escaped[place:]
    return escaped


def _bare_urls(text: str) -> list[tuple[int, int]]:
    """Where an address stands that needs no escape: GFM makes it a link, CommonMark leaves it as text. In any other
    address the colon is escaped, or backslashes would become a part of the link."""
    return [
        match.span()
        for match in _URL.finditer(text)
        if _PLAIN_URL.fullmatch(match.group()) and "_" not in match.group()
    ]


def _blank(char: str) -> bool:
    return char.isspace()


def width(text: str) -> int:
    """How many columns the text takes in a terminal: two for East Asian wide characters, none for combining ones."""
    return sum(
        0 if unicodedata.combining(char) else 2 if unicodedata.east_asian_width(char) in "WF" else 1 for char in text
    )


def plain(inline: Inline) -> str:
    """The text without its emphasis."""
    if isinstance(inline, tuple):
        return "".join(plain(part) for part in inline)
    return inline.text if isinstance(inline, Strong) else inline


def pieces(inline: Inline) -> list[tuple[str, bool]]:
    """The phrase, `cleaned`, in pieces of plain text, each with whether it is bold; a space between two is kept."""
    parts = inline if isinstance(inline, tuple) else (inline,)
    found = []
    for index, part in enumerate(parts):
        text = cleaned(plain(part))
        if isinstance(part, Strong):
            found.append((text, True))
            continue
        lead = " " if index and part[:1].isspace() else ""
        tail = " " if text and index + 1 < len(parts) and part[-1:].isspace() else ""
        found.append((f"{lead}{text}{tail}", False))
    return [(text, bold) for text, bold in found if text]


def _render(inline: Inline, *, opening: bool = False) -> str:
    parts = inline if isinstance(inline, tuple) else (inline,)
    tildes = plain(inline).count("~")
    rendered = []
    for index, part in enumerate(parts):
        if isinstance(part, Strong):
            text = escape(part.text, tildes=tildes)
            rendered.append(f"**{text}**" if text else "")
        else:
            text = escape(part, opening=opening and index == 0, tildes=tildes)
            lead = " " if index and part[:1].isspace() else ""
            tail = " " if index + 1 < len(parts) and part[-1:].isspace() else ""
            rendered.append(f"{lead}{text}{tail}" if text else lead)
    return "".join(rendered).strip()


class Document:
    """Blocks in order; what would be empty is left out."""

    def __init__(self) -> None:
        self.blocks: list[Block] = []

    def heading(self, level: int, text: str, *, telling: bool = False) -> None:
        """A heading, 1 to 6."""
        if cleaned(text):
            self.blocks.append(Heading(level, text, telling))

    def paragraph(self, inline: Inline) -> None:
        """A paragraph."""
        if cleaned(plain(inline)):
            self.blocks.append(Paragraph(inline))

    def bullets(self, items: list[Inline]) -> None:
        """A list with bullets."""
        if items:
            self.blocks.append(Items(tuple(items)))

    def numbered(self, items: list[Inline]) -> None:
        """A list counted from one."""
        if items:
            self.blocks.append(Items(tuple(items), numbered=True))

    def table(self, head: list[Inline], rows: list[list[Inline]]) -> None:
        """A table; each row has as many cells as the head."""
        if rows:
            self.blocks.append(Table(tuple(head), tuple(map(tuple, rows))))

    @property
    def text(self) -> str:
        """The document as Markdown, ending in a newline."""
        return markdown(self.blocks)


def markdown(blocks: Iterable[Block]) -> str:
    """Blocks as Markdown, ending in a newline."""
    return "\n\n".join(map(_block, blocks)) + "\n"


def _block(block: Block) -> str:
    if isinstance(block, Heading):
        # a run of hashes at the end would be taken as the heading's closing
        text = re.sub(r"(?<=\s)(#+)$", r"\\\1", escape(block.text, opening=True))
        return f"{'#' * block.level} {text}"
    if isinstance(block, Paragraph):
        return _render(block.inline, opening=True)
    if isinstance(block, Items):
        leads = (f"{number}. " if block.numbered else "- " for number in range(1, len(block.items) + 1))
        return "\n".join(lead + _render(item, opening=True) for lead, item in zip(leads, block.items, strict=True))
    cells = [[_render(cell) for cell in row] for row in (block.head, *block.rows)]
    widths = [max(3, *(width(row[column]) for row in cells)) for column in range(len(block.head))]
    lines = [
        "| " + " | ".join(cell + " " * (w - width(cell)) for cell, w in zip(row, widths, strict=True)) + " |"
        for row in cells
    ]
    lines.insert(1, "| " + " | ".join("-" * w for w in widths) + " |")
    return "\n".join(lines)
