"""The statement `includes sso, history "90 days"`: features with their values, and packages."""

from __future__ import annotations

from pricelang.catalog.catalog import Boundless, Feature, FeatureGrant, FeatureValue, Number, PackageGrant, Text
from pricelang.catalog.charges import Note
from pricelang.lowering.names import Symbol
from pricelang.lowering.resolve import FEATURE_OR_PACKAGE, symbol
from pricelang.lowering.scope import Scope
from pricelang.lowering.terms import misplaced
from pricelang.lowering.values import duration, positive
from pricelang.syntax import nodes

_COUNTED = {
    "metric": "say how much of it: `includes 100 {0} per month, then block`, or `includes unlimited {0}`",
    "credit": "say how much of it: `includes 100 {} per month, then block`",
    "seat": "seats are bought, not granted: write `seats at least 5`",
}
_TERMS = "features have no terms of their own: date the price of a package, or say it in a `note`"


class Granted:
    """What the `includes` of one tier or package give, by name."""

    __slots__ = ("features", "features_at", "packages", "packages_at")

    def __init__(self) -> None:
        self.features: dict[str, FeatureGrant] = {}
        self.packages: dict[str, PackageGrant] = {}
        self.features_at: dict[str, nodes.Inclusion] = {}
        self.packages_at: dict[str, nodes.Inclusion] = {}


def includes(scope: Scope, node: nodes.Includes, granted: Granted, notes: list[Note]) -> None:
    """Add what one statement gives; its notes become those of the tier or package."""
    for item in node.items:
        if isinstance(item, nodes.Inclusion):
            found = symbol(scope, item.name, FEATURE_OR_PACKAGE, _COUNTED)
            if found is not None:
                _include(scope, node, item, found, granted)
        elif isinstance(item, (nodes.Note, nodes.Uncertain)):
            notes.append(scope.note(item))
        else:
            misplaced(scope, item, "a list of features", _TERMS)


def _include(scope: Scope, node: nodes.Includes, item: nodes.Inclusion, found: Symbol, granted: Granted) -> None:
    name = found.name
    if found.kind == "feature":
        scope.given.add(name)
    places = granted.features_at if found.kind == "feature" else granted.packages_at
    if name in places:
        from pricelang.lowering.fixes import one_inclusion

        scope.error(
            "duplicate-item",
            f"`{name}` is included twice",
            item.name,
            related=(scope.label(places[name].name, "included here already"),),
            helps=("leave one of them out",),
            about=name,
            fix=one_inclusion(scope, node, item, places[name]),
        )
        return
    places[name] = item
    at = scope.span(item.name)
    if found.kind == "package":
        if item.value is not None:
            _wrong(
                scope, item.value, f"`{name}` is a package, and a package has no value", found, "leave the value out"
            )
        granted.packages[name] = PackageGrant(name, span=at)
        return
    feature = scope.features[name]
    if item.value is None and feature.kind == "flag":
        granted.features[name] = FeatureGrant(name, span=at)
        return
    if not _fits(scope, item, feature, found):
        return
    value = _value(scope, item.value)
    if value is not None:
        granted.features[name] = FeatureGrant(name, value, span=at)


_SAYS = {
    "flag": ("is either there or not", "leave the value out, or declare `feature {} text` or `number`"),
    "text": ("is said in words", 'write them in quotes: `includes {} "90 days"`'),
    "number": ("is a number", "write one: `includes {0} 5`, `includes {0} 15 minutes` or `includes {0} unlimited`"),
}
_FITS: dict[str, tuple[type[nodes.Node], ...]] = {
    "flag": (),
    "text": (nodes.Text, nodes.ValueUnlimited),
    "number": (nodes.Number, nodes.Duration, nodes.ValueUnlimited),
}


def _fits(scope: Scope, item: nodes.Inclusion, feature: Feature, found: Symbol) -> bool:
    if isinstance(item.value, _FITS[feature.kind]):
        return True
    what, advice = _SAYS[feature.kind]
    kind = "" if feature.kind == "flag" else f", declared as `{feature.kind}`"
    _wrong(
        scope,
        item.value or item.name,
        f"`{feature.name}` {what}{kind}" + ("" if item.value else ", and has no value here"),
        found,
        advice.format(feature.name),
    )
    return False


def _wrong(scope: Scope, at: nodes.Node, message: str, found: Symbol, advice: str) -> None:
    scope.error("wrong-value", message, at, related=found.labels("declared here"), helps=(advice,), about=found.name)


def _value(scope: Scope, node: nodes.Node | None) -> FeatureValue | None:
    if isinstance(node, nodes.Text):
        return Text(node.value)
    if isinstance(node, nodes.Number):
        value = positive(scope, node, "a feature's number", zero=True)
        return None if value is None else Number(value)
    if isinstance(node, nodes.Duration):
        return duration(scope, node)
    return Boundless()
