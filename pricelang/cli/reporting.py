"""What commands say: results and findings on stdout, everything about the run on stderr."""

from __future__ import annotations

import os
import sys
from collections.abc import Callable, Sequence
from contextlib import suppress
from typing import TYPE_CHECKING, TextIO

if TYPE_CHECKING:
    from pricelang.cli.options import Color
    from pricelang.diagnostics import Diagnostic

COULD_NOT_RUN = 2


class CannotRun(Exception):  # noqa: N818 - said as it is read
    """What was asked for cannot be done; each message says why and what to do. The exit status is 2."""

    def __init__(self, *messages: str) -> None:
        self.messages = messages
        super().__init__(*messages)


def write(text: str) -> None:
    """Text for people on stdout, in its encoding; what that lacks is escaped.

    Raises:
        CannotRun: it cannot be written. That nobody reads on (`| head`) is no fault.
    """
    _out(lambda stream: stream.write(text))


def write_data(data: str | bytes) -> None:
    """A document on stdout: UTF-8 on every machine, the same bytes as in a file; bytes as they are.

    Raises:
        CannotRun: it cannot be written. That nobody reads on (`| head`) is no fault.
    """

    def send(stream: TextIO) -> None:
        binary = getattr(stream, "buffer", None)
        if binary is None:  # a stream of text that somebody put there
            stream.write(data if isinstance(data, str) else data.decode("utf-8", "replace"))
        else:
            stream.flush()
            binary.write(data.encode("utf-8", "backslashreplace") if isinstance(data, str) else data)

    _out(send)


def finish() -> None:
    """Send what is still held back.

    Raises:
        CannotRun: it cannot be written.
    """
    _out(lambda stream: None)


def _out(send: Callable[[TextIO], object]) -> None:
    stream: TextIO | None = sys.stdout
    if stream is None:
        return
    try:
        send(stream)
        stream.flush()
    except BrokenPipeError:
        _silence(stream)
    except OSError as fault:
        _silence(stream)
        raise CannotRun(f"standard output cannot be written: {(fault.strerror or str(fault)).lower()}") from None


def _silence(stream: TextIO) -> None:
    """Let what is left go nowhere, or the interpreter would complain of it as it ends."""
    with suppress(OSError, ValueError):
        nowhere = os.open(os.devnull, os.O_WRONLY)
        os.dup2(nowhere, stream.fileno())
        os.close(nowhere)


def note(text: str) -> None:
    """A line about the run, on stderr."""
    stream: TextIO | None = sys.stderr
    if stream is not None:
        with suppress(OSError, ValueError):
            stream.write(text + "\n")
            stream.flush()


def problem(*messages: str) -> None:
    """Why the run could not be, on stderr, a line for each message."""
    from pricelang.render.display import clean

    for message in messages:
        note(f"error: {clean(message)}")


def show(
    diagnostics: Sequence[Diagnostic], output_format: str = "full", color: Color = "auto", *, err: bool = False
) -> None:
    """Diagnostics in a format for people on stdout, or on stderr where stdout is for a result.

    Raises:
        CannotRun: they cannot be written.
    """
    from pricelang.render import render, terminal

    stream: TextIO | None = sys.stderr if err else sys.stdout
    wide = terminal.width(stream, os.environ)
    text = render(diagnostics, output_format, width=wide, color=terminal.color(color, stream, os.environ))
    if err:
        note(text.rstrip("\n"))
    else:
        write(text)


def summary(diagnostics: Sequence[Diagnostic], files: int) -> str:
    """One line for people: `3 files checked: 2 errors in 1 file`."""
    from pricelang.render import summary as found

    return f"{files} file{'s' * (files != 1)} checked: {found(diagnostics)}"


def fixable(diagnostics: Sequence[Diagnostic]) -> str:
    """How many of these could be fixed, for the end of a summary: `; 2 fixable with --fix`, or nothing."""
    safe = unsafe = 0
    for diagnostic in diagnostics:
        if diagnostic.fix is not None:
            word = diagnostic.fix.safety.value
            safe += word == "safe"
            unsafe += word == "unsafe"
    parts = [f"{safe} fixable with --fix"] if safe else []
    if unsafe:
        parts.append(f"{unsafe} {'more' if safe else 'fixable'} with --fix --unsafe-fixes")
    return f"; {', '.join(parts)}" if parts else ""
