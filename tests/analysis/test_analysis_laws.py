"""Laws of the findings: what more cost, another unit, another name or another order may change, and what not."""

from __future__ import annotations

from analysis.analysed import analysed
from analysis.random_tiers import texts
from hypothesis import given, settings
from hypothesis import strategies as st

from pricelang.analysis.worst import Loss, loss

QUICK = settings(max_examples=60, deadline=None)


def losses(text: str) -> list[tuple[str, object]]:
    """Each variant's loss, as amounts and break-even."""
    analysis = analysed(text)
    return [(one.word, _amounts(loss(one))) for one in analysis.variants("pro")]


def _amounts(found: Loss | None) -> object:
    return None if found is None else (found.fee, found.full.cost, found.seats, found.margin)


def losing(text: str) -> set[str]:
    return {word for word, amounts in losses(text) if amounts is not None}


@given(texts(), st.integers(2, 9))
@QUICK
def test_a_dearer_cost_or_a_larger_grant_never_removes_a_loss(text: str, times: int) -> None:
    before = losing(text)
    assert before <= losing(text.replace("rate $0.01 per run", f"rate $0.0{times} per run"))
    head, _, rest = text.partition("includes ")
    grant, _, rest = rest.partition(" ")
    assert before <= losing(f"{head}includes {int(grant) * times} {rest}")


@given(texts())
@QUICK
def test_the_unit_of_a_cost_says_nothing(text: str) -> None:
    assert losses(text) == losses(text.replace("rate $0.01 per run", "rate $10_000 per 1M run"))


@given(texts())
@QUICK
def test_names_and_the_order_of_statements_say_nothing(text: str) -> None:
    renamed = text.replace("draft", "sketch").replace("Drafts", "Sketches")
    assert losses(text) == losses(renamed)
    first, *rest = text.partition('tier pro "Pro"')
    assert losses(text) == losses("".join(rest) + first)


@given(texts())
@QUICK
def test_without_costs_nothing_is_found(text: str) -> None:
    assert losing(text.replace("; costs 1 model.run", "").replace("; costs 1 model.big_run", "")) == set()


@given(texts())
@QUICK
def test_a_year_is_twelve_months(text: str) -> None:
    found = dict(losses(text))
    analysis = analysed(text)
    monthly, yearly = analysis.variants("pro")
    # the yearly price is ten months' price
    assert yearly.fees.at(yearly.least) * 12 == monthly.fees.at(monthly.least) * 10
    assert found["yearly"] is not None or found["monthly"] is None
