"""What the terminal can show: whether to colour, and how wide to write."""

from __future__ import annotations

import os
from collections.abc import Mapping
from typing import Literal, TextIO

NARROWEST = 40
WIDEST = 120
ELSEWHERE = 100  # columns when the output is not a terminal


def color(choice: Literal["auto", "always", "never"], stream: TextIO | None, environ: Mapping[str, str]) -> bool:
    """Whether to colour what goes to `stream`: `--color`, NO_COLOR, FORCE_COLOR, TERM=dumb, is it a terminal.

    An empty variable counts as absent, as no-color.org and force-color.org have it.
    """
    if choice != "auto":
        return choice == "always"
    if environ.get("NO_COLOR"):
        return False
    if environ.get("FORCE_COLOR"):
        return True
    return environ.get("TERM") != "dumb" and _is_terminal(stream)


def width(stream: TextIO | None, environ: Mapping[str, str]) -> int:
    """Columns to write to `stream`, from 40 to 120; COLUMNS, when it holds a number, wins over the terminal."""
    columns = _number(environ.get("COLUMNS", "")) or _columns(stream)
    return min(max(columns, NARROWEST), WIDEST) if columns else ELSEWHERE


def _number(text: str) -> int:
    # Six digits are enough for any terminal; longer ones are a mistake that `int` may refuse.
    return int(text) if text.isascii() and text.isdigit() and len(text) < 7 else 0


def _columns(stream: TextIO | None) -> int:
    if stream is None or not _is_terminal(stream):
        return 0
    try:
        return os.get_terminal_size(stream.fileno()).columns
    except (OSError, ValueError):
        return 0


def _is_terminal(stream: TextIO | None) -> bool:
    try:
        return stream is not None and stream.isatty()
    except ValueError:  # a closed stream
        return False
