"""The cheapest way to meet a need: a persona's usage on a tier, with the seats and packs that it takes."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from fractions import Fraction
from typing import Literal

from pricelang.analysis.bills import MonthBill, month
from pricelang.analysis.cells import Cell
from pricelang.analysis.exact import ZERO, ceiling, converted
from pricelang.analysis.pools import Pool
from pricelang.analysis.sheet import Sheet
from pricelang.analysis.variants import Variant
from pricelang.catalog.catalog import Package, Persona
from pricelang.catalog.charges import Allowance, Fee, FeePrice
from pricelang.record import Record


class Pack(Record):
    """An add-on that is paid once and brings so much of a pool, as a tier can buy it."""

    package: Package
    allowance: Allowance
    fee: Fee
    quantity: Fraction
    price: Fraction

    @property
    def each(self) -> Fraction:
        """What one unit costs."""
        return self.price / self.quantity


class Met(Record):
    """A need, met: so many seats, packs by name, and the bill with the packs in it."""

    variant: Variant
    seats: int
    packs: int
    total: Fraction
    bill: MonthBill


def packs(sheet: Sheet, variant: Variant) -> tuple[Pack, ...]:
    """The packs that can be bought on a tier, in the variant's currency."""
    found = []
    for package in sheet.addons(variant.tier):
        pack = pack_of(sheet, package, variant.currency)
        if pack is not None and not set(package.needs) - {each.name for each in variant.included}:
            found.append(pack)
    return tuple(found)


def pack_of(sheet: Sheet, package: Package, currency: str) -> Pack | None:
    """An add-on as a pack: one fee for the account, paid once, and one exact allowance."""
    from pricelang.analysis.exact import stated

    prices = [price for price in package.prices if isinstance(price, FeePrice) and sheet.holds(price.terms)]
    fees = [
        fee
        for price in prices
        for fee in price.alternatives
        if isinstance(fee, Fee) and fee.period is None and fee.per is None and fee.amount.currency == currency
    ]
    allowances = [item for item in package.allowances if item.of.kind in ("credit", "metric") and item.per is None]
    if len(prices) != 1 or len(package.prices) != 1 or len(fees) != 1 or len(allowances) != 1 or fees[0].at_least:
        return None
    quantity = stated(sheet.catalog, allowances[0].quantity, allowances[0].of).value
    if not quantity:
        return None
    return Pack(package, allowances[0], fees[0], quantity, Fraction(fees[0].amount.amount))


def usage_of(persona: Persona, which: Literal["typical", "heavy"], seats: int) -> dict[Cell, Fraction]:
    """A persona's usage of a month, all in cells of no named attribute value."""
    found: dict[Cell, Fraction] = {}
    for use in persona.uses:
        quantity = use.typical if which == "typical" or use.heavy is None else use.heavy
        times = seats if use.per is not None and use.per.kind == "seat" else 1
        found[Cell(use.metric)] = found.get(Cell(use.metric), ZERO) + Fraction(quantity) * times
    return found


def cheapest(variant: Variant, seats: int, uses: Mapping[Cell, Fraction], bought: Iterable[Pack] = ()) -> Met | None:
    """The cheapest way in which a variant meets a need of so many seats, empty seats and packs included; None: it
    cannot,
    or it is not decided."""
    best: Met | None = None
    for count in _counts(variant, seats, uses):
        bill = month(variant, count, uses)
        if bill is None or not bill.decided:
            return None
        if not bill.blocked:
            best = _better(best, Met(variant, count, 0, bill.total, bill))
        for pack in bought:
            best = _with_packs(best, variant, count, uses, pack, bill)
    return best


def _better(best: Met | None, other: Met) -> Met:
    return other if best is None or other.total < best.total else best


def _with_packs(
    best: Met | None, variant: Variant, seats: int, uses: Mapping[Cell, Fraction], pack: Pack, bill: MonthBill
) -> Met | None:
    name = pack.allowance.of.name
    pool = variant.pools.get(name)
    if pool is None or pack.allowance.only_for:
        return best
    over = dict(bill.burned).get(name, ZERO) - pool.at(seats)
    if over <= 0:
        return best
    edges = variant.overage(pool, seats).points(variant.sheet.step(name))
    counts = {ceiling(over / pack.quantity)}
    for edge in edges:
        if edge <= over:
            counts |= {int((over - edge) // pack.quantity), ceiling((over - edge) / pack.quantity)}
    for count in sorted(counts):
        if 0 < count <= 10_000:
            bought = month(variant, seats, uses, extra={name: count * pack.quantity})
            if bought is not None and bought.decided and not bought.blocked:
                total = bought.total + count * pack.price
                best = _better(best, Met(variant, seats, count, total, bought))
    return best


def _counts(variant: Variant, seats: int, uses: Mapping[Cell, Fraction]) -> list[int]:
    """The numbers of seats worth trying: the need's own, and those at which a grant covers what is used."""
    least = max(seats, variant.least)
    found = {least}
    for pool in variant.pools.values():
        if pool.seat <= 0:
            continue
        need = _burn(variant, pool, uses)
        for edge in (ZERO, *variant.overage(pool, least).points(variant.sheet.step(pool.of.name))):
            for count in ((need - pool.base - edge) // pool.seat, ceiling((need - pool.base - edge) / pool.seat)):
                found.add(int(count))
    found |= set(variant.fees.edges) | {edge + 1 for edge in variant.fees.edges}
    most = variant.most
    return sorted(count for count in found if count >= least and (most is None or count <= most))


def _burn(variant: Variant, pool: Pool, uses: Mapping[Cell, Fraction]) -> Fraction:
    total = ZERO
    for cell, quantity in uses.items():
        route = (variant.routes or {}).get(cell)
        if route is None:
            continue
        if route.own is pool:
            total += quantity
        total += sum((quantity * rate for wallet, rate in route.wallets if wallet is pool and rate), ZERO)
    return total


def pays(sheet: Sheet, persona: Persona, currency: str) -> tuple[Fraction, bool] | None:
    """What a persona would pay a month at most, and whether that is for each seat; None: not said in this currency."""
    from pricelang.analysis.exact import months

    if persona.pays is None:
        return None
    exchanges = sheet.catalog.product.exchanges if sheet.catalog.product else ()
    amount = converted(persona.pays.amount, currency, exchanges)
    if amount is None:
        return None
    return amount / months(persona.pays.period), persona.pays.per is not None
