"""What must hold for every price and every usage."""

from __future__ import annotations

from datetime import date, timedelta
from decimal import Decimal
from fractions import Fraction

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from rating import naive
from rating import prices as p

from pricelang.catalog.charges import Band, Bands
from pricelang.catalog.period import Period, Window
from pricelang.rating import Bill, PeriodUsage, Subscription, bill, bill_periods, use

settings.register_profile("rating", max_examples=60, deadline=None, suppress_health_check=[HealthCheck.too_slow])
settings.load_profile("rating")

cents = st.integers(0, 500).map(lambda n: Decimal(n) / 100)
thirds = st.sampled_from([1, 3, 7, 10, 1000])


@st.composite
def band_lists(draw: st.DrawFn, mode: str | None = None, flats: bool = True, started: bool | None = None) -> Bands:
    count = draw(st.integers(1, 4))
    edges = sorted(draw(st.sets(st.integers(1, 60), min_size=count - 1, max_size=count - 1)))
    blocks = draw(st.booleans()) if started is None else started
    per = draw(st.sampled_from([2, 5, 10])) if blocks else 1
    bands = [
        Band(
            None if edge is None else Decimal(edge),
            draw(cents),
            Decimal(per) if blocks else Decimal(draw(thirds)),
            blocks,
            flat=draw(cents) if flats and draw(st.booleans()) else Decimal(0),
            flat_when_used=draw(st.booleans()),
        )
        for edge in [*edges, None]
    ]
    if blocks:  # a block of nothing is no block
        bands = [Band(b.up_to, b.unit or Decimal(1), b.per, True, None, b.flat, b.flat_when_used) for b in bands]
    return Bands(mode or draw(st.sampled_from(["graduated", "volume"])), "USD", tuple(bands))  # type: ignore[arg-type]


def usage_bill(bands: Bands, *quantities: Decimal | int) -> Bill:
    catalog = p.catalog(p.tier("pro", p.usage("draft", bands)))
    return bill(catalog, Subscription("pro"), [use("draft", quantity) for quantity in quantities])


@given(band_lists(), st.integers(0, 80))
def test_agrees_with_counting_unit_by_unit(bands: Bands, units: int) -> None:
    assert Fraction(usage_bill(bands, units).exact) == naive.price(bands, units)


@given(band_lists(), st.decimals(0, 60, places=2), st.decimals(0, 60, places=2))
def test_two_batches_cost_what_one_does(bands: Bands, one: Decimal, other: Decimal) -> None:
    assert usage_bill(bands, one, other).exact == usage_bill(bands, one + other).exact


@given(band_lists("graduated", flats=False, started=False), st.integers(0, 70))
def test_graduated_is_continuous_and_never_falls(bands: Bands, units: int) -> None:
    near = Decimal("0.000001")
    at, beyond = usage_bill(bands, units), usage_bill(bands, units + near)
    steepest = max(Fraction(band.unit) / Fraction(band.per) for band in bands.bands)
    assert 0 <= Fraction(beyond.exact) - Fraction(at.exact) <= steepest * Fraction(near)


@given(band_lists("graduated"), st.decimals(0, 70, places=2), st.decimals(0, 30, places=2))
def test_more_use_never_lowers_a_graduated_bill(bands: Bands, units: Decimal, more: Decimal) -> None:
    assert Fraction(usage_bill(bands, units).exact) <= Fraction(usage_bill(bands, units + more).exact)


@given(band_lists(), st.integers(0, 80))
def test_lines_add_up_and_each_explains_itself(bands: Bands, units: int) -> None:
    result = usage_bill(bands, units)
    assert sum((Fraction(line.amount) for line in result.lines), Fraction(0)) == Fraction(result.exact)
    assert abs(Fraction(result.total.amount) - Fraction(result.exact)) <= Fraction(1, 200)
    for line in result.lines:
        value = Fraction(1)
        for step in line.steps:
            operands = [Fraction(operand) for operand in step.operands]
            if step.operation == "times":
                value = operands[0] * operands[1]
            elif step.operation == "divided_by":
                value = operands[0] / operands[1]
            elif step.operation == "blocks":
                value = Fraction(-(-operands[0] // operands[1]))
            elif step.operation == "flat":
                value = operands[0]
            assert value == Fraction(step.result) or step.operation == "blocks"
        assert Fraction(line.steps[-1].result) == Fraction(line.amount)


only = st.sampled_from([frozenset[str](), frozenset({"draft"}), frozenset({"image"})])


@given(
    st.lists(st.tuples(st.integers(0, 30), only), min_size=1, max_size=3),
    st.integers(1, 4),
    st.integers(0, 25),
    st.integers(0, 10),
    band_lists("graduated", started=False),
    st.none() | st.integers(0, 40),
)
def test_a_wallet_agrees_with_burning_credit_by_credit(
    grants: list[tuple[int, frozenset[str]]],
    rate: int,
    drafts: int,
    images: int,
    overage: Bands,
    stop: int | None,
) -> None:
    names = [f"pool{place}" for place in range(len(grants))]
    phases = (p.charge(overage, stop), p.block())
    allowances = tuple(
        p.grant(p.credit(), quantity, *phases, pool=name, only_for=tuple(sorted(only_for)))
        for (quantity, only_for), name in zip(grants, names, strict=True)
    )
    # phases belong to what pays for a metric; an unearmarked last grant makes them the same for both
    allowances += (p.grant(p.credit(), 0, *phases, pool="last"),)
    ai = p.wallet(p.burn("draft", 1), p.burn("image", rate), draws=(*names, "last"))
    catalog = p.catalog(p.tier("pro", allowances=allowances), wallets=(ai,))
    result = bill(catalog, Subscription("pro"), [use("image", images), use("draft", drafts)])
    rates = {"draft": 1, "image": rate}
    cost, over, left = naive.wallet(
        [*grants, (0, frozenset())], rates, [("draft", drafts), ("image", images)], overage, stop
    )
    assert Fraction(result.exact) == cost
    expired = {grant.name: grant.expired for grant in result.wallets[0].grants}
    assert [expired[name] for name in names] == left[:-1]
    needed = drafts + images * rate
    asked_over = needed - sum(quantity for quantity, _ in grants) + sum(left)
    assert result.wallets[0].over == asked_over
    assert over <= asked_over


@st.composite
def histories(draw: st.DrawFn) -> tuple[list[list[int]], dict[int, int]]:
    periods = draw(st.lists(st.lists(st.integers(0, 60), max_size=3), min_size=1, max_size=6))
    packs = draw(st.dictionaries(st.integers(0, 5), st.integers(1, 2), max_size=2))
    return periods, packs


@given(histories(), st.sampled_from([None, 1, 2, 3]), st.sampled_from([None, 1, 2]), st.booleans(), st.integers(0, 40))
def test_a_wallet_conserves_and_is_never_negative(
    history: tuple[list[list[int]], dict[int, int]],
    balance: int | None,
    lasts: int | None,
    dated: bool,
    monthly: int,
) -> None:
    periods, packs = history
    unused = p.rolls(balance, None if lasts is None else Period(lasts, "month"))
    pack = p.pack(
        "pack",
        p.paid(p.fee(5, None)),
        allowances=(p.grant(p.credit(), 50, window=Window("price"), expires=Period(2, "month")),),
    )
    tier = p.tier("pro", p.paid(p.fee(10)), allowances=(p.grant(p.credit(), monthly, p.charge(p.each("0.1"))),))
    catalog = p.catalog(tier, wallets=(p.wallet(p.burn("draft", 1), unused=unused),), packages=(pack,))
    start = date(2027, 1, 31)
    usages = []
    for number, batches in enumerate(periods):
        first = date(2027, 2 + number, 28)
        uses = [
            use("draft", batch, first + timedelta(days=place) if dated else None) for place, batch in enumerate(batches)
        ]
        usages.append(PeriodUsage(tuple(uses), {"pack": packs[number]} if number in packs else ()))
    bills = bill_periods(catalog, Subscription("pro", on=start.replace(month=2, day=28)), usages)
    brought = Fraction(0)
    for result, batches in zip(bills, periods, strict=True):
        (wallet,) = result.wallets
        held = Fraction(0)
        for grant in wallet.grants:
            assert grant.brought is not None
            assert grant.granted is not None
            assert grant.expired is not None
            assert grant.rolled_over is not None
            assert grant.left is not None
            outcome = [grant.burned, grant.expired, grant.rolled_over, grant.left, grant.repaid]
            assert min(outcome) >= 0
            assert Fraction(grant.brought) + Fraction(grant.granted) == sum(
                (Fraction(part) for part in outcome), Fraction(0)
            )
            held += Fraction(grant.brought)
            if grant.origin == "included" and balance is not None:
                assert Fraction(grant.rolled_over) <= balance * monthly
        assert held == brought
        brought = Fraction(wallet.left or 0)
        assert Fraction(wallet.burned) + Fraction(wallet.over) == sum(batches)
        assert Fraction(result.exact) >= Fraction(wallet.over) / 10


@given(st.permutations([("draft", 30), ("image", 4), ("draft", 12), ("image", 9)]), st.booleans())
def test_the_order_of_events_does_not_matter(order: list[tuple[str, int]], dated: bool) -> None:
    catalog = p.scribe()
    subscription = Subscription("pro", seats=1, on=date(2027, 3, 1))
    days = [date(2027, 3, 1 + place) if dated else None for place in range(4)]
    result = bill(catalog, subscription, [use(name, n * 9, at) for (name, n), at in zip(order, days, strict=True)])
    assert result.exact == Decimal("20") + (42 * 9 + 13 * 9 * 8 - 500) * Decimal("0.05")
    assert result.wallets[0].over == 42 * 9 + 13 * 9 * 8 - 500


@pytest.mark.parametrize("interval", ["monthly", "yearly"])
@given(drafts=st.integers(0, 30_000), images=st.integers(0, 800), seats=st.integers(1, 5))
def test_served_parts_add_up(interval: str, drafts: int, images: int, seats: int) -> None:
    result = bill(p.scribe(), Subscription("pro", interval, seats=seats), [use("draft", drafts), use("image", images)])
    for served in result.uses:
        assert sum((Fraction(part.quantity) for part in served.parts), Fraction(0)) == Fraction(served.quantity)
