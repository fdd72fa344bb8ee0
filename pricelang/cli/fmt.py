"""`pricelang fmt`: price files in the one style."""

from __future__ import annotations

from typing import TYPE_CHECKING

import click

from pricelang.cli import options
from pricelang.cli.reporting import COULD_NOT_RUN, CannotRun, note, problem, show, write, write_data

if TYPE_CHECKING:
    from collections.abc import Sequence

    from pricelang.cli.options import Color
    from pricelang.config import Settings
    from pricelang.diagnostics import Diagnostic

_STDIN = "-"


@click.command()
@options.paths
@click.option("--check", is_flag=True, help="Write nothing; list the files that are not in the style.")
@click.option("--diff", is_flag=True, help="Write nothing; show what would change.")
@click.option(
    "--line-length",
    type=click.IntRange(20, 1000),
    default=100,
    show_default=True,
    metavar="N",
    help="Columns that a line may take where it can be broken; comments do not count.",
)
@options.stdin_filename
@options.config
@options.isolated
@options.color
@options.quiet
def command(
    paths: tuple[str, ...],
    check: bool,
    diff: bool,
    line_length: int,
    stdin_filename: str | None,
    config_path: str | None,
    isolated: bool,
    color: Color,
    quiet: bool,
) -> int:
    """Write price files in the one style.

    PATHS are files, folders (all `.price` files below them), or `-` for standard input, which is written to standard
    output; without any, the folder where you are. Only what would change is written, whole or not at all, and only
    after it has been proven to say the same, with the same comments. A file with syntax errors stays as it is.

    Exit status: 0 done, 1 a file has syntax errors, or would change under --check and --diff, 2 could not run.
    """
    from pricelang.config import ConfigError, Settings

    try:
        settings = Settings(config_path, isolated=isolated)
        if _STDIN in paths or stdin_filename is not None:
            return _stream(paths, stdin_filename, settings, _Run(line_length, check, diff), color)
        return _files(paths, settings, _Run(line_length, check, diff), color, quiet)
    except ConfigError as wrong:
        raise CannotRun(str(wrong)) from None


class _Run:
    """What is asked for, and what comes of it."""

    def __init__(self, line_length: int, check: bool, diff: bool) -> None:
        self.line_length = line_length
        self.check = check
        self.diff = diff
        self.changed: dict[str, str] = {}  # the new text, by path
        self.diagnostics: list[Diagnostic] = []
        self.problems: list[str] = []

    def format(self, path: str, data: bytes) -> str | None:
        """The text of a file in the style, or None where it has to stay as it is."""
        from pricelang.formatting import Unproven, format_file
        from pricelang.project import text_of

        file = text_of(path, data)
        if file.diagnostics:
            self.diagnostics += file.diagnostics
            return None
        try:
            text = format_file(file, self.line_length)
        except Unproven as fault:
            self.problems.append(
                f"`{path}` stays as it is: {fault}. That is a fault of pricelang; please report it, with the file"
            )
            return None
        if text.encode("utf-8") != data:
            self.changed[path] = text
            self._say(path, data.decode("utf-8"), text)
        return text

    def _say(self, path: str, before: str, after: str) -> None:
        if self.diff:
            from pricelang.cli.difference import difference

            write_data(difference(path, before, after))
        elif self.check:
            from pricelang.render.display import clean

            write(clean(path) + "\n")

    def status(self, color: Color) -> int:
        """The exit status, after what went wrong has been said."""
        if self.diagnostics:
            show(self.diagnostics, color=color, err=True)
        problem(*self.problems)
        if self.problems:
            return COULD_NOT_RUN
        return int(bool(self.diagnostics) or ((self.check or self.diff) and bool(self.changed)))


def _files(paths: Sequence[str], settings: Settings, run: _Run, color: Color, quiet: bool) -> int:
    from pricelang.project import CannotRead, files, identity, read
    from pricelang.writing import CannotWrite, write_files

    try:
        names: dict[str, str] = {}  # a file that links give several names is one
        for path in files(paths or ["."], settings):
            names.setdefault(identity(path), path)
    except CannotRead as missing:
        raise CannotRun(*missing.args) from None
    same = 0
    data: dict[str, bytes] = {}
    for path in names.values():
        try:
            data[path] = read(path)
            text = run.format(path, data[path])
        except CannotRead as missing:
            run.problems += missing.args
            continue
        same += text is not None and path not in run.changed
    if not run.check and not run.diff:
        try:
            for path in run.changed:
                if read(path) != data[path]:
                    raise CannotRun(f"`{path}` has changed since it was read: nothing was written; run it again")
            write_files(run.changed)
        except (CannotRead, CannotWrite) as cannot:
            raise CannotRun(str(cannot)) from None
    status = run.status(color)
    if not quiet:
        note(_summary(run, same))
    return status


def _stream(paths: Sequence[str], filename: str | None, settings: Settings, run: _Run, color: Color) -> int:
    """Standard input to standard output."""
    from pricelang.cli.sources import stdin

    if list(paths) != [_STDIN]:
        raise CannotRun(
            "`-` is formatted to standard output, and files in their places: give one or the other"
            if _STDIN in paths
            else "`--stdin-filename` says what standard input is: write `-` for it as the path"
        )
    name, data = stdin(filename)
    if settings.excludes(name, named=True):
        text: str | bytes | None = data
    else:
        text = run.format(name, data)
    if text is not None and not run.check and not run.diff:
        write_data(text)
    return run.status(color)


def _summary(run: _Run, same: int) -> str:
    """One line for people: `2 files formatted, 3 left as they were`."""

    def counted(number: int) -> str:
        return f"{number} file{'s' * (number != 1)}"

    said = "would change" if run.check or run.diff else "formatted"
    left = "already in the style"
    parts = [f"{counted(len(run.changed))} {said}"] if run.changed else []
    if same or not run.changed:
        parts.append(f"{same} {left}" if parts else f"{counted(same)} {left}")
    faulty = len({one.span.source.path for one in run.diagnostics})
    if faulty:
        parts.append(f"{faulty} not read for {'errors' if len(run.diagnostics) > 1 else 'an error'} in syntax")
    return ", ".join(parts)
