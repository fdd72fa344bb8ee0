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
        "Seat: 1 x $20.00 = $20.00\n"
        "Storages: 50 included from Pro\n"
        "    at 51 storages: $0.10 each\n"
        "AI credits: 500 burned from Pro\n"
        "    at 501 AI credits: $0.05 each\n"
        "AI credits, overage: 80 x $0.05 = $4.00\n"
        "    at 1,501 AI credits: $0.045 each\n"
        "Storages, overage: 10 x $0.10 = $1.00\n"
        "    at 251 storages: nothing more is served\n"
        "total: $25.00\n"
        "AI credits, drawn in this order\n"
        "    1. draft, 460 at 1 = 460 from Pro\n"
        "    2. image, 5 at 8 = 40 from Pro\n"
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
    assert explain(result) == (
        "Pro: flat $10.00",
        "Drafts: 250 in started blocks of 100 = 3; 3 x $7.00 = $21.00",
        "Images: 1,500 / 1,000 = 1.5; 1.5 x $3.00 = $4.50",
        "Drafts, minimum: $21.00 raised to $50.00 = $29.00",
        "Images, maximum: $4.50 lowered to $2.00 = -$2.50",
        "Half, discount: 50% of $62.00 = -$31.00",
        "Less, discount: $5.00 off, of $31.00 at most = -$5.00",
        "total: $26.00",
    )


def test_the_next_threshold_counts_what_is_left() -> None:
    result = bill(p.scribe(), Subscription("pro", seats=1), [use("draft", 10)])
    burned = next(line for line in result.lines if line.kind == "credits")
    assert burned.next == Threshold(D(500), "charge", D("0.05"))
    closed = bill(p.scribe(), Subscription("pro", seats=1, overage=False), [use("draft", 10)])
    assert next(line for line in closed.lines if line.kind == "credits").next == Threshold(D(500), "block")


def test_notices_and_what_is_not_served() -> None:
    tier = p.tier("pro", allowances=(p.grant(p.metric("draft"), 5),))
    sentences = explain(bill(p.catalog(tier), Subscription("pro"), [use("draft", 8)]))
    assert "draft: 3 of 8 not served (nothing more is included)" in sentences
    assert sentences[-1].startswith("note: nothing says what happens after the included `draft`")


def test_a_threshold_of_credits_in_uses_of_the_only_metric() -> None:
    result = bill(p.scribe(), Subscription("pro", seats=1), [use("image", 10)])
    assert explain(result)[1:4] == (
        "AI credits: 80 burned from Pro",
        "    at 501 AI credits: $0.05 each",
        "    that is, at 63 `image`, where nothing else burns them",
    )
