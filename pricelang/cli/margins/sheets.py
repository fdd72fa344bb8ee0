"""The one price file that a command works on."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from pricelang.cli.options import Color
    from pricelang.project import Project


def project(spec: str, stdin_filename: str | None, color: Color) -> Project | None:
    """A price file and all that it imports, with a catalog; None: it has errors, which are shown.

    Raises:
        CannotRun: it cannot be read, or is not one file.
    """
    from pricelang.cli.reporting import CannotRun, note, show
    from pricelang.cli.sources import gather
    from pricelang.diagnostics import Severity

    sources = gather((spec,), stdin_filename)
    if sources.problems:
        raise CannotRun(*sources.problems)
    if len(sources.projects) != 1:
        raise CannotRun(f"`{spec}` holds {len(sources.projects)} price files: name one of them")
    errors = [one for one in sources.diagnostics if one.severity is Severity.ERROR]
    found = sources.projects[0]
    if errors or found.catalog is None:
        show(errors, color=color, err=True)
        note(f"nothing was worked out: {len(errors)} error{'s' * (len(errors) != 1)}")
        return None
    return found
