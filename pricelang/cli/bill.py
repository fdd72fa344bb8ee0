"""`pricelang bill`: what a subscription and a usage cost."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import click

from pricelang.cli import options

if TYPE_CHECKING:
    from pricelang.catalog.catalog import Catalog


@click.command()
@click.argument("spec", type=click.Path(), metavar="SPEC")
@click.option("--tier", metavar="NAME", help="The tier that is subscribed to.")
@click.option("--all-tiers", is_flag=True, help="Bill the usage on every listed tier; name the cheapest.")
@click.option("--interval", metavar="INTERVAL", help="month, year, 6 months, once ...  [default: as the tier is sold]")
@click.option("--seats", multiple=True, metavar="[KIND=]N", help="Seats; repeatable by kind.")
@click.option("--use", "used", multiple=True, metavar="METRIC=N", help="Usage: draft=1_800, image=40[quality=high].")
@click.option("--addon", multiple=True, metavar="NAME[=N]", help="An add-on that is bought; repeatable.")
@click.option("--periods", metavar="CSV", help="Usage by period: columns period, metric, quantity, at, attributes.")
@click.option("--currency", metavar="CODE", help="The currency to pay in.  [default: the product's first]")
@click.option("--discount", "discounts", multiple=True, metavar="NAME", help="A discount by name or code; repeatable.")
@click.option("--cohort", metavar="NAME", help="The cohort of the customer.")
@click.option("--region", metavar="NAME", help="The region of the customer.")
@click.option("--existing-customer", is_flag=True, help="Somebody who was there before the prices changed.")
@click.option("--on", metavar="DATE", help="The first day of the (first) billing interval.")
@click.option("--no-overage", is_flag=True, help="What has to be enabled is not.")
@click.option("--budget", metavar="AMOUNT", help="The customer's own ceiling on all overage of a bill.")
@click.option("--commit", metavar="AMOUNT", help="What is committed to, for prices that ask for it.")
@click.option("--size", metavar="N", help="The size, of a tier that is sold by size.")
@click.option("--bought", multiple=True, metavar="METRIC=N", help="How much is bought, where a fee is for a quantity.")
@click.option("--trial", is_flag=True, help="The first bill is for the trial.")
@click.option("--explain", "explained", is_flag=True, help="Show the arithmetic, the wallets' draws, and what is next.")
@click.option(
    "--output-format",
    type=click.Choice(["text", "json", "markdown"]),
    default="text",
    show_default=True,
    help="How the bill is written.",
)
@options.stdin_filename
@options.color
def command(
    spec: str, stdin_filename: str | None, color: options.Color, output_format: str, explained: bool, **asked: Any
) -> int:
    """Bill a subscription and a usage, line by line.

    SPEC is a price file, or `-` for standard input. Amounts are exact; the total is rounded once.
    """
    from pricelang.cli.reporting import CannotRun, write, write_data
    from pricelang.rating import Rater, RatingError

    catalog = _catalog(spec, stdin_filename, color)
    if catalog is None:
        return 1
    rater = Rater(catalog)
    from pricelang.cli.billing import documents, markdown, text
    from pricelang.cli.billing.asking import refusal
    from pricelang.cli.billing.question import Question

    question = Question(catalog, rater, {**asked, "explained": explained})
    wide = _width()
    if asked["all_tiers"]:
        compared = question.compare()
        if output_format == "json":
            write_data(documents.comparison(compared))
        elif output_format == "markdown":
            write_data(markdown.comparison(compared))
        else:
            write(text.comparison(compared, wide))
        return 0
    try:
        bills = question.bills()
    except RatingError as refused:
        raise CannotRun(refusal(refused)) from None
    if output_format == "json":
        write_data(documents.bills(bills))
    elif output_format == "markdown":
        write_data(markdown.bills(bills, question.seats, explained))
    else:
        write(text.bills(bills, question.seats, wide, explained))
    return 0


def _catalog(spec: str, stdin_filename: str | None, color: options.Color) -> Catalog | None:
    """The catalog of a price file; None: it has errors, which are shown."""
    from pricelang.cli.reporting import CannotRun, note, show
    from pricelang.cli.sources import gather
    from pricelang.diagnostics import Severity

    sources = gather((spec,), stdin_filename)
    if sources.problems:
        raise CannotRun(*sources.problems)
    if len(sources.projects) > 1:
        roots = ", ".join(f"`{project.root.path}`" for project in sources.projects[:6])
        raise CannotRun(f"there are {len(sources.projects)} root files in `{spec}` ({roots}…): name one")
    errors = [one for one in sources.diagnostics if one.severity is Severity.ERROR]
    if errors:
        show(errors, color=color, err=True)
        note(f"nothing was billed: {len(errors)} error{'s' * (len(errors) != 1)}")
        return None
    (project,) = sources.projects
    return project.catalog


def _width() -> int:
    import os
    import sys

    from pricelang.render import terminal

    return terminal.width(sys.stdout, os.environ)
