"""One line for each finding, for editors, `grep` and logs: `path:line:column: severity[rule] message`."""

from __future__ import annotations

from collections.abc import Sequence

from pricelang.diagnostics import Diagnostic
from pricelang.render.display import BOLD, SEVERITY, clean, painter


def render(diagnostics: Sequence[Diagnostic], *, width: int, color: bool) -> str:
    """The diagnostics, one a line however long, so that a program can read them."""
    paint = painter(color)
    lines = []
    for diagnostic in diagnostics:
        line, column = diagnostic.span.position
        place = paint(clean(diagnostic.span.source.path), BOLD)
        word = diagnostic.severity.word
        head = paint(f"{word}[{clean(diagnostic.rule)}]", SEVERITY[word])
        lines.append(f"{place}:{line}:{column}: {head} {clean(diagnostic.message)}\n")
    return "".join(lines)
