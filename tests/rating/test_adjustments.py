"""Minimums, discounts and commitments: what changes a bill after its charges."""

from __future__ import annotations

from datetime import date
from decimal import Decimal
from fractions import Fraction
from typing import Any

import pytest
from rating import prices as p

from pricelang.catalog.catalog import Catalog, Commitment, Discount, Minimum
from pricelang.catalog.charges import Terms
from pricelang.catalog.period import MONTH, YEAR, Period
from pricelang.rating import Bill, RatingError, Subscription, bill, bill_periods, use

D = Decimal


def lines(result: Bill) -> list[Any]:
    return [(line.kind, line.amount) for line in result.lines]


def with_discounts(*discounts: Discount, **more: Any) -> Catalog:
    tier = p.tier("pro", p.paid(p.fee(100)), p.usage("draft", p.each(1)), p.usage("image", p.each(2)))
    return p.catalog(tier, discounts=discounts, cohorts=(p.named_cohort("schools"),), **more)


def total(catalog: Catalog, *names: str, uses: tuple[Any, ...] = (), **more: Any) -> Decimal | Fraction:
    return bill(catalog, Subscription("pro", discounts=names, **more), uses).exact


def test_minimums_of_a_metric_then_of_the_bill() -> None:
    tier = p.tier(
        "pro",
        p.paid(p.fee(10)),
        p.usage("draft", p.each(1)),
        minimums=(Minimum(p.usd(40), MONTH), Minimum(p.usd(20), MONTH, p.metric("draft"))),
    )
    catalog = p.catalog(tier)
    result = bill(catalog, Subscription("pro"), [use("draft", 5)])
    assert lines(result) == [("fee", D(10)), ("usage", D(5)), ("minimum", D(15)), ("minimum", D(10))]
    assert bill(catalog, Subscription("pro"), [use("draft", 50)]).exact == 60


def test_percents_before_fixed_amounts_and_never_below_zero() -> None:
    off20 = Discount("off20", "20%", percent=D(20), stacks=True)
    off10 = Discount("off10", "10%", percent=D(10), stacks=True)
    less50 = Discount("less50", "$50", amount=p.usd(50), stacks=True)
    catalog = with_discounts(off20, off10, less50)
    result = bill(catalog, Subscription("pro", discounts=("less50", "off20", "off10")))
    assert lines(result) == [("fee", D(100)), ("discount", D(-20)), ("discount", D(-8)), ("discount", D(-50))]
    assert result.exact == 22
    large = with_discounts(Discount("large", "$500", amount=p.usd(500)))
    assert total(large, "large") == 0


def test_a_discount_on_one_metric() -> None:
    half = Discount("half", "Half", percent=D(50), on=(p.metric("image"),))
    assert total(with_discounts(half), "half", uses=(use("draft", 10), use("image", 10))) == 100 + 10 + 10
    fixed = Discount("fixed", "$5", amount=p.usd(5), on=(p.metric("image"),))
    assert total(with_discounts(fixed), "fixed", uses=(use("draft", 10), use("image", 1))) == 100 + 10


def test_a_discount_of_a_third_is_exact() -> None:
    third = Discount("third", "Free days", free=Period(10, "day"))
    assert total(with_discounts(third), "third") == 100 - 100 * Fraction(10 * 12, 365)


def test_free_time_takes_recurring_fees_off() -> None:
    catalog = with_discounts(Discount("start", "Two months free", free=Period(2, "month")))
    bills = bill_periods(catalog, Subscription("pro", discounts=("start",)), [[use("draft", 7)]] * 3)
    assert [result.exact for result in bills] == [7, 7, 107]


def test_a_discount_that_lasts() -> None:
    catalog = with_discounts(Discount("start", "Start", percent=D(50), lasts=Period(2, "month")))
    bills = bill_periods(catalog, Subscription("pro", discounts=("start",)), [()] * 3)
    assert [result.exact for result in bills] == [50, 50, 100]


def test_stacking_is_said_by_either() -> None:
    one, two = Discount("one", "1", percent=D(10), stacks_with=("two",)), Discount("two", "2", percent=D(10))
    three = Discount("three", "3", percent=D(10))
    catalog = with_discounts(one, two, three)
    assert total(catalog, "two", "one") == 81
    with pytest.raises(RatingError, match="`one` and `three` do not stack"):
        total(catalog, "one", "three")


@pytest.mark.parametrize(
    ("discount", "more", "message"),
    [
        ({"available_on": ("free",)}, {}, "does not hold on `pro`"),
        ({"cohort": "schools"}, {}, "is for the cohort `schools`"),
        ({"existing_customers": True}, {}, "is for existing customers"),
        ({"seats_at_least": 10}, {"seats": 9}, "is for at least 10 seats"),
        ({"start": date(2027, 1, 1)}, {"on": date(2026, 12, 31)}, "starts on 2027-01-01"),
        ({"until": date(2027, 1, 1)}, {"on": date(2027, 1, 1)}, "ended on 2027-01-01"),
    ],
)
def test_a_discount_that_does_not_hold_says_why(discount: dict[str, Any], more: dict[str, Any], message: str) -> None:
    catalog = with_discounts(Discount("off", "Off", percent=D(10), **discount))
    with pytest.raises(RatingError, match=f"`off` {message}"):
        total(catalog, "off", **more)


def test_a_discount_by_its_code_for_whom_it_is() -> None:
    off = Discount(
        "off", "Off", percent=D(10), code="WELCOME", cohort="schools", seats_at_least=2, until=date(2027, 1, 1)
    )
    catalog = with_discounts(off)
    assert total(catalog, "WELCOME", cohort="schools", seats=2, on=date(2026, 5, 1)) == 90


def test_a_commitment_is_trued_up_after_discounts() -> None:
    tier = p.tier("pro", p.usage("draft", p.each(1)), commitment=Commitment(p.usd(100), MONTH, D("1.5")))
    catalog = p.catalog(tier, discounts=(Discount("half", "Half", percent=D(50)),))
    result = bill(catalog, Subscription("pro", discounts=("half",)), [use("draft", 80)])
    assert lines(result) == [("usage", D(80)), ("discount", D(-40)), ("true_up", D(60))]
    over = bill(catalog, Subscription("pro"), [use("draft", 140)])
    assert lines(over) == [("usage", D(140)), ("beyond_commitment", D(20))]
    assert over.exact == 160


def test_a_yearly_commitment_is_trued_up_at_the_end_of_its_year() -> None:
    tier = p.tier("pro", p.usage("draft", p.each(1)), commitment=Commitment(p.usd(1200), YEAR, D(2)))
    months = [[use("draft", 50)]] * 11 + [[use("draft", 150)], [use("draft", 1300)]]
    bills = bill_periods(p.catalog(tier), Subscription("pro"), months)
    assert [result.exact for result in bills] == [50] * 11 + [150 + 1200 - 700, 1300 + 100]
    early = bill_periods(p.catalog(tier), Subscription("pro"), [[use("draft", 1300)], [use("draft", 30)]])
    assert [result.exact for result in early] == [1400, 60], "what is beyond costs double once"
    up_front = bill(p.catalog(tier), Subscription("pro", "yearly"), [use("draft", 700)])
    assert lines(up_front) == [("usage", D(700)), ("true_up", D(500))]


def test_a_price_for_those_who_commit() -> None:
    committed = Terms(commitment=p.usd(1000), commitment_period=YEAR)
    tier = p.tier("pro", p.paid(p.fee(20)), p.paid(p.fee(12), terms=committed))
    catalog = p.catalog(tier)
    assert total(catalog) == 20
    assert total(catalog, commitment=p.usd(2000)) == 12
    assert total(catalog, commitment=p.usd(10)) == 20
