"""The command that asks what another cost or price would do to the margins."""

from __future__ import annotations

import click

from pricelang.cli import options


@click.command()
@click.argument("spec", type=click.Path(), metavar="SPEC")
@click.option(
    "--cost",
    "costs",
    multiple=True,
    metavar="NAME[.UNIT]=CHANGE",
    help="Another cost: gpt5=-30%, gpt5.output=+10%, gpt5.input=$0.20; repeatable.",
)
@click.option(
    "--price",
    "prices",
    multiple=True,
    metavar="NAME[.PERIOD]=CHANGE",
    help="Another fee of a tier or package: pro=+10%, pro.month=$25; repeatable.",
)
@click.option(
    "--output-format",
    type=click.Choice(["text", "json", "markdown"]),
    default="text",
    show_default=True,
    help="How the answer is written.",
)
@options.stdin_filename
@options.select
@options.ignore
@options.config
@options.isolated
@options.color
def command(
    spec: str,
    costs: tuple[str, ...],
    prices: tuple[str, ...],
    output_format: str,
    stdin_filename: str | None,
    select: tuple[str, ...],
    ignore: tuple[str, ...],
    config_path: str | None,
    isolated: bool,
    color: options.Color,
) -> int:
    """Show what other costs and prices would do: margins before and after, and the findings that come and go.

    SPEC is a price file, or `-` for standard input; it is not written to. A change is a percentage with its sign, or
    the new amount for as many units as the file says. Examples are not billed again.
    """
    from datetime import date

    from pricelang.cli.reporting import CannotRun, note, show, write, write_data
    from pricelang.cli.sources import gather
    from pricelang.cli.supposing import documents, markdown, text
    from pricelang.cli.supposing.changing import supposed
    from pricelang.cli.supposing.outcome import outcome
    from pricelang.config import ConfigError, Settings
    from pricelang.diagnostics import Severity

    if not costs and not prices:
        raise CannotRun("nothing is another: write `--cost NAME=-30%` or `--price NAME=+10%`")
    sources = gather((spec,), stdin_filename)
    if sources.problems:
        raise CannotRun(*sources.problems)
    if len(sources.projects) > 1:
        roots = ", ".join(f"`{project.root.path}`" for project in sources.projects[:6])
        raise CannotRun(f"there are {len(sources.projects)} root files in `{spec}` ({roots}…): name one")
    errors = [one for one in sources.diagnostics if one.severity is Severity.ERROR]
    if errors:
        show(errors, color=color, err=True)
        note(f"nothing was compared: {len(errors)} error{'s' * (len(errors) != 1)}")
        return 1
    (project,) = sources.projects
    assert project.catalog is not None, "a project without errors has a catalog"
    after, changes = supposed(project.catalog, costs, prices)
    try:
        settings = Settings(config_path, isolated=isolated, select=options.words(select), ignore=options.words(ignore))
        config = settings.of(project.root.path)
    except ConfigError as wrong:
        raise CannotRun(str(wrong)) from None
    found = outcome(project.files, project.catalog, after, changes, config, date.today())
    if output_format == "json":
        write_data(documents.document(found))
    elif output_format == "markdown":
        write_data(markdown.page(found))
    else:
        write(text.report(found, _width()))
    return 0


def _width() -> int:
    import os
    import sys

    from pricelang.render import terminal

    return terminal.width(sys.stdout, os.environ)
