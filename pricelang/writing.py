"""Files are written whole or not at all: beside their place first, then moved onto it, several of them together."""

from __future__ import annotations

import os
import stat
from collections.abc import Mapping
from contextlib import suppress


class CannotWrite(Exception):  # noqa: N818 - said as it is read
    """A file cannot be written; the message says which and why. Nothing was changed."""


def write_files(files: Mapping[str, str]) -> None:
    """Write some texts, by path, as UTF-8.

    What stood there keeps its mode, a link stays a link to the file that is written, and whatever goes wrong on the
    way, every file is either as it was or all of them are new. No other file is left behind.

    Raises:
        CannotWrite: one of the files cannot be written.
    """
    staged: dict[str, str] = {}  # temporary -> its place
    direct: dict[str, bytes] = {}
    asked: dict[str, str] = {}  # place -> the path that led there
    at = ""
    try:
        for path, text in files.items():
            at = path
            data = text.encode("utf-8", "backslashreplace")
            place = os.path.realpath(path)
            asked[place] = path
            if os.path.isdir(place):
                raise CannotWrite(f"`{path}` is a folder, not a file")
            # asked of the path itself: what stdout's leads to has no name where that is a pipe
            if os.path.exists(path) and not os.path.isfile(path):
                direct[path] = data  # a device or a pipe: nothing to replace
            else:
                _stage(place, data, staged)
        _replace(staged)
        for path, data in direct.items():
            at = path
            with open(path, "wb") as file:
                file.write(data)
    except OSError as fault:
        at = asked.get(fault.filename2 or "", at)
        raise CannotWrite(f"`{at}` cannot be written: {_reason(at, fault)}") from None
    except ValueError as fault:  # a NUL in a path
        raise CannotWrite(f"`{at}` cannot be written: {fault}") from None
    finally:
        for temporary in staged:
            with suppress(OSError):
                os.unlink(temporary)


def _stage(place: str, data: bytes, staged: dict[str, str]) -> None:
    """Write data beside its place, safe on the disk, with the mode that it will have there."""
    mode: int | None = None
    if os.path.exists(place):
        mode = stat.S_IMODE(os.stat(place).st_mode)
        if not os.access(place, os.W_OK):
            raise PermissionError(13, "it is read-only")
    temporary = os.path.join(os.path.dirname(place), f".pricelang-{os.urandom(8).hex()}.tmp")
    staged[temporary] = place  # before it exists, so that an interruption finds it
    handle = os.open(temporary, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o666)
    with open(handle, "wb") as file:
        if mode is not None:
            os.chmod(temporary, mode)
        file.write(data)
        file.flush()
        os.fsync(file.fileno())


def _replace(staged: dict[str, str]) -> None:
    """Move all to their places; if one cannot be, put back those that were."""
    moves = list(staged.items())
    before: dict[str, str] = {}  # place -> a second name of what stood there; "" for nothing
    try:
        for temporary, place in moves:
            if len(moves) > 1:
                before[place] = _keep(place, staged)
            os.replace(temporary, place)
    except BaseException:
        for place, kept in before.items():
            with suppress(OSError):
                if kept:
                    os.replace(kept, place)
                else:
                    os.unlink(place)
        raise
    for folder in {os.path.dirname(place) for _, place in moves}:
        with suppress(OSError):  # not every file system can
            handle = os.open(folder, os.O_RDONLY)
            try:
                os.fsync(handle)
            finally:
                os.close(handle)


def _keep(place: str, staged: dict[str, str]) -> str:
    if not os.path.lexists(place):
        return ""
    kept = os.path.join(os.path.dirname(place), f".pricelang-{os.urandom(8).hex()}.tmp")
    staged[kept] = place
    try:
        os.link(place, kept)
    except OSError:  # a file system without links
        from shutil import copy2

        copy2(place, kept)
    return kept


def _reason(path: str, fault: OSError) -> str:
    folder = os.path.dirname(path)
    if isinstance(fault, FileNotFoundError) and folder and not os.path.isdir(folder):
        return f"there is no folder `{folder}`"
    return (fault.strerror or str(fault)).lower()
