"""The README is true: its sample fails as it shows, its Python runs."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

import pricelang
from pricelang.render import render

ROOT = Path(__file__).parents[2]
README = (ROOT / "README.md").read_text("utf-8")


def block(language: str, number: int = 0) -> str:
    """A fenced block of the page."""
    found: list[str] = re.findall(rf"^```{language}\n(.*?)^```$", README, re.MULTILINE | re.DOTALL)
    return found[number]


def test_the_diagnostic_is_real() -> None:
    # but for the age of the prices, which grows
    found = [each for each in pricelang.check("pricing.price", text=block("price")) if each.rule != "review-overdue"]
    assert [each.rule for each in found] == ["loss-at-cap"]
    assert render(found, "full", width=100, color=False).strip() == block("text").strip()


def test_the_python_runs(monkeypatch: pytest.MonkeyPatch) -> None:
    pytest.importorskip("babel")
    monkeypatch.chdir(ROOT)
    exec(compile(block("python"), "README.md", "exec"), {})


def test_the_number_of_products_is_true() -> None:
    restated = [path for path in (ROOT / "specs").glob("*.price") if "https://" in path.read_text("utf-8")[:2500]]
    assert len(restated) == 19
