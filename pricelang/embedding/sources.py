"""Catalogs for the blocks of documents, each price file read once."""

from __future__ import annotations

import os
from collections.abc import Iterable

from pricelang.catalog.catalog import Catalog
from pricelang.diagnostics import Severity
from pricelang.embedding.filling import NoCatalog
from pricelang.project import CannotRead, Loader, Project


class Catalogs:
    """Catalogs by the path of their price file; called with None, that of the `default` one, if there is any.

    `projects` are those that were read already. `files` are the paths of all price files read, imported ones too.
    """

    def __init__(self, default: str | None = None, projects: Iterable[Project] = ()) -> None:
        self._default = default
        self._loader = Loader()
        self._projects = {os.path.realpath(project.root.path): project for project in projects}
        self.files: dict[str, None] = {}

    def __call__(self, path: str | None) -> Catalog:
        """The catalog of a price file.

        Raises:
            NoCatalog: there is no such file, or it has errors.
        """
        project = self.read(path)
        errors = tuple(each for each in project.diagnostics if each.severity is Severity.ERROR)
        if errors or project.catalog is None:
            raise NoCatalog(f"`{project.root.path}` has errors", (), errors)
        return project.catalog

    def read(self, path: str | None) -> Project:
        """A price file with all that it imports, and its errors.

        Raises:
            NoCatalog: there is no such file.
        """
        asked = path or self._default
        if asked is None:
            raise NoCatalog(
                "this block does not say of which price file it is",
                ("write `source=pricing.price`, relative to this document, or build that file",),
            )
        project = self._project(asked)
        self.files |= dict.fromkeys(file.source.path for file in project.files)
        return project

    def _project(self, path: str) -> Project:
        identity = os.path.realpath(path)
        if identity not in self._projects:
            try:
                if os.path.exists(path) and not identity.endswith(".price"):
                    raise CannotRead(f"`{path}` is a link to something that is no price file")
                self._projects[identity] = self._loader.load(path)
            except CannotRead as cannot:
                raise NoCatalog(str(cannot)) from None
        return self._projects[identity]
