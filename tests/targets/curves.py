"""How vendors work out a price, in the plainest words: what the readers of their objects share."""

from __future__ import annotations

from fractions import Fraction
from typing import NamedTuple


class Tier(NamedTuple):
    """Up to and including (None: open), the price of a unit, a flat amount."""

    up_to: Fraction | None
    unit: Fraction
    flat: Fraction


def graduated(tiers: list[Tier], quantity: Fraction) -> Fraction:
    """Each unit at the price of the tier it falls in; a flat amount for each tier entered, the first one always."""
    total = Fraction(0)
    start = Fraction(0)
    for place, tier in enumerate(tiers):
        if place and quantity <= start:
            break
        end = quantity if tier.up_to is None else min(quantity, tier.up_to)
        total += (end - start) * tier.unit + tier.flat
        start = tier.up_to if tier.up_to is not None else end
    return total


def volume(tiers: list[Tier], quantity: Fraction) -> Fraction:
    """All units at the price of the tier that is reached."""
    for tier in tiers:
        if tier.up_to is None or quantity <= tier.up_to:
            return quantity * tier.unit + tier.flat
    raise AssertionError("the last tier is open")


def blocks(quantity: Fraction, size: Fraction) -> int:
    """How many blocks were begun."""
    return -(-quantity // size) if quantity > 0 else 0


def example_tiers(structure: dict[str, object]) -> list[Tier]:
    """The tiers of a worked example."""
    rows = structure["tiers"]
    assert isinstance(rows, list)
    return [
        Tier(
            None if row["up_to"] is None else Fraction(row["up_to"]),
            Fraction(row["unit_price"]),
            Fraction(row.get("flat_fee", "0")),
        )
        for row in rows
    ]
