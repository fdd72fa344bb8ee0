"""Commands run in a folder that holds the sample, as their user sees them."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import NamedTuple

import pytest
from cli import cli_runs

SPECS = Path(__file__).parents[2] / "specs"


class Ran(NamedTuple):
    """What a command wrote, and its exit status."""

    status: int
    out: str
    err: str


Runner = Callable[..., Ran]


def runner(monkeypatch: pytest.MonkeyPatch, folder: Path) -> Runner:
    """Runs commands in a folder, in a terminal of so many columns."""
    (folder / "scribe.price").write_text((SPECS / "scribe.price").read_text("utf-8"), "utf-8")
    monkeypatch.chdir(folder)
    for name in ("FORCE_COLOR", "PRICELANG_TRACEBACK"):
        monkeypatch.delenv(name, raising=False)

    def run(*args: str, width: int = 100, stdin: str | None = None) -> Ran:
        result = cli_runs.run(*args, stdin=stdin, COLUMNS=str(width))
        return Ran(result.exit_code, result.stdout, result.stderr)

    return run
