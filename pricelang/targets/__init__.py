"""Targets: a catalog in, the text of one output out.

A target is a module of this folder; its name is the file's name, with `-` for `_`. A module whose name starts with an
underscore serves targets and is none itself. A target holds `NAME`, `SUFFIX` (of the file it would be written to),
`DESCRIPTION` (a phrase without a full stop), `OPTIONS` (its options by name, each with a phrase) and
`emit(catalog, **options)`. The same catalog and options give the same text on every run.
"""

from __future__ import annotations

import importlib
from typing import TYPE_CHECKING, Protocol, cast

if TYPE_CHECKING:
    from collections.abc import Iterable

    from pricelang.catalog.catalog import Catalog


class Target(Protocol):
    """What the module of a target holds."""

    NAME: str
    SUFFIX: str
    DESCRIPTION: str
    OPTIONS: dict[str, str]

    @property
    def emit(self) -> Emit: ...


class Emit(Protocol):
    """A target's own `emit`: its options are keywords, and each has a default."""

    def __call__(self, catalog: Catalog, /) -> str: ...


class UnknownTarget(ValueError):  # noqa: N818 - said as it is read
    """No target has this name; the message says which was perhaps meant, and which there are."""

    def __init__(self, name: str, known: list[str]) -> None:
        self.name = name
        self.known = known
        super().__init__(f"there is no target `{name}`{_instead(name, known)}")


class UnknownOption(ValueError):  # noqa: N818 - said as it is read
    """A target has no option of this name; the message says which was perhaps meant, and which it has."""

    def __init__(self, target: str, option: str, known: list[str]) -> None:
        self.target = target
        self.option = option
        self.known = known
        rest = _instead(option, known) if known else "; it has no options"
        super().__init__(f"target `{target}` has no option `{option}`{rest}")


def names() -> list[str]:
    """The names of all targets, sorted; nothing is imported for it."""
    import pkgutil

    found = (module.name for module in pkgutil.iter_modules(__path__))
    return sorted(name.replace("_", "-") for name in found if not name.startswith("_"))


def load(name: str) -> Target:
    """The module of a target.

    Raises:
        UnknownTarget: there is no target of this name.
    """
    known = names()
    if name not in known:
        raise UnknownTarget(name, known)
    return cast("Target", importlib.import_module(f"{__name__}.{name.replace('-', '_')}"))


def emit(catalog: Catalog, target: str, **options: object) -> str:
    """The catalog as a target writes it.

    Raises:
        UnknownTarget: there is no target of this name.
        UnknownOption: the target does not have one of the options.
    """
    module = load(target)
    for option in options:
        if option not in module.OPTIONS:
            raise UnknownOption(target, option, list(module.OPTIONS))
    return module.emit(catalog, **options)


def _instead(word: str, known: Iterable[str]) -> str:
    from pricelang.spelling import nearest

    close = nearest(word, known)
    if close:
        return f"; did you mean `{close[0]}`?"
    return f"; there are {', '.join(f'`{name}`' for name in known)}"
