"""This checkout as others get it, a user's repository, and whether packages can be had."""

from __future__ import annotations

import os
import subprocess
import sys
from collections.abc import Mapping
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[2]

COSTS = """cost model "Language model" { rate $0.25 per 1M input; rate $2.00 per 1M output }
"""
# it names a cost that it does not import: whoever imports this imports the costs too
METRICS = """metric draft "Drafts" { charged by task; costs 6k model.input + 1.5k model.output }
"""
PRICING = """import "costs.price"
import "metrics.price"

product inkwell "Inkwell" {
  currency  USD
  margin    at least 60%
  reviewed  2026-01-01, every 1_000 months
}

tier pro "Pro" { price $20 per month; includes 1_500 drafts per month, then block }
"""
GOOD = {
    "prices/costs.price": COSTS,
    "prices/metrics.price": METRICS,
    "prices/pricing.price": PRICING,
    "pricelang.toml": '[build]\nsource = "prices/pricing.price"\n\n[build.outputs]\n"PRICING.md" = "markdown"\n',
}
# 5,000 drafts cost $22.50 to serve
LOSING = PRICING.replace("1_500 drafts", "5_000 drafts")


def environ(**more: str) -> dict[str, str]:
    """What a program of a user sees: not this checkout, and nothing of a git that may be running this test."""
    kept = {name: value for name, value in os.environ.items() if not name.startswith(("GIT_", "PYTHON", "PRE_COMMIT"))}
    return (
        kept
        | {
            "GIT_CONFIG_COUNT": "2",
            "GIT_CONFIG_KEY_0": "safe.directory",
            "GIT_CONFIG_VALUE_0": "*",
            "GIT_CONFIG_KEY_1": "init.defaultBranch",
            "GIT_CONFIG_VALUE_1": "main",
            "GIT_CONFIG_GLOBAL": os.devnull,
            "GIT_AUTHOR_NAME": "user",
            "GIT_AUTHOR_EMAIL": "user@inkwell.example",
            "GIT_COMMITTER_NAME": "user",
            "GIT_COMMITTER_EMAIL": "user@inkwell.example",
            "COLUMNS": "100",
            "PIP_DISABLE_PIP_VERSION_CHECK": "1",
        }
        | more
    )


def ran(
    *command: str | Path, cwd: Path, env: Mapping[str, str] | None = None, stdin: bytes | None = None
) -> subprocess.CompletedProcess[str]:
    """A command with its output, both streams as one text."""
    done = subprocess.run(
        [str(word) for word in command],
        cwd=cwd,
        env=environ() if env is None else dict(env),
        input=stdin,
        stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT,
        check=False,
        timeout=600,
    )
    return subprocess.CompletedProcess(done.args, done.returncode, done.stdout.decode("utf-8", "replace"), "")


def succeeded(*command: str | Path, cwd: Path, stdin: bytes | None = None) -> str:
    """The output of a command that has to work."""
    done = ran(*command, cwd=cwd, stdin=stdin)
    assert done.returncode == 0, f"{command}: {done.stdout}"
    return done.stdout


def write(folder: Path, files: Mapping[str, str]) -> Path:
    """Write files below a folder."""
    for name, text in files.items():
        (folder / name).parent.mkdir(parents=True, exist_ok=True)
        (folder / name).write_text(text, "utf-8")
    return folder


def commit(folder: Path) -> str:
    """Commit all that there is, past any hook, and give the name of the commit."""
    succeeded("git", "add", "--all", cwd=folder)
    succeeded("git", "commit", "--quiet", "--no-verify", "--message", "as it is", cwd=folder)
    return succeeded("git", "rev-parse", "HEAD", cwd=folder).strip()


def this_checkout(folder: Path) -> Path:
    """A clone of this checkout, with what is changed in it and not yet committed."""
    if not (ROOT / ".git").exists():
        pytest.skip("this is no checkout, and hooks are installed from one")
    succeeded("git", "clone", "--quiet", ROOT, folder, cwd=folder.parent)
    changed = subprocess.run(
        ["git", "diff", "HEAD", "--binary"], cwd=ROOT, env=environ(), capture_output=True, check=True
    ).stdout
    if changed:
        succeeded("git", "apply", "-", cwd=folder, stdin=changed)
        commit(folder)
    return folder


def need_packages(folder: Path) -> None:
    """Skip where pip reaches no index; where changes are decided upon, that is a failure."""
    done = ran(sys.executable, "-m", "pip", "download", "--quiet", "--no-deps", "hatchling", cwd=folder)
    if done.returncode:
        reason = f"packages cannot be installed here: {done.stdout[-300:]}"
        pytest.fail(reason) if os.environ.get("CI") else pytest.skip(reason)
