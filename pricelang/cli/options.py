"""Arguments and options that several commands share. Light: every command imports it, and `--help` imports them all."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING, Any, Literal, Protocol, TypeVar

import click

if TYPE_CHECKING:
    from click.shell_completion import CompletionItem

Color = Literal["auto", "always", "never"]
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


class _Format(click.ParamType):  # type: ignore[type-arg]  # not generic in the oldest click
    """The name of a format of diagnostics. A `click.Choice` would look for all of them at every start."""

    name = "format"

    def get_metavar(self, param: click.Parameter, ctx: click.Context | None = None) -> str:
        from pricelang.render import formats

        return f"[{'|'.join(formats())}]"

    def convert(self, value: Any, param: click.Parameter | None, ctx: click.Context | None) -> str:
        from pricelang.render import formats, load

        try:
            load(str(value))
        except ValueError:
            known = ", ".join(f"'{name}'" for name in formats())
            self.fail(f"{value!r} is not one of {known}.", param, ctx)
        return str(value)

    def shell_complete(self, ctx: click.Context, param: click.Parameter, incomplete: str) -> list[CompletionItem]:
        from click.shell_completion import CompletionItem

        from pricelang.render import formats

        return [CompletionItem(name) for name in formats() if name.startswith(incomplete)]


output_format: _Decorator = click.option(
    "--output-format", type=_Format(), default="full", show_default=True, help="How findings are written."
)

output_file: _Decorator = click.option(
    "--output-file",
    type=click.Path(readable=False),
    metavar="FILE",
    help="Write the findings to this file, whole or not at all, in place of stdout.",
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

exit_zero: _Decorator = click.option(
    "--exit-zero", is_flag=True, help="Exit with 0 whatever is found; what cannot run is still 2."
)

fix: _Decorator = click.option(
    "--fix", is_flag=True, help="Make the safe fixes: those that keep the compiled output as it is."
)

unsafe_fixes: _Decorator = click.option(
    "--unsafe-fixes", is_flag=True, help="With --fix or --diff: the others, too. A price may change."
)

diff: _Decorator = click.option(
    "--diff", is_flag=True, help="Write nothing; show what --fix would do. Exit with 1 where that is anything."
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
