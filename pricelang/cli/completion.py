"""`pricelang completion`: the script that lets a shell complete commands, options and files."""

from __future__ import annotations

import click


@click.command(epilog='For bash: eval "$(pricelang completion bash)" in ~/.bashrc.')
@click.argument("shell", type=click.Choice(["bash", "zsh", "fish"]))
@click.pass_context
def command(ctx: click.Context, shell: str) -> None:
    """Print a script of shell completion for SHELL."""
    from click.shell_completion import get_completion_class

    from pricelang.cli.reporting import write

    made = get_completion_class(shell)
    assert made is not None
    complete = made(ctx.find_root().command, {}, "pricelang", "_PRICELANG_COMPLETE")
    # not `source()`, which runs the shell to ask its version
    write(complete.source_template % complete.source_vars())
