"""Commands start fast: what they do not need, they do not import."""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path

import pytest

# Slow to import, and of no use to a run that only checks or helps.
HEAVY = {
    "argparse",
    "asyncio",
    "babel",
    "dataclasses",
    "difflib",
    "email",
    "http",
    "importlib.metadata",
    "jsonschema",
    "lark",
    "logging",
    "multiprocessing",
    "pathlib",
    "pkg_resources",
    "pydantic",
    "rich",
    "shutil",
    "socket",
    "subprocess",
    "tempfile",
    "tokenize_rt",
    "tomllib",
    "typing_extensions",
    "unittest",
    "urllib",
    "xml",
}
# `click` asks `shutil` how wide the terminal is, and `pkgutil` lists the commands.
FOR_HELP = {"shutil"}

CLEAN = """
product inkwell { currency USD }
metric draft
tier pro { price $20 per month; includes 10 drafts per month, then $0.05 each }
example "e" { tier pro monthly; use 12 drafts; total $20.10 }
"""
FAULTY = "product inkwell { currency USD }\ntier pro { price €20 per month }\n"


def imported(*args: str) -> set[str]:
    """The modules that a run imports; `-S` leaves out what the site of this machine adds."""
    run = subprocess.run(
        [sys.executable, "-S", "-c", LAUNCH, *args],
        capture_output=True,
        text=True,
        check=False,
        env={"PYTHONPATH": os.pathsep.join(path for path in sys.path if path), "PATH": ""},
    )
    assert run.returncode in (0, 1), run.stderr[-2000:]
    return set(run.stderr.rpartition("MODULES ")[2].split())


LAUNCH = """
import sys
from pricelang.cli import main
try:
    main()
finally:
    sys.stderr.write("MODULES " + " ".join(sys.modules))
"""


def heavy(modules: set[str]) -> set[str]:
    return {name for name in modules if name in HEAVY or name.partition(".")[0] in HEAVY}


@pytest.mark.parametrize("text", [CLEAN, FAULTY], ids=["clean", "faulty"])
def test_check_imports_nothing_heavy(text: str, tmp_path: Path) -> None:
    file = tmp_path / "a.price"
    file.write_text(text, "utf-8")
    modules = imported("check", str(file))
    assert "pricelang.lowering" in modules
    assert heavy(modules) == set()


def test_check_imports_what_other_formats_and_baselines_need_only_where_asked(tmp_path: Path) -> None:
    file = tmp_path / "a.price"
    file.write_text(FAULTY, "utf-8")
    modules = imported("check", str(file))
    assert {name for name in modules if name.startswith("pricelang.render.")} == {
        f"pricelang.render.{name}" for name in ("display", "excerpt", "full", "patch", "terminal")
    }
    assert {name for name in modules if name.startswith("pricelang.cli.checking.")} == {
        "pricelang.cli.checking.output",
        "pricelang.cli.checking.verdict",
    }
    assert not modules & {"pkgutil", "pricelang.baseline", "pricelang.explanations"}
    assert "pricelang.render.fingerprint" in imported("check", str(file), "--output-format", "json")


def test_check_without_examples_does_not_import_the_rating_engine(tmp_path: Path) -> None:
    file = tmp_path / "a.price"
    file.write_text("product inkwell { currency USD }\n", "utf-8")
    assert not {name for name in imported("check", str(file)) if name.startswith("pricelang.rating")}


def test_help_imports_the_commands_and_not_their_work() -> None:
    modules = imported("--help")
    assert "pricelang.cli.check" in modules
    assert heavy(modules) - FOR_HELP == set()
    own = {name for name in modules if name.startswith("pricelang.")}
    assert own - {"pricelang.record", "pricelang.source", "pricelang.spelling"} == {
        name for name in own if name.startswith("pricelang.cli")
    }


def test_the_version_imports_no_command() -> None:
    modules = imported("--version")
    assert not {name for name in modules if name.startswith("pricelang.cli.")} - {
        "pricelang.cli.guard",
        "pricelang.cli.program",
        "pricelang.cli.reporting",
    }


def test_the_schema_is_printed_without_making_it() -> None:
    assert heavy(imported("schema")) == set()
