"""Findings that are known already, kept in a file, so that a check shows and fails on new ones only.

A finding is known again by its rule, its path and its symbol (the tier, metric ... it is about), never by its line, so
that edits elsewhere move nothing. The file is for review: one entry a line, sorted, with the message as it was when the
entry was written. Paths are from the folder of the file, with slashes.
"""

from __future__ import annotations

import json
import os
from collections.abc import Callable, Iterable, Mapping, Sequence
from contextlib import suppress
from typing import Any, NamedTuple

from pricelang.diagnostics import Diagnostic
from pricelang.record import Record

NAME = "pricelang-baseline.json"
VERSION = 1


class Key(NamedTuple):
    """What a finding is known by; sorted as the file is."""

    path: str
    rule: str
    symbol: str


class Entry(Record):
    """Known findings of one key: how many there were, and what the first of them said."""

    key: Key
    count: int
    message: str


class BadBaseline(Exception):  # noqa: N818 - said as it is read
    """A baseline cannot be used; the message says which, why and what to do."""


class Comparison(NamedTuple):
    """What a baseline says of some findings: those it holds, its entries that nothing matches any more, and those that
    more findings match than there were, with how many there are. None of the latter is held, since nobody can tell the
    new ones from the old."""

    known: list[Diagnostic]
    stale: list[Entry]
    exceeded: list[tuple[Entry, int]]


def entries(diagnostics: Iterable[Diagnostic], path: str) -> dict[Key, Entry]:
    """The entries of some findings in a baseline at `path`."""
    grouped = _grouped(diagnostics, path)
    return {key: Entry(key, len(found), found[0].message) for key, found in sorted(grouped.items())}


def compare(
    held: Mapping[Key, Entry], diagnostics: Iterable[Diagnostic], path: str, judged: Callable[[Key], bool]
) -> Comparison:
    """Hold findings against the entries of a baseline at `path`. `judged` says whether a finding of a key would have
    been found: only then is an entry without one stale."""
    grouped = _grouped(diagnostics, path)
    known: list[Diagnostic] = []
    exceeded = []
    for key, found in sorted(grouped.items()):
        entry = held.get(key)
        if entry is not None and len(found) <= entry.count:
            known += found
        elif entry is not None:
            exceeded.append((entry, len(found)))
    stale = [entry for key, entry in sorted(held.items()) if len(grouped.get(key, ())) < entry.count and judged(key)]
    return Comparison(known, stale, exceeded)


def merged(held: Mapping[Key, Entry], new: Mapping[Key, Entry], judged: Callable[[Key], bool]) -> dict[Key, Entry]:
    """The entries of a baseline that is written again: what was not judged stays as it was."""
    return {key: entry for key, entry in held.items() if not judged(key)} | dict(new)


def text(held: Mapping[Key, Entry]) -> str:
    """A baseline as it is written: the same bytes for the same entries."""
    rows = []
    for key, entry in sorted(held.items()):
        row: dict[str, Any] = {"path": key.path, "rule": key.rule, "symbol": key.symbol}
        if entry.count != 1:
            row["count"] = entry.count
        rows.append(f"    {_line(row | {'message': entry.message})}")
    body = "\n" + ",\n".join(rows) + "\n  " if rows else ""
    return f'{{\n  "version": {VERSION},\n  "findings": [{body}]\n}}\n'


def _line(row: dict[str, Any]) -> str:
    """A row that reads as it is; where it holds what an editor would obey instead of showing it, all in ASCII."""
    line = json.dumps(row, ensure_ascii=False)
    return line if line.isprintable() else json.dumps(row)


def read(path: str) -> dict[Key, Entry]:
    """The entries of a baseline.

    Raises:
        FileNotFoundError: there is no such file.
        BadBaseline: it cannot be read or used.
    """
    try:
        with open(path, "rb") as file:
            found = json.loads(file.read().decode("utf-8-sig"))
    except FileNotFoundError:
        raise
    except OSError as fault:
        raise BadBaseline(f"the baseline `{path}` cannot be read: {(fault.strerror or str(fault)).lower()}") from None
    except json.JSONDecodeError as fault:
        raise _broken(path, f"is not JSON: line {fault.lineno}: {fault.msg.lower()}") from None
    except (ValueError, RecursionError):
        raise _broken(path, "is not JSON") from None
    if not isinstance(found, dict) or type(found.get("version")) is not int:
        raise _broken(path, "states no `version`, so it is none")
    if found["version"] != VERSION:
        raise BadBaseline(
            f"the baseline `{path}` is of version {found['version']}, and this pricelang reads {VERSION}: "
            "use the pricelang that wrote it, or write it again with `--write-baseline` into a new file"
        )
    rows = found.get("findings")
    if not isinstance(rows, list):
        raise _broken(path, "has no list of `findings`")
    held: dict[Key, Entry] = {}
    for number, row in enumerate(rows, 1):
        entry = _entry(row)
        if entry is None:
            raise _broken(path, f"is damaged: finding {number} is no `path`, `rule`, `symbol`, `count` and `message`")
        if entry.key in held:
            raise _broken(path, f"is damaged: finding {number} stands in it twice")
        held[entry.key] = entry
    return held


def place(path: str, key: Key) -> str:
    """Where the file of an entry is."""
    return os.path.normpath(os.path.join(_folder(path), key.path))


def _entry(row: object) -> Entry | None:
    if not isinstance(row, dict) or not row.keys() <= {"path", "rule", "symbol", "count", "message"}:
        return None
    values = [row.get(name) for name in ("path", "rule", "symbol", "message")]
    count = row.get("count", 1)
    if not all(isinstance(value, str) for value in values) or type(count) is not int or count < 1:
        return None
    path, rule, symbol, message = map(str, values)
    return Entry(Key(path, rule, symbol), count, message)


def _broken(path: str, why: str) -> BadBaseline:
    return BadBaseline(f"the baseline `{path}` {why}: mend it, or take it away and write it with `--write-baseline`")


def _grouped(diagnostics: Iterable[Diagnostic], path: str) -> dict[Key, Sequence[Diagnostic]]:
    folder = _folder(path)
    places: dict[str, str] = {}
    grouped: dict[Key, list[Diagnostic]] = {}
    for diagnostic in diagnostics:
        own = diagnostic.span.source.path
        if own not in places:
            places[own] = _relative(os.path.join(_folder(own), os.path.basename(own)), folder)
        grouped.setdefault(Key(places[own], diagnostic.rule, diagnostic.symbol), []).append(diagnostic)
    return {**grouped}


def _relative(path: str, folder: str) -> str:
    with suppress(ValueError):  # on another drive
        path = os.path.relpath(path, folder)
    return path.replace(os.sep, "/")


def _folder(path: str) -> str:
    """The folder of a file, by its one name: a link to the file itself stays what it is called."""
    return os.path.realpath(os.path.dirname(path) or ".")
