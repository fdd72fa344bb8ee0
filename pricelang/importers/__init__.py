"""Importers: a foreign format in, the source of a `.price` file out.

An importer is a module of this folder; its name is the file's name, with `-` for `_`. A module whose name starts with
an underscore serves importers and is none itself. An importer holds `NAME`, `DESCRIPTION` (a phrase without a full
stop) and `convert(text, *, path)`. The same text gives the same source on every run, and nothing that it says is lost
in silence: it stands in the source, or in the report.
"""

from __future__ import annotations

import importlib
from typing import Protocol, cast

from pricelang.record import Record
from pricelang.spelling import instead


class Loss(Record):
    """Something that the source does not say as the document did.

    `path` is its place in the document (`plans.PRO.price`), `said` what stood there, `instead` what the source says in
    its place. `kind` names the sort of loss, the same words for the same sort.
    """

    kind: str
    path: str
    said: str
    instead: str


class Imported(Record):
    """The source of a `.price` file, and what could not be carried over, in the order of the document."""

    text: str
    report: tuple[Loss, ...]


class CannotImport(ValueError):  # noqa: N818 - said as it is read
    """The document cannot be read as this format: broken, hostile, or something else; the message says why."""


class Importer(Protocol):
    """What the module of an importer holds."""

    NAME: str
    DESCRIPTION: str

    def convert(self, text: str, *, path: str) -> Imported: ...


class UnknownImporter(ValueError):  # noqa: N818 - said as it is read
    """No importer has this name; the message says which was perhaps meant, and which there are."""

    def __init__(self, name: str, known: list[str]) -> None:
        self.name = name
        self.known = known
        super().__init__(f"there is no importer `{name}`{instead(name, known)}")


def names() -> list[str]:
    """The names of all importers, sorted; nothing is imported for it."""
    import pkgutil

    found = (module.name for module in pkgutil.iter_modules(__path__))
    return sorted(name.replace("_", "-") for name in found if not name.startswith("_"))


def load(name: str) -> Importer:
    """The module of an importer.

    Raises:
        UnknownImporter: there is no importer of this name.
    """
    known = names()
    if name not in known:
        raise UnknownImporter(name, known)
    return cast("Importer", importlib.import_module(f"{__name__}.{name.replace('-', '_')}"))
