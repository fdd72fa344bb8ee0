"""From syntax to what it means: names resolved, dimensions checked, tiers complete, defaults written out."""

from __future__ import annotations

from collections.abc import Sequence

from pricelang.catalog.catalog import Catalog
from pricelang.diagnostics import Diagnostic
from pricelang.lowering.project import Project
from pricelang.record import Record
from pricelang.syntax import File

__all__ = ["Lowered", "lower"]


class Lowered(Record):
    """A catalog and what is wrong with it. What is at fault is left out of the catalog, so rely on one only where no
    diagnostic is an error."""

    catalog: Catalog
    diagnostics: tuple[Diagnostic, ...]


def lower(files: Sequence[File], *, root: File | None = None) -> Lowered:
    """The catalog of a project: the root file and all that it imports, each once, in any order of their imports.

    Every file sees the names of all others. `root` comes first if it is not the first of the files. Nothing is read or
    written; the files are expected to be free of syntax errors.
    """
    if root is not None and (not files or files[0] is not root):
        files = [root, *(file for file in files if file is not root)]
    project = Project(files)
    catalog = project.lower()
    return Lowered(catalog, project.scope.finish())
