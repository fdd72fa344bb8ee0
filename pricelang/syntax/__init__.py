"""Text to tree. Nothing outside this folder knows which parser ran."""

from __future__ import annotations

from pricelang.diagnostics import Diagnostic
from pricelang.record import Record
from pricelang.source import Source
from pricelang.syntax import nodes
from pricelang.syntax.parser import Parser
from pricelang.syntax.tables import tables

__all__ = ["File", "nodes", "parse", "reserved"]


class File(Record):
    """A parsed file: its declarations in order, its comments as offsets, and what is wrong with its syntax."""

    source: Source
    declarations: tuple[nodes.Node, ...]
    comments: tuple[tuple[int, int], ...]
    diagnostics: tuple[Diagnostic, ...]


def parse(source: Source) -> File:
    """The tree of a text. Faulty statements are left out and reported, one diagnostic each; the rest is sound."""
    parser = Parser(source)
    declarations = parser.parse()
    return File(source, declarations, tuple(parser.comments), tuple(parser.diagnostics))


def reserved() -> frozenset[str]:
    """Words that no declaration may take as a name, because the language reads them where a name may stand."""
    return tables().reserved
