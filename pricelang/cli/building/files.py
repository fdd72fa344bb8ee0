"""The files of works: written all together, or held against what stands there."""

from __future__ import annotations

import os
from collections.abc import Iterable, Mapping

from pricelang.cli.building.works import Work
from pricelang.cli.reporting import CannotRun, note, write_data


def refuse_sources(works: Iterable[Work]) -> None:
    """Hold that nothing which is read would be written over.

    Raises:
        CannotRun: it would.
    """
    works = list(works)
    read = {os.path.realpath(file.source.path) for work in works for file in work.project.files}
    for work in works:
        if work.path is not None and os.path.realpath(work.path) in read:
            raise work.cannot(f"`{work.path}` is a price file that is read here: write the output elsewhere")


def write(files: Mapping[str, str], *, folders: bool, quiet_if_current: bool) -> None:
    """Write texts by path: all of them or none; `folders` says whether those that are missing are made. A file that
    holds its text already is left alone where `quiet_if_current`.

    Raises:
        CannotRun: one cannot be written.
    """
    from pricelang.writing import CannotWrite, write_files

    changed = {path: text for path, text in files.items() if not (quiet_if_current and _stands(path) == _unix(text))}
    try:
        for folder in {os.path.dirname(path) or "." for path in changed if folders}:
            try:
                os.makedirs(folder, exist_ok=True)
            except OSError as fault:
                reason = (fault.strerror or str(fault)).lower()
                raise CannotRun(f"the folder `{folder}` cannot be made: {reason}") from None
        write_files(changed)
    except CannotWrite as cannot:
        raise CannotRun(str(cannot)) from None
    for path in changed:
        note(f"wrote {path}")
    if quiet_if_current and len(changed) < len(files):
        same = len(files) - len(changed)
        note(f"{same} output{'s' * (same != 1)} {'were' if same != 1 else 'was'} current")


def compare(files: Mapping[str, str], command: str) -> int:
    """Show how files differ from their texts, and say which are stale and the command that writes them; gives the exit
    status. Line ends do not count: a checkout may have other ones.

    Raises:
        CannotRun: a file cannot be read.
    """
    from pricelang.cli.difference import difference

    stale = []
    for path, text in files.items():
        before, after = _stands(path), _unix(text)
        if before != after:
            stale.append((path, before is None))
            write_data(difference(path, before or "", after))
    for path, missing in stale:
        note(f"{path} is {'missing' if missing else 'stale'}")
    if stale:
        note(f"to write {'it' if len(stale) == 1 else 'them'}: {command}")
        return 1
    note(f"{len(files)} output{'s' * (len(files) != 1)} {'are' if len(files) != 1 else 'is'} current")
    return 0


def _stands(path: str) -> str | None:
    """What a file holds, with plain line ends; None where there is none."""
    if not os.path.lexists(path):
        return None
    if os.path.exists(path) and not os.path.isfile(path):
        raise CannotRun(f"`{path}` is no file")
    try:
        with open(path, "rb") as file:
            return _unix(file.read().decode("utf-8", "backslashreplace"))
    except OSError as fault:
        raise CannotRun(f"`{path}` cannot be read: {(fault.strerror or str(fault)).lower()}") from None


def _unix(text: str) -> str:
    return text.replace("\r\n", "\n")
