"""All that a diagnostic says, in words and without its source: for formats that show no excerpt."""

from __future__ import annotations

from collections.abc import Sequence

from pricelang.diagnostics import Diagnostic, Label
from pricelang.render.display import clean
from pricelang.render.full import SAFETY
from pricelang.render.paths import portable


def facts(diagnostic: Diagnostic) -> list[str]:
    """The message and all that explains it, money included, one fact a line, harmless to write anywhere."""
    return _facts(diagnostic, diagnostic.related)


def own_facts(diagnostic: Diagnostic) -> list[str]:
    """The same without what is said of related places, for a format that has these for themselves."""
    return _facts(diagnostic, ())


def place(label: Label) -> str:
    """`path:line:column`."""
    line, column = label.span.position
    return f"{clean(portable(label.span.source.path))}:{line}:{column}"


def _facts(diagnostic: Diagnostic, related: Sequence[Label]) -> list[str]:
    found = [diagnostic.message]
    if diagnostic.label.message:
        found.append(diagnostic.label.message)
    found += [f"{place(label)}: {label.message}" for label in related if label.message]
    found += [f"note: {text}" for text in diagnostic.notes]
    found += [f"help: {text}" for text in diagnostic.helps]
    if diagnostic.fix is not None:
        found.append(f"fix: {diagnostic.fix.title} ({SAFETY[diagnostic.fix.safety]})")
    return [clean(text) for text in found]
