"""What a tier gives, compared: whether one gives at least all that another gives. What is not known is not compared."""

from __future__ import annotations

from fractions import Fraction

from pricelang.analysis.exact import months, stated
from pricelang.analysis.pools import Pool
from pricelang.analysis.routes import Bound
from pricelang.analysis.sheet import Sheet
from pricelang.analysis.variants import Variant
from pricelang.catalog.catalog import Boundless, FeatureValue, Number, Text
from pricelang.catalog.charges import Allowance, Limit
from pricelang.catalog.period import Period

_STRICT = {"slow": 1, "ask": 1, "fallback": 1, "block": 2, "pause": 2, "upgrade": 2}


def features(variant: Variant) -> dict[str, FeatureValue | None]:
    """All features that a tier has, from itself and its packages, with their values."""
    found: dict[str, FeatureValue | None] = {}
    for package in variant.included:
        found.update(dict.fromkeys(ref.name for ref in package.offers if ref.kind == "feature"))
        found.update({grant.feature: grant.value for grant in package.features})
    found.update({grant.feature: grant.value for grant in variant.tier.features})
    return found


def has_at_least(sheet: Sheet, ours: Variant, theirs: Variant) -> bool:
    """Whether a tier has every feature of another, each at least as good."""
    mine = features(ours)
    lower = {feature.name: feature.lower_is_better for feature in sheet.catalog.features}
    return all(
        name in mine and _at_least(mine[name], value, lower.get(name, False))
        for name, value in features(theirs).items()
    )


def _at_least(mine: FeatureValue | None, theirs: FeatureValue | None, lower: bool) -> bool:
    if mine == theirs or theirs is None:
        return True
    if isinstance(mine, Boundless):
        return not lower and not isinstance(theirs, Text)
    if isinstance(mine, Number) and isinstance(theirs, Number):
        return mine.value <= theirs.value if lower else mine.value >= theirs.value
    if isinstance(mine, Period) and isinstance(theirs, Period):
        return months(mine) <= months(theirs) if lower else months(mine) >= months(theirs)
    return False


def gives_at_least(sheet: Sheet, ours: Variant, theirs: Variant) -> bool:
    """Whether a tier entitles to all that another does, quantities of its pools apart: features, offers, limits,
    add-ons, seats,
    and how what is left over is treated. Anything that is not known, or said in a note, is incomparable."""
    if theirs.tier.notes or theirs.tier.trial != ours.tier.trial or ours.tier.commitment or ours.tier.minimums:
        return False
    if any(terms.notes for terms in (price.terms for price in theirs.prices)):
        return False
    if not has_at_least(sheet, ours, theirs) or not set(theirs.offered) <= set(ours.offered):
        return False
    if not {each.name for each in sheet.addons(theirs.tier)} <= {each.name for each in sheet.addons(ours.tier)} | {
        each.name for each in ours.included
    }:
        return False
    if ours.kind != theirs.kind or ours.least > theirs.least or less(ours.most, theirs.most):
        return False
    if {each.kind for each in theirs.tier.seats} != {each.kind for each in ours.tier.seats}:
        return False
    if not set(theirs.pools) <= set(ours.pools):
        return False
    if not all(alike(ours.pools[name], pool) for name, pool in theirs.pools.items()):
        return False
    return all(_loose(sheet, bound, theirs) for bound in ours.bounds)


def less(mine: int | None, theirs: int | None) -> bool:
    """Whether one number of seats at the most is less than another; None is no bound."""
    return mine is not None and (theirs is None or mine < theirs)


def alike(ours: Pool, theirs: Pool) -> bool:
    """Whether two pools differ in quantities and prices only: known, with the same windows, earmarks and fate of
    what is left."""
    if (
        not (ours.known and theirs.known)
        or ours.unlimited != theirs.unlimited
        or len(ours.grants) != len(theirs.grants)
    ):
        return False
    for mine, other in zip(ours.grants, theirs.grants, strict=True):
        first, second = mine.allowance, other.allowance
        if _terms(first, mine.seat) != _terms(second, other.seat):
            return False
        if second.terms.notes or second.fair_use != first.fair_use or second.cap_window != first.cap_window:
            return False
    tails = [pool.chain[-1] if pool.chain else None for pool in (ours, theirs)]
    fallbacks = [tail.target if tail is not None and tail.action == "fallback" else None for tail in tails]
    return fallbacks[0] == fallbacks[1]


def _terms(item: Allowance, seat: Fraction) -> tuple[object, ...]:
    pooled = item.pooled or not seat
    return item.window, item.only_for, item.unused, item.expires, item.never_expires, pooled


def _loose(sheet: Sheet, bound: Bound, theirs: Variant) -> bool:
    """Whether the other tier has a limit like this one that is no looser."""
    mine = bound.limit
    return any(_tighter(sheet, each.limit, mine) for each in theirs.bounds)


def _tighter(sheet: Sheet, other: Limit, mine: Limit) -> bool:
    if (other.of, other.window, other.per, other.concurrent) != (mine.of, mine.window, mine.per, mine.concurrent):
        return False
    if other.quantity == mine.quantity and other.phases == mine.phases:
        return True
    first, second = stated(sheet.catalog, other.quantity, other.of), stated(sheet.catalog, mine.quantity, mine.of)
    if first.value is None or second.value is None or first.least or second.least:
        return False
    return first.value <= second.value and strictness(other) >= strictness(mine)


def strictness(limit: Limit) -> int:
    """How hard a limit is: 2 stops the use, 1 lets it go on in another way."""
    return _STRICT.get(limit.phases[-1].action, 2) if limit.phases else 2


def spread(variant: Variant, pool: Pool, seats: int) -> Fraction | None:
    """All of a pool that so many seats may use as well as its grants; None: no bound."""
    if pool.unlimited:
        return None
    room = variant.overage(pool, seats).full
    return None if room is None else pool.at(seats) + room


def within(inner: Fraction | None, outer: Fraction | None) -> bool:
    """Whether one bound is no more than another; None is no bound."""
    return outer is None or (inner is not None and inner <= outer)
