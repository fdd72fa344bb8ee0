"""What holds for every price list that is fixed: nothing said in comments is lost, nothing changes twice, no fault of
syntax comes of it, and all at once is what one by one comes to."""

from __future__ import annotations

from collections import Counter
from pathlib import Path

import pytest
from fixing.mended import ALL, hold, load, mend, remarks, text_of
from hypothesis import given, settings
from hypothesis import strategies as st
from rules.linting import TODAY
from strategies.careless import careless

import pricelang
from pricelang.config import Settings
from pricelang.diagnostics import Safety, Severity
from pricelang.fixing import Fixed, _Bench, _Trial
from pricelang.fixing.choosing import choose
from pricelang.project import distinct
from pricelang.rules import structural

SPECS = sorted((Path(__file__).parents[2] / "specs").glob("*.price"))
SEEDS = st.integers(0, 2**40)


def errors(fixed: Fixed) -> Counter[str]:
    return Counter(
        each.rule
        for each in fixed.projects[0].diagnostics
        if each.severity is Severity.ERROR and each.rule in structural()
    )


@settings(max_examples=60, deadline=None)
@given(SEEDS, st.booleans())
def test_any_price_list(seed: int, unsafe: bool) -> None:
    hold(careless(seed), unsafe)


@settings(max_examples=30, deadline=None)
@given(SEEDS)
def test_all_at_once_is_what_one_by_one_comes_to(seed: int) -> None:
    text = careless(seed)
    assert text_of(mend(text)) == one_by_one(text)


def one_by_one(text: str) -> str:
    """A text fixed by the first fix that holds, again and again."""
    bench = _Bench([load(text)], Settings(isolated=True, select=ALL), lambda source: True, TODAY)
    while any(_first(bench, safety) for safety in (Safety.SAFE, Safety.UNSAFE)):
        pass
    return bench.projects[0].root.text


def _first(bench: _Bench, safety: Safety) -> bool:
    for each in (one for one in distinct(bench.projects) if one.fix is not None):
        alone = choose([each], safety, lambda source: True)
        outcome = bench._tried(alone, safety) if alone else None
        if isinstance(outcome, _Trial):
            bench._accept(alone, outcome)
            return True
    return False


@settings(max_examples=30, deadline=None)
@given(SEEDS)
def test_a_file_in_the_style_stays_in_it(seed: int) -> None:
    text = pricelang.format(careless(seed))
    after = text_of(mend(text))
    assert pricelang.format(after) == after


@pytest.mark.parametrize("path", SPECS, ids=lambda path: path.stem)
def test_real_price_lists(path: Path) -> None:
    fixed = mend(path.read_text("utf-8"), path=str(path))
    after = text_of(fixed)
    assert remarks(after) == remarks(path.read_text("utf-8"))
    assert pricelang.format(after) == after
    assert errors(fixed) == Counter()
    assert mend(after, path=str(path)).texts == {}
