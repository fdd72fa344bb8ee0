"""`pricelang config`: the configuration that holds, and where each part of it is from."""

from __future__ import annotations

from typing import Literal

import click

from pricelang.cli import options


@click.command()
@click.argument("path", required=False, default=".", type=click.Path())
@options.select
@options.ignore
@options.config
@options.isolated
@click.option("--output-format", type=click.Choice(["text", "json"]), default="text", show_default=True)
def command(
    path: str,
    select: tuple[str, ...],
    ignore: tuple[str, ...],
    config_path: str | None,
    isolated: bool,
    output_format: Literal["text", "json"],
) -> None:
    """Print the configuration that holds for PATH, and where each part of it is from.

    PATH is a file or a folder; without it, the folder where you are.
    """
    import json
    import os

    from pricelang.cli.reporting import CannotRun, write, write_data
    from pricelang.config import ConfigError, Settings, shown
    from pricelang.config.report import report

    if not os.path.exists(path):
        raise CannotRun(f"`{path}` does not exist")
    try:
        settings = Settings(config_path, isolated=isolated, select=options.words(select), ignore=options.words(ignore))
        config = settings.of(os.path.join(path, "x") if os.path.isdir(path) else path)
    except ConfigError as wrong:
        raise CannotRun(str(wrong)) from None
    entries = report(config)
    if output_format == "json":
        document = {
            "file": None if config.path is None else shown(config.path),
            "settings": {key: {"value": value, "from": origin} for key, value, origin in entries},
        }
        write_data(json.dumps(document, indent=2, ensure_ascii=False) + "\n")
        return
    lines = [(f"{key} = {json.dumps(value, ensure_ascii=False)}", origin) for key, value, origin in entries]
    wide = max(len(line) for line, _ in lines if len(line) <= 60)
    write("".join(f"{line:<{wide}}  # {origin}\n" for line, origin in lines))
