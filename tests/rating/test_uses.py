"""How uses are counted, and what a tier has to meet them with."""

from __future__ import annotations

from datetime import date, timedelta
from decimal import Decimal

from rating import prices as p
from rating.prices import parts

from pricelang.catalog.catalog import Event, Metric, Package, PackageGrant, Rounding
from pricelang.catalog.period import Period
from pricelang.catalog.quantity import Between, Unpublished
from pricelang.rating import Rater, Subscription, bill, use

D = Decimal


def test_levels_count_their_maximum_in_every_month() -> None:
    storage = Metric("storage", "Storage", unit="GB", event=Event("max", "storage.gb"))
    tier = p.tier(
        "pro", p.seats_price(10, 100), allowances=(p.grant(p.metric("storage"), 50, p.charge(p.each("0.1"))),)
    )
    catalog = p.catalog(tier, metric_records=(storage,))
    assert bill(catalog, Subscription("pro"), [use("storage", 60), use("storage", 40)]).exact == 11
    assert bill(catalog, Subscription("pro", "yearly"), [use("storage", 60)]).exact == 112


def test_each_use_is_rounded_up_to_whole_steps() -> None:
    calls = Metric("call", "Calls", unit="minute", rounding=Rounding(Period(6, "second"), Period(30, "second")))
    catalog = p.catalog(p.tier("pro", p.usage("call", p.each("0.10"))), metric_records=(calls,))
    assert bill(catalog, Subscription("pro"), [use("call", "0.61")]).exact == D("0.07")
    assert bill(catalog, Subscription("pro"), [use("call", "0.1"), use("call", "0.1")]).exact == D("0.10")


def test_what_no_package_of_the_tier_offers_is_not_served() -> None:
    core = Package("core", "Core", "core", offers=(p.metric("draft"),))
    brand = Package("brand", "Brand", "upgrade", offers=(p.metric("image"),))
    grants = (p.grant(p.credit(), 20, p.block()),)
    free = p.tier("free", allowances=grants, packages=(PackageGrant("core"),))
    pro = p.tier("pro", allowances=grants, packages=(PackageGrant("core"), PackageGrant("brand")))
    wallets = (p.wallet(p.burn("draft", 1), p.burn("image", 8)),)
    catalog = p.catalog(free, pro, wallets=wallets, packages=(core, brand))
    uses = [use("draft", 4), use("image", 2)]
    assert parts(bill(catalog, Subscription("free"), uses), "image") == {"not_offered": 2}
    assert parts(bill(catalog, Subscription("pro"), uses), "image") == {"credits": 2}


def test_an_allowance_for_each_unit_of_another_metric() -> None:
    sends = p.grant(p.metric("draft"), 12, p.charge(p.each(1)), per=p.metric("image"))
    catalog = p.catalog(p.tier("pro", allowances=(sends,)))
    assert bill(catalog, Subscription("pro", quantities={"image": D(3)}), [use("draft", 40)]).exact == 4
    assert bill(catalog, Subscription("pro"), [use("draft", 40), use("image", 2)]).exact == 16


def test_what_is_not_published_is_read_in_favour_of_the_bill_and_noted() -> None:
    grants = (
        p.grant(p.metric("draft"), Unpublished(), p.block()),
        p.grant(p.metric("image"), Between(D(5), D(9)), p.block()),
    )
    result = bill(
        p.catalog(p.tier("pro", allowances=grants)), Subscription("pro"), [use("draft", 10**6), use("image", 7)]
    )
    assert parts(result) == {"included": 10**6}
    assert parts(result, "image") == {"included": 5, "block": 2}
    assert [notice.split(" is ")[0] for notice in result.notices] == ["how much `draft`", "`image`"]


def test_many_customers_share_a_few_compiled_tiers() -> None:
    rater = Rater(p.scribe())
    for number in range(300):
        seats = number % 50 + 1
        on = date(2027, 1, 1) + timedelta(days=number)
        rater.bill(Subscription("pro", "monthly", seats=seats, on=on), [use("draft", number)])
    assert len(rater._tariffs) <= 4, "one for each length of a month"
