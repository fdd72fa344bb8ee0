"""Wallets and allowances over time, by hand."""

from __future__ import annotations

from datetime import date, datetime
from decimal import Decimal
from typing import Any

import pytest
from rating import prices as p
from rating.prices import parts

from pricelang.catalog.catalog import Trial
from pricelang.catalog.charges import Allowance, Limit, Phase
from pricelang.catalog.period import Period, Window
from pricelang.catalog.quantity import Exactly
from pricelang.rating import Bill, PeriodUsage, RatingError, Subscription, bill, bill_periods, use

D = Decimal
DAY = Period(1, "day")


def rate(allowances: tuple[Allowance, ...], periods: list[Any], burns: tuple[Any, ...] = (), **more: Any) -> list[Bill]:
    """Bills of a tier with one wallet and no fee."""
    burns = burns or (p.burn("draft", 1), p.burn("image", 8))
    credit = {key: more.pop(key) for key in ("draws", "unused") if key in more}
    packages = more.pop("packages_sold", ())
    tier = p.tier("pro", allowances=allowances, **{key: more.pop(key) for key in ("limits", "trial") if key in more})
    catalog = p.catalog(tier, wallets=(p.wallet(*burns, **credit),), packages=packages)
    return bill_periods(catalog, Subscription("pro", **more), periods)


def held(result: Bill, word: str) -> dict[str, Decimal]:
    return {grant.name: getattr(grant, word) for wallet in result.wallets for grant in wallet.grants}


def test_what_is_left_expires() -> None:
    first, second = rate((p.grant(p.credit(), 100, p.block()),), [[use("draft", 30)], [use("draft", 130)]])
    assert held(first, "expired") == {"Pro": 70}
    assert held(second, "brought") == {"Pro": 0} or held(second, "brought") == {"Pro": D(0)}
    assert parts(second) == {"credits": 100, "block": 30}


def test_rollover_without_a_cap() -> None:
    bills = rate((p.grant(p.credit(), 1000, p.block()),), [[use("draft", 600)], [use("draft", 1400)]], unused=p.rolls())
    assert bills[0].wallets[0].left == 400
    assert parts(bills[1]) == {"credits": 1400}


def test_rollover_to_a_balance() -> None:
    grants = (p.grant(p.credit(), 100, p.block()),)
    bills = rate(grants, [[], [], [], [use("draft", 250)]], unused=p.rolls("2.5"))
    assert [result.wallets[0].left for result in bills] == [100, 150, 150, 0]
    assert parts(bills[3]) == {"credits": 250}
    assert held(bills[1], "expired") == {"Pro": 50}


def test_rollover_that_lasts_one_month() -> None:
    grants = (p.grant(p.credit(), 100, p.block()),)
    lasting = p.rolls(lasts=Period(1, "month"))
    bills = rate(grants, [[use("draft", 40)], [use("draft", 50)], [use("draft", 250)]], unused=lasting)
    assert held(bills[1], "burned") == {"Pro": 50}
    assert held(bills[1], "expired") == {"Pro": 10}, "of the 60 that rolled over"
    assert parts(bills[2]) == {"credits": 200, "block": 50}


def test_packs_are_bought_burned_and_expire() -> None:
    pack = p.pack(
        "pack",
        p.paid(p.fee(45, None)),
        allowances=(p.grant(p.credit(), 50, window=Window("price"), expires=Period(2, "month")),),
    )
    periods = [[], PeriodUsage((use("draft", 60),), {"pack": 2}), [use("draft", 30)], [use("draft", 30)]]
    bills = rate((p.grant(p.credit(), 20, p.block()),), periods, packages_sold=(pack,), draws=("included", "purchased"))
    assert [result.total.amount for result in bills] == [0, 90, 0, 0]
    assert parts(bills[1]) == {"credits": 60}
    assert held(bills[2], "burned") == {"Pack": 10, "Pro": 20}
    assert held(bills[2], "expired") == {"Pack": 50, "Pro": 0}
    assert parts(bills[3]) == {"credits": 20, "block": 10}


@pytest.mark.parametrize(
    ("draws", "burned"),
    [((), {"Pro": 20, "Pack": 5}), (("purchased", "included"), {"Pro": 0, "Pack": 25}),
     (("included", "purchased"), {"Pro": 20, "Pack": 5}), (("soonest_expiring", "purchased"), {"Pro": 20, "Pack": 5})],
)  # fmt: skip
def test_draw_order(draws: tuple[str, ...], burned: dict[str, int]) -> None:
    pack = p.pack("pack", p.paid(p.fee(45, None)), allowances=(p.grant(p.credit(), 50, window=Window("price")),))
    grants = (p.grant(p.credit(), 20, p.block()),)
    (result,) = rate(grants, [[use("draft", 25)]], packages_sold=(pack,), packages={"pack": 1}, draws=draws)
    assert held(result, "burned") == burned


def test_included_before_purchased_before_older() -> None:
    pack = p.pack("pack", p.paid(p.fee(45, None)), allowances=(p.grant(p.credit(), 50, window=Window("price")),))
    grants = (p.grant(p.credit(), 20, p.block()),)
    bills = rate(grants, [[], [use("draft", 45)]], packages_sold=(pack,), packages={"pack": 1}, unused=p.rolls())
    assert held(bills[1], "burned") == {"Pro": 40, "Pack": 5}


def test_named_pools_and_earmarks() -> None:
    grants = (
        p.grant(p.credit(), 10, pool="base"),
        p.grant(p.credit(), 16, p.block(), pool="flex", only_for=("image",)),
    )
    uses = [use("draft", 15), use("image", 3)]
    (result,) = rate(grants, [uses], draws=("flex", "base"))
    assert [(draw.metric, draw.grant, draw.credits) for draw in result.wallets[0].draws] == [
        ("draft", "base", D(10)),
        ("image", "flex", D(16)),
    ]
    assert parts(result, "image") == {"credits": 2, "block": 1}
    assert result.notices == ("nothing says what happens after the included `ai`: the bill stops the use there",)


def test_the_most_specific_row_burns() -> None:
    burns = (
        p.burn("image", 8),
        p.burn("image", 20, quality="high"),
        p.burn("image", 30, quality="high", size="large|huge"),
        p.burn("draft", 0),
    )
    uses = [
        use("image", 1),
        use("image", 1, quality="high"),
        use("image", 1, quality="high", size="huge"),
        use("image", 1, quality="low"),
        use("draft", 10**9),
    ]
    (result,) = rate((p.grant(p.credit(), 100, p.block()),), [uses], burns)
    assert result.wallets[0].burned == 8 + 20 + 30 + 8
    assert parts(result) == {"credits": 10**9}


def test_a_rate_per_many_units() -> None:
    (result,) = rate(
        (p.grant(p.credit(), 100, p.charge(p.each(1))),),
        [[use("draft", 700_000)]],
        (p.burn("draft", 200, "1_000_000"),),
    )
    assert result.wallets[0].burned == 100
    assert result.exact == 40
    (result,) = rate((p.grant(p.credit(), 1, p.charge(p.each(3))),), [[use("draft", 4)]], (p.burn("draft", 1, 3),))
    assert result.exact == 1


@pytest.mark.parametrize(
    ("phase", "served"),
    [(Phase("block"), {"credits": 10, "block": 5}), (Phase("pause"), {"credits": 10, "pause": 5}),
     (Phase("slow"), {"credits": 10, "slow": 5}), (Phase("ask"), {"credits": 10, "ask": 5}),
     (Phase("free"), {"credits": 10, "free": 5}), (Phase("upgrade", target="max"), {"credits": 10, "upgrade": 5})],
)  # fmt: skip
def test_what_happens_at_zero(phase: Phase, served: dict[str, int]) -> None:
    (result,) = rate((p.grant(p.credit(), 10, phase),), [[use("draft", 15)]])
    assert parts(result) == served
    assert result.upgrade == phase.target
    assert result.exact == 0


def test_a_fallback_is_rated_as_what_it_is() -> None:
    grants = (
        p.grant(p.metric("image"), 5, Phase("fallback", target="draft")),
        p.grant(p.credit(), 10, p.charge(p.each(1))),
    )
    (result,) = rate(grants, [[use("image", 25)]], (p.burn("draft", 1),))
    assert parts(result, "image") == {"included": 5, "fallback": 20}
    assert parts(result, "draft") == {"credits": 10, "overage": 10}
    assert result.exact == 10


def test_what_is_borrowed_is_repaid_from_the_next_grant() -> None:
    grants = (p.grant(p.credit(), 10, Phase("borrow"), p.block()),)
    bills = rate(grants, [[use("draft", 13)], [use("draft", 9)], [use("draft", 25)]])
    assert bills[0].wallets[0].borrowed == 3
    assert held(bills[1], "repaid") == {"Pro": 3}
    assert parts(bills[1]) == {"credits": 7, "borrow": 2}
    assert parts(bills[2]) == {"credits": 8, "borrow": 10, "block": 7}


def test_own_allowance_then_credits_then_price() -> None:
    allowances = (p.grant(p.metric("draft"), 5), p.grant(p.credit(), 10))
    tier = p.tier("pro", p.usage("draft", p.each(2)), allowances=allowances)
    catalog = p.catalog(tier, wallets=(p.wallet(p.burn("draft", 1)),))
    result = bill(catalog, Subscription("pro"), [use("draft", 18)])
    assert parts(result) == {"included": 5, "credits": 10, "priced": 3}
    assert result.exact == 6
    assert result.notices == ()


def test_an_allowances_own_charge_goes_before_the_usage_price() -> None:
    tier = p.tier("pro", p.usage("draft", p.each(2)), allowances=(p.grant(p.metric("draft"), 5, p.charge(p.each(1))),))
    assert bill(p.catalog(tier), Subscription("pro"), [use("draft", 8)]).exact == 3
    slow = p.tier("pro", p.usage("draft", p.each(2)), allowances=(p.grant(p.metric("draft"), 5, Phase("slow")),))
    assert bill(p.catalog(slow), Subscription("pro"), [use("draft", 8)]).exact == 6


def test_daily_grants_without_dates_are_thirty() -> None:
    daily = p.grant(
        p.credit(), 5, p.block(), window=Window("billing", DAY), cap=Exactly(D(100)), cap_window=p.PER_MONTH
    )
    (result,) = rate((daily,), [[use("draft", 120)]])
    assert parts(result) == {"credits": 100, "block": 20}
    uncapped = p.grant(p.credit(), 5, p.block(), window=Window("billing", DAY))
    assert parts(rate((uncapped,), [[use("draft", 200)]])[0])["credits"] == 150
    assert parts(rate((uncapped,), [[use("draft", 200)]], on=date(2027, 2, 1))[0])["credits"] == 140


def test_daily_grants_with_dates_come_and_go_by_the_day() -> None:
    daily = p.grant(p.credit(), 5, p.block(), window=Window("billing", DAY), cap=Exactly(D(12)), cap_window=p.PER_MONTH)
    uses = [use("draft", 4, date(2027, 2, day)) for day in (1, 2, 3, 4)]
    (result,) = rate((daily,), [uses], on=date(2027, 2, 1))
    assert parts(result) == {"credits": 10, "block": 6}, "5, 5 and the cap's last 2 were granted; 1 a day expired"
    assert held(result, "granted") == {"Pro": 12}
    assert held(result, "expired") == {"Pro": 2}


def test_calendar_months_start_on_the_first() -> None:
    grant = p.grant(p.credit(), 10, p.block(), window=Window("calendar", Period(1, "month")))
    uses = [use("draft", 10, date(2027, 1, 20)), use("draft", 10, date(2027, 2, 2))]
    later = [use("draft", 5, date(2027, 2, 20)), use("draft", 10, date(2027, 3, 1))]
    bills = rate((grant,), [uses, later], on=date(2027, 1, 15))
    assert parts(bills[0]) == {"credits": 20}
    assert parts(bills[1]) == {"block": 5, "credits": 10}


def test_rolling_and_first_use_windows() -> None:
    hours = Period(5, "hour")
    times = [datetime(2027, 1, 1, hour) for hour in (1, 4, 5, 6, 8)]
    uses = [use("draft", 4, at) for at in times]
    rolling = p.grant(p.credit(), 8, p.block(), window=Window("rolling", hours))
    (result,) = rate((rolling,), [uses], on=date(2027, 1, 1))
    assert parts(result) == {"credits": 12, "block": 8}, "1, 4, then again at 6, when the first is five hours old"
    first_use = p.grant(p.credit(), 8, p.block(), window=Window("first_use", hours))
    (result,) = rate((first_use,), [uses], on=date(2027, 1, 1))
    assert parts(result) == {"credits": 16, "block": 4}, "the window of 1 ends at 6"


def test_limits_stop_and_slow() -> None:
    hours = Window("rolling", Period(5, "hour"))
    grants = (p.grant(p.credit(), 1000, p.block()),)
    stop = Limit(p.metric("draft"), Exactly(D(6)), hours)
    uses = [use("draft", 4, datetime(2027, 1, 1, hour)) for hour in (4, 6, 8)]
    (result,) = rate(grants, [uses], limits=(stop,), on=date(2027, 1, 1))
    assert parts(result) == {"credits": 6, "limit": 6}
    fixed = Limit(p.metric("draft"), Exactly(D(6)), Window("billing", Period(5, "hour")))
    (result,) = rate(grants, [uses], limits=(fixed,), on=date(2027, 1, 1))
    assert parts(result) == {"credits": 10, "limit": 2}, "one use before five o'clock, two after"
    slow = Limit(p.metric("draft"), Exactly(D(6)), hours, phases=(Phase("slow"),))
    assert parts(rate(grants, [uses], limits=(slow,), on=date(2027, 1, 1))[0]) == {"credits": 12}
    monthly = Limit(p.metric("image"), Exactly(D(3)), p.PER_MONTH, per=p.SEAT)
    (result,) = rate(grants, [[use("image", 9)]], limits=(monthly,), seats=2)
    assert parts(result, "image") == {"credits": 6, "limit": 3}


def test_a_grant_for_longer_than_the_interval() -> None:
    yearly = p.grant(p.credit(), 30, p.block(), window=Window("billing", Period(1, "year")))
    bills = rate((yearly,), [[use("draft", 20)], [use("draft", 20)], *[[]] * 10, [use("draft", 5)]])
    assert held(bills[0], "left") == {"Pro": 10}
    assert parts(bills[1]) == {"credits": 10, "block": 10}
    assert parts(bills[12]) == {"credits": 5}


def test_a_grant_on_signing_up_is_given_once() -> None:
    welcome = p.grant(p.credit(), 30, p.block(), window=Window("once"))
    bills = rate((welcome,), [[use("draft", 20)], [use("draft", 20)]])
    assert parts(bills[1]) == {"credits": 10, "block": 10}


def test_a_trial_grants_its_own_and_charges_nothing() -> None:
    trial = Trial(Period(14, "day"), p.credit(), Exactly(D(5)))
    tier = p.tier("pro", p.paid(p.fee(20)), allowances=(p.grant(p.credit(), 100, p.charge(p.each(1))),), trial=trial)
    catalog = p.catalog(tier, wallets=(p.wallet(p.burn("draft", 1)),))
    first, second = bill_periods(catalog, Subscription("pro", trial=True), [[use("draft", 8)], [use("draft", 108)]])
    assert first.exact == 0
    assert parts(first) == {"credits": 5, "block": 3}
    assert second.exact == 28


def test_unlimited_is_never_used_up() -> None:
    (result,) = rate((p.grant(p.credit(), None),), [[use("draft", 10**20)]])
    assert parts(result) == {"credits": 10**20}
    assert held(result, "left") == {"Pro": None}


def test_a_charge_beyond_a_limit_is_refused() -> None:
    limit = Limit(p.metric("draft"), Exactly(D(6)), p.PER_MONTH, phases=(p.charge(p.each(1)),))
    grants = (p.grant(p.credit(), 1000, p.block()),)
    assert parts(rate(grants, [[use("draft", 6)]], limits=(limit,))[0]) == {"credits": 6}
    with pytest.raises(RatingError, match="a charge beyond a limit of `draft`"):
        rate(grants, [[use("draft", 7)]], limits=(limit,))
