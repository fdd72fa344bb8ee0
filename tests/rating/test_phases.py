"""What is charged beyond an allowance, and where it stops."""

from __future__ import annotations

from datetime import date
from decimal import Decimal
from fractions import Fraction

import pytest
from rating import prices as p
from rating.prices import lines, met, of

from pricelang.catalog.charges import Ceiling, InCredits, Phase, PlanRate
from pricelang.rating import RatingError, Subscription, Threshold, bill, use

D = Decimal


def test_a_stop_admits_not_one_unit_more() -> None:
    bands = p.graduated(p.step(1000, "0.05"), p.step(None, "0.045"))
    tier = p.tier("pro", allowances=(p.grant(p.metric("draft"), 500, p.charge(bands, 200), p.block()),))
    result = of(tier, 10_000)
    assert result.exact == D("199.985")
    assert met(result) == [
        ("included", 500),
        ("overage", 4333),
        ("block", 5167),
    ]
    assert result.uses[0].unserved == 5167
    assert result.lines[-1].next == Threshold(D(4833), "block")


def test_then_free_stops_only_the_bill() -> None:
    tier = p.tier("pro", allowances=(p.grant(p.metric("draft"), 500, p.charge(p.each("0.03"), 200), Phase("free")),))
    result = of(tier, 10_000)
    assert result.exact == D(200)
    assert met(result) == [("included", 500), ("overage", 9500)]
    assert lines(result)[-1] == ("maximum", D("-85.00"))


def test_a_stop_at_a_flat_amount_or_a_block() -> None:
    bands = p.graduated(p.step(10, 1), p.step(None, 1, 50))
    tier = p.tier("pro", allowances=(p.grant(p.metric("draft"), 0, p.charge(bands, 40), p.block()),))
    assert of(tier, 100).exact == D(10), "the second band's flat amount is beyond the ceiling"
    blocks = p.each(7, per=D(10), started=True)
    tier = p.tier("pro", allowances=(p.grant(p.metric("draft"), 0, p.charge(blocks, 40), p.block()),))
    assert of(tier, 1000).exact == D(35)
    assert of(tier, 1000).uses[0].parts[0].quantity == 50


def test_what_is_opt_in_is_off_without_overage() -> None:
    tier = p.tier("pro", allowances=(p.grant(p.metric("draft"), 5, p.charge(p.each(1), opt_in=True), p.block()),))
    assert of(tier, 8).exact == D(3)
    assert of(tier, 8, overage=False).exact == D(0)
    assert of(tier, 8, overage=False).uses[0].unserved == 3


def test_the_customers_budget_is_shared_by_all_overage() -> None:
    allowances = (
        p.grant(p.metric("draft"), 0, p.charge(p.each(1))),
        p.grant(p.metric("image"), 0, p.charge(p.each(2))),
    )
    catalog = p.catalog(p.tier("pro", allowances=allowances))
    result = bill(catalog, Subscription("pro", budget=p.usd(20)), [use("draft", 15), use("image", 15)])
    assert lines(result) == [("overage", D(15)), ("overage", D(4))]


def test_a_hard_cap_as_a_multiple_of_the_quota() -> None:
    ceiling = Ceiling("factor", factor=D(3))
    phases = (p.charge(PlanRate(D("1.25")), ceiling=ceiling), p.block())
    tier = p.tier("pro", p.paid(p.fee("29.26")), allowances=(p.grant(p.metric("draft"), 2000, *phases),))
    result = of(tier, 9000)
    assert result.exact == D("29.26") + 4000 * D("0.0182875")
    assert result.uses[0].unserved == 3000


def test_a_plan_rate_without_a_decimal_is_exact() -> None:
    tier = p.tier("pro", p.paid(p.fee(10)), allowances=(p.grant(p.metric("draft"), 3, p.charge(PlanRate(D(1)))),))
    result = of(tier, 4)
    assert result.lines[-1].amount == Fraction(10, 3)
    assert result.total == p.usd("13.33")


def test_a_plan_rate_per_seat_and_by_year() -> None:
    allowance = p.grant(p.metric("draft"), 100, p.charge(PlanRate(D(1))), per=p.SEAT)
    tier = p.tier("pro", p.seats_price(20, 192), allowances=(allowance,))
    assert of(tier, 310, seats=3).exact == D(60) + 10 * D("0.2")
    assert of(tier, 3610, seats=3, interval="yearly").exact == D(576) + 10 * D("0.16")


def test_a_use_that_costs_credits_of_another_wallet() -> None:
    phases = (p.charge(InCredits(D(4), "ai")), p.block())
    allowances = (p.grant(p.metric("draft"), 10, *phases), p.grant(p.credit(), 20, p.charge(p.each("0.5"))))
    catalog = p.catalog(p.tier("pro", allowances=allowances), wallets=(p.wallet(),))
    result = bill(catalog, Subscription("pro"), [use("draft", 17)])
    assert result.exact == D(4)
    assert [part.quantity for part in result.uses[0].parts] == [10, 5, 2]


def test_a_plan_rate_of_a_dated_year_divides_months_by_months() -> None:
    allowance = p.grant(p.metric("draft"), 100, p.charge(PlanRate(D(1))))
    catalog = p.catalog(p.tier("pro", p.seats_price(20, 192), allowances=(allowance,)))
    year = Subscription("pro", "yearly", on=date(2027, 1, 1))
    assert bill(catalog, year, [use("draft", 110, date(2027, 4, 2))]).exact == D(192) + 10 * D("0.16")


def test_a_usage_price_at_the_plan_rate() -> None:
    price = p.usage("draft", PlanRate(D("1.25")))
    tier = p.tier("pro", p.paid(p.fee(30)), price, allowances=(p.grant(p.metric("draft"), 2000),))
    assert of(tier, 2100).exact == D(30) + 100 * D("0.01875")
    with pytest.raises(RatingError, match="the plan rate of `draft` has no allowance"):
        of(p.tier("pro", p.paid(p.fee(30)), price), 5)
