"""`pricelang what-if`: margins after costs change."""

from __future__ import annotations

import click

from pricelang.cli import options


@click.command()
@click.argument("spec", type=click.Path(), metavar="SPEC")
@click.option(
    "--cost",
    "changes",
    multiple=True,
    required=True,
    metavar="NAME=CHANGE",
    help="A cost and how it changes: gpt5_mini=-30%, gpt5_mini=+12.5%; repeatable.",
)
@click.option(
    "--output-format",
    type=click.Choice(["text", "json"]),
    default="text",
    show_default=True,
    help="How the comparison is written.",
)
@options.stdin_filename
@options.color
def command(
    spec: str, changes: tuple[str, ...], output_format: str, stdin_filename: str | None, color: options.Color
) -> int:
    """Show each tier's margin before and after costs change, and which findings come and go.

    SPEC is a price file, or `-` for standard input.
    """
    from pricelang.cli.margins import comparing
    from pricelang.cli.margins.sheets import project
    from pricelang.cli.reporting import write, write_data

    found = project(spec, stdin_filename, color)
    if found is None:
        return 1
    compared = comparing.compare(found, comparing.wanted(changes))
    if output_format == "json":
        write_data(comparing.document(compared))
    else:
        write(comparing.text(compared))
    return 0
