"""How a block stands in its document, and what is to stand in it then."""

from __future__ import annotations

import re

from pricelang.embedding.fragments import Rendered
from pricelang.embedding.markers import Pair
from pricelang.embedding.refusals import Refused
from pricelang.embedding.scanning import Markup
from pricelang.record import Record
from pricelang.targets.html.writing import enclosed, html, text
from pricelang.targets.markdown.document import Paragraph, escape, markdown

_LINE_END = re.compile(r"\r\n|\n|\r")
# in Markdown, a block may stand in a list or a quotation
_LEADS = {
    "markdown": re.compile(r"(?:[ \t>]|(?:[-*+]|\d{1,9}[.)])(?=[ \t]))*"),
    "html": re.compile(r"[ \t]*"),
}
_LAST_INDENT = re.compile(r"(?<=[\r\n])[ \t>]*\Z")


class Place(Record):
    """How a block stands in its document.

    `content` is what is inside, without what the end marker is indented by, `tail`. `alone` says that it has lines for
    itself, `roomy` that it could be given some: its markers stand on one line and nothing else does. Its lines begin
    with `indent` and end with `newline`.
    """

    content: str
    tail: str
    alone: bool
    roomy: bool
    indent: str
    newline: str


def place_of(pair: Pair, markup: Markup) -> Place:
    """How a block stands in its document."""
    document, start, inside = pair.begin.span.source.text, pair.begin.span.start, pair.inside.text
    line = max(document.rfind("\n", 0, start), document.rfind("\r", 0, start)) + 1
    before = document[line:start]
    newline = _newline(document, start)
    led = _LEADS[markup].fullmatch(before) is not None
    # where there is something before it, a line of HTML is indented as that is
    indent = re.sub(r"[^\s>]", " ", before) if led else before[: len(before) - len(before.lstrip(" \t"))]
    if not _LINE_END.search(inside):
        roomy = led and re.match(r"[ \t]*(?:[\r\n]|\Z)", document[pair.span.end :]) is not None
        return Place(inside, "", False, roomy, indent, newline)
    if not (led or markup == "html"):
        return Place(inside, "", False, False, "", newline)
    tail = _LAST_INDENT.search(inside)
    cut = tail.start() if tail else len(inside)
    return Place(inside[:cut], inside[cut:], True, False, indent, newline)


def _newline(document: str, start: int) -> str:
    """How the line ends in which a block begins; where it is the last one, the first line."""
    at = document.find("\n", start)
    at = document.find("\n") if at == -1 else at
    if at == -1:
        return "\r" if "\r" in document else "\n"
    return "\r\n" if document[at - 1 : at] == "\r" else "\n"


def laid_out(name: str, rendered: Rendered, written: Markup, document: Markup, place: Place) -> tuple[str, str]:
    """A fragment, in the markup in which it is `written`, as the content of a block, and its tail.

    Raises:
        Refused: it has no place in a line of other things.
    """
    alone, tail = place.alone, place.tail
    if rendered.phrase is None and not alone:
        if not place.roomy:
            helps = ("put each of its markers on a line of its own",)
            raise Refused("not-in-a-line", f"`{name}` has no place within a line", None, helps)
        alone, tail = True, place.indent
    if rendered.phrase is not None and not alone:
        # within a line only the document's own markup reads
        return text(rendered.phrase) if document == "html" else escape(rendered.phrase), ""
    blocks = rendered.blocks if rendered.phrase is None else (Paragraph(rendered.phrase),)
    if not blocks:
        return place.newline, tail
    body = enclosed("div", rendered.language, html(blocks)) if written == "html" else markdown(blocks)
    lines = body.splitlines()
    if document == "markdown":
        lines = ["", *lines, ""]  # in Markdown an empty line parts what is HTML from what is not
    indented = (place.indent + line if line else place.indent.rstrip() for line in lines)
    return place.newline + "".join(line + place.newline for line in indented), tail
