"""The program: finds its commands by their modules and runs them under guard."""

from __future__ import annotations

import sys
from collections.abc import Sequence
from importlib import import_module
from typing import Any

import click

import pricelang
from pricelang.cli.guard import guarded
from pricelang.cli.reporting import COULD_NOT_RUN, note


class Program(click.Group):
    """A group whose commands are the modules of this folder that hold `command`.

    A command returns its exit status, or nothing for 0.
    """

    def list_commands(self, ctx: click.Context) -> list[str]:
        from pkgutil import iter_modules

        from pricelang.cli import __path__ as folder

        names = sorted(module.name.replace("_", "-") for module in iter_modules(folder))
        return [name for name in names if self.get_command(ctx, name) is not None]

    def get_command(self, ctx: click.Context, cmd_name: str) -> click.Command | None:
        module = cmd_name.replace("-", "_")
        if not module.isidentifier() or module.startswith("_"):
            return None
        name = f"pricelang.cli.{module}"
        try:
            found = getattr(import_module(name), "command", None)
        except ModuleNotFoundError as missing:
            if missing.name != name:
                raise
            return None
        return found if isinstance(found, click.Command) else None

    def resolve_command(
        self, ctx: click.Context, args: list[str]
    ) -> tuple[str | None, click.Command | None, list[str]]:
        word = args[0]
        if not word.startswith("-") and self.get_command(ctx, word) is None and not ctx.resilient_parsing:
            from pricelang.spelling import nearest

            known = self.list_commands(ctx)
            close = nearest(word, known)
            rest = f"; did you mean `{close[0]}`?" if close else f"; there are {', '.join(known)}"
            ctx.fail(f"there is no command `{word if len(word) <= 60 else word[:59] + '…'}`{rest}")
        return super().resolve_command(ctx, args)

    def main(
        self,
        args: Sequence[str] | None = None,
        prog_name: str | None = None,
        complete_var: str | None = None,
        standalone_mode: bool = True,
        windows_expand_args: bool = True,
        **extra: Any,
    ) -> Any:
        def run() -> object:
            return super(Program, self).main(
                args=args,
                prog_name=prog_name,
                complete_var=complete_var,
                standalone_mode=False,
                windows_expand_args=windows_expand_args,
                **extra,
            )

        if not standalone_mode:
            return run()
        sys.exit(guarded(run))


@click.command(
    cls=Program,
    invoke_without_command=True,
    context_settings={"help_option_names": ["-h", "--help"], "max_content_width": 100},
    epilog="Exit status: 0 clean, 1 findings, 2 could not run.",
)
@click.version_option(pricelang.__version__, message="pricelang %(version)s")
@click.pass_context
def program(ctx: click.Context) -> int:
    """Pricing as code: check price files and build from them."""
    if ctx.invoked_subcommand is None:
        note(ctx.get_help())
        return COULD_NOT_RUN
    return 0
