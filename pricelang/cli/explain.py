"""`pricelang explain`: what the name of a rule means."""

from __future__ import annotations

import click
from click.shell_completion import CompletionItem


def _complete(_ctx: click.Context, _param: click.Parameter, incomplete: str) -> list[CompletionItem]:
    from pricelang.explanations import names, summary

    return [CompletionItem(name, help=summary(name)) for name in names() if name.startswith(incomplete)]


@click.command()
@click.argument("rule", required=False, shell_complete=_complete)
def command(rule: str | None) -> None:
    """Print what RULE means, or list all rules.

    A page has a bad and a good example.
    """
    from pricelang.cli.reporting import CannotRun, write
    from pricelang.explanations import UnknownRule, names, page, summary

    if rule is None:
        known = names()
        wide = max(map(len, known))
        write("".join(f"{name:<{wide}}  {summary(name)}\n" for name in known))
        return
    try:
        write(page(rule))
    except UnknownRule as unknown:
        raise CannotRun(str(unknown)) from None
