"""Random tiers as text: fees, grants, and what is charged beyond them."""

from __future__ import annotations

from hypothesis import strategies as st

HEAD = """
product p "P" { currency USD; audience consumer }
cost model { rate $0.01 per run; rate $0.03 per big_run }
metric draft "Drafts" { charged by task; costs 1 model.run }
metric image "Images" { charged by task; costs 1 model.big_run }
seat editor "Seat"
credit ai "AI credits" { burns 1 per draft; burns %s per image; unused expires }
"""


def cents(least: int, most: int) -> st.SearchStrategy[str]:
    """An amount of money."""
    return st.integers(least, most).map(lambda value: f"${value / 100:.2f}")


@st.composite
def rates(draw: st.DrawFn) -> str:
    """A price by the unit: single, in blocks, graduated or by volume, with flat amounts."""
    kind = draw(st.sampled_from(["single", "blocks", "graduated", "volume"]))
    if kind == "single":
        return f"{draw(cents(1, 9))} each"
    if kind == "blocks":
        return f"{draw(cents(5, 90))} per started {draw(st.integers(2, 12))}"
    first, second = draw(st.integers(1, 20)), draw(st.integers(1, 20))
    flats = [draw(st.sampled_from(["", "", f" plus {draw(cents(1, 40))} flat when used"])) for _ in range(3)]
    units = [draw(cents(0, 9)) for _ in range(2)] + [draw(cents(1, 9))]
    if kind == "graduated":
        return (
            f"graduated {{ first {first} at {units[0]}{flats[0]}; next {second} at {units[1]}{flats[1]};"
            f" rest at {units[2]}{flats[2]} }}"
        )
    return (
        f"volume {{ up to {first} at {units[0]}{flats[0]}; up to {first + second} at {units[1]}{flats[1]};"
        f" above at {units[2]}{flats[2]} }}"
    )


@st.composite
def allowances(draw: st.DrawFn) -> str:
    """An allowance of credits with or without overage."""
    grant, seats = draw(st.integers(1, 40)), draw(st.sampled_from(["", " per seat"]))
    head = f"includes {grant} ai{seats} per month" + (", pooled" if seats else "")
    kind = draw(st.sampled_from(["block", "charge", "stop", "free", "factor"]))
    if kind == "block":
        return f"{head}, then block"
    price = draw(rates())
    if kind == "charge":
        return f"{head}, then {price}"
    if kind == "factor":
        return f"{head}, then {price} up to {draw(st.integers(2, 4))}x included, then block"
    money = draw(cents(1, 200))
    return f"{head}, then {price} up to {money} per month, then {'free' if kind == 'free' else 'block'}"


@st.composite
def texts(draw: st.DrawFn, *, rate: int | None = None) -> str:
    """A product of one tier, `pro`."""
    per = draw(st.sampled_from(["", " per seat"]))
    fee = draw(cents(1, 400))
    price = f"{fee}{per} per month or ${10 * int(fee[1:].replace('.', '')) / 100:.2f}{per} per year, grants monthly"
    seats = draw(st.sampled_from(["", "seats 2 to 6\n", "seats 3\n" if per else ""]))
    head = HEAD % (rate if rate is not None else draw(st.integers(1, 4)))
    return f'{head}tier pro "Pro" {{\n  price {price}\n  {seats}  {draw(allowances())}\n}}\n'
