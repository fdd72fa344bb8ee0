"""Which rules run on which files, and how loud they are."""

from __future__ import annotations

import subprocess
import sys
from typing import Any

import pytest
from rules.linting import lint

from pricelang import rules
from pricelang.config import Config
from pricelang.config.globs import matches
from pricelang.diagnostics import Severity


def selected(**config: Any) -> set[str]:
    made = Config(**config)
    return {name for name in made.candidates(rules.found()) if made.selects(rules.load(name))}


DEFAULT = {name for name in rules.names() if rules.load(name).default}
TIERS = set(rules.groups()["tiers"])


def test_default() -> None:
    assert selected() == DEFAULT
    assert selected(select=("all",)) == set(rules.names())
    assert selected(select=()) == set()


def test_groups_and_names() -> None:
    assert selected(select=("tiers",)) == TIERS
    assert selected(select=("no-entry",)) == {"no-entry"}
    assert selected(select=("default", "no-entry")) == DEFAULT | {"no-entry"}
    assert selected(ignore=("tiers",)) == DEFAULT - TIERS
    assert selected(ignore=("all",)) == set()


def test_the_more_specific_name_wins() -> None:
    assert selected(select=("no-entry",), ignore=("tiers",)) == {"no-entry"}
    assert selected(select=("tiers",), ignore=("no-entry",)) == TIERS - {"no-entry"}
    assert selected(select=("tiers",), ignore=("tiers",)) == set()
    assert selected(select=("tiers",), ignore=("all",)) == TIERS


def test_severity() -> None:
    assert selected(severity={"no-entry": Severity.ERROR}) == DEFAULT | {"no-entry"}
    assert selected(severity={"loss-at-cap": None}) == DEFAULT - {"loss-at-cap"}
    assert selected(select=("tiers",), severity={"no-entry": None}) == TIERS - {"no-entry"}
    assert selected(severity={"no-entry": Severity.ERROR}, origins={"select": "--select"}) == DEFAULT
    found = lint("tier pro { price $20 per month }", select=("no-entry",), severity={"no-entry": Severity.ERROR})
    assert [each.severity for each in found] == [Severity.ERROR]


def test_an_uncertain_fact_is_no_error() -> None:
    text = 'tier pro { price $20 per month or $200 per year, saves 20%, uncertain "third party" }'
    (found,) = lint(text, select=("annual-discount-claim",))
    assert found.severity is Severity.WARNING
    (found,) = lint(text.replace(', uncertain "third party"', ""), select=("annual-discount-claim",))
    assert found.severity is Severity.ERROR


@pytest.mark.parametrize(
    ("pattern", "path", "fits"),
    [
        ("*.price", "a.price", True),
        ("*.price", "deep/in/a.price", True),
        ("a.price", "b/a.price", True),
        ("/a.price", "b/a.price", False),
        ("vendor", "vendor/a.price", True),
        ("vendor", "x/vendor/y/a.price", True),
        ("vendor/", "vendor/a.price", True),
        ("vendor", "vendors/a.price", False),
        ("prices/*.price", "prices/a.price", True),
        ("prices/*.price", "prices/old/a.price", False),
        ("prices/**", "prices/old/a.price", True),
        ("**/old/*.price", "prices/old/a.price", True),
        ("**/old/*.price", "old/a.price", True),
        ("./prices/a.price", "prices/a.price", True),
        ("?.price", "a.price", True),
        ("?.price", "ab.price", False),
        ("a+b.price", "a+b.price", True),
        ("*.price", "../elsewhere/a.price", True),
    ],
)
def test_patterns(pattern: str, path: str, fits: bool) -> None:
    assert matches(path, (pattern,), ".") is fits


def test_per_file_ignores_and_excludes() -> None:
    text = "tier pro { price $20 per month }"
    assert lint(text, select=("no-entry",))
    assert not lint(text, select=("no-entry",), per_file_ignores=(("root.price", ("tiers",)),))
    assert lint(text, select=("no-entry",), per_file_ignores=(("root.price", ("margin",)), ("other", ("tiers",))))
    assert not lint(text, select=("no-entry",), exclude=("*.price",))


def test_only_what_is_selected_is_imported() -> None:
    script = (
        "import sys\n"
        "from pricelang.config import Config\n"
        "from pricelang.rules.frame import run\n"
        "from pricelang.catalog.catalog import Catalog\n"
        "from datetime import date\n"
        "run([], Catalog(), Config(select=('no-entry',)), date(2026, 1, 1))\n"
        "print(sorted(name for name in sys.modules if name.count('.') == 3 and name.startswith('pricelang.rules.')))\n"
        "print('tomllib' in sys.modules, 'pricelang.analysis' in sys.modules)\n"
    )
    done = subprocess.run([sys.executable, "-c", script], capture_output=True, text=True, check=True)
    assert done.stdout == "['pricelang.rules.tiers.no_entry']\nFalse False\n"
