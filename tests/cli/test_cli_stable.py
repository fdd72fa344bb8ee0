"""What is printed and written is the same on every run and every machine: whatever the order of sets, the language,
the zone and the place of the files."""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

from pricelang import targets
from pricelang.render import formats

SPECS = Path(__file__).parents[2] / "specs"
FAULTY = """product demo { currency USD }
metric draft { costs 2 model.token }
tier pro { price €20 per month; includes 5 drafts per month; includes 5 imgs per month }
tier pro { price $9 per month }
"""
FORMATS = formats()
COMMANDS = [
    *(("check", "--select", "all", "--fail-on", "never", "--output-format", one, "specs") for one in FORMATS),
    *(("check", "--output-format", one, "faulty.price") for one in FORMATS),
    ("check", "--explain", "specs/scribe.price"),
    *(("build", "specs/scribe.price", "--target", one) for one in targets.names()),
    ("build", "specs/scribe.price", "--target", "markdown", "--locale", "de"),
    ("build",),
    ("build", "--check"),
    ("fmt", "--diff", "faulty.price", "specs"),
    ("bill", "specs/scribe.price", "--tier", "pro", "--interval", "month", "--use", "draft=1_800", "--all-tiers"),
    ("margin", "specs/scribe.price"),
    ("what-if", "specs/scribe.price", "--cost", "gpt5_mini=-30%"),
    ("test", "specs/scribe.price"),
    ("rules",),
    ("config", "specs"),
    ("targets", "--output-format", "json"),
    ("schema",),
    ("explain", "loss-at-cap"),
    ("--help",),
]
CONFIG = '[build.outputs]\n"a.md" = { target = "markdown", source = "specs/scribe.price" }\n'


def ran(folder: Path, *args: str, **environ: str) -> tuple[int, bytes, bytes, dict[str, bytes]]:
    """Run in a folder of its own that holds the specs: status, output, and what was written."""
    folder.mkdir(parents=True)
    shutil.copytree(SPECS, folder / "specs")
    (folder / "faulty.price").write_text(FAULTY, "utf-8")
    (folder / "pricelang.toml").write_text(CONFIG, "utf-8")
    (folder / ".git").mkdir()
    done = subprocess.run(
        [sys.executable, "-m", "pricelang", *args],
        capture_output=True,
        cwd=folder,
        env={**os.environ, "COLUMNS": "100", **environ},
        check=False,
        timeout=120,
    )
    written = {path.name: path.read_bytes() for path in folder.iterdir() if path.is_file()}
    return done.returncode, done.stdout, done.stderr, written


@pytest.mark.parametrize("args", COMMANDS, ids=" ".join)
def test_the_same_everywhere(args: tuple[str, ...], tmp_path: Path) -> None:
    here = ran(tmp_path / "one", *args, PYTHONHASHSEED="0", LC_ALL="C.UTF-8", TZ="UTC")
    there = ran(tmp_path / "another place" / "ü", *args, PYTHONHASHSEED="4242", LC_ALL="C", TZ="UTC-1", LANGUAGE="de")
    assert here == there
    assert here[1] or here[2] or len(here[3]) > 2
    assert str(tmp_path).encode() not in here[1] + here[2], "a path of the machine"
