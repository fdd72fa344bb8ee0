"""Documents that hold blocks: found by patterns, and read as they are."""

from __future__ import annotations

import os
from collections.abc import Iterator

from pricelang.config import SKIPPED
from pricelang.config.globs import matches
from pricelang.embedding.scanning import OURS as BLOCKS
from pricelang.project import CannotRead, bounded

__all__ = ["BLOCKS", "find", "read"]


def find(patterns: tuple[str, ...], folder: str) -> list[str]:
    """The files below a folder that one of the patterns fits, sorted. Hidden folders and those of other people's files
    are left out, and so is what is outside of the folder by a link."""
    return sorted(path for path in _below(folder) if matches(path, patterns, folder))


def read(path: str) -> str:
    """What a document holds, with the line endings and the byte order mark that it has.

    Raises:
        CannotRead: it cannot be read, or is not UTF-8 text.
    """
    if os.path.isdir(path):
        raise CannotRead(f"`{path}` is a folder, not a document")
    try:
        with open(path, "rb") as file:
            data = bounded(path, file.read())
    except FileNotFoundError:
        raise CannotRead(f"`{path}` does not exist") from None
    except (OSError, ValueError) as problem:
        reason = getattr(problem, "strerror", None) or str(problem)
        raise CannotRead(f"`{path}` cannot be read: {reason.lower()}") from None
    try:
        return data.decode("utf-8")
    except UnicodeDecodeError as problem:
        line = data.count(b"\n", 0, problem.start) + 1
        raise CannotRead(f"`{path}` is not UTF-8 text: line {line}, byte 0x{data[problem.start]:02x}") from None


def _below(folder: str) -> Iterator[str]:
    real = os.path.realpath(folder)
    for parent, folders, files in os.walk(folder):
        folders[:] = sorted(name for name in folders if not name.startswith(".") and name not in SKIPPED)
        for name in files:
            path = os.path.normpath(os.path.join(parent, name))
            if os.path.isfile(path) and os.path.commonpath([real, os.path.realpath(path)]) == real:
                yield path
