"""What holds for every pricing: the linter ends, says the same again, and says it in an order."""

from __future__ import annotations

from pathlib import Path

import pytest
from hypothesis import assume, given, settings
from hypothesis import strategies as st
from rules.linting import TODAY, lowered

from pricelang.config import Config
from pricelang.diagnostics import Severity, sort
from pricelang.lowering import lower
from pricelang.rules import names
from pricelang.rules.frame import run
from pricelang.source import Source
from pricelang.syntax import parse

ROOT = Path(__file__).parents[2]
SPECS = sorted((ROOT / "specs").glob("*.price"))
ALL = Config(select=("all",))


@settings(max_examples=40, deadline=None)
@given(st.data())
def test_a_price_list_without_some_of_its_lines_can_be_linted(data: st.DataObject) -> None:
    lines = data.draw(st.sampled_from(SPECS)).read_text("utf-8").splitlines()
    gone = data.draw(st.sets(st.integers(0, len(lines) - 1), min_size=1, max_size=6))
    file = parse(Source("a.price", "\n".join(line for place, line in enumerate(lines) if place not in gone)))
    low = lower([file])
    assume(not file.diagnostics and all(each.severity is not Severity.ERROR for each in low.diagnostics))
    found = run([file], low.catalog, ALL, TODAY)
    assert {each.rule for each in found} <= set(names())


@pytest.mark.parametrize("path", SPECS, ids=lambda path: path.stem)
def test_findings_of_real_price_lists_are_in_order(path: Path) -> None:
    texts = [path.read_text("utf-8")]
    if path.stem == "constructs":
        texts.append((path.parent / "constructs_costs.price").read_text("utf-8"))
    files, catalog = lowered(*texts)
    found = run(files, catalog, ALL, TODAY)
    assert found == sort(found)
    for each in found:
        assert each.message[0] in "`" or each.message[0].islower(), each.message
        assert not each.message.endswith("."), each.message
        assert each.symbol, each.rule
        assert each.span.end > each.span.start, each.rule


def test_the_sample_is_clean() -> None:
    files, catalog = lowered((ROOT / "specs/scribe.price").read_text("utf-8"))
    assert run(files, catalog, Config(), TODAY) == []
