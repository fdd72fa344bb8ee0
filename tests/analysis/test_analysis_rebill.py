"""Witnesses, billed again: a finding stands only where rating bills it too."""

from __future__ import annotations

from fractions import Fraction
from pathlib import Path

from analysis.analysed import analysed, changed, variant

from pricelang.analysis import Analysis
from pricelang.analysis.cells import Cell
from pricelang.analysis.worst import full_use, loss
from pricelang.config import Settings
from pricelang.project import Loader
from pricelang.rebilling import rebilling
from pricelang.rules.frame import Pricing
from pricelang.rules.margin import loss_at_cap

LOSING = """product p "P" { currency USD; audience consumer }
cost model { rate $0.005 per draft }
metric draft "Drafts" { charged by task; costs 1 model.draft }
credit ai "AI credits" { burns 1 per draft; unused expires }
tier pro "Pro" { price $20 per month or $192 per year, grants monthly; includes 8_000 ai per month, then block }
"""


def test_rating_bills_what_the_analysis_says() -> None:
    analysis = changed(("includes  500 ai per seat", "includes  5_000 ai per seat"))
    rebill = rebilling(analysis.catalog)
    for word, times in (("monthly", 1), ("yearly", 12)):
        one = variant(analysis, "pro", word)
        assert loss(one) is not None
        full = full_use(one, 1)
        usage = {cell: quantity * times for share in full.shares for cell, quantity in share.uses}
        billed = rebill("pro", one.interval, "USD", 1, usage)
        assert billed is not None
        assert billed == one.fees.at(1) * times < full.cost * times
    assert rebill("pro", variant(analysis, "pro").interval, "EUR", 1, {Cell("draft"): Fraction(1)}) is None


def test_what_rating_bills_otherwise_is_left_open() -> None:
    catalog = analysed(LOSING).catalog
    assert list(loss_at_cap.check(_pricing(Analysis(catalog, rebilling(catalog)))))
    doubting = Analysis(catalog, lambda *_: Fraction(10**6))
    assert list(loss_at_cap.check(_pricing(doubting))) == []
    assert [each.reason for each in doubting.undecided] == ["rating bills the witness otherwise"]


def test_limits_that_cut_several_rates_are_left_open() -> None:
    text = """product p "P" { currency USD; audience consumer }
    cost model { rate $0.01 per run }
    metric draft "Drafts" {
      charged by task
      costs 1 model.run
      costs 9 model.run when quality is high
      costs 9 model.run when quality is best
    }
    credit ai "AI credits" { burns 1 per draft; unused expires }
    tier pro "Pro" { price $12 per month; includes 200 ai per month, then block; limit 100 drafts per month }
    """
    analysis = analysed(text)
    assert list(loss_at_cap.check(_pricing(analysis))) == []
    assert [each.reason for each in analysis.undecided] == ["limits cut several pools or rates at once"]


def _pricing(analysis: Analysis) -> Pricing:
    from datetime import date

    pricing = Pricing(analysis.catalog, (), date(2026, 12, 1))
    pricing._analysis = analysis
    return pricing


def test_check_finds_it_with_rating_at_hand(tmp_path: Path) -> None:
    path = tmp_path / "p.price"
    path.write_text(LOSING, "utf-8")
    found = Loader(Settings(None, isolated=True)).load(str(path)).diagnostics
    assert "loss-at-cap" in {each.rule for each in found}
