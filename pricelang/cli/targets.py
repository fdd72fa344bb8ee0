"""`pricelang targets`: what can be built, what each target can say, and what it cannot."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, Literal

import click

if TYPE_CHECKING:
    from collections.abc import Iterator


@click.command()
@click.argument("name", required=False, metavar="[TARGET]")
@click.option(
    "--output-format",
    type=click.Choice(["full", "json"]),
    default="full",
    show_default=True,
    help="How it is written.",
)
def command(name: str | None, output_format: Literal["full", "json"]) -> int:
    """List the targets; with the name of one, what it can say and what it loses."""
    import json

    from pricelang.cli.reporting import CannotRun, write, write_data
    from pricelang.targets import UnknownTarget, load, names

    try:
        chosen = names() if name is None else [load(name).NAME]
    except UnknownTarget as unknown:
        raise CannotRun(str(unknown)) from None
    listed = [_described(one) for one in chosen]
    if output_format == "json":
        write_data(json.dumps(listed if name is None else listed[0], indent=2, ensure_ascii=False) + "\n")
    elif name is None:
        width = max(len(one["name"]) for one in listed)
        for one in listed:
            write(f"{one['name']:{width}}  {one['description']}\n")
        write("\n`pricelang targets TARGET` says what one of them can say, and what it loses.\n")
    else:
        for line in _lines(listed[0]):
            write(line + "\n")
    return 0


def _described(name: str) -> dict[str, Any]:
    from pricelang.targets import billing, load

    module = load(name)
    described: dict[str, Any] = {
        "name": name,
        "description": module.DESCRIPTION,
        "suffix": module.SUFFIX,
        "options": module.OPTIONS,
    }
    target = billing(name)
    if target is not None:
        described["expresses"] = target.EXPRESSES
        described["losses"] = {
            loss: {"what": kind.what, "instead": kind.instead} for loss, kind in sorted(target.LOSSES.items())
        }
    return described


def _lines(one: dict[str, Any]) -> Iterator[str]:
    yield f"{one['name']}: {one['description']}"
    if one["options"]:
        yield "\nOptions (`--option NAME=VALUE`)"
        for option, phrase in one["options"].items():
            yield f"  {option}: {phrase}"
    if "losses" not in one:
        return
    yield "\nSays"
    for construct, how in one["expresses"].items():
        yield f"  {construct}: {how}"
    yield "\nLoses, and `--allow-loss NAME` writes instead"
    for loss, said in one["losses"].items():
        yield f"  {loss}: {said['what']}"
        yield f"    {said['instead'] or 'nothing: it is refused'}"
