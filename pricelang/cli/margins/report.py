"""What each tier brings in and costs, by interval: full use, personas, and where it turns negative."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator
from fractions import Fraction
from typing import Literal

from pricelang.analysis import Analysis
from pricelang.analysis.bills import month
from pricelang.analysis.cells import Cell
from pricelang.analysis.exact import ZERO
from pricelang.analysis.margins import PoolCurve, endless
from pricelang.analysis.needs import usage_of
from pricelang.analysis.variants import Variant
from pricelang.analysis.worst import densities, full_use
from pricelang.catalog.quantity import Ref
from pricelang.record import Record

POINTS = 24


class PersonaMonth(Record):
    """A persona's month on a tier: what it pays and costs. `own`: the tier is for it; `costs` None: not known."""

    name: str
    label: str
    use: Literal["typical", "heavy"]
    seats: int
    pays: Fraction
    costs: Fraction | None
    own: bool

    @property
    def margin(self) -> Fraction | None:
        """What is left, as a share of the bill; None where nothing is paid, or the costs are not known."""
        return None if self.costs is None or not self.pays else (self.pays - self.costs) / self.pays


class Course(Record):
    """The margin over the use of one pool, spent on the dearest use.

    `shares` are at even steps up to `end`, None where nothing is paid; `first_loss` is the smallest use that loses.
    `endless`: there is no end, and what is shown is a part.
    """

    of: Ref
    each: Fraction
    end: Fraction
    endless: bool
    shares: tuple[Fraction | None, ...]
    first_loss: Fraction | None


class Row(Record):
    """A variant of a tier, by the month, for `seats` seats. `unbounded` names metrics whose cost has no bound.

    `foreign` are currencies of costs that the file does not convert: with any, what full use costs is not known.
    `several`: the tier is sold in more than one currency.
    """

    tier: str
    label: str
    word: str
    currency: str
    seats: int
    seated: bool
    revenue: Fraction
    costs: Fraction
    known: bool
    personas: tuple[PersonaMonth, ...]
    courses: tuple[Course, ...]
    unbounded: tuple[str, ...]
    foreign: tuple[str, ...] = ()
    several: bool = False

    @property
    def margin(self) -> Fraction | None:
        """What full use leaves, as a share of the fee; None where nothing is paid."""
        return (self.revenue - self.costs) / self.revenue if self.revenue else None


class Report(Record):
    """All rows, the margin that is asked for, and the tiers that cannot be worked out, with the reason."""

    product: str
    target: Fraction | None
    rows: tuple[Row, ...]
    silent: tuple[tuple[str, str], ...]


def report(analysis: Analysis, name: str = "") -> Report:
    """The margins of a catalog's tiers; `name` stands for the product where none is declared."""
    rows: list[Row] = []
    silent: list[tuple[str, str]] = []
    for tier in analysis.tiers:
        variants = analysis.variants(tier.name)
        if not variants:
            silent.append((tier.label, "it is paid once"))
        several = len({variant.currency for variant in variants}) > 1
        for variant in variants:
            if variant.custom:
                silent.append((tier.label, "its price is agreed on"))
                break
            if not variant.sound or variant.routes is None:
                silent.append((tier.label, "its fee is for a bought quantity, or a metric has too many attributes"))
                break
            rows.append(_row(analysis, variant, several))
    product = analysis.catalog.product
    return Report(product.label if product else name, analysis.sheet.target, tuple(rows), tuple(silent))


def _row(analysis: Analysis, variant: Variant, several: bool) -> Row:
    seats = variant.least
    full = full_use(variant, seats)
    foreign = _foreign(variant, variant.routes or ())
    open_ended = dict.fromkeys(each.cell.metric for each in endless(variant))
    return Row(
        variant.tier.name,
        variant.tier.label,
        variant.word,
        variant.currency,
        seats,
        variant.seated,
        variant.fees.at(seats),
        full.cost,
        not foreign and (bool(full.shares) or any(densities(variant, pool) for pool in variant.pools.values())),
        tuple(_personas(analysis, variant)),
        () if foreign else tuple(_courses(variant, seats)),
        tuple(open_ended),
        foreign,
        several,
    )


def _foreign(variant: Variant, cells: Iterable[Cell]) -> tuple[str, ...]:
    costs = variant.sheet.costs
    return tuple(dict.fromkeys(each for cell in cells for each in costs.foreign(cell, variant.currency)))


def _known(variant: Variant, cells: Collection[Cell]) -> bool:
    """Whether something is known of what a use costs, and nothing of it is in a currency that is not converted."""
    costs = variant.sheet.costs
    return not _foreign(variant, cells) and any(costs.unit(cell, variant.currency) is not None for cell in cells)


def _personas(analysis: Analysis, variant: Variant) -> Iterator[PersonaMonth]:
    uses: tuple[Literal["typical"], Literal["heavy"]] = ("typical", "heavy")
    for persona in analysis.catalog.personas:
        if not persona.uses:
            continue
        seats = max(persona.seats or 1, variant.least)
        if variant.most is not None and seats > variant.most:
            continue
        for which in uses:
            if which == "heavy" and all(use.heavy is None for use in persona.uses):
                continue
            usage = usage_of(persona, which, persona.seats or 1)
            bill = month(variant, seats, usage)
            if bill is not None and bill.decided and not bill.blocked:
                own = persona.name in variant.tier.personas
                cost = bill.cost if _known(variant, usage) else None
                yield PersonaMonth(persona.name, persona.label, which, seats, bill.total, cost, own)


def _courses(variant: Variant, seats: int) -> Iterator[Course]:
    for pool in variant.pools.values():
        if not densities(variant, pool) or not pool.known or pool.unlimited:
            continue
        curve = PoolCurve(variant, pool, seats)
        if not curve.overage.known:
            continue
        first = curve.first_loss()
        last = curve.end if curve.end is not None else max(2 * curve.granted, (first or ZERO) * 2)
        shares = []
        for place in range(POINTS):
            quantity = last * place / (POINTS - 1)
            bill = curve.bill(quantity)
            shares.append(curve.slack(quantity) / bill if bill else None)
        yield Course(pool.of, curve.each, last, curve.end is None, tuple(shares), first)
