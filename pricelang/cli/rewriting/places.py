"""Files written in their places with a new text: with their byte order mark, and only as they were read."""

from __future__ import annotations

from collections.abc import Mapping

from pricelang.cli.reporting import CannotRun
from pricelang.project import CannotRead, read
from pricelang.source import Source
from pricelang.writing import CannotWrite, write_files


def rewrite(texts: Mapping[Source, str]) -> None:
    """Write new texts for the files of some sources, all of them or none.

    Raises:
        CannotRun: a file cannot be written, or is no longer as it was read.
    """
    try:
        write_files({source.path: mark(source) + text for source, text in texts.items()})
    except CannotWrite as cannot:
        raise CannotRun(str(cannot)) from None


def mark(source: Source) -> str:
    """The byte order mark that a file begins with, if it does.

    Raises:
        CannotRun: there is no such file, or it is not as it was read.
    """
    try:
        data = read(source.path)
    except CannotRead:
        raise CannotRun(f"`{source.path}` is no file that can be written: name one") from None
    found = "\ufeff" if data.startswith(b"\xef\xbb\xbf") else ""
    if data != (found + source.text).encode("utf-8"):
        raise CannotRun(f"`{source.path}` has changed since it was read: nothing was written; run it again")
    return found
