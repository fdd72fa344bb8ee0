"""`pricelang margin`: what each tier brings in, costs and leaves."""

from __future__ import annotations

import click

from pricelang.cli import options


@click.command()
@click.argument("spec", type=click.Path(), metavar="SPEC")
@click.option(
    "--output-format",
    type=click.Choice(["text", "json", "markdown"]),
    default="text",
    show_default=True,
    help="How the margins are written.",
)
@options.stdin_filename
@options.color
def command(spec: str, output_format: str, stdin_filename: str | None, color: options.Color) -> int:
    """Show the margin of each tier, by interval: full use, personas, and where it turns negative.

    SPEC is a price file, or `-` for standard input. Costs are as declared; what is not declared is not known. A line of
    blocks shows what is left of the bill as use grows, `!` where it is a loss.
    """
    from pricelang.analysis import Analysis
    from pricelang.cli.margins import documents, text
    from pricelang.cli.margins.report import report
    from pricelang.cli.margins.sheets import project
    from pricelang.cli.reporting import CannotRun, write, write_data

    read = project(spec, stdin_filename, color)
    if read is None or read.catalog is None:
        return 1
    path = read.root.path
    if read.catalog.product is None and not read.catalog.tiers:
        raise CannotRun(f"`{path}` declares no product and no tier: there is no margin to work out")
    analysis = Analysis(read.catalog)
    found = report(analysis, path)
    if output_format == "json":
        write_data(documents.document(found))
    elif output_format == "markdown":
        write_data(text.markdown(found, analysis.sheet))
    else:
        write(text.text(found, analysis.sheet))
    return 0
