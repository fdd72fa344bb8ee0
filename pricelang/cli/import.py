"""`pricelang import`: a price file from a foreign format."""  # noqa: N999 - a module has the name of its command

from __future__ import annotations

from typing import TYPE_CHECKING

import click
from click.shell_completion import CompletionItem

if TYPE_CHECKING:
    from collections.abc import Sequence

    from pricelang.importers import Loss

_SHOWN = 8


def _complete(_ctx: click.Context, _param: click.Parameter, incomplete: str) -> list[CompletionItem]:
    from pricelang.importers import names

    return [CompletionItem(name) for name in names() if name.startswith(incomplete)]


class _Import(click.Command):
    def format_epilog(self, ctx: click.Context, formatter: click.HelpFormatter) -> None:
        from pricelang.importers import load, names

        with formatter.section("Formats"):
            formatter.write_dl([(name, load(name).DESCRIPTION) for name in names()])


@click.command(cls=_Import)
@click.argument("format_name", metavar="FORMAT", shell_complete=_complete)
@click.argument("file", type=click.Path())
@click.option("--out", "-o", type=click.Path(), metavar="FILE", help="Where to write it. Without it: stdout.")
@click.option("--brief", is_flag=True, help=f"At most {_SHOWN} lines of the report for each sort of loss.")
def command(format_name: str, file: str, out: str | None, brief: bool) -> int:
    """Write a price file that says what a document of another format says.

    FILE is the document, or `-` for standard input. What could not be carried over is reported on stderr, each with its
    place in the document. The exit status is 1 where the price file has errors, because the document has: the file is
    written all the same, so that `check` can name them.
    """
    from pricelang.cli.reporting import CannotRun, note, write_data
    from pricelang.diagnostics import Severity
    from pricelang.importers import CannotImport, UnknownImporter, load
    from pricelang.project import Loader

    try:
        importer = load(format_name)
    except UnknownImporter as unknown:
        raise CannotRun(str(unknown)) from None
    text = _read(file)
    try:
        imported = importer.convert(text, path="<stdin>" if file == "-" else file)
    except CannotImport as cannot:
        raise CannotRun(f"`{file}`: {cannot}") from None
    if out is None or out == "-":
        write_data(imported.text)
    else:
        _write(imported.text, file, out)
        note(f"wrote {out}")
    _report(imported.report, brief)
    project = Loader().load(out or "<stdout>", imported.text)
    errors = [one for one in project.diagnostics if one.severity is Severity.ERROR]
    if errors:
        note(f"the price file has {len(errors)} error{'s' * (len(errors) != 1)}; `pricelang check` shows them")
    return int(bool(errors))


def _read(file: str) -> str:
    import sys

    from pricelang.cli.reporting import CannotRun
    from pricelang.project import CannotRead, read

    if file == "-":
        if sys.stdin is None:
            raise CannotRun("standard input is closed")
        data = sys.stdin.buffer.read()
    else:
        try:
            data = read(file)
        except CannotRead as cannot:
            raise CannotRun(*map(str, cannot.args)) from None
    try:
        return data.decode("utf-8-sig")
    except UnicodeDecodeError as problem:
        raise CannotRun(f"`{file}` is not UTF-8 text: byte 0x{data[problem.start]:02x} at {problem.start}") from None


def _write(text: str, file: str, out: str) -> None:
    import os

    from pricelang.cli.reporting import CannotRun
    from pricelang.writing import CannotWrite, write_files

    if file != "-" and os.path.realpath(out) == os.path.realpath(file):
        raise CannotRun(f"`{out}` is the document that is read: write the price file elsewhere")
    try:
        write_files({out: text})
    except CannotWrite as cannot:
        raise CannotRun(str(cannot)) from None


def _report(report: Sequence[Loss], brief: bool) -> None:
    """What was lost, by kind: the kinds in the order in which they first come."""
    from pricelang.cli.reporting import note
    from pricelang.render.display import clean

    kinds: dict[str, list[Loss]] = {}
    for loss in report:
        kinds.setdefault(loss.kind, []).append(loss)
    for kind, losses in kinds.items():
        note(f"{kind}: {len(losses)}")
        shown = losses[:_SHOWN] if brief else losses
        for loss in shown:
            said = " ".join(loss.said.split())
            said = said if len(said) <= 60 else said[:59] + "…"
            note(clean(f"  {loss.path}: `{said}` -> {loss.instead}"))
        if len(shown) < len(losses):
            note(f"  and {len(losses) - len(shown)} more")
    note(f"{len(report)} value{'s' * (len(report) != 1)} of the document not carried over as written")
