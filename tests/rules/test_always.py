"""What holds for every pricing: the linter ends, says the same again, and says it in an order."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from rules.linting import TODAY, lowered
from strategies.catalogs import catalogs

from pricelang.catalog.catalog import Catalog
from pricelang.config import Config
from pricelang.diagnostics import sort
from pricelang.rules import names
from pricelang.rules.frame import run

ROOT = Path(__file__).parents[2]
ALL = Config(select=("all",))


@settings(max_examples=60, deadline=None, suppress_health_check=list(HealthCheck))
@given(catalogs(), st.dates(min_value=date(1900, 1, 1), max_value=date(9999, 12, 31)))
def test_any_catalog_can_be_linted(catalog: Catalog, today: date) -> None:
    found = run([], catalog, ALL, today)
    assert found == run([], catalog, ALL, today)
    assert {each.rule for each in found} <= set(names())


@pytest.mark.parametrize("path", sorted((ROOT / "specs").glob("*.price")), ids=lambda path: path.stem)
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
