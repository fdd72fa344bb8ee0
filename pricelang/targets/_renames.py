"""A catalog as it was named before: what `was` says is undone, in declarations and wherever a name is used.

Requests are named after what they are for. A compilation of the former catalog gives the former names, in the same
order, so that each request can say what it was called.
"""

from __future__ import annotations

from typing import Any

from pricelang.catalog.catalog import Catalog, Credit, Feature, Metric, Package, SeatKind, Tier
from pricelang.catalog.charges import Phase
from pricelang.catalog.quantity import Ref
from pricelang.record import Record

# Fields that hold names, and the kind of what they name, by the class that has them.
_NAMES = {
    "Allowance": {"only_for": "metric"},
    "Burn": {"metric": "metric"},
    "Credit": {"name": "credit"},
    "Discount": {"available_on": "tier"},
    "Feature": {"name": "feature"},
    "FeatureGrant": {"feature": "feature"},
    "InCredits": {"credit": "credit"},
    "Ladder": {"tiers": "tier"},
    "Metric": {"name": "metric"},
    "Package": {"name": "package", "available_on": "tier", "needs": "package", "not_with": "package"},
    "PackageGrant": {"package": "package"},
    "SeatKind": {"name": "seat"},
    "SeatRange": {"kind": "seat"},
    "Tier": {"name": "tier", "becomes": "tier"},
    "TimesTier": {"tier": "tier"},
    "UsagePrice": {"metric": "metric"},
}
_TARGETS = {"fallback": "metric", "upgrade": "tier"}


def formerly(catalog: Catalog) -> Catalog | None:
    """The catalog with the names from before its renames; None where nothing was renamed.

    A former name that something else has, or had, stays undone.
    """
    kinds: dict[str, tuple[Metric | SeatKind | Credit | Feature | Package | Tier, ...]] = {
        "metric": catalog.metrics,
        "seat": catalog.seats,
        "credit": catalog.credits,
        "feature": catalog.features,
        "package": catalog.packages,
        "tier": catalog.tiers,
    }
    former: dict[tuple[str, str], str] = {}
    for kind, declared in kinds.items():
        # all but tiers share one namespace
        others = [one for other, found in kinds.items() for one in found if (other == "tier") == (kind == "tier")]
        taken = [name for one in others for name in (one.name, one.was)]
        former |= {(kind, one.name): one.was for one in declared if one.was and taken.count(one.was) == 1}
    return _renamed(catalog, former) if former else None


def _renamed(value: Any, former: dict[tuple[str, str], str]) -> Any:
    if isinstance(value, tuple) and not hasattr(value, "source"):
        return tuple(_renamed(one, former) for one in value)
    if not isinstance(value, Record):
        return value
    if isinstance(value, Ref):
        return Ref(value.kind, former.get((value.kind, value.name), value.name))
    kinds = _NAMES.get(type(value).__name__, {})
    if isinstance(value, Phase):
        kinds = {"target": _TARGETS.get(value.action, "")}
    fields = {}
    for field in value.__fields__:
        inner = getattr(value, field)
        kind = kinds.get(field)
        if kind is None:
            fields[field] = _renamed(inner, former)
        elif isinstance(inner, tuple):
            fields[field] = tuple(former.get((kind, name), name) for name in inner)
        else:
            fields[field] = former.get((kind, inner), inner)
    return type(value)(**fields)
