"""What must hold for every tier: the analysis bills as rating does, and its bounds are bounds."""

from __future__ import annotations

from fractions import Fraction

from analysis.analysed import analysed, variant
from analysis.random_tiers import texts
from hypothesis import given, settings
from hypothesis import strategies as st

from pricelang.analysis.bills import month
from pricelang.analysis.cells import Cell
from pricelang.analysis.margins import PoolCurve
from pricelang.analysis.variants import Variant
from pricelang.analysis.worst import full_use, loss
from pricelang.rating import Rater, Subscription, use

QUICK = settings(max_examples=60, deadline=None)
SEATS = st.integers(1, 6)


def within(one: Variant, seats: int) -> int:
    return max(one.least, min(seats, one.most or seats))


@given(texts(), SEATS, st.sampled_from(["monthly", "yearly"]))
@QUICK
def test_the_bill_is_ratings_at_every_breakpoint_and_beside_it(text: str, seats: int, word: str) -> None:
    analysis = analysed(text)
    one = variant(analysis, "pro", word)
    seats = within(one, seats)
    rater = Rater(analysis.catalog)
    curve = PoolCurve(one, one.pools["ai"], seats)
    points = {point + shift for point in curve.points() for shift in (-1, 0, 1)}
    times = 12 if word == "yearly" else 1
    if word == "yearly" and "started" in text:
        return  # without dates, rating counts the blocks of twelve months at once
    for point in sorted(each for each in points if each >= 0 and each.denominator == 1):
        bill = rater.bill(Subscription("pro", word, seats=seats), [use("draft", int(point) * times)])
        ours = month(one, seats, {Cell("draft"): point})
        assert ours is not None
        assert ours.total * times == Fraction(bill.exact), (point, text)
        if not ours.blocked:
            assert curve.bill(point) == ours.total


@given(texts(), SEATS, st.integers(0, 90), st.integers(0, 30))
@QUICK
def test_a_mixed_bill_is_ratings(text: str, seats: int, drafts: int, images: int) -> None:
    analysis = analysed(text)
    one = variant(analysis, "pro")
    seats = within(one, seats)
    uses = {Cell("draft"): Fraction(drafts), Cell("image"): Fraction(images)}
    ours = month(one, seats, uses)
    bill = Rater(analysis.catalog).bill(Subscription("pro", seats=seats), [use("draft", drafts), use("image", images)])
    assert ours is not None
    assert ours.total == Fraction(bill.exact)


@given(texts(), SEATS, st.lists(st.tuples(st.integers(0, 120), st.integers(0, 60)), max_size=20))
@QUICK
def test_what_holds_is_broken_by_no_use_of_the_allowance(text: str, seats: int, tried: list[tuple[int, int]]) -> None:
    one = variant(analysed(text), "pro")
    seats = within(one, seats)
    full = full_use(one, seats)
    for drafts, images in tried:
        bill = month(one, seats, {Cell("draft"): Fraction(drafts), Cell("image"): Fraction(images)}, opted=False)
        assert bill is not None
        if bill.total == bill.fee and not bill.blocked and dict(bill.burned).get("ai", 0) <= one.pools["ai"].at(seats):
            assert bill.cost <= full.most
            if loss(one) is None:
                assert bill.margin >= 0


@given(texts(rate=1), SEATS)
@QUICK
def test_the_least_slack_is_that_of_all_whole_uses(text: str, seats: int) -> None:
    one = variant(analysed(text), "pro")
    seats = within(one, seats)
    curve = PoolCurve(one, one.pools["ai"], seats)
    end = curve.end
    last = int(end) if end is not None else int(max(curve.points())) + 300
    every = {quantity: curve.slack(Fraction(quantity)) for quantity in range(last + 1)}
    least = curve.minimum()
    if least is None:
        assert every[last] < every[last - 100]
    else:
        assert least[0] == min(every.values())
        assert curve.slack(least[1]) == least[0]
    first = curve.first_loss()
    losing = [quantity for quantity, slack in every.items() if slack < 0]
    if losing:
        assert first is not None
        assert curve.slack(first) < 0
        assert first == losing[0]


@given(texts(), SEATS)
@QUICK
def test_a_witness_billed_again_loses_what_it_says(text: str, seats: int) -> None:
    analysis = analysed(text)
    one = variant(analysis, "pro")
    found = loss(one)
    if found is None:
        return
    at = max(found.seats, one.least)
    uses = {cell: quantity for share in full_use(one, at).shares for cell, quantity in share.uses}
    bill = Rater(analysis.catalog).bill(
        Subscription("pro", seats=at),
        [use(cell.metric, int(quantity)) for cell, quantity in uses.items() if quantity.denominator == 1],
    )
    if all(quantity.denominator == 1 for quantity in uses.values()):
        assert Fraction(bill.exact) == one.fees.at(at) < full_use(one, at).cost
