"""The rules on real price lists: what they say there is known, and nearly all of it true."""

from __future__ import annotations

import importlib.util
import sys
from functools import cache
from pathlib import Path
from typing import Any

from importers.importer_corpus import folder

BENCHMARK = Path(__file__).parents[2] / "benchmarks" / "calibration.py"


@cache
def _calibration() -> Any:
    spec = importlib.util.spec_from_file_location("calibration", BENCHMARK)
    assert spec is not None
    assert spec.loader is not None
    module = importlib.util.module_from_spec(spec)
    sys.modules["calibration"] = module
    spec.loader.exec_module(module)
    return module


@cache
def _survey() -> Any:
    folder("pricing2yaml")
    return _calibration().survey()


def test_the_page_is_current() -> None:
    made = _calibration().page(_survey())
    stored = _calibration().PAGE.read_text("utf-8")
    assert stored == made, "run `python benchmarks/calibration.py --write`"


def test_every_error_and_warning_was_looked_at() -> None:
    unseen = [each for each in _survey().on_lists if each.severity != "info" and not each.verdict]
    assert unseen == []


def test_a_reader_agrees_with_nine_of_ten() -> None:
    seen = [each for each in _survey().on_lists if each.verdict]
    assert seen
    assert sum(each.verdict != "false" for each in seen) >= 0.9 * len(seen)
    assert {each.verdict for each in seen} <= {"real", "slip", "false"}


def test_naive_figures_are_beaten() -> None:
    survey = _survey()

    def share(rule: str) -> float:
        files = {each.on for each in survey.on_lists if each.rule == rule}
        return len(files) / int(survey.lists)

    assert share("limit-regression") < 0.29
    assert share("feature-regression") < 0.17
    assert share("tier-dominated") < 0.06
