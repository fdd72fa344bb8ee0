"""`pricelang init`: a first price file."""

from __future__ import annotations

import click

_REVIEWED = "2026-01-01"  # when the prices of the starter were last looked at: now


@click.command()
@click.argument("path", type=click.Path(readable=False), default="pricing.price", metavar="[PATH]")
@click.option("--force", is_flag=True, help="Write over a file that exists.")
def command(path: str, force: bool) -> None:
    """Write a first price file to start from.

    It is commented and shows the main constructs.

    PATH is a `.price` file (default: pricing.price), or a folder to write pricing.price to.
    """
    import os
    from datetime import date
    from shlex import quote

    from pricelang.cli.reporting import CannotRun, write
    from pricelang.writing import CannotWrite, write_files

    if os.path.isdir(path):
        path = os.path.join(path, "pricing.price")
    if not path.endswith(".price"):
        raise CannotRun(f"`{path}` is no name of a price file: it must end in `.price`")
    if os.path.lexists(path) and not force:
        raise CannotRun(f"`{path}` exists already; `--force` writes over it")
    with open(os.path.join(os.path.dirname(os.path.abspath(__file__)), "starter.price"), encoding="utf-8") as file:
        text = file.read().replace(_REVIEWED, date.today().isoformat())
    try:
        write_files({path: text})
    except CannotWrite as cannot:
        raise CannotRun(str(cannot)) from None
    shown = quote(path)
    write(
        f"wrote {path}\n\n"
        "Next:\n"
        f"  pricelang check {shown}\n"
        f"  pricelang build {shown} --target markdown\n"
        "  pricelang explain\n"
    )
