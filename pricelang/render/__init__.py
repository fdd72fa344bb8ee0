"""Shows diagnostics: one output format, one module, found by walking this folder; a format is called as its module is.

A format for people has `render(diagnostics, *, width, color)`, one for programs `document(diagnostics, run)`, which is
told by `pricelang.render.run.Run` what there is beside the findings, and is a whole document whatever happens.
"""

from __future__ import annotations

from collections.abc import Sequence
from types import ModuleType
from typing import TYPE_CHECKING, cast

from pricelang.diagnostics import Diagnostic, Severity, sort

if TYPE_CHECKING:
    from pricelang.render.run import Run


def render(
    diagnostics: Sequence[Diagnostic],
    format: str,  # noqa: A002 - the word that the command line uses
    *,
    width: int,
    color: bool,
    run: Run | None = None,
) -> str:
    """The diagnostics as text, in their order (path, line, column, rule), ending with a line break unless empty.

    `width` counts terminal columns and binds `full` only, which treats less than 40 as 40: the lines of the other
    formats are read by programs and are never broken. `color` and `width` are for people, `run` is for programs.

    Raises:
        ValueError: there is no such format.
    """
    module = load(format)
    ordered = sort(list(diagnostics))
    if hasattr(module, "document"):
        from pricelang.render.run import Run

        return cast(str, module.document(ordered, run or Run()))
    return cast(str, module.render(ordered, width=width, color=color))


def load(format: str) -> ModuleType:  # noqa: A002 - as above
    """The module of a format.

    Raises:
        ValueError: there is no such format.
    """
    name = f"{__name__}.{format}"
    module: ModuleType | None = None
    if format.isidentifier() and not format.startswith("_"):
        try:
            module = __import__(name, fromlist=["render"])
        except ModuleNotFoundError as missing:
            if missing.name != name:
                raise
    if module is None or not (hasattr(module, "render") or hasattr(module, "document")):
        raise ValueError(f"no format of diagnostics is called `{format}`")
    return module


def for_programs(format: str) -> bool:  # noqa: A002 - as above
    """Whether a format is a document that programs read.

    Raises:
        ValueError: there is no such format.
    """
    return hasattr(load(format), "document")


def formats() -> list[str]:
    """The names of all formats, sorted. Their modules are imported for it."""
    from pkgutil import iter_modules

    found = []
    for module in iter_modules(__path__):
        try:
            load(module.name)
        except ValueError:
            continue
        found.append(module.name)
    return sorted(found)


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
