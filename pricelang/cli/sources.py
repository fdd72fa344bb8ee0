"""The price files that a command works on: found, read and taken to their meaning."""

from __future__ import annotations

import os
import sys
from collections.abc import Sequence
from typing import TYPE_CHECKING

from pricelang.cli.reporting import CannotRun
from pricelang.record import Record

if TYPE_CHECKING:
    from pricelang.config import Settings
    from pricelang.diagnostics import Diagnostic
    from pricelang.project import Project
    from pricelang.source import Source

STDIN = "-"


class Sources(Record):
    """The projects of some paths, in the order of the paths, and why others cannot be read.

    Where files were named as parts of their projects, `projects` hold what is found in these files, `elsewhere` the
    same projects with what is found in others, and `others` the sources of the latter. `notes` say what was left out.
    """

    projects: tuple[Project, ...]
    problems: tuple[str, ...]
    elsewhere: tuple[Project, ...] = ()
    others: frozenset[Source] = frozenset()
    notes: tuple[str, ...] = ()

    @property
    def files(self) -> int:
        """How many files were looked at, each counted once."""
        return len({file.source for project in self.projects for file in project.files} - self.others)

    @property
    def paths(self) -> tuple[str, ...]:
        """The paths of all files that were looked at, sorted."""
        sources = {file.source for project in self.projects for file in project.files} - self.others
        return tuple(sorted({source.path for source in sources}))

    @property
    def diagnostics(self) -> list[Diagnostic]:
        """All findings in order; what two projects say of a file they share is said once."""
        return _once(self.projects)

    @property
    def diagnostics_elsewhere(self) -> list[Diagnostic]:
        """All findings in files that were not named, in order."""
        return [one for one in _once(self.elsewhere) if one.span.source in self.others]

    @property
    def blocked(self) -> tuple[Project, ...]:
        """Those of `elsewhere` whose errors kept named files from being checked in full."""
        return tuple(project for project in self.elsewhere if project.stopped and project.failed)


def _once(projects: Sequence[Project]) -> list[Diagnostic]:
    from pricelang.diagnostics import sort
    from pricelang.project import distinct

    return sort(distinct(projects))


def identity(one: Diagnostic) -> object:
    """What makes a finding the same as one of another project that shares its file."""
    return one.rule, one.message, id(one.span.source), one.span.start, one.span.end


def gather(paths: Sequence[str], stdin_filename: str | None = None, settings: Settings | None = None) -> Sources:
    """The projects of files, folders and `-` (standard input); without paths, of the folder where one is.

    Each named file is the root of a project. With settings it is a part of those that reach it by imports, of what is
    found only that in the named files is kept, and the linter's rules are run.

    Raises:
        CannotRun: a path does not exist, a folder holds no price file, or standard input cannot be read.
        pricelang.config.ConfigError: a configuration cannot be used.
    """
    from pricelang.project import CannotRead, Loader, find

    named, given = _told(paths, stdin_filename)
    if settings is not None:
        return as_parts(named, given, settings, ["."] if not paths else [])
    loader = Loader()
    projects = [] if given is None else [loader.load(*given)]
    problems: list[str] = []
    try:
        roots = find(named or ([] if paths else ["."]), loader)
    except CannotRead as missing:
        raise CannotRun(*missing.args) from None
    for root in roots:
        try:
            projects.append(loader.load(root))
        except CannotRead as missing:
            problems += missing.args
    return Sources(tuple(projects), tuple(problems))


def as_parts(named: list[str], given: tuple[str, bytes] | None, settings: Settings, folders: list[str]) -> Sources:
    """Paths, standard input (`given`: what it is called, and what it holds) and folders as parts of their projects.

    Raises:
        CannotRun: a path does not exist, or a folder holds no price file.
        pricelang.config.ConfigError: a configuration cannot be used.
    """
    from pricelang.membership import memberships
    from pricelang.project import CannotRead, Loader, files, find, identity, text_of
    from pricelang.record import replace

    loader = Loader(settings)
    folders = [*folders, *(path for path in named if os.path.isdir(path))]
    problems: list[str] = []
    singles: list[str] = []
    roots: list[str] = []
    try:
        singles = files([path for path in named if not os.path.isdir(path)], settings)
    except CannotRead as missing:
        problems += missing.args
    try:
        roots = find(folders, loader)
    except CannotRead as missing:
        problems += missing.args
    if problems:
        raise CannotRun(*problems)
    parts: list[str] = []
    if given is not None and not settings.excludes(given[0], named=True):
        loader.hold(given[0], text_of(*given))
        parts.append(given[0])
    for path in singles:
        try:
            loader.read(path)  # before the others, so that it is called as it was named
            parts.append(path)
        except CannotRead as missing:
            problems += missing.args
    belonging = memberships(parts, loader, settings)
    members = {one.root: one.members for one in belonging.found}
    projects: list[Project] = []
    elsewhere: list[Project] = []
    shown: set[Source] = set()
    for root in dict.fromkeys([*roots, *members]):
        try:
            project = loader.load(root)
        except CannotRead as missing:
            problems += missing.args
            continue
        asked = {file.source for file in project.files if root in roots or identity(file.source.path) in members[root]}
        shown |= asked
        found = [one for one in project.diagnostics if one.span.source in asked]
        unasked = [one for one in project.diagnostics if one.span.source not in asked]
        projects.append(replace(project, diagnostics=tuple(found)))
        elsewhere.append(replace(project, diagnostics=tuple(unasked)))
    others = {file.source for project in projects for file in project.files} - shown
    notes = tuple(
        f"`{folder}` is too large to look everywhere for what imports the named files: a `pricelang.toml` beside the "
        "prices says where they are"
        for folder in belonging.cut
    )
    return Sources(tuple(projects), tuple(problems), tuple(elsewhere), frozenset(others), notes)


def _told(paths: Sequence[str], stdin_filename: str | None) -> tuple[list[str], tuple[str, bytes] | None]:
    """The paths but for `-`, and for it what standard input is called, and what it holds."""
    named = [path for path in paths if path != STDIN]
    if len(named) < len(paths):
        return named, stdin(stdin_filename)
    if stdin_filename is not None:
        raise CannotRun("`--stdin-filename` says what standard input is: write `-` for it among the paths")
    return named, None


def stdin(filename: str | None) -> tuple[str, bytes]:
    """What standard input is called, and what it holds.

    Raises:
        CannotRun: it cannot be read.
    """
    if filename is not None and os.path.isdir(filename):
        raise CannotRun(f"`--stdin-filename {filename}` is a folder, and standard input is one file")
    if sys.stdin is None:
        raise CannotRun("standard input is closed")
    try:
        from pricelang.project import MOST_BYTES, bounded

        name = filename or "<stdin>"
        return name, bounded(name, sys.stdin.buffer.read(MOST_BYTES + 1))
    except OSError as fault:
        raise CannotRun(f"standard input cannot be read: {(fault.strerror or str(fault)).lower()}") from None
