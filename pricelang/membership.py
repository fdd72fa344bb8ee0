"""Which projects a file belongs to: those whose root files reach it by imports.

An editor names one file, and a hook a part of the files, of which none need be a root. Such a file is checked as the
part that it is. Where it is looked for: in the folder of the configuration that holds for it, else in its repository,
else in its own folder, and below. So what is found in a file does not depend on which others are named with it.
"""

from __future__ import annotations

import os
import re
from collections.abc import Iterable, Mapping, Sequence, Set

from pricelang.config import Settings, repository
from pricelang.project import SUFFIX, CannotRead, Loader, identity, read, roots_among, walk
from pricelang.record import Record

# Folders that are searched for files that import a named one: of a project, and where there is none.
MOST_FOLDERS = 20_000
MOST_FOLDERS_ELSEWHERE = 1_000
# Cheap, and finds too much rather than too little: it also reads comments and texts. Paths have two escapes.
_IMPORT = re.compile(rb'\bimport[ \t]*"((?:[^"\\\n]|\\.)*)"')


class Membership(Record):
    """A root file, and which of the named files, by their identities, it speaks for."""

    root: str
    members: frozenset[str]


class Memberships(Record):
    """The roots of some files, and the folders that are too large to have been searched to their end."""

    found: tuple[Membership, ...]
    cut: tuple[str, ...] = ()


def memberships(named: Sequence[str], loader: Loader, settings: Settings) -> Memberships:
    """The root files that reach the named ones by imports, in the order in which a folder's files are found.

    A file that nobody imports is a root itself. A named file need not exist where the loader holds its text. Only what
    may reach a named file is parsed.

    Raises:
        pricelang.config.ConfigError: the configuration of a folder cannot be used.
    """
    folders: dict[str, list[str]] = {}
    limits: dict[str, int] = {}
    for path in named:
        folder, most = _folder(path, settings)
        folders.setdefault(folder, []).append(path)
        limits[folder] = most
    spelled = {identity(path): path for path in named}
    roots: dict[str, str] = {}
    members: dict[str, set[str]] = {}
    cut: list[str] = []
    for folder, paths in folders.items():
        own = {identity(path): spelled[identity(path)] for path in paths}
        files = _around(folder, paths, limits[folder], cut) | own
        for one, reached in _speakers(files, own.keys(), loader, settings):
            roots.setdefault(one, spelled.get(one, files[one]))
            members.setdefault(one, set()).update(reached)
    ordered = sorted(roots, key=_as_walked)
    return Memberships(tuple(Membership(roots[one], frozenset(members[one])) for one in ordered), tuple(cut))


def _folder(path: str, settings: Settings) -> tuple[str, int]:
    """Where files that import a file are looked for, and in how many folders."""
    own = os.path.dirname(identity(path))
    config = settings.of(path)
    if config.path is not None:
        folder = os.path.realpath(config.folder)
        if own == folder or own.startswith(folder.rstrip(os.sep) + os.sep):
            return folder, MOST_FOLDERS
    checkout = repository(own)
    return (own, MOST_FOLDERS_ELSEWHERE) if checkout is None else (checkout, MOST_FOLDERS)


def _around(folder: str, named: Iterable[str], most: int, cut: list[str]) -> dict[str, str]:
    """The price files of a folder by their identities, spelled as the named ones are.

    The folders of the named files and those above them come first, hidden ones too: who imports a file is mostly near.
    """
    found: dict[str, str] = {}
    near: set[str] = set()
    base = folder
    inside = folder.rstrip(os.sep) + os.sep
    for path in named:
        here = os.path.dirname(path)
        above = os.path.normpath(os.path.join(here, os.path.relpath(folder, os.path.realpath(here or "."))))
        if os.path.realpath(above) == folder:
            base = above
        while (place := os.path.realpath(here or ".")) not in near:
            if place != folder and not place.startswith(inside):
                break  # the way up, as it is spelled, leads elsewhere where a link led in
            near.add(place)
            for one in walk(here or ".", 1):
                found.setdefault(identity(one), one)
            here = here if place == folder else os.path.normpath(os.path.join(here, os.pardir))
    for one in walk(base, most, cut):
        found.setdefault(identity(one), one)
    return found


def _speakers(files: dict[str, str], named: Set[str], loader: Loader, settings: Settings) -> list[tuple[str, Set[str]]]:
    """The roots among some files that reach named ones, and which of them."""
    maybe = _closure(_turned({one: _scanned(path, loader) for one, path in files.items()}), named)
    edges = {one: {identity(target) for target in loader.imports(files[one])} for one in maybe}
    surely = _closure(_turned(edges), named)
    # as for a folder: what is excluded is no root, but what it imports may belong to another one
    listed = [files[one] for one in sorted(surely, key=_as_walked) if not settings.excludes(files[one], named=False)]
    found = [identity(root) for root in roots_among(listed, set(), loader)]
    spoken = [(root, _closure(edges, {root}) & named) for root in found]
    alone = set(named).difference(*(reached for _, reached in spoken))
    return [*spoken, *((one, {one}) for one in alone)]


def _turned(edges: Mapping[str, Set[str]]) -> dict[str, set[str]]:
    turned: dict[str, set[str]] = {}
    for one, targets in edges.items():
        for target in targets:
            turned.setdefault(target, set()).add(one)
    return turned


def _closure(edges: Mapping[str, Set[str]], start: Set[str]) -> set[str]:
    """All that is reached from some places, and these."""
    seen, pending = set(start), list(start)
    for current in pending:
        new = edges.get(current, set()) - seen
        seen |= new
        pending += new
    return seen


def _scanned(path: str, loader: Loader) -> set[str]:
    """What a file may import, without parsing it."""
    held = loader.held(path)
    if held is not None:
        return {identity(target) for target in loader.imports(path)}
    try:
        data = read(path)
    except CannotRead:
        return set()
    folder = os.path.dirname(path)
    found = set()
    for written in _IMPORT.findall(data):
        target = re.sub(rb"\\(.)", rb"\1", written).decode("utf-8", "replace")
        if target.endswith(SUFFIX) and "\0" not in target:
            found.add(identity(os.path.join(folder, target)))
    return found


def _as_walked(path: str) -> list[tuple[bool, str]]:
    """The place of a path in the order of a walk: the files of a folder, then its folders."""
    *folders, name = path.split(os.sep)
    return [*((True, folder) for folder in folders), (False, name)]
