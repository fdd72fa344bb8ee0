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

STDIN = "-"


class Sources(Record):
    """The projects of some paths, in the order of the paths, and why others cannot be read."""

    projects: tuple[Project, ...]
    problems: tuple[str, ...]

    @property
    def files(self) -> int:
        """How many files were read, each counted once."""
        return len({id(file.source) for project in self.projects for file in project.files})

    @property
    def diagnostics(self) -> list[Diagnostic]:
        """All findings in order; what two projects say of a file they share is said once."""
        from pricelang.diagnostics import sort

        found: dict[object, Diagnostic] = {}
        for project in self.projects:
            for one in project.diagnostics:
                found.setdefault((one.rule, one.message, id(one.span.source), one.span.start, one.span.end), one)
        return sort(list(found.values()))


def gather(paths: Sequence[str], stdin_filename: str | None = None, settings: Settings | None = None) -> Sources:
    """The projects of files, folders and `-` (standard input); without paths, of the folder where one is.

    With settings, the linter's rules are run.

    Raises:
        CannotRun: a path does not exist, a folder holds no price file, or standard input cannot be read.
        pricelang.config.ConfigError: a configuration cannot be used.
    """
    from pricelang.project import CannotRead, Loader, find

    loader = Loader(settings)
    projects: list[Project] = []
    problems: list[str] = []
    named = [path for path in paths if path != STDIN]
    if stdin_filename is not None and len(named) == len(paths):
        raise CannotRun("`--stdin-filename` says what standard input is: write `-` for it among the paths")
    if len(named) < len(paths):
        name, data = stdin(stdin_filename)
        if settings is None or not settings.excludes(name, named=True):
            projects.append(loader.load(name, data))
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
