"""`pricelang check`: what is wrong with price files."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

import click

from pricelang.cli import options
from pricelang.cli.options import Color, Format
from pricelang.cli.reporting import COULD_NOT_RUN, CannotRun, note, problem, show, summary

if TYPE_CHECKING:
    from pricelang.cli.sources import Sources
    from pricelang.project import Project


@click.command()
@options.paths
@options.stdin_filename
@options.output_format
@options.color
@options.fail_on
@options.select
@options.ignore
@options.config
@options.isolated
@click.option("--explain", is_flag=True, help="Also list what the economic analysis leaves undecided, and why.")
@options.quiet
def command(
    paths: tuple[str, ...],
    stdin_filename: str | None,
    output_format: Format,
    color: Color,
    fail_on: str | None,
    select: tuple[str, ...],
    ignore: tuple[str, ...],
    config_path: str | None,
    isolated: bool,
    explain: bool,
    quiet: bool,
) -> int:
    """Say what is wrong with price files.

    PATHS are files, folders (all `.price` files below them), or `-` for standard input; without any, the folder where
    you are. A file that others import is checked as a part of them, and of what is found only that in the named files
    is shown. Findings go to stdout, the summary to stderr.
    """
    from pricelang.cli.sources import gather
    from pricelang.config import ConfigError, Settings, threshold

    try:
        settings = Settings(config_path, isolated=isolated, select=options.words(select), ignore=options.words(ignore))
        sources = gather(paths, stdin_filename, settings)
    except ConfigError as wrong:
        raise CannotRun(str(wrong)) from None
    found = sources.diagnostics
    if sources.projects or not sources.problems:
        show(found, output_format, color)
    problem(*sources.problems)
    if explain:
        _explain(sources.projects)
    if not quiet:
        note(summary(found, sources.files))

    def fails(project: Project) -> bool:
        least = threshold(fail_on or settings.of(project.root.path).fail_on)
        return any(one.severity >= least for one in project.diagnostics)

    for left_out in sources.notes:
        note(f"note: {left_out}")
    if any(map(fails, sources.elsewhere)) and (sources.blocked or not quiet):
        _elsewhere(sources)
    if sources.problems:
        return COULD_NOT_RUN
    return int(any(map(fails, (*sources.projects, *sources.blocked))))


def _elsewhere(sources: Sources) -> None:
    """That the projects which named files belong to fail, for what stands in other files."""
    from pricelang.render import summary as counted

    found = sources.diagnostics_elsewhere
    files = ", ".join(f"`{path}`" for path in dict.fromkeys(one.span.source.path for one in found))
    note(f"not shown, since not named: {counted(found)}: {files}")
    if sources.blocked:
        note("the named files are checked in full once the errors there are mended")


def _explain(projects: Sequence[Project]) -> None:
    """What is never a finding, since nothing was proven either way; beside the findings, on stderr."""
    open_questions = [(project.root.path, each) for project in projects for each in project.undecided]
    for path, each in open_questions:
        note(f"undecided: {path}: {each.rule} on tier `{each.tier}`: {each.reason}")
    if not open_questions:
        note("undecided: nothing")
