"""Unit prices: every paid band of overage, usage prices and packs, held against what a unit costs to serve."""

from __future__ import annotations

from collections.abc import Iterator
from fractions import Fraction
from typing import Literal

from pricelang.analysis.cells import Cell, fits
from pricelang.analysis.curves import Charge, Step
from pricelang.analysis.needs import Pack, packs
from pricelang.analysis.pools import Pool
from pricelang.analysis.routes import Metered
from pricelang.analysis.sheet import Sheet
from pricelang.analysis.variants import Variant
from pricelang.analysis.worst import costliest
from pricelang.catalog.quantity import Ref
from pricelang.record import Record
from pricelang.source import Span


class UnitPrice(Record):
    """One price: `price` for `quantity` units of `of`, which cost `cost` to serve at the most. `unit`, a flat band's
    width, or a
    pack; `cells` are the dearest uses. `source` is what is priced."""

    variant: Variant
    of: Ref
    kind: Literal["band", "flat", "pack"]
    quantity: Fraction
    price: Fraction
    cost: Fraction
    cells: tuple[Cell, ...]
    span: Span | None
    source: Pool | Metered | Pack

    @property
    def each(self) -> Fraction:
        """The price of one unit."""
        return self.price / self.quantity

    @property
    def cost_each(self) -> Fraction:
        """What one unit costs at the most."""
        return self.cost / self.quantity


def unit_prices(sheet: Sheet, variant: Variant) -> Iterator[UnitPrice]:
    """All prices of a variant that somebody can come to pay, with the costs that are known; free bands are
    allowance."""
    if variant.routes is None:
        return
    for pool in variant.pools.values():
        dearest = costliest(variant, pool)
        if not dearest or not pool.known or pool.unlimited:
            continue
        cells = tuple(each.cell for each in dearest)
        for segment in variant.overage(pool, variant.least).segments:
            phase = segment.phase
            for step, width in _paid(segment.charge, segment.room):
                span = (step.band.span if step.band else None) or phase.span
                yield _priced(variant, pool.of, segment.charge, step, width, dearest[0].each, cells, span, pool)
    for metered in (each for group in variant.metered.values() for each in group):
        costs = _served(variant, metered)
        if not costs:
            continue
        worst = max(cost for _, cost in costs)
        cells = tuple(cell for cell, cost in costs if cost == worst)
        for step, width in _paid(metered.charge, None):
            if metered.minimum is not None and width is not None and step.above == 0:
                continue  # the least charge may carry the first band
            span = (step.band.span if step.band else None) or metered.price.span
            of = Ref("metric", metered.price.metric)
            yield _priced(variant, of, metered.charge, step, width, worst, cells, span, metered)
    for pack in packs(sheet, variant):
        pool_ = variant.pools.get(pack.allowance.of.name)
        dearest = costliest(variant, pool_) if pool_ is not None else ()
        only = pack.allowance.only_for
        dearest = tuple(each for each in dearest if not only or each.cell.metric in only)
        if dearest and pack.price:
            cost = dearest[0].each * pack.quantity
            cells = tuple(each.cell for each in dearest)
            yield UnitPrice(
                variant, pack.allowance.of, "pack", pack.quantity, pack.price, cost, cells, pack.fee.span, pack
            )


def _paid(charge: Charge, room: Fraction | None) -> Iterator[tuple[Step, Fraction | None]]:
    """The bands that cost something and can be reached, each with its width (None: open)."""
    for step in charge.steps:
        above = step.above / charge.scale
        if room is not None and above >= room:
            return
        if step.unit or step.flat:
            up_to = None if step.up_to is None else step.up_to / charge.scale
            if room is not None and (up_to is None or up_to > room):
                up_to = room
            yield step, None if up_to is None else up_to - above


def _priced(
    variant: Variant,
    of: Ref,
    charge: Charge,
    step: Step,
    width: Fraction | None,
    each: Fraction,
    cells: tuple[Cell, ...],
    span: Span | None,
    source: Pool | Metered,
) -> UnitPrice:
    if step.flat and width is not None:
        above = step.above / charge.scale
        price = charge.at(above + width) - charge.at(above)
        return UnitPrice(variant, of, "flat", width, price, each * width, cells, span, source)
    quantity = step.per if step.per > 1 else Fraction(1)
    return UnitPrice(variant, of, "band", quantity, step.each * quantity, each * quantity, cells, span, source)


def _served(variant: Variant, metered: Metered) -> list[tuple[Cell, Fraction]]:
    """What each cell that a price is for costs; where prices add up, nothing is said of one of them."""
    found = []
    for cell, route in (variant.routes or {}).items():
        if metered not in route.prices or not fits(metered.price.when, cell):
            continue
        if len(route.prices) > 1:
            return []
        cost = variant.sheet.costs.unit(cell, variant.currency)
        if cost:
            found.append((cell, cost))
    return found
