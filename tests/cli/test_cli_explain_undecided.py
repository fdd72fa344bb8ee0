"""`check --explain` says what the analysis leaves open, and only then."""

from __future__ import annotations

from pathlib import Path

import pytest
from click.testing import CliRunner

from pricelang.analysis import Analysis
from pricelang.cli.program import program

ROOT = Path(__file__).parents[2]


def test_nothing_is_open_on_the_sample() -> None:
    done = CliRunner().invoke(program, ["check", str(ROOT / "specs" / "scribe.price"), "--explain"])
    assert "undecided: nothing" in done.stderr
    assert "undecided" not in done.stdout


def test_an_open_question_is_listed(monkeypatch: pytest.MonkeyPatch) -> None:
    rebuilt = Analysis.variants

    def open_one(self: Analysis, tier: str) -> object:
        self.leave("loss-at-cap", tier, "a cost is not additive")
        return rebuilt(self, tier)

    monkeypatch.setattr(Analysis, "variants", open_one)
    done = CliRunner().invoke(program, ["check", str(ROOT / "specs" / "scribe.price"), "--explain"])
    assert "loss-at-cap on tier `pro`: a cost is not additive" in done.stderr
    quiet = CliRunner().invoke(program, ["check", str(ROOT / "specs" / "scribe.price")])
    assert "undecided" not in quiet.stderr
