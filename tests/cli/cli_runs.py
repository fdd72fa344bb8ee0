"""Runs of the command line, in the process and outside of it."""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path

from click.testing import CliRunner, Result

from pricelang.cli.program import program

# Nothing to say of it, neither for the language nor for the linter.
CLEAN = """product inkwell "Inkwell" { currency USD; reviewed 2026-01-01, every 1_000 months }
tier pro "Pro" { price $20 per month }
"""
FAULTY = "product inkwell { currency USD }\ntier pro { price €20 per month }\n"
# A warning and nothing worse: an example that states no bill.
WARNED = CLEAN + 'example "e" { tier pro monthly }\n'


def run(*args: str | Path, stdin: str | bytes | None = None, **environ: str) -> Result:
    """Run in this process; exceptions that the guard lets through fail the test."""
    return CliRunner().invoke(program, [str(arg) for arg in args], input=stdin, env=environ, catch_exceptions=False)


def process(
    *args: str | Path, stdin: bytes = b"", cwd: Path | None = None, **environ: str
) -> subprocess.CompletedProcess[bytes]:
    """Run as people do."""
    return subprocess.run(
        [sys.executable, "-m", "pricelang", *map(str, args)],
        input=stdin,
        capture_output=True,
        cwd=cwd,
        env={**os.environ, **environ},
        check=False,
        timeout=60,
    )


def write(folder: Path, **files: str) -> Path:
    """Write `name.price` files, and give the folder."""
    for name, text in files.items():
        (folder / f"{name}.price").write_text(text, "utf-8")
    return folder
