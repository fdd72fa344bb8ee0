"""Analysis: exact piecewise-linear curves of bills, costs and margins, and what they decide.

    from pricelang.analysis import Analysis

    analysis = Analysis(catalog)
    for variant in analysis.variants("pro"):          # one for each currency and interval; money by the month
        full = full_use(variant, seats=1)             # the dearest way to use all that is included
        curve = PoolCurve(variant, pool, seats=1)     # bill, cost and slack over the use of one pool

All arithmetic is in rationals. Knows the catalog and never the syntax.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from datetime import date
from fractions import Fraction
from typing import TypeAlias

from pricelang.analysis.cells import Cell
from pricelang.analysis.exact import months
from pricelang.analysis.selling import variants_of
from pricelang.analysis.sheet import Sheet
from pricelang.analysis.variants import Variant
from pricelang.catalog.catalog import Catalog, Tier
from pricelang.catalog.period import Period
from pricelang.record import Record

__all__ = ["Analysis", "Rebill", "Undecided"]

Rebill: TypeAlias = Callable[[str, Period | None, str, int, Mapping[Cell, Fraction]], Fraction | None]
"""Bill a usage with another engine: tier, interval, currency, seats and the usage of one billing interval; None: it
cannot."""


class Undecided(Record):
    """A question that the analysis leaves open, and why. Never a finding."""

    rule: str
    tier: str
    reason: str


class Analysis:
    """A catalog's variants and what follows from them; each part is made when first asked for and kept.

    Prices are read for the product's effective date, or for `today` where that is later. `rebill` confirms witnesses
    with another engine. `undecided` collects the questions that were left open.
    """

    def __init__(self, catalog: Catalog, rebill: Rebill | None = None, today: date | None = None) -> None:
        self.catalog = catalog
        self.rebill = rebill
        self.sheet = Sheet(catalog, today)
        self._variants: dict[str, tuple[Variant, ...]] = {}
        self._undecided: dict[Undecided, None] = {}

    @property
    def tiers(self) -> tuple[Tier, ...]:
        """The tiers that are sold on the catalog's day, in file order."""
        return tuple(tier for tier in self.catalog.tiers if tier.retired is None or tier.retired > self.sheet.on)

    def variants(self, tier: str) -> tuple[Variant, ...]:
        """The variants of a tier, in the order in which its prices are written."""
        if tier not in self._variants:
            self._variants[tier] = variants_of(self.sheet, self.sheet.tiers[tier])
        return self._variants[tier]

    def confirms(self, variant: Variant, seats: int, uses: Mapping[Cell, Fraction], most: Fraction) -> bool:
        """Whether another engine, where there is one, bills a month of this usage less than `most` too."""
        times = months(variant.interval) if variant.interval is not None else Fraction(1)
        usage = {cell: quantity * times for cell, quantity in uses.items()}
        if self.rebill is None or any(quantity.denominator != 1 for quantity in usage.values()):
            return True
        bill = self.rebill(variant.tier.name, variant.interval, variant.currency, seats, usage)
        return bill is None or bill < most * times

    def leave(self, rule: str, tier: str, reason: str) -> None:
        """Note that a question is left open."""
        self._undecided[Undecided(rule, tier, reason)] = None

    @property
    def undecided(self) -> tuple[Undecided, ...]:
        """What was left open so far."""
        return tuple(self._undecided)
