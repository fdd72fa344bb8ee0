"""What a check comes to: which findings are new, and which of them fail the run."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

from pricelang.cli.sources import Sources, identity
from pricelang.config import Settings, threshold
from pricelang.diagnostics import Diagnostic
from pricelang.record import Record

if TYPE_CHECKING:
    from pricelang.cli.checking.known import Known
    from pricelang.project import Project


class Verdict(Record):
    """The findings to show, in order, the identities of those that fail the run, and how many more the baselines hold.

    `elsewhere` are the findings in files that were not named, where they fail the projects of those that were.
    `failed` says whether the run fails.
    """

    found: tuple[Diagnostic, ...]
    failing: frozenset[object]
    held: int
    elsewhere: tuple[Diagnostic, ...]
    failed: bool

    def fails(self, one: Diagnostic) -> bool:
        """Whether a finding fails the run."""
        return identity(one) in self.failing


def judge(
    sources: Sources,
    settings: Settings,
    fail_on: str | None,
    baseline: str | None,
    *,
    write_baseline: bool = False,
    no_baseline: bool = False,
) -> Verdict:
    """The verdict on some files. `fail_on` and `baseline`, where given, stand before what is configured.

    Raises:
        CannotRun: a baseline cannot be read, used or written.
    """
    refused = False
    if write_baseline:
        from pricelang.cli.checking.known import write

        refused = not write(sources, settings, baseline)
    known = None if no_baseline or refused else _known(sources, settings, baseline, written=write_baseline)

    def new(found: Sequence[Diagnostic]) -> Sequence[Diagnostic]:
        return found if known is None else known.new(found)

    def failing(projects: Sequence[Project]) -> frozenset[object]:
        return frozenset(
            identity(one)
            for project in projects
            for one in new(project.diagnostics)
            if one.severity >= threshold(fail_on or settings.of(project.root.path).fail_on)
        )

    every = sources.diagnostics
    found = tuple(new(every))
    fatal = failing(sources.projects)
    failed = refused or bool(fatal) or bool(failing(sources.blocked))
    elsewhere = tuple(new(sources.diagnostics_elsewhere)) if failing(sources.elsewhere) else ()
    return Verdict(found, fatal, len(every) - len(found), elsewhere, failed)


def _known(sources: Sources, settings: Settings, path: str | None, *, written: bool) -> Known | None:
    """What baselines hold of the findings; None where there is none."""
    configured = any(settings.of(project.root.path).baseline is not None for project in sources.projects)
    if not (written or path is not None or configured):
        return None
    from pricelang.cli.checking.known import known

    return known(sources, settings, path, written=written)
