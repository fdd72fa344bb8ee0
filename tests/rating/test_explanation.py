"""A bill explains itself: as data on its lines, and in sentences."""

from __future__ import annotations

from decimal import Decimal

from rating import prices as p

from pricelang.catalog.catalog import Discount
from pricelang.rating import Step, Subscription, Threshold, bill, explain, use

D = Decimal


def test_the_sample_in_sentences() -> None:
    result = bill(p.scribe(), Subscription("pro", seats=1), [use("image", 15), use("draft", 460), use("storage", 60)])
    assert "\n".join(explain(result)) == (
        "Seat, seats: 1 x 20 = 20 -> 20 USD\n"
        "Storages: 50 included from Pro\n"
        "    beyond 50: 0.1 USD each\n"
        "AI credits: 500 burned from Pro\n"
        "    beyond 500: 0.05 USD each\n"
        "AI credits, overage: 80 x 0.05 = 4 -> 4 USD\n"
        "    beyond 1,500: 0.045 USD each\n"
        "Storages, overage: 10 x 0.1 = 1 -> 1 USD\n"
        "    beyond 250: block\n"
        "total: 25 USD, billed as 25.00 USD\n"
        "AI credits: 460 draft at 1 = 460 from Pro\n"
        "AI credits: 5 image at 8 = 40 from Pro\n"
        "AI credits, Pro: 500 granted, 500 burned\n"
        "AI credits: 80 beyond what is granted\n"
        "Storages, Pro: 50 granted, 50 burned\n"
        "Storages: 10 beyond what is granted"
    )


def test_every_kind_of_step() -> None:
    tier = p.tier(
        "pro",
        p.paid(p.fee(10)),
        p.usage("draft", p.each(7, per=D(100), started=True), minimum=p.usd(50)),
        p.usage("image", p.each(3, per=D(1000)), maximum=p.usd(2)),
    )
    discounts = (
        Discount("half", "Half", percent=D(50), stacks=True),
        Discount("less", "Less", amount=p.usd(5), stacks=True),
    )
    catalog = p.catalog(tier, discounts=discounts)
    result = bill(catalog, Subscription("pro", discounts=("half", "less")), [use("draft", 250), use("image", 1500)])
    assert [line.steps for line in result.lines] == [
        (Step("times", (D(1), D(10)), D(10)),) if result.lines[0].quantity else (Step("flat", (D(10),), D(10)),),
        (Step("blocks", (D(250), D(100)), D(3)), Step("times", (D(3), D(7)), D(21))),
        (Step("divided_by", (D(1500), D(1000)), D("1.5")), Step("times", (D("1.5"), D(3)), D("4.5"))),
        (Step("at_least", (D(21), D(50)), D(29)),),
        (Step("at_most", (D("4.5"), D(2)), D("-2.5")),),
        (Step("percent_of", (D(50), D(62)), D(-31)),),
        (Step("at_most", (D(5), D(31)), D(-5)),),
    ]
    assert explain(result)[-1] == "total: 26 USD, billed as 26.00 USD"


def test_the_next_threshold_counts_what_is_left() -> None:
    result = bill(p.scribe(), Subscription("pro", seats=1), [use("draft", 10)])
    burned = next(line for line in result.lines if line.kind == "credits")
    assert burned.next == Threshold(D(500), "charge", D("0.05"))
    closed = bill(p.scribe(), Subscription("pro", seats=1, overage=False), [use("draft", 10)])
    assert next(line for line in closed.lines if line.kind == "credits").next == Threshold(D(500), "block")


def test_notices_and_what_is_not_served() -> None:
    tier = p.tier("pro", allowances=(p.grant(p.metric("draft"), 5),))
    sentences = explain(bill(p.catalog(tier), Subscription("pro"), [use("draft", 8)]))
    assert "draft: 3 block" in sentences
    assert sentences[-1].startswith("note: nothing says what happens after the included `draft`")
