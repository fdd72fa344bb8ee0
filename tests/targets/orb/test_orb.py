from __future__ import annotations

from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from strategies.selling import selling
from targets.billing_checks import SPECS, outcome, same_bill, spec
from targets.calls import calls, check_bodies, priced_at
from targets.orb.orb_reader import Subscribed
from targets.silent import dropped

from pricelang.catalog.catalog import Catalog
from pricelang.targets import emit_with_report
from pricelang.targets._events import Metered
from pricelang.targets.orb.plans import sql

SLOW = [HealthCheck.too_slow, HealthCheck.data_too_large]
BODIES = {
    "/v1/items": "ItemCreateParams",
    "/v1/metrics": "MetricCreateParams",
    "/v1/plans": "PlanCreateParams",
    "/v1/coupons": "CouponCreateParams",
}


def check(text: str) -> None:
    """Every body is one that Orb takes, as far as its schema and its written rules go."""
    check_bodies("orb", text, BODIES)
    plans = [call["body"] for call in calls(text) if call["path"] == "/v1/plans"]
    assert len({plan["external_plan_id"] for plan in plans}) == len(plans)
    for plan in plans:
        phases = {phase["order"] for phase in plan.get("plan_phases", [])}
        for row in [*plan["prices"], *plan.get("adjustments", [])]:
            assert row.get("plan_phase_order") in (phases or {None})
        for row in plan["prices"]:
            assert ("fixed_price_quantity" in row["price"]) != ("billable_metric_id" in row["price"])


@pytest.mark.parametrize("path", SPECS, ids=lambda path: path.stem)
def test_every_spec_is_written_or_refused_at_its_places(path: Path) -> None:
    outcome("orb", spec(path), check)


@settings(max_examples=150, deadline=None, suppress_health_check=SLOW)
@given(selling())
def test_sensible_catalogs(catalog: Catalog) -> None:
    outcome("orb", catalog, check)


def test_same_bill() -> None:
    compared = 0

    @settings(max_examples=300, deadline=None, suppress_health_check=SLOW)
    @given(selling(), st.lists(st.integers(0, 400), min_size=6, max_size=6), st.integers(1, 40))
    def compare(catalog: Catalog, quantities: list[int], seats: int) -> None:
        nonlocal compared
        compared += same_bill("orb", catalog, Subscribed, quantities, seats)

    compare()
    assert compared > 50, "most catalogs were refused: this test says nothing"


def test_nothing_is_dropped_silently(monkeypatch: pytest.MonkeyPatch) -> None:
    assert dropped(monkeypatch, "orb") == []


@pytest.mark.parametrize(
    ("amount", "written"), [("0.0000025", "0.0000025"), ("2.5E-7", "0.00000025"), ("3E+2", "300"), ("20.50", "20.5")]
)
def test_amounts_are_texts_in_major_units_and_plain_notation(amount: str, written: str) -> None:
    made = calls(emit_with_report(priced_at(amount), "orb").text)
    assert made[-1]["body"]["prices"][0]["price"]["unit_config"]["unit_amount"] == written


def test_an_amount_that_is_too_fine_is_refused() -> None:
    emitted = emit_with_report(priced_at("1E-16"), "orb")
    assert emitted.text == ""
    assert [one.rule for one in emitted.diagnostics] == ["orb/too-fine"]


def test_queries_quote_what_is_no_plain_name() -> None:
    assert sql(Metered("draft.done", "count", None)) == "SELECT COUNT(*) FROM events WHERE event_name = 'draft.done'"
    assert sql(Metered("it's", "sum", "tokens")) == "SELECT SUM(tokens) FROM events WHERE event_name = 'it''s'"
    assert sql(Metered("x", "unique", 'a "b"')) == (
        'SELECT COUNT(DISTINCT "a ""b""") FROM events WHERE event_name = \'x\''
    )
