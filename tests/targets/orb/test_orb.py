from __future__ import annotations

from collections.abc import Iterator
from typing import Any, ClassVar

import pytest
from targets.billing_tests import RequestTests
from targets.calls import amounts_under, answered_calls, priced_at
from targets.orb.orb_reader import Subscribed

from pricelang.targets import emit_with_report
from pricelang.targets._events import Metered
from pricelang.targets.orb.plans import sql


class TestOrb(RequestTests):
    target = "orb"
    contract = Subscribed
    bodies: ClassVar = {
        "/v1/items": "ItemCreateParams",
        "/v1/metrics": "MetricCreateParams",
        "/v1/plans": "PlanCreateParams",
        "/v1/coupons": "CouponCreateParams",
    }

    def rules(self, calls: list[dict[str, Any]]) -> None:
        plans = [call["body"] for call in calls if call["path"] == "/v1/plans"]
        assert len({plan["external_plan_id"] for plan in plans}) == len(plans)
        for plan in plans:
            phases = {phase["order"] for phase in plan.get("plan_phases", [])}
            for row in [*plan["prices"], *plan.get("adjustments", [])]:
                assert row.get("plan_phase_order") in (phases or {None})
            for row in plan["prices"]:
                assert ("fixed_price_quantity" in row["price"]) != ("billable_metric_id" in row["price"])

    def money(self, calls: list[dict[str, Any]]) -> Iterator[tuple[str, Any]]:
        keys = ("unit_amount", "package_amount", "minimum_amount", "maximum_amount")
        currencies = {call["body"]["currency"] for call in calls if call["path"] == "/v1/plans"}
        for call in calls:
            for amount in amounts_under(call["body"], *keys):
                yield call["body"]["currency"], amount
            for amount in amounts_under(call["body"], "amount_discount"):
                for code in currencies if len(currencies) == 1 else ():  # an amount off has no currency of its own
                    yield code, amount


@pytest.mark.parametrize(
    ("amount", "written"), [("0.0000025", "0.0000025"), ("2.5E-7", "0.00000025"), ("3E+2", "300"), ("20.50", "20.5")]
)
def test_amounts_are_texts_in_major_units_and_plain_notation(amount: str, written: str) -> None:
    made = answered_calls(emit_with_report(priced_at(amount), "orb").text)
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
