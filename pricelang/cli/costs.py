"""`pricelang costs`: what serving costs, held against a public price list."""

from __future__ import annotations

from typing import TYPE_CHECKING

import click

from pricelang.cli import options

if TYPE_CHECKING:
    from pricelang.cli.costing.survey import Survey


@click.command()
@options.paths
@click.option("--write", "wanted", is_flag=True, help="Write the listed prices, and their day, into the files.")
@click.option("--check", "strict", is_flag=True, help="Exit with 1 where a price is out of date.")
@click.option(
    "--output-format",
    type=click.Choice(["text", "json", "markdown"]),
    default="text",
    show_default=True,
    help="How the comparison is written.",
)
@options.stdin_filename
@options.color
def command(
    paths: tuple[str, ...],
    wanted: bool,
    strict: bool,
    output_format: str,
    stdin_filename: str | None,
    color: options.Color,
) -> int:
    """Hold costs against the public price list that they name.

    A cost names its model with `source genai_prices "openai:gpt-5-mini"`. The list is the one that the package
    `genai-prices` ships: nothing is fetched, so a newer list is a newer package. Prices that look like mistakes, and
    what the list does not say, are reported and never written.

    PATHS are files, folders, or `-` for standard input; without any, the folder where you are.
    """
    from pricelang.cli.costing import documents, markdown, text
    from pricelang.cli.costing.survey import survey, write_back
    from pricelang.cli.reporting import CannotRun, note, show, write, write_data
    from pricelang.cli.sources import gather
    from pricelang.diagnostics import Severity

    if wanted and strict:
        raise CannotRun("`--write` and `--check` do not go together: what is written is not out of date")
    sources = gather(paths, stdin_filename)
    if sources.problems:
        raise CannotRun(*sources.problems)
    errors = [one for one in sources.diagnostics if one.severity is Severity.ERROR]
    if errors:
        show(errors, color=color, err=True)
        note(f"nothing was compared: {len(errors)} error{'s' * (len(errors) != 1)}")
        return 1
    found = survey(sources.projects)
    if output_format == "json":
        write_data(documents.document(found))
    elif output_format == "markdown":
        write_data(markdown.page(found))
    else:
        write(text.report(found, _width()))
    for line in write_back(sources.projects, found) if wanted else ():
        note(line)
    return _status(found, strict)


def _status(found: Survey, strict: bool) -> int:
    if any(item.report.problem is not None for item in found.items):
        return 1
    return int(strict and any(item.report.stale for item in found.items))


def _width() -> int:
    import os
    import sys

    from pricelang.render import terminal

    return terminal.width(sys.stdout, os.environ)
