"""Tiers against each other: one that is never the better buy, and one whose allowance is cheaper a tier below.

A comparison holds for every number of seats and every use: bills are compared where either of them bends or jumps,
and the
numbers of seats at which the order of these places changes. What cannot be decided so is left open.
"""

from __future__ import annotations

from collections.abc import Iterator
from fractions import Fraction
from itertools import combinations
from typing import Literal

from pricelang.analysis.curves import Charge
from pricelang.analysis.entitlement import alike, gives_at_least, has_at_least, less, spread, within
from pricelang.analysis.exact import ZERO, ceiling
from pricelang.analysis.needs import Pack, packs
from pricelang.analysis.pools import Overage, Pool
from pricelang.analysis.sheet import Sheet
from pricelang.analysis.variants import Variant
from pricelang.catalog.charges import PlanRate
from pricelang.record import Record

MOST_SEATS = 64


class Verdict(Record):
    """`yes` with the place of the least difference, `no`, or `open` with the reason. `bill` is the cheaper tier's at
    that place,
    `other` the dearer one's."""

    answer: Literal["yes", "no", "open"]
    reason: str = ""
    seats: int = 1
    quantity: Fraction = ZERO
    bill: Fraction = ZERO
    other: Fraction = ZERO
    how: str = ""


NO = Verdict("no")


def _amount(overage: Overage, granted: Fraction, quantity: Fraction) -> Fraction:
    return overage.amount(quantity - granted) if quantity > granted else ZERO


def _lines(variant: Variant, pool: Pool, seats: int) -> list[tuple[Fraction, Fraction]]:
    """Places where a pool's bill bends, each linear in the seats: (at none, by seat)."""
    step = variant.sheet.step(pool.of.name)
    points = variant.overage(pool, seats).points(step)
    return [(ZERO, ZERO), *((pool.base + point, pool.seat) for point in points)]


def _seats_to_try(ours: Variant, theirs: Variant) -> tuple[list[int], bool]:
    """The numbers of seats that decide for all of the dearer tier's range; and whether the last two stand for all
    beyond."""
    least = max(ours.least, theirs.least)
    mosts = [most for most in (ours.most, theirs.most) if most is not None]
    most = min(mosts) if mosts else None
    if not (ours.seated or theirs.seated):
        return [least], False
    if most is not None and most - least <= MOST_SEATS:
        return list(range(least, most + 1)), False
    found = {least, least + 1}
    for edge in (*ours.fees.edges, *theirs.fees.edges):
        found |= {edge - 1, edge, edge + 1}
    for name, pool in theirs.pools.items():
        mine = ours.pools.get(name)
        lines = _lines(theirs, pool, least) + (_lines(ours, mine, least) if mine is not None else [])
        for (a, b), (c, d) in combinations(set(lines), 2):
            if b != d:
                crossing = (c - a) / (b - d)
                whole = int(crossing // 1)
                found |= {whole - 1, whole, whole + 1, whole + 2}
    chosen = {count for count in found if count >= least and (most is None or count <= most)}
    if most is not None:
        return sorted(chosen | {most}), False
    last = max(chosen)
    return sorted(chosen | {last + 1, last + 2}), True


def _by_plan(variant: Variant) -> bool:
    return variant.seated and any(
        isinstance(rate, PlanRate) for pool in variant.pools.values() for phase in pool.chain for rate in phase.rates
    )


def _gap(ours: Variant, theirs: Variant, seats: int) -> Fraction | None:
    """The least that the dearer tier costs more for the same seats and use; None: the cheaper one cannot serve all
    of it."""
    total = theirs.fees.at(seats) - ours.fees.at(seats)
    for name, pool in theirs.pools.items():
        mine = ours.pools[name]
        if not within(spread(theirs, pool, seats), spread(ours, mine, seats)):
            return None
        first, second = ours.overage(mine, seats), theirs.overage(pool, seats)
        if not (first.known and second.known) or first.rank < second.rank:
            return None
        if mine.unlimited:
            continue
        total += _least(first, mine.at(seats), second, pool.at(seats), ours.sheet.step(name))
        if spread(theirs, pool, seats) is None and second.tail_slope < first.tail_slope:
            return None
    for metric in set(ours.metered) | set(theirs.metered):
        one, other = ours.metered.get(metric, ()), theirs.metered.get(metric, ())
        if [(each.price.when, each.price.rates, each.minimum, each.maximum) for each in one] != [
            (each.price.when, each.price.rates, each.minimum, each.maximum) for each in other
        ]:
            return None
    return total


def _least(first: Overage, granted: Fraction, second: Overage, other: Fraction, step: Fraction) -> Fraction:
    """The least of the second bill less the first over all that the second allows."""
    room = second.full
    end = None if room is None else other + room
    points = {ZERO, granted, other}
    points |= {granted + point for point in first.points(step)} | {other + point for point in second.points(step)}
    points = {point for point in points if end is None or point <= end} | ({end} if end is not None else set())
    return min(_amount(second, other, point) - _amount(first, granted, point) for point in points)


def dominated(sheet: Sheet, ours: Variant, theirs: Variant) -> Verdict:
    """Whether a dearer tier gives nothing more than ours at any number of seats or use."""
    for variant in (ours, theirs):
        if variant.custom or not variant.sound or variant.size is not None or not (variant.paid or variant.free):
            return NO
    least = theirs.least
    if ours.fees.at(least) >= theirs.fees.at(least) or not set(theirs.pools) <= set(ours.pools):
        return NO
    for name, pool in theirs.pools.items():
        if not within(spread(theirs, pool, least), spread(ours, ours.pools[name], least)):
            return NO
    if not gives_at_least(sheet, ours, theirs):
        return NO
    if _by_plan(ours) or _by_plan(theirs):
        return Verdict("open", "the overage price depends on the number of seats")
    tried, beyond = _seats_to_try(ours, theirs)
    gaps: list[Fraction] = []
    for seats in tried:
        gap = _gap(ours, theirs, seats)
        if gap is None or gap < 0:
            return NO
        gaps.append(gap)
    if beyond and gaps[-1] < gaps[-2]:
        return NO
    seats = theirs.least
    return Verdict("yes", "", seats, ZERO, ours.fees.at(seats), theirs.fees.at(seats))


def _ways(
    variant: Variant, pool: Pool, seats: int, quantity: Fraction, bought: tuple[Pack, ...]
) -> Iterator[tuple[Fraction, int, str]]:
    """Ways to get so much of a pool for so many seats: money, seats bought, and how."""
    counts = {max(seats, variant.least)}
    if pool.seat > 0:
        for point in (ZERO, *variant.overage(pool, seats).points(variant.sheet.step(pool.of.name))):
            need = (quantity - pool.base - point) / pool.seat
            counts |= {int(need // 1), ceiling(need)}
    for count in sorted(counts):
        if count < max(seats, variant.least) or (variant.most is not None and count > variant.most):
            continue
        fee, over = variant.fees.at(count), quantity - pool.at(count)
        empty = f"{count - seats:,} empty seat{'s' * (count - seats != 1)}" if count > seats else ""
        overage = variant.overage(pool, count)
        room = overage.full
        if over <= 0 or room is None or over <= room:
            how = " and ".join(each for each in (empty, "overage" if over > 0 else "") if each)
            yield fee + (overage.amount(over) if over > 0 else ZERO), count, how
        for pack in bought if over > 0 else ():
            number = ceiling(over / pack.quantity)
            how = f"{number:,} pack{'s' * (number != 1)}" + (f" and {empty}" if empty else "")
            yield fee + number * pack.price, count, how


def undercut(sheet: Sheet, ours: Variant, theirs: Variant, name: str) -> Verdict:
    """Whether ours serves the allowance of the tier above for no more money at every number of seats, by its own
    overage, packs and
    empty seats. A tier that cannot serve it costs without end."""
    pool, other = ours.pools.get(name), theirs.pools.get(name)
    if pool is None or other is None or not (ours.paid and theirs.paid):
        return NO
    if not (pool.known and other.known) or pool.unlimited or other.unlimited or _earmarked(pool) or _earmarked(other):
        return NO
    if any(grant.allowance.terms.notes for grant in (*pool.grants, *other.grants)) or not alike(pool, other):
        return NO
    bought = tuple(each for each in packs(sheet, ours) if each.allowance.of == pool.of and not each.allowance.only_for)
    tried, beyond = _seats_to_try(ours, theirs)
    if beyond or (tried and len(tried) > 1):
        tried = sorted({*tried, *range(tried[0], min(tried[0] + MOST_SEATS, tried[-1] + 1))})
    best: Verdict | None = None
    for seats in tried:
        if other.at(seats) <= pool.at(seats):
            return NO
        verdict = _undercut_at(ours, theirs, pool, other, seats, bought)
        if verdict.answer != "yes":
            return verdict
        if best is None or verdict.other - verdict.bill < best.other - best.bill:
            best = verdict
    if best is None:
        return NO
    if beyond and not _tail_holds(ours, theirs, pool, other, tried[-1], bought):
        return Verdict("open", "the seats have no bound")
    return best


def _earmarked(pool: Pool) -> bool:
    return any(grant.allowance.only_for for grant in pool.grants)


def _undercut_at(
    ours: Variant, theirs: Variant, pool: Pool, other: Pool, seats: int, bought: tuple[Pack, ...]
) -> Verdict:
    quantity = other.at(seats)
    bill = theirs.fees.at(seats)
    ways = list(_ways(ours, pool, seats, quantity, bought))
    if not ways or min(ways)[0] > bill:
        return NO
    money, count, how = min(ways)
    found = Verdict("yes", "", seats, quantity, money, bill, how)
    above = theirs.overage(other, seats)
    if above.full == 0:
        return found  # our bill never falls: what is less than the allowance is no dearer
    end = None if above.full is None else quantity + above.full
    points = [quantity + point for point in above.points(ours.sheet.step(pool.of.name))]
    for point in [*points, *([end] if end is not None else [])]:
        dear = bill + _amount(above, quantity, point)
        if all(way[0] > dear for way in _ways(ours, pool, seats, point, bought)):
            return NO
    own = ours.overage(pool, count)
    if not within(end, spread(ours, pool, count)):
        return Verdict("open", "beyond the allowance, packs and overage would have to be mixed")
    rest = _least(own, pool.at(count), above, quantity, ours.sheet.step(pool.of.name))
    if ours.fees.at(count) <= bill + rest and (end is not None or above.tail_slope >= own.tail_slope):
        return found
    return Verdict("open", "beyond the allowance the cheapest way changes with the use")


def _tail_holds(ours: Variant, theirs: Variant, pool: Pool, other: Pool, seats: int, bought: tuple[Pack, ...]) -> bool:
    """Whether the lower tier stays no dearer for all larger numbers of seats: by linear bounds of its ways."""
    if not (ours.fees.linear and theirs.fees.linear):
        return False

    def rest(count: int, by: Charge | Pack) -> Fraction:
        over = other.at(count) - pool.at(count)
        if isinstance(by, Pack):
            return theirs.fees.at(count) - ours.fees.at(count) - by.price * (over / by.quantity + 1)
        return theirs.fees.at(count) - ours.fees.at(count) - by.at(over)

    ways: list[Charge | Pack] = list(bought)
    overage = ours.overage(pool, seats)
    if len(overage.segments) == 1 and overage.segments[0].room is None and not overage.segments[0].charge.jumps:
        ways.append(overage.segments[0].charge)
    return any(rest(seats, by) >= 0 and rest(seats + 2, by) >= rest(seats + 1, by) for by in ways)


def more_features(sheet: Sheet, ours: Variant, theirs: Variant) -> bool:
    """Whether the tier above has a feature, an offer or a limit that ours has not."""
    if not has_at_least(sheet, ours, theirs) or not set(theirs.offered) <= set(ours.offered):
        return True
    mosts = {each.kind: each.maximum for each in ours.tier.seats}
    seats = any(each.kind in mosts and less(mosts[each.kind], each.maximum) for each in theirs.tier.seats)
    return (
        seats
        or bool(theirs.tier.notes)
        or not {each.name for each in sheet.addons(theirs.tier)} <= {each.name for each in sheet.addons(ours.tier)}
    )
