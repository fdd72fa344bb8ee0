"""Shows diagnostics: one output format, one module with a function `render`; a format is found by its module's name."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Literal, Protocol, cast

from pricelang.diagnostics import Diagnostic, Severity, sort


class _Format(Protocol):
    def render(self, diagnostics: Sequence[Diagnostic], *, width: int, color: bool) -> str: ...


def render(
    diagnostics: Sequence[Diagnostic],
    format: Literal["full", "concise", "json"],  # noqa: A002 - the word that the command line uses
    *,
    width: int,
    color: bool,
) -> str:
    """The diagnostics as text, in their order (path, line, column, rule), ending with a line break unless empty.

    `width` counts terminal columns and binds `full` only, which treats less than 40 as 40: the lines of `concise` and
    `json` are read by programs and are never broken.

    Raises:
        ValueError: there is no such format.
    """
    name = f"{__name__}.{format}"
    module = None
    if format.isidentifier():
        try:
            module = __import__(name, fromlist=["render"])
        except ModuleNotFoundError as missing:
            if missing.name != name:
                raise
    if not hasattr(module, "render"):
        raise ValueError(f"no format of diagnostics is called `{format}`")
    return cast(_Format, module).render(sort(list(diagnostics)), width=width, color=color)


def summary(diagnostics: Sequence[Diagnostic]) -> str:
    """One line for people: `2 errors, 1 warning in 3 files`."""
    counts = dict.fromkeys(sorted(Severity, reverse=True), 0)
    paths = set()
    for diagnostic in diagnostics:
        counts[diagnostic.severity] += 1
        paths.add(diagnostic.span.source.path)
    if not paths:
        return "no findings"
    found = ", ".join(f"{count} {severity.word}{'s' * (count != 1)}" for severity, count in counts.items() if count)
    return f"{found} in {len(paths)} file{'s' * (len(paths) != 1)}"
