"""How usage arrives does not change a bill: its order, its batches, its days. Grants that come and go within the
interval are the exception, and it is shown that they are."""

from __future__ import annotations

from datetime import date, timedelta
from decimal import Decimal
from fractions import Fraction

from hypothesis import given
from hypothesis import strategies as st
from rating import prices as p
from rating.test_rating_properties import band_lists

from pricelang.catalog.catalog import Catalog
from pricelang.catalog.charges import Bands, Unused
from pricelang.catalog.period import Period, Window
from pricelang.rating import Bill, PeriodUsage, Subscription, bill, bill_periods, use

START = date(2027, 3, 1)

Batch = tuple[str, Decimal, int]
"""A metric, how much of it, and days after the interval's start."""

batches = st.lists(
    st.tuples(
        st.sampled_from(["draft", "image", "storage"]),
        st.decimals(0, 40, places=1),
        st.integers(0, 30),
    ),
    max_size=6,
)


def offered(bands: Bands, included: int, window: Window = p.PER_MONTH, unused: Unused | None = None) -> Catalog:
    """Drafts and images burn credits with a price beyond them; storage has an allowance and a price of its own."""
    ai = p.wallet(p.burn("draft", 1), p.burn("image", 3), unused=unused)
    tier = p.tier(
        "pro",
        p.paid(p.fee(20)),
        allowances=(
            p.grant(p.credit(), included, p.charge(bands), window=window),
            p.grant(p.metric("storage"), 5, p.charge(p.each("0.10"), 2), p.block()),
        ),
    )
    return p.catalog(tier, metrics="draft image storage", wallets=(ai,))


def dated(catalog: Catalog, uses: list[Batch]) -> Bill:
    made = [use(metric, quantity, START + timedelta(days=at)) for metric, quantity, at in uses]
    return bill(catalog, Subscription("pro", on=START), made)


def undated(catalog: Catalog, uses: list[Batch]) -> Bill:
    return bill(catalog, Subscription("pro", on=START), [use(metric, quantity) for metric, quantity, _ in uses])


@given(batches, st.randoms(use_true_random=False), band_lists(), st.integers(0, 60))
def test_the_order_of_dated_uses_does_not_matter(
    uses: list[Batch], chance: object, bands: Bands, included: int
) -> None:
    catalog = offered(bands, included)
    days = [at for _, _, at in uses]
    chance.shuffle(days)  # type: ignore[attr-defined]
    moved = [(metric, quantity, at) for (metric, quantity, _), at in zip(uses, days, strict=True)]
    one, other = dated(catalog, uses), dated(catalog, moved)
    assert one.exact == other.exact == undated(catalog, uses).exact
    assert [wallet.over for wallet in one.wallets] == [wallet.over for wallet in other.wallets]


@given(batches, st.integers(2, 5), band_lists(), st.integers(0, 60))
def test_splitting_a_use_does_not_matter(uses: list[Batch], parts: int, bands: Bands, included: int) -> None:
    catalog = offered(bands, included)
    split = [
        (metric, quantity / 10 if part else quantity - quantity / 10 * (parts - 1), (at + part) % 31)
        for metric, quantity, at in uses
        for part in range(parts)
    ]
    assert dated(catalog, split).exact == dated(catalog, uses).exact
    assert undated(catalog, split).exact == undated(catalog, uses).exact


@given(batches, band_lists(), st.integers(0, 60))
def test_a_bill_is_the_sum_of_its_lines_and_serves_what_was_asked(
    uses: list[Batch], bands: Bands, included: int
) -> None:
    result = dated(offered(bands, included), uses)
    assert sum((Fraction(line.amount) for line in result.lines), Fraction(0)) == Fraction(result.exact)
    asked: dict[str, Fraction] = {}
    for metric, quantity, _ in uses:
        asked[metric] = asked.get(metric, Fraction(0)) + Fraction(quantity)
    for served in result.uses:
        assert Fraction(served.quantity) == asked.pop(served.metric)
        assert sum((Fraction(part.quantity) for part in served.parts), Fraction(0)) == Fraction(served.quantity)
    assert not any(asked.values())


@given(st.lists(st.tuples(st.integers(0, 50), st.integers(0, 27)), max_size=5), st.integers(0, 40))
def test_what_rolls_over_does_not_depend_on_the_days(uses: list[tuple[int, int]], included: int) -> None:
    catalog = offered(p.each("0.05"), included, unused=p.rolls())
    subscription = Subscription("pro", on=START)
    second = [use("draft", 30)]
    bills = []
    for with_days in (True, False):
        first = [use("draft", n, START + timedelta(days=at) if with_days else None) for n, at in uses]
        bills.append(bill_periods(catalog, subscription, [PeriodUsage(tuple(first)), PeriodUsage(tuple(second))]))
    assert [result.exact for result in bills[0]] == [result.exact for result in bills[1]]
    assert bills[0][1].wallets[0].grants[0].brought == bills[1][1].wallets[0].grants[0].brought


def test_grants_that_expire_inside_the_interval_make_days_count() -> None:
    catalog = offered(p.each(1), 10, window=Window("billing", Period(1, "day")))
    together = dated(catalog, [("draft", Decimal(10), 3), ("draft", Decimal(10), 3)])
    apart = dated(catalog, [("draft", Decimal(10), 3), ("draft", Decimal(10), 4)])
    assert (together.exact, apart.exact) == (Decimal(30), Decimal(20))
