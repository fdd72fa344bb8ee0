"""Analyses of texts and of the specs, as the tests of the analysis read them."""

from __future__ import annotations

from pathlib import Path

from pricelang.analysis import Analysis
from pricelang.analysis.variants import Variant
from pricelang.diagnostics import Severity
from pricelang.lowering import lower
from pricelang.source import Source
from pricelang.syntax import parse

SPECS = Path(__file__).parents[2] / "specs"


def analysed(text: str) -> Analysis:
    """The analysis of a text, which is expected to be sound."""
    file = parse(Source("a.price", text))
    assert not file.diagnostics, [one.message for one in file.diagnostics]
    lowered = lower([file])
    errors = [one.message for one in lowered.diagnostics if one.severity is Severity.ERROR]
    assert not errors, errors
    return Analysis(lowered.catalog)


def changed(*pairs: tuple[str, str], name: str = "scribe") -> Analysis:
    """The analysis of a spec with some pieces of its text replaced, each of which is there; examples are left out."""
    text = (SPECS / f"{name}.price").read_text(encoding="utf-8").partition("# --- proof ---")[0]
    for old, new in pairs:
        assert old in text, old
        text = text.replace(old, new)
    return analysed(text)


def variant(analysis: Analysis, tier: str, word: str = "monthly") -> Variant:
    """The variant of a tier by its interval's word."""
    return next(each for each in analysis.variants(tier) if each.word == word)
