"""Families of tiers: plans whose names or units say that they are not steps of one ladder."""

from __future__ import annotations

import re
from collections.abc import Sequence

from pricelang.importers._writing import Names, title
from pricelang.importers._yaml import Leaf
from pricelang.importers.pricing2yaml.offers import Tier
from pricelang.importers.pricing2yaml.units import unit

_Families = dict[str, list[Tier]]


def ladders(tiers: Sequence[Tier]) -> list[tuple[str, str, list[Tier]]]:
    """The families of tiers: name, label, tiers. One, unless there is no doubt.

    There is none where several first words are each those of two plans or more, and of none alone (`SITE_BASIC`,
    `SITE_PRO`, `TEAM_SMALL`, `TEAM_LARGE`); where some are the names of others with the same words before them (`PRO`,
    `MAX`, `DEV_MODE_PRO`, `DEV_MODE_MAX`); or where two or more are sold for the account and two or more by the seat,
    so that their prices say nothing of which is the higher. What belongs to no family is a ladder of its own.
    """
    keys = {tier.key for tier in tiers}
    families = _first_words(tiers, keys) or _twins(tiers, keys) or _units(tiers)
    apart = {tier.key for family in families.values() for tier in family}
    rest = [tier for tier in tiers if tier.key not in apart]
    names = Names(())
    made = [(names.take("plans", "ladder"), "Plans", rest)] if rest else []
    return made + [(names.take(word, "ladder"), title(word), family) for word, family in families.items()]


def _first_words(tiers: Sequence[Tier], keys: set[str]) -> _Families:
    families = {word: family for word, family in _by_words(tiers, 1).items() if len(family) > 1 and word not in keys}
    if len(families) < 2:
        return {}
    made: _Families = {}
    for word, family in families.items():
        # within a family of its own, a second word of three plans or more is one too
        inner = {two: found for two, found in _by_words(family, 2).items() if len(found) > 2 and two not in keys}
        apart = {tier.key for found in inner.values() for tier in found}
        rest = [tier for tier in family if tier.key not in apart]
        made |= {word: rest, **inner} if rest else inner if len(inner) > 1 else {word: family}
    return made


def _by_words(tiers: Sequence[Tier], count: int) -> _Families:
    found: _Families = {}
    for tier in tiers:
        parts = re.split(r"[_\s]", tier.key)
        if len(parts) >= count:
            found.setdefault("_".join(parts[:count]), []).append(tier)
    return found


def _twins(tiers: Sequence[Tier], keys: set[str]) -> _Families:
    """The plans that are called like others, with the same words before."""
    twins: _Families = {}
    for tier in tiers:
        for other in keys:
            if tier.key.endswith(f"_{other}"):
                twins.setdefault(tier.key.removesuffix(f"_{other}"), []).append(tier)
    return {word: family for word, family in twins.items() if len(family) > 1 and word not in keys}


def _units(tiers: Sequence[Tier]) -> _Families:
    """The plans by what they are sold for, where two or more with a price in money are sold for each."""
    found: _Families = {}
    paid: dict[str, int] = {}
    for tier in tiers:
        said = tier.node.items.get("unit")
        word = unit(said.text).word if isinstance(said, Leaf) and not said.absent else ""
        found.setdefault(f"per {word or 'account'}", []).append(tier)
        custom, price = tier.rank
        paid[f"per {word or 'account'}"] = paid.get(f"per {word or 'account'}", 0) + (not custom and price > 0)
    return found if len(found) > 1 and all(count > 1 for count in paid.values()) else {}
