"""What cannot be billed is refused in words: one exception, a sentence, what to do."""

from __future__ import annotations

from datetime import date
from decimal import Decimal
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from rating import prices as p

from pricelang.catalog.catalog import SeatRange, Use
from pricelang.catalog.charges import Band, Bands, Terms
from pricelang.catalog.money import Money
from pricelang.catalog.period import Period
from pricelang.rating import PeriodUsage, RatingError, Subscription, bill, bill_periods, use

D = Decimal
SCRIBE = p.scribe()


@pytest.mark.parametrize(
    ("subscription", "uses", "message", "help_"),
    [
        (("prp",), (), "unknown tier `prp`", "did you mean `pro`?"),
        (("pro", "hourly"), (), "unknown interval `hourly`", "there is"),
        (("pro", "weekly"), (), "`pro` is not sold weekly", "it is sold `monthly` or `yearly`"),
        (("pro", Period(0, "month")), (), "a period of 0 months has no length", ""),
        (("pro",), (("drafts", 1, {}),), "unknown metric `drafts`", "did you mean `draft`?"),
        (
            ("pro",),
            (("image", 1, {"qualty": "high"}),),
            "`image` has no attribute `qualty`",
            "did you mean `quality`?",
        ),
        (("pro",), (("image", 1, {"quality": "hihg"}),), "unknown value `hihg` of `quality`", "did you mean `high`?"),
        (("pro",), (("draft", "-1", {}),), "the quantity of `draft` is negative: -1", ""),
        (("pro",), (("draft", "1e25", {}),), "the quantity of `draft` is beyond 10^24", "check its unit"),
        (("pro",), (("draft", 10**5000, {}),), "the quantity of `draft` is beyond 10^24", "check its unit"),
        (("pro",), (("draft", "1e-40", {}),), "the quantity of `draft` has more than 30 decimal places", ""),
        (("pro",), (("draft", "NaN", {}),), "the quantity of `draft` is not a finite number", ""),
        (("pro",), (("draft", "many", {}),), "the quantity of `draft` is not a number", ""),
        (("pro",), (("draft", 1.5, {}),), "the quantity of `draft` is a float", "give a whole number, a Decimal"),
    ],
)
def test_unknown_names_and_quantities(subscription: tuple[Any, ...], uses: Any, message: str, help_: str) -> None:
    with pytest.raises(RatingError) as refusal:
        bill(SCRIBE, Subscription(*subscription), [use(name, amount, **more) for name, amount, more in uses])
    assert refusal.value.message.startswith(message)
    assert refusal.value.help.startswith(help_)


@pytest.mark.parametrize(
    ("more", "message"),
    [
        ({"seats": 0}, "`pro` is sold from 3 seats: 0 asked for"),
        ({"seats": 2}, "`pro` is sold from 3 seats: 2 asked for"),
        ({"seats": 51}, "`pro` is sold up to 50 seats: 51 asked for"),
        ({"seats": D("3.5")}, "seats are counted in whole numbers: `seat` is 3.5"),
        ({"seats": -1}, "the number of seats is negative: `seat` is -1"),
        ({"seats": True}, "seats are counted in whole numbers: `seat` is True"),
        ({"seats": {"editr": 2}}, "unknown kind of seat `editr`"),
        ({"packages": {"credit_pak": 1}}, "unknown package `credit_pak`"),
        ({"packages": {"pack": D("1.5")}}, "packages are counted in whole numbers: `pack` is 1.5"),
        ({"packages": {"elsewhere": 1}}, "`elsewhere` is not sold on `pro`"),
        ({"packages": {"needy": 1}}, "`needy` needs `pack`"),
        ({"packages": {"rival": 1, "pack": 1}}, "`rival` is not sold with `pack`"),
        ({"discounts": ("nope",)}, "unknown discount `nope`"),
        ({"cohort": "nope"}, "unknown cohort `nope`"),
        ({"region": "nope"}, "unknown region `nope`"),
        ({"currency": "EUR"}, "`pro` is not sold in EUR"),
        ({"budget": Money(D(5), "EUR")}, "the budget is in EUR, the bill in USD"),
        ({"size": D(5)}, "`pro` is not sold by size"),
        ({"on": date(9999, 12, 20)}, "the billing interval ends after the year 9999"),
    ],
)
def test_what_is_not_sold(more: dict[str, Any], message: str) -> None:
    tier = p.tier("pro", p.paid(p.fee(20, per=p.SEAT)), seats=(SeatRange("seat", 3, 50),))
    packages = (
        p.pack("pack", p.paid(p.fee(1))),
        p.pack("elsewhere", available_on=("free",)),
        p.pack("needy", needs=("pack",)),
        p.pack("rival", not_with=("pack",)),
    )
    with pytest.raises(RatingError) as refusal:
        bill(p.catalog(tier, packages=packages), Subscription("pro", **more))
    assert refusal.value.message.startswith(message)


def test_prices_that_do_not_hold_yet_or_any_more() -> None:
    later = p.catalog(p.tier("pro", p.paid(p.fee(20), terms=Terms(start=date(2027, 1, 1)))))
    with pytest.raises(RatingError, match="no price of `pro` holds on 2026-05-01") as refusal:
        bill(later, Subscription("pro", on=date(2026, 5, 1)))
    assert refusal.value.help == "its prices start on 2027-01-01"
    gone = p.catalog(p.tier("pro", p.paid(p.fee(20), terms=Terms(until=date(2026, 1, 1)))))
    with pytest.raises(RatingError, match="no price of `pro` holds") as refusal:
        bill(gone, Subscription("pro", on=date(2026, 5, 1)))
    assert refusal.value.help == "the last one ended on 2026-01-01"


def test_dates_are_all_there_and_within_the_interval() -> None:
    on = date(2027, 1, 1)
    with pytest.raises(RatingError, match="some uses have a date"):
        bill(SCRIBE, Subscription("pro", on=on), [use("draft", 1), use("draft", 1, on)])
    with pytest.raises(RatingError, match="the subscription has none"):
        bill(SCRIBE, Subscription("pro"), [use("draft", 1, on)])
    with pytest.raises(RatingError, match="outside the billing interval") as refusal:
        bill(SCRIBE, Subscription("pro", on=on), [use("draft", 1, date(2027, 2, 1))])
    assert refusal.value.help == "it runs from 2027-01-01 to 2027-01-31"


def test_a_use_without_a_row_says_what_to_say() -> None:
    tier = p.tier("pro", allowances=(p.grant(p.credit(), 5, p.block()),))
    catalog = p.catalog(tier, wallets=(p.wallet(p.burn("draft", 1, model="small"), p.burn("draft", 2, model="large")),))
    with pytest.raises(RatingError, match="no rate of `draft` fits this use") as refusal:
        bill(catalog, Subscription("pro"), [use("draft", 1)])
    assert refusal.value.help == "say its `model`"


def test_a_last_band_that_ends() -> None:
    bands = Bands("graduated", "USD", (Band(D(10), D(1)),))
    catalog = p.catalog(p.tier("pro", p.usage("draft", bands)))
    assert bill(catalog, Subscription("pro"), [use("draft", 10)]).exact == 10
    with pytest.raises(RatingError, match="no price is stated beyond 10"):
        bill(catalog, Subscription("pro"), [use("draft", 11)])


def test_a_later_purchase_is_checked_too() -> None:
    with pytest.raises(RatingError, match="unknown package `nope`"):
        bill_periods(SCRIBE, Subscription("pro"), [(), PeriodUsage((), {"nope": 1})])


def test_a_metric_that_the_tier_does_not_have_is_served_unpriced() -> None:
    result = bill(SCRIBE, Subscription("studio"), [use("storage", 5)])
    assert [(part.how, part.quantity) for part in result.uses[0].parts] == [("unpriced", D(5))]


anything = st.one_of(
    st.none(), st.booleans(), st.integers(), st.floats(), st.decimals(), st.text(max_size=5), st.just(()), st.dates()
)


@settings(max_examples=150, deadline=None)
@given(
    st.sampled_from(["free", "pro", "studio", "nope"]),
    st.sampled_from(["monthly", "yearly", "once", "weekly", None, Period(2, "month")]),
    st.one_of(st.none(), st.integers(), st.decimals(), st.dictionaries(st.sampled_from(["seat", "x"]), st.integers())),
    st.sampled_from([{}, {"credit_pack": 1}, {"credit_pack": -1}, {"x": 1}]),
    st.lists(st.tuples(st.sampled_from(["draft", "image", "x"]), anything), max_size=3),
    st.booleans(),
)
def test_no_other_exception_leaves(
    tier: str, interval: Any, seats: Any, packages: Any, uses: Any, overage: bool
) -> None:
    subscription = Subscription(tier, interval, seats=seats, packages=packages, overage=overage)
    refusal = result = None
    try:
        result = bill(SCRIBE, subscription, [Use(name, quantity) for name, quantity in uses])
    except RatingError as error:
        refusal = error
    if refusal is not None:
        assert refusal.message[0] in "`abcdefghijklmnopqrstuvwxyz"
    if result is not None:
        assert result.total.amount >= 0
