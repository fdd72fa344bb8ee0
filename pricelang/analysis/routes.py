"""How a cell is met: usage prices, limits, and the way from an allowance through wallets to a price."""

from __future__ import annotations

from fractions import Fraction

from pricelang.analysis.cells import Cell
from pricelang.analysis.curves import Charge
from pricelang.analysis.pools import Pool
from pricelang.catalog.charges import Limit, UsagePrice
from pricelang.record import Record


class Metered(Record):
    """A usage price of a variant, by the month."""

    price: UsagePrice
    charge: Charge
    minimum: Fraction | None
    maximum: Fraction | None

    def amount(self, quantity: Fraction) -> Fraction:
        """What a quantity costs, the least and the most charge held."""
        amount = self.charge.at(quantity, at_zero=True)
        if self.minimum is not None and amount < self.minimum and quantity:
            amount = self.minimum
        return amount if self.maximum is None or amount <= self.maximum else self.maximum


class Bound(Record):
    """A limit by the month: `base` + `seat` times the seats. `stops`: the use ends there; not `known`: it is not
    said how
    much it is."""

    limit: Limit
    base: Fraction
    seat: Fraction
    stops: bool
    known: bool

    def at(self, seats: int) -> Fraction:
        """How much so many seats may use a month."""
        return self.base + self.seat * seats


class Route(Record):
    """How a cell is met: its own allowance, then wallets with the rate that each takes (None: not said), then
    prices."""

    cell: Cell
    own: Pool | None
    wallets: tuple[tuple[Pool, Fraction | None], ...]
    prices: tuple[Metered, ...]
