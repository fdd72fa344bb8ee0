"""Tiers against each other: what the analysis decides is what trying every number of seats and every use finds."""

from __future__ import annotations

from fractions import Fraction

from analysis.analysed import analysed, variant
from hypothesis import given, settings
from hypothesis import strategies as st

from pricelang.analysis.bills import month
from pricelang.analysis.cells import Cell
from pricelang.analysis.dominance import dominated, undercut
from pricelang.analysis.variants import Variant

HEAD = """
product p "P" { currency USD; audience consumer }
metric draft "Drafts" { charged by task }
seat editor "Seat"
credit ai "AI credits" { burns 1 per draft; unused expires }
ladder plans "Plans" basic, pro
"""
SEATS = 5
QUICK = settings(max_examples=80, deadline=None)


@st.composite
def tiers(draw: st.DrawFn, name: str) -> str:
    """A tier with a flat fee, a fee by the seat or both, a pooled grant, and overage that may stop."""
    base, seat = draw(st.integers(0, 9)), draw(st.integers(0, 9))
    fees = [f"price ${base} per month"] * bool(base) + [f"price ${seat} per seat per month"] * bool(seat)
    fees = fees or ["price $1 per month"]
    per = draw(st.sampled_from(["", " per seat"]))
    grant = draw(st.integers(1, 12))
    after = draw(st.sampled_from(["block", "rate", "stop", "bands"]))
    unit = draw(st.integers(5, 200))
    phase = {
        "block": "then block",
        "rate": f"then ${unit / 100:.2f} each",
        "stop": f"then ${unit / 100:.2f} each up to ${draw(st.integers(1, 9))} per month, then block",
        "bands": f"then graduated {{ first {draw(st.integers(1, 6))} at ${unit / 100:.2f}; rest at $0.10 }}",
    }[after]
    body = "; ".join(
        [f"seats 1 to {SEATS}", *fees, f"includes {grant} ai{per} per month{', pooled' * bool(per)}, {phase}"]
    )
    return f'tier {name} "{name.title()}" {{ {body} }}\n'


def bill(one: Variant, seats: int, quantity: int) -> Fraction | None:
    found = month(one, seats, {Cell("draft"): Fraction(quantity)})
    assert found is not None
    return None if found.blocked else found.total


def never_dearer(ours: Variant, theirs: Variant, *, spare: bool) -> bool:
    """Whether ours serves all that theirs serves for no more, with empty seats where `spare`; by trying."""
    for seats in range(1, SEATS + 1):
        for quantity in (*range(120), 10**5):
            dear = bill(theirs, seats, quantity)
            if dear is None:
                break
            ways = [bill(ours, count, quantity) for count in range(seats, (SEATS if spare else seats) + 1)]
            known = [way for way in ways if way is not None]
            if not known or min(known) > dear:
                return False
    return True


@given(tiers("basic"), tiers("pro"))
@QUICK
def test_dominance_is_what_trying_finds(basic: str, pro: str) -> None:
    analysis = analysed(HEAD + basic + pro)
    ours, theirs = variant(analysis, "basic"), variant(analysis, "pro")
    verdict = dominated(analysis.sheet, ours, theirs)
    cheaper = ours.fees.at(1) < theirs.fees.at(1)
    assert verdict.answer != "open"
    assert (verdict.answer == "yes") == (cheaper and never_dearer(ours, theirs, spare=False))
    assert dominated(analysis.sheet, ours, ours).answer == "no"


@given(tiers("basic"), tiers("pro"))
@QUICK
def test_an_undercut_is_one_wherever_it_is_tried(basic: str, pro: str) -> None:
    analysis = analysed(HEAD + basic + pro)
    ours, theirs = variant(analysis, "basic"), variant(analysis, "pro")
    verdict = undercut(analysis.sheet, ours, theirs, "ai")
    more = all(theirs.pools["ai"].at(seats) > ours.pools["ai"].at(seats) for seats in range(1, SEATS + 1))
    if verdict.answer == "yes":
        assert more
        assert never_dearer(ours, theirs, spare=True)
        assert verdict.bill <= verdict.other == theirs.fees.at(verdict.seats)
    if verdict.answer == "no" and more:
        assert not never_dearer(ours, theirs, spare=True)
