"""Pages that are followed by the letter: files written, edits made, commands run, and what they print compared.

A fence with a `title` is a file; one of `diff` with a title changes a file; one of `console` holds commands behind `$`,
each followed by what it prints, where a line `…` stands for any lines. `python -m docs.walkthrough PAGE`, run in
`tests/`, writes what the commands print into the page.
"""

from __future__ import annotations

import os
import re
import shutil
import subprocess
import sys
import tempfile
from datetime import date
from pathlib import Path

ROOT = Path(__file__).parents[2]
FENCE = re.compile(r'^```(\w+)(?: title="([^"]+)")?\n(.*?)^```$', re.MULTILINE | re.DOTALL)
# The day on which a page was written: its files are as fresh as if that were today.
WRITTEN = "2026-11-15"


def followed(page: str, folder: Path) -> str:
    """A page with what its commands print in an empty folder; where that is what it says, the page as it is.

    Raises:
        AssertionError: an edit does not fit its file.
    """
    parts, at = [], 0
    for fence in FENCE.finditer(page):
        language, title, body = fence.groups()
        if language == "console":
            parts += [page[at : fence.start(3)], _session(body, folder)]
            at = fence.end(3)
        elif title and language == "diff":
            path = folder / title
            path.write_text(_edited(path.read_text("utf-8"), _today(body)), "utf-8")
        elif title:
            path = folder / title
            path.parent.mkdir(parents=True, exist_ok=True)
            path.write_text(_today(body), "utf-8")
    return "".join([*parts, page[at:]])


def _session(body: str, folder: Path) -> str:
    written = ""
    for command, shown in re.findall(r"^\$ (.*\n)((?:(?!\$ ).*\n)*)", body, re.MULTILINE):
        printed = _run(_today(command), folder)
        written += f"$ {command}" + (shown if _fits(shown, printed) else printed)
    return written


def _run(command: str, folder: Path) -> str:
    """What a command prints, on both streams."""
    programs = folder.parent / "programs"
    if not programs.exists():
        programs.mkdir()
        for name, module in (("pricelang", "pricelang"), ("pre-commit", "pre_commit")):
            (programs / name).write_text(f'#!/bin/sh\nexec "{sys.executable}" -m {module} "$@"\n', "utf-8")
            (programs / name).chmod(0o755)
    kept = {name: value for name, value in os.environ.items() if not name.startswith(("GIT_", "PRE_COMMIT"))}
    environ = kept | {
        "PATH": f"{programs}{os.pathsep}{os.environ['PATH']}",
        "PYTHONPATH": str(ROOT),
        "COLUMNS": "88",
        "GIT_CONFIG_GLOBAL": os.devnull,
        "GIT_CONFIG_COUNT": "1",
        "GIT_CONFIG_KEY_0": "init.defaultBranch",
        "GIT_CONFIG_VALUE_0": "main",
    }
    done = subprocess.run(
        ["bash", "-c", command],
        cwd=folder,
        env=environ,
        stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT,
        check=False,
        timeout=120,
    )
    text = (
        done.stdout.decode("utf-8").replace(str(folder), "/home/you/inkwell").replace(date.today().isoformat(), WRITTEN)
    )
    return text if not text or text.endswith("\n") else text + "\n"


def _today(text: str) -> str:
    return text.replace(WRITTEN, date.today().isoformat())


def _fits(shown: str, printed: str) -> bool:
    pattern = "".join(r"(?:.*\n)*" if line == "…\n" else re.escape(line) for line in shown.splitlines(keepends=True))
    return re.fullmatch(pattern, printed) is not None


def _edited(text: str, change: str) -> str:
    """A text with the lines behind `-` replaced by those behind `+`; lines behind a space stay."""
    before = "".join(line[1:] for line in change.splitlines(keepends=True) if line[0] in " -")
    after = "".join(line[1:] for line in change.splitlines(keepends=True) if line[0] in " +")
    assert text.count(before) == 1, f"the lines of this change are not in the file, or not once:\n{change}"
    return text.replace(before, after)


def main(path: Path) -> None:
    folder = Path(tempfile.mkdtemp())
    try:
        (folder / "inkwell").mkdir()
        path.write_text(followed(path.read_text("utf-8"), folder / "inkwell"), "utf-8")
    finally:
        shutil.rmtree(folder)


if __name__ == "__main__":
    main(Path(sys.argv[1]))
