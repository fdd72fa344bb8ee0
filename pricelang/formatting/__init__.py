"""One style for price files.

Formats from the tokens as they were written, so that nothing can be lost, and proves every result on its own file.
Knows the syntax only.
"""

from __future__ import annotations

import gc

from pricelang.formatting.layout import lay
from pricelang.formatting.proof import Unproven, prove
from pricelang.formatting.reading import read
from pricelang.syntax import File

__all__ = ["LINE_LENGTH", "Unproven", "format_file"]

LINE_LENGTH = 100
"""Columns that a line of code may take where it can be broken; comments do not count."""


def format_file(file: File, line_length: int = LINE_LENGTH) -> str:
    """The text of a file in the one style, with the line ends that most of its lines have, and no byte order mark.

    Raises:
        ValueError: the file has syntax errors, or the line length is not positive.
        Unproven: the result is not sound, by a fault of the formatter; nothing of it may be used.
    """
    if file.diagnostics:
        raise ValueError(f"{file.source.path} has syntax errors")
    if line_length < 1:
        raise ValueError(f"a line length of {line_length}")
    collecting = gc.isenabled()
    gc.disable()  # there are no cycles, and the collector doubles the cost of a large file
    try:
        text = _formatted(file, line_length)
        if text != file.source.text:
            prove(file, text, lambda after: _formatted(after, line_length))
    finally:
        if collecting:
            gc.enable()
    return text


def _formatted(file: File, line_length: int) -> str:
    text = lay(read(file), line_length)
    source = file.source.text
    windows = source.count("\r\n")
    return text.replace("\n", "\r\n") if 2 * windows > source.count("\n") else text
