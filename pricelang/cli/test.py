"""`pricelang test`: whether the examples of price files hold."""

from __future__ import annotations

import click

from pricelang.cli import options


@click.command()
@options.paths
@click.option("--verbose", "-v", is_flag=True, help="A line for each example.")
@click.option("-k", "chosen", metavar="TEXT", help="Only examples with this in their title, whatever its case.")
@click.option("--junit", type=click.Path(), metavar="FILE", help="Also write JUnit XML.")
@click.option(
    "--output-format",
    type=click.Choice(["text", "json"]),
    default="text",
    show_default=True,
    help="How outcomes are written.",
)
@options.stdin_filename
@options.color
def command(
    paths: tuple[str, ...],
    verbose: bool,
    chosen: str | None,
    junit: str | None,
    output_format: str,
    stdin_filename: str | None,
    color: options.Color,
) -> int:
    """Bill the examples of price files and compare the totals.

    PATHS are files, folders, or `-` for standard input; without any, the folder where you are. An example that does not
    hold is shown with both bills.
    """
    import os
    import sys

    from pricelang.cli.reporting import CannotRun, write, write_data
    from pricelang.cli.sources import gather
    from pricelang.cli.testing import text
    from pricelang.cli.testing.outcomes import Outcome, run
    from pricelang.render import terminal
    from pricelang.render.display import painter

    sources = gather(paths, stdin_filename)
    if sources.problems:
        raise CannotRun(*sources.problems)
    read = {os.path.realpath(file.source.path) for project in sources.projects for file in project.files}
    if junit is not None and os.path.realpath(junit) in read:
        raise CannotRun(f"`{junit}` is a price file that is read here: write the report elsewhere")
    wide = terminal.width(sys.stdout, os.environ)
    colored = terminal.color(color, sys.stdout, os.environ)
    paint = painter(colored)
    progress = text.Progress(write, paint, wide, verbose)

    def silent(_: Outcome) -> None:
        pass

    found = run(sources.projects, chosen, progress if output_format == "text" else silent)
    if chosen is not None and found.deselected and not found.outcomes:
        count = f"{found.deselected} example{'s' * (found.deselected != 1)}"
        raise CannotRun(f"none of {count} has `{chosen}` in its title")
    if output_format == "json":
        from pricelang.cli.testing import documents

        write_data(documents.document(found))
    else:
        progress.finish()
        write(text.report(found, wide, paint, colored))
    if junit is not None:
        _write_junit(junit, found)
    return int(found.failed)


def _write_junit(path: str, found: object) -> None:
    from pricelang.cli.reporting import CannotRun
    from pricelang.cli.testing.junit import document
    from pricelang.cli.testing.outcomes import Run
    from pricelang.writing import CannotWrite, write_files

    assert isinstance(found, Run)
    try:
        write_files({path: document(found)})
    except CannotWrite as cannot:
        raise CannotRun(str(cannot)) from None
