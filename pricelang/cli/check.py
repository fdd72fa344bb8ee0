"""`pricelang check`: what is wrong with price files."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

import click

from pricelang.cli import options
from pricelang.cli.checking.output import Output
from pricelang.cli.options import Color
from pricelang.cli.reporting import COULD_NOT_RUN, CannotRun, fixable, note, problem, summary

if TYPE_CHECKING:
    from pricelang.cli.rewriting.fixes import Mended
    from pricelang.cli.sources import Sources
    from pricelang.diagnostics import Diagnostic
    from pricelang.project import Project


@click.command()
@options.paths
@options.stdin_filename
@options.output_format
@options.output_file
@click.option("--statistics", is_flag=True, help="Count by rule: in place of the findings, in `json` beside them.")
@options.color
@options.fail_on
@options.exit_zero
@options.select
@options.ignore
@options.config
@options.isolated
@click.option(
    "--baseline",
    type=click.Path(),
    metavar="FILE",
    help="Leave out what this file holds; by default as configured.",
)
@click.option("--no-baseline", is_flag=True, help="Leave out nothing.")
@click.option(
    "--write-baseline",
    is_flag=False,
    flag_value="",
    metavar="[FILE]",
    help="Write all findings of rules to a baseline, by default to pricelang-baseline.json.",
)
@options.fix
@options.unsafe_fixes
@options.diff
@click.option("--explain", is_flag=True, help="Also list what the economic analysis leaves undecided, and why.")
@options.quiet
def command(
    paths: tuple[str, ...],
    stdin_filename: str | None,
    output_format: str,
    output_file: str | None,
    statistics: bool,
    color: Color,
    fail_on: str | None,
    exit_zero: bool,
    select: tuple[str, ...],
    ignore: tuple[str, ...],
    config_path: str | None,
    isolated: bool,
    baseline: str | None,
    no_baseline: bool,
    write_baseline: str | None,
    fix: bool,
    unsafe_fixes: bool,
    diff: bool,
    explain: bool,
    quiet: bool,
) -> int:
    """Say what is wrong with price files.

    PATHS are files, folders (all `.price` files below them), or `-` for standard input; without any, the folder where
    you are. A file that others import is checked as a part of them, and of what is found only that in the named files
    is shown. Findings go to stdout, the summary to stderr.

    With --fix, what is left is said of the new text. A fix is made only after the new text was proven: no comment is
    lost, no error is new, the finding is gone. `-` is fixed to standard output, and its findings go to stderr.
    """
    from pricelang.cli.checking.verdict import judge
    from pricelang.cli.sources import gather
    from pricelang.config import ConfigError, Settings

    if unsafe_fixes and not (fix or diff):
        raise CannotRun("`--unsafe-fixes` goes with `--fix`, or with `--diff`")
    if diff:
        _shows_no_findings(output_format, output_file, statistics=statistics, write_baseline=write_baseline is not None)
    if no_baseline and (baseline is not None or write_baseline is not None):
        raise CannotRun("`--no-baseline` leaves out no baseline: write it alone")
    if write_baseline is not None:
        from pricelang.cli.checking.known import target

        named, paths = target(write_baseline, paths)
        baseline = named or baseline
    mended: Mended | None = None
    with Output(output_format, output_file, color, paths, statistics=statistics) as output:
        output.beside = fix and not diff and "-" in paths
        try:
            settings = Settings(
                config_path, isolated=isolated, select=options.words(select), ignore=options.words(ignore)
            )
            if fix or diff:
                from pricelang.cli.rewriting import fixes

                mended = fixes.mend(paths, stdin_filename, settings, unsafe=unsafe_fixes)
                sources = mended.sources
            else:
                sources = gather(paths, stdin_filename, settings)
        except ConfigError as wrong:
            raise CannotRun(str(wrong)) from None
        if mended is not None:
            fixes.say_left(mended)
            if diff:
                status = fixes.diff(mended, unsafe=unsafe_fixes, quiet=quiet)
                return 0 if status == 1 and exit_zero else status
            if not no_baseline:
                from pricelang.cli.checking.known import require

                require(sources, settings, baseline, written=write_baseline is not None)
            fixes.write(mended)
        verdict = judge(
            sources,
            settings,
            fail_on,
            baseline,
            write_baseline=write_baseline is not None,
            no_baseline=no_baseline,
        )
        output.write(verdict.found, sources, verdict.fails)
    problem(*sources.problems)
    if explain:
        _explain(sources.projects)
    if not quiet:
        held = f", and {verdict.held} in the baseline" if verdict.held else ""
        rest = fixable(verdict.found) if mended is None else f"; {fixes.done(mended, unsafe=unsafe_fixes)}"
        note(summary(verdict.found, sources.files) + held + rest)
    for left_out in sources.notes:
        note(f"note: {left_out}")
    if verdict.elsewhere and (sources.blocked or not quiet):
        _elsewhere(sources, verdict.elsewhere)
    if sources.problems:
        return COULD_NOT_RUN
    return int(verdict.failed and not exit_zero)


def _shows_no_findings(output_format: str, output_file: str | None, *, statistics: bool, write_baseline: bool) -> None:
    from pricelang.render import for_programs

    asked = {
        f"--output-format {output_format}": for_programs(output_format),
        "--output-file": output_file is not None,
        "--statistics": statistics,
        "--write-baseline": write_baseline,
    }
    for word, given in asked.items():
        if given:
            raise CannotRun(f"`--diff` shows a difference, and no findings: leave `{word}` out, or `--diff`")


def _elsewhere(sources: Sources, found: Sequence[Diagnostic]) -> None:
    """That the projects which named files belong to fail, for what stands in other files."""
    from pricelang.render import summary as counted

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
