"""Arguments and options that several commands share. Light: every command imports it, and `--help` imports them all."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any, Literal, Protocol, TypeVar

import click

Color = Literal["auto", "always", "never"]
Format = Literal["full", "concise", "json"]

_F = TypeVar("_F", bound=Callable[..., Any])


class _Decorator(Protocol):
    def __call__(self, command: _F, /) -> _F: ...


paths: _Decorator = click.argument("paths", nargs=-1, type=click.Path(readable=False), metavar="[PATHS]...")

stdin_filename: _Decorator = click.option(
    "--stdin-filename",
    type=click.Path(readable=False),
    metavar="NAME",
    help="What `-` is called in findings, and where its imports are looked for.",
)

output_format: _Decorator = click.option(
    "--output-format",
    type=click.Choice(["full", "concise", "json"]),
    default="full",
    show_default=True,
    help="How findings are written.",
)

color: _Decorator = click.option(
    "--color",
    type=click.Choice(["auto", "always", "never"]),
    default="auto",
    show_default=True,
    help="When to colour them.",
)

fail_on: _Decorator = click.option(
    "--fail-on",
    type=click.Choice(["error", "warning", "info", "never"]),
    help="The least severity that fails the run (exit status 1): as configured, else `error`.",
)

quiet: _Decorator = click.option("--quiet", "-q", is_flag=True, help="No summary.")

select: _Decorator = click.option(
    "--select",
    multiple=True,
    metavar="RULES",
    help="Run these rules and groups instead of those configured; with commas, or again.",
)

ignore: _Decorator = click.option(
    "--ignore", multiple=True, metavar="RULES", help="Leave these rules and groups out; with commas, or again."
)

config: _Decorator = click.option(
    "--config", "config_path", type=click.Path(), metavar="FILE", help="Take the configuration from this file."
)

isolated: _Decorator = click.option("--isolated", is_flag=True, help="Take no configuration from files.")


def words(values: tuple[str, ...]) -> list[str]:
    """The words of options that may be given several times, each with commas."""
    return [word.strip() for value in values for word in value.split(",") if word.strip()]
