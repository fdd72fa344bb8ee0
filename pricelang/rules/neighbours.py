"""Tiers that stand one above the other, and what the higher one lacks."""

from __future__ import annotations

from collections.abc import Sequence

from pricelang.catalog.catalog import Feature, FeatureGrant, Tier
from pricelang.rules.reading import Shop, comparable

# So much that a tier adds, and the next one has nothing of, is no oversight.
_BRANCH = 2


def below(shop: Shop, lower: Sequence[Tier], higher: Tier) -> Tier:
    """The tier that a higher one is compared with, of those below it in its ladder, lowest first: the nearest that it
    does not stand beside.

    One stands beside another where both build on the tier below, and the one has nothing of what the other adds, but
    something of its own: a plan for families beside one for professionals.
    """
    declared = {feature.name: feature for feature in shop.catalog.features}
    given = given_features(shop, higher)
    for place in range(len(lower) - 1, 0, -1):
        own, base = given_features(shop, lower[place]), given_features(shop, lower[place - 1])
        added = {name for name, grant in own.items() if name not in base or base[name].value != grant.value}
        kept = {name for name in added if how_worse(declared.get(name), own[name], given.get(name)) is None}
        if kept or len(added) < _BRANCH or given.keys() <= own.keys():
            return lower[place]
    return lower[0]


def given_features(shop: Shop, tier: Tier) -> dict[str, FeatureGrant]:
    """All features that a tier gives, itself or by its packages."""
    return {**_of_packages(shop, tier), **{grant.feature: grant for grant in tier.features}}


def _of_packages(shop: Shop, tier: Tier) -> dict[str, FeatureGrant]:
    found: dict[str, FeatureGrant] = {}
    for package in shop.included(tier):
        found |= {
            ref.name: FeatureGrant(ref.name, span=package.span) for ref in package.offers if ref.kind == "feature"
        }
        found |= {grant.feature: grant for grant in package.features}
    return found


def how_worse(feature: Feature | None, lower: FeatureGrant, higher: FeatureGrant | None) -> str | None:
    """How the higher tier's is worse: it `lacks` it, or has `less`; None where it is not, or nobody can tell."""
    if higher is None:
        return "lacks" if lower.value is None and (feature is None or feature.kind == "flag") else None
    ours, theirs = comparable(lower.value), comparable(higher.value)
    if ours is None or theirs is None or ours.value == theirs.value:
        return None
    down = feature is not None and feature.lower_is_better
    least = ours.value is not None and (theirs.value is None or theirs.value > ours.value)
    return "less" if least == down else None
