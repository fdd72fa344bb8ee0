"""Each kind of charge, by hand."""

from __future__ import annotations

from datetime import date
from decimal import Decimal

import pytest
from rating import prices as p
from rating.prices import lines, of

from pricelang.catalog.catalog import SeatKind
from pricelang.catalog.charges import (
    Band,
    BandedFee,
    CustomPrice,
    FreePrice,
    Size,
    Terms,
)
from pricelang.catalog.money import Money
from pricelang.catalog.period import MONTH, YEAR, Period, Window
from pricelang.catalog.quantity import Exactly, Ref, TimesTier
from pricelang.rating import RatingError, Subscription, bill, bill_periods, use

D = Decimal


def test_fees_come_first_then_seats_then_what_is_paid_once() -> None:
    tier = p.tier("pro", p.paid(p.fee(50, None)), p.paid(p.fee(8, MONTH, p.SEAT)), p.paid(p.fee("24.95")))
    first, second = bill_periods(p.catalog(tier), Subscription("pro", seats=3), [(), ()])
    assert lines(first) == [("fee", D("24.95")), ("seats", D(24)), ("one_off", D(50))]
    assert lines(second) == [("fee", D("24.95")), ("seats", D(24))]
    assert first.total == p.usd("98.95")


def test_a_shorter_fee_beside_a_yearly_one_is_paid_each_month() -> None:
    tier = p.tier("pro", p.paid(p.fee(20), p.fee(192, YEAR)), p.paid(p.fee(2, MONTH, p.SEAT)))
    assert of(tier, interval="yearly", seats=2).total == p.usd(192 + 2 * 2 * 12)


def test_a_yearly_add_on_is_paid_once_a_year() -> None:
    add_on = p.pack("vault", p.paid(p.fee(120, YEAR)))
    catalog = p.catalog(p.tier("pro", p.paid(p.fee(10))), packages=(add_on,))
    bills = bill_periods(catalog, Subscription("pro", packages={"vault": 2}), [()] * 13)
    assert [result.total.amount for result in bills] == [250, *[10] * 11, 250]


def test_a_fee_for_started_blocks_of_seats() -> None:
    tier = p.tier("pro", p.paid(p.fee(10, MONTH, p.SEAT, block=D(5), started=True)))
    assert [of(tier, seats=n).total.amount for n in (1, 3, 5, 6, 7)] == [10, 10, 10, 20, 20]


def test_a_fee_by_bands_of_seats() -> None:
    graduated = BandedFee(p.graduated(p.step(10, 10), p.step(None, 8)), MONTH, p.SEAT)
    volume = BandedFee(p.volume(p.step(10, 10), p.step(None, 8)), MONTH, p.SEAT)
    assert of(p.tier("pro", p.paid(graduated)), seats=14).total == p.usd(132)
    assert of(p.tier("pro", p.paid(volume)), seats=14).total == p.usd(112)


def test_a_fee_for_a_bought_quantity() -> None:
    tier = p.tier("pro", p.paid(p.fee(10, MONTH, p.metric("draft"), block=D(1000))))
    assert of(tier, quantities={"draft": D(2500)}).total == p.usd(25)
    assert of(tier, 500).total == p.usd(5), "what is used, where what is bought is not said"


def test_kinds_of_seats() -> None:
    viewer, editor = Ref("seat", "viewer"), Ref("seat", "editor")
    tier = p.tier("pro", p.paid(p.fee(12, MONTH, editor)), p.paid(p.fee(3, MONTH, viewer)))
    catalog = p.catalog(tier, seats=(SeatKind("editor", "Editor"), SeatKind("viewer", "Viewer")))
    assert bill(catalog, Subscription("pro", seats={"editor": 2, "viewer": 5})).total == p.usd(39)
    assert bill(catalog, Subscription("pro", seats=2)).total == p.usd(24)
    assert bill(catalog, Subscription("pro")).total == p.usd(12)


def test_proportional_and_started_blocks() -> None:
    assert of(p.tier("pro", p.usage("draft", p.each(10, per=D(1000)))), 2500).total == p.usd(25)
    assert of(p.tier("pro", p.usage("draft", p.each(10, per=D(1000), started=True))), 2500).total == p.usd(30)
    assert of(p.tier("pro", p.usage("draft", p.each(10, per=D(1000), started=True))), 1500, 1000).total == p.usd(30)
    assert of(p.tier("pro", p.usage("draft", p.each(10, per=D(1000), started=True)))).total == p.usd(0)


def test_blocks_are_spread_over_the_bands() -> None:
    rate = p.graduated(p.step(1000, 1, per=D(10), started=True), p.step(None, "0.5", per=D(10), started=True))
    result = of(p.tier("pro", p.usage("draft", rate)), 1205)
    assert [(line.blocks, line.amount) for line in result.lines] == [(D(100), D(100)), (D(21), D("10.5"))]
    top = p.volume(p.step(1000, 1, per=D(10), started=True), p.step(None, "0.5", per=D(10), started=True))
    assert of(p.tier("pro", p.usage("draft", top)), 1205).total == p.usd("60.5")


def test_sub_cent_prices_are_never_rounded() -> None:
    rate = p.each("2.50", per=D(1_000_000))
    result = of(p.tier("pro", p.usage("draft", rate)), 1, 1, 1)
    assert result.exact == D("0.0000075")
    assert result.total == p.usd("0.00")
    assert of(p.tier("pro", p.usage("draft", rate)), 10**24).exact == D("2.5") * 10**18


FLATS = (p.step(5, 5, 10), p.step(10, 4, 20), p.step(None, 3, 30))


@pytest.mark.parametrize(
    ("mode", "units", "total"),
    [
        ("graduated", 0, 10),
        ("graduated", 5, 35),
        ("graduated", 6, 59),
        ("graduated", 12, 111),
        ("volume", 0, 10),
        ("volume", 5, 35),
        ("volume", 6, 44),
        ("volume", 10, 60),
        ("volume", 12, 66),
    ],
)
def test_flat_amounts_beside_unit_prices(mode: str, units: int, total: int) -> None:
    rate = p.graduated(*FLATS) if mode == "graduated" else p.volume(*FLATS)
    assert of(p.tier("pro", p.usage("draft", rate)), units).total == p.usd(total)


def test_a_flat_amount_when_used_is_not_billed_without_use() -> None:
    rate = p.graduated(p.step(5, 5, 10, flat_when_used=True), p.step(None, 3, 30))
    tier = p.tier("pro", p.usage("draft", rate))
    assert of(tier).total == p.usd(0)
    assert of(tier, 1).total == p.usd(15)


def test_percent_bands() -> None:
    bands = [Band(D(10), percent=D(1), flat=D(200)), Band(D(20), percent=D(2), flat=D(300)), Band(None, percent=D(3))]
    tier = p.tier("pro", p.usage("draft", p.graduated(*bands)))
    assert of(tier, 0).exact == D(200)
    assert of(tier, 12).exact == D("500.14")


def test_minimum_and_maximum_of_a_usage_price() -> None:
    rate = p.graduated(Band(None, percent=D("2.9")))
    tier = p.tier("pro", p.usage("draft", rate, minimum=p.usd("0.30"), maximum=p.usd(50)))
    assert lines(of(tier, 0)) == [("minimum", D("0.30"))]
    assert lines(of(tier, 10)) == [("usage", D("0.290")), ("minimum", D("0.010"))]
    assert lines(of(tier, 100)) == [("usage", D("2.900"))]
    assert lines(of(tier, 2000)) == [("usage", D("58.000")), ("maximum", D("-8.000"))]


def test_sizes_replace_the_fee_and_the_allowance() -> None:
    sizes = tuple(
        Size(p.metric("draft"), Exactly(D(quantity)), p.PER_MONTH, (p.fee(monthly), p.fee(monthly * 10, YEAR)))
        for quantity, monthly in ((100, 25), (200, 50))
    )
    own = p.grant(p.metric("draft"), 1, p.charge(p.each(1)))
    tier = p.tier("pro", allowances=(own,), sizes=sizes)
    assert of(tier, 210, size=D(200)).total == p.usd(60)
    assert of(tier, 210, size=D(100)).total == p.usd(135)
    assert of(tier, size=D(200), interval="yearly").total == p.usd(500)
    with pytest.raises(RatingError, match="no size of 300"):
        of(tier, size=D(300))


def test_currencies_round_to_their_own_unit() -> None:
    rates = (p.each("0.5"), p.each("75.5", currency="JPY"), p.each("0.1235", currency="KWD"))
    tier = p.tier("pro", p.usage("draft", *rates))
    catalog = p.catalog(tier, currencies=("USD", "JPY", "KWD"))
    totals = [
        bill(catalog, Subscription("pro", currency=code), [use("draft", 1)]).total for code in ("USD", "JPY", "KWD")
    ]
    assert totals == [p.usd("0.50"), Money(D(76), "JPY"), Money(D("0.124"), "KWD")]
    assert str(totals[1].amount) == "76"


def test_yearly_with_monthly_grants_has_twelve_months_of_everything() -> None:
    phases = (p.charge(p.graduated(p.step(10, 2), p.step(None, 1)), 15), p.block())
    tier = p.tier("pro", p.seats_price(10, 100), allowances=(p.grant(p.metric("draft"), 5, *phases),))
    result = of(tier, 12 * 40, interval="yearly")
    assert result.exact == D(100) + 12 * 14, "each month: 15 stops after 7 at 2"
    months = [use("draft", 40, date(2027, month, 3)) for month in range(1, 13)]
    catalog = p.catalog(tier)
    dated = bill(catalog, Subscription("pro", "yearly", on=date(2027, 1, 1)), months)
    assert dated.exact == result.exact
    assert len({line.at for line in dated.lines if line.kind == "overage"}) == 12
    uneven = bill(catalog, Subscription("pro", "yearly", on=date(2027, 1, 1)), [use("draft", 480, date(2027, 5, 3))])
    assert uneven.exact == D(100) + 14


def test_yearly_up_front_is_one_grant() -> None:
    tier = p.tier("pro", p.seats_price(10, 100, "up_front"), allowances=(p.grant(p.metric("draft"), 5, p.block()),))
    result = bill(
        p.catalog(tier), Subscription("pro", "yearly", on=date(2027, 1, 1)), [use("draft", 60, date(2027, 5, 3))]
    )
    assert result.uses[0].unserved == 0


def test_which_price_holds() -> None:
    tier = p.tier(
        "pro",
        p.paid(p.fee(20)),
        p.paid(p.fee(25), terms=Terms(start=date(2027, 1, 1))),
        p.paid(p.fee(22), terms=Terms(start=date(2027, 1, 1), until=date(2028, 1, 1), existing_customers=True)),
        p.paid(p.fee(9), terms=Terms(cohort="schools")),
        FreePrice(Terms(region="moon")),
    )
    catalog = p.catalog(tier, cohorts=(p.named_cohort("schools"),), regions=(p.named_region("moon"),))

    def fee(**more: object) -> Decimal:
        return bill(catalog, Subscription("pro", **more)).total.amount  # type: ignore[arg-type]

    assert fee() == 20
    assert fee(on=date(2026, 12, 31)) == 20
    assert fee(on=date(2027, 1, 1)) == 25
    assert fee(on=date(2027, 6, 1), existing_customer=True) == 22
    assert fee(on=date(2028, 1, 1), existing_customer=True) == 25
    assert fee(on=date(2027, 6, 1), cohort="schools") == 9
    assert fee(region="moon") == 0
    bills = bill_periods(catalog, Subscription("pro", on=date(2026, 12, 15)), [(), ()])
    assert [result.total.amount for result in bills] == [20, 25]


def test_a_custom_price_is_refused_in_words() -> None:
    tier = p.tier("pro", CustomPrice(p.fee(20_000, YEAR)))
    with pytest.raises(RatingError, match="the price of `pro` is custom"):
        of(tier, interval="yearly")


def test_an_allowance_as_a_multiple_of_another_tiers() -> None:
    base = p.tier("base", allowances=(p.grant(p.metric("draft"), 40, p.block()),))
    pro = p.tier("pro", allowances=(p.grant(p.metric("draft"), TimesTier(D(5), "base"), p.block()),))
    assert bill(p.catalog(base, pro), Subscription("pro"), [use("draft", 250)]).uses[0].unserved == 50


def test_the_most_specific_price_holds() -> None:
    tier = p.tier(
        "pro",
        p.usage("draft", p.each(1)),
        p.usage("draft", p.each(2), when=p.when(model="large")),
        p.usage("draft", p.each(5), when=p.when(model="large", speed="fast")),
    )
    uses = [use("draft", 1), use("draft", 10, model="large"), use("draft", 100, model="large", speed="fast")]
    assert bill(p.catalog(tier), Subscription("pro"), uses).exact == D(1 + 20 + 500)


def test_daily_allowances_of_a_week() -> None:
    daily = p.grant(p.metric("draft"), 2, p.charge(p.each(1)), window=Window("billing", Period(1, "day")))
    tier = p.tier("pro", p.paid(p.fee(5, Period(1, "week"))), allowances=(daily,))
    assert of(tier, 20, interval="weekly").exact == D(5 + 6)


@pytest.mark.parametrize(
    ("unit", "total"), [("0.005", "0.01"), ("0.015", "0.02"), ("0.0249", "0.02"), ("0.125", "0.13")]
)
def test_the_total_is_rounded_half_up(unit: str, total: str) -> None:
    assert of(p.tier("pro", p.usage("draft", p.each(unit))), 1).total == p.usd(total)


def test_months_keep_their_day_or_take_the_last_one() -> None:
    catalog = p.catalog(p.tier("pro", p.paid(p.fee(10))))
    bills = bill_periods(catalog, Subscription("pro", on=date(2027, 1, 31)), [()] * 3)
    assert [result.starts for result in bills] == [date(2027, 1, 31), date(2027, 2, 28), date(2027, 3, 31)]
    assert bills[2].ends == date(2027, 4, 30)
