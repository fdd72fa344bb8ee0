"""Where the findings of a check are written, and how: to stdout or to a file, for people or for programs."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from types import TracebackType
from typing import TYPE_CHECKING

from pricelang.cli.reporting import CannotRun, show

if TYPE_CHECKING:
    from pricelang.cli.options import Color
    from pricelang.cli.sources import Sources
    from pricelang.diagnostics import Diagnostic
    from pricelang.render.run import Run


class Output:
    """Where findings go. Used as a context: where the check ends before it has written, and the format is for programs,
    a document is written all the same, which says why if its format can.

    `file` None is stdout; it may not be one of those that are `read`. `statistics` asks for counts by rule: in place of
    the findings for people, beside them in `json`. With `beside` set, stdout is for a result: what would go there goes
    to stderr.

    Raises:
        CannotRun: the file is a price file, or counts are asked of a format that has no place for them.
    """

    def __init__(
        self, output_format: str, file: str | None, color: Color, read: Sequence[str], *, statistics: bool = False
    ) -> None:
        from pricelang.render import for_programs

        if file is not None and file != "-":
            import os

            real = os.path.realpath(file)
            priced = file.endswith(".price") or real.endswith(".price") or real in map(os.path.realpath, read)
            if priced and not os.path.isdir(real):  # of a folder it is said, when it is written, that it is one
                raise CannotRun(f"`{file}` is a price file: write the findings elsewhere")
        self._programs = for_programs(output_format)
        if statistics and self._programs and output_format != "json":
            raise CannotRun(f"`{output_format}` has no place for statistics: write `--output-format json` or `full`")
        self._format = output_format
        self._file = None if file == "-" else file
        self._color: Color = color
        self._statistics = statistics
        self._written = False
        self.beside = False

    def __enter__(self) -> Output:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, fault: BaseException | None, trace: TracebackType | None
    ) -> None:
        if fault is None or self._written or not self._programs:
            return
        from contextlib import suppress

        from pricelang.cli.guard import reasons
        from pricelang.render.run import Run

        with suppress(CannotRun):  # the first reason is the one to tell
            self._document((), Run(problems=reasons(fault)))

    def write(self, found: Sequence[Diagnostic], sources: Sources, fails: Callable[[Diagnostic], bool]) -> None:
        """Write what was found in some files; `fails` says which findings fail the run.

        Raises:
            CannotRun: it cannot be written.
        """
        if self._programs:
            from pricelang.cli.checking.about import about
            from pricelang.render.run import Run

            run = Run(sources.paths, sources.problems, fails, about, self._statistics)
            self._document(found, run)
        elif self._statistics or self._file is not None:
            self._text(found)
        elif sources.projects or not sources.problems:
            show(found, self._format, self._color, err=self.beside)

    def _text(self, found: Sequence[Diagnostic]) -> None:
        import os
        import sys

        from pricelang.cli.reporting import note, write
        from pricelang.render import render, terminal

        stream = None if self._file is not None else sys.stderr if self.beside else sys.stdout
        colored = terminal.color(self._color, stream, os.environ)
        if self._statistics:
            from pricelang.render.display import painter
            from pricelang.render.statistics import counts, table

            text = table(counts(found), painter(colored))
        else:
            text = render(found, self._format, width=terminal.width(stream, os.environ), color=colored)
        if self._file is None:
            (note if self.beside else write)(text)
        else:
            self._save(self._file, text)

    def _document(self, found: Sequence[Diagnostic], run: Run) -> None:
        from pricelang.cli.reporting import note, write_data
        from pricelang.render import load, render

        text = render(found, self._format, width=0, color=False, run=run)
        self._written = True
        if self._file is None:
            (note if self.beside else write_data)(text)
        else:
            self._save(self._file, text)
        if hasattr(load(self._format), "APPENDS_TO"):
            from pricelang.cli.checking.appending import append

            append(load(self._format), found, run)

    def _save(self, path: str, text: str) -> None:
        from pricelang.writing import CannotWrite, write_files

        try:
            write_files({path: text})
        except CannotWrite as cannot:
            raise CannotRun(str(cannot)) from None
