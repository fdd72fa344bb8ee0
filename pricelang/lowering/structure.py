"""Checks over the finished catalog that need all of it at once."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from decimal import Decimal

from pricelang.catalog.catalog import Catalog, Credit, Feature, Metric, Package, SeatKind, Tier
from pricelang.catalog.catalog import Number as FeatureNumber
from pricelang.catalog.charges import Allowance, Limit
from pricelang.catalog.quantity import Exactly, Ref, TimesTier
from pricelang.diagnostics import Label
from pricelang.lowering.names import SOLD
from pricelang.lowering.scope import Scope
from pricelang.lowering.spelling import suggestion
from pricelang.source import Source, Span
from pricelang.syntax import nodes

_Named = Tier | Metric | Credit | Feature | Package | SeatKind
Draw = tuple[Source, str, nodes.Name]
"""The name of a pool in `draws`: its file, its credit."""


def check_structure(scope: Scope, catalog: Catalog, draws: Iterable[Draw]) -> None:
    """Report what no single statement shows."""
    _check_pools(scope, draws)
    _check_shares(scope, catalog)
    _check_features(scope, catalog)
    _check_zero_limits(scope, catalog)
    _check_multiples(scope, catalog)
    _check_former_names(scope, catalog)
    _check_purchases(scope, catalog)


def _at(scope: Scope, span: Span | None, owner: str) -> Span:
    """Go to a place of the text; everything that lowering makes has one."""
    assert span is not None
    scope.enter(span.source, owner)
    return span


def _check_pools(scope: Scope, draws: Iterable[Draw]) -> None:
    for source, credit, node in draws:
        pools = scope.pools.get(credit, set())
        if node.text in pools:
            continue
        from pricelang.lowering.fixes import instead

        scope.enter(source, f"credit {credit}")
        close = suggestion(node.text, [*sorted(pools), "included", "purchased"])
        scope.error(
            "unknown-name",
            f"no allowance of `{credit}` is the pool `{node.text}`",
            node,
            helps=(
                f"did you mean `{close}`?"
                if close
                else f"name the pool where it is granted: `includes 500 {credit}, as {node.text}`",
            ),
            about=node.text,
            fix=instead(scope.span(node), close) if close else None,
        )


def _check_shares(scope: Scope, catalog: Catalog) -> None:
    shared = [one for one in catalog.personas if one.share is not None]
    total = sum((one.share for one in shared if one.share is not None), Decimal(0))
    if total > 100:
        scope.error(
            "wrong-value",
            f"the shares of all personas come to {total}%",
            _at(scope, shared[-1].span, f"persona {shared[-1].name}"),
            related=[Label(one.span, f"{one.share}%") for one in shared[:-1] if one.span],
            helps=("together they are all customers: at most 100%",),
        )


def _check_features(scope: Scope, catalog: Catalog) -> None:
    if not catalog.tiers and not catalog.packages:
        return  # a file that only shares declarations
    if any(each.rule == "unknown-name" for each in scope.diagnostics):
        return  # a feature that nobody gets may be the one that was misspelled
    given = set(scope.given)
    given |= {ref.name for one in catalog.packages for ref in one.offers}
    for feature in catalog.features:
        if feature.name not in given:
            scope.error(
                "unused-feature",
                f"nobody gets `{feature.name}`: no tier and no package gives it",
                _at(scope, feature.span, f"feature {feature.name}"),
                helps=(f"write `includes {feature.name}` in a tier or a package, or take the feature out",),
            )


def _check_zero_limits(scope: Scope, catalog: Catalog) -> None:
    offers = {package.name: {ref.name: package for ref in package.offers} for package in catalog.packages}
    lower = {feature.name for feature in catalog.features if feature.lower_is_better}
    seen: set[Span] = set()
    for kind, one in [("tier", tier) for tier in catalog.tiers] + [("package", one) for one in catalog.packages]:
        for grant in one.features:
            if (
                isinstance(grant.value, FeatureNumber)
                and not grant.value.value
                and grant.feature not in lower
                and not grant.inherited
            ):
                scope.error(
                    "zero-limit",
                    f"`{grant.feature}` is included with nothing of it",
                    _at(scope, grant.span, f"{kind} {one.name}"),
                    helps=("leave the feature out, or say how much there is",),
                    about=grant.feature,
                )
        for limit in one.limits:
            if not isinstance(limit.quantity, Exactly) or limit.quantity.value or limit.span in seen:
                continue
            why = _granted(one, limit.of, offers)
            if why is not None and limit.span is not None:
                seen.add(limit.span)
                scope.error(
                    "zero-limit",
                    f"`{one.name}` grants `{limit.of.name}` and limits it to nothing",
                    _at(scope, limit.span, f"{kind} {one.name}"),
                    related=(why,),
                    helps=("take the limit or the grant out, or say how much may be used",),
                    about=limit.of.name,
                )


def _granted(one: Tier | Package, of: Ref, offers: dict[str, dict[str, Package]]) -> Label | None:
    """Where something is granted, or None if it is not."""
    for allowance in one.allowances:
        nothing = isinstance(allowance.quantity, Exactly) and not allowance.quantity.value
        if allowance.of == of and not nothing and allowance.span:
            return Label(allowance.span, "granted here")
    if isinstance(one, Tier):
        for grant in one.packages:
            if of.name in offers.get(grant.package, ()) and grant.span:
                return Label(grant.span, f"`{grant.package}` offers it")
    elif of in one.offers and one.span:
        return Label(one.span, "the package offers it")
    return None


def _check_multiples(scope: Scope, catalog: Catalog) -> None:
    """`5x pro` needs something of `pro` to multiply, and must not come back to itself."""
    tiers: dict[str, Tier] = {}
    for tier in catalog.tiers:
        tiers.setdefault(tier.name, tier)
    rings: set[frozenset[str]] = set()
    sellers: Sequence[tuple[str, Tier | Package]] = [
        *(("tier", tier) for tier in catalog.tiers),
        *(("package", one) for one in catalog.packages),
    ]
    for kind, one in sellers:
        values: list[Allowance | Limit] = [*one.allowances, *one.limits]
        for value in values:
            if isinstance(value.quantity, TimesTier) and not value.inherited:
                _check_multiple(scope, tiers, f"{kind} {one.name}", value, value.quantity, rings)


def _check_multiple(
    scope: Scope,
    tiers: dict[str, Tier],
    owner: str,
    value: Allowance | Limit,
    multiple: TimesTier,
    rings: set[frozenset[str]],
) -> None:
    what = "allowance" if isinstance(value, Allowance) else "limit"
    chain: list[str] = []
    at: TimesTier | None = multiple
    while at is not None and at.tier in tiers and at.tier not in chain:
        chain.append(at.tier)
        base = tiers[at.tier]
        same = [one for one in (base.allowances if what == "allowance" else base.limits) if one.of == value.of]
        if not same:
            scope.error(
                "unknown-name",
                f"`{base.name}` has no {what} of `{value.of.name}` to multiply",
                _at(scope, value.span, owner),
                related=(Label(base.span, "declared here"),) if base.span else (),
                helps=(f"write the number, or give `{base.name}` {'an' if what == 'allowance' else 'a'} {what} of it",),
                about=value.of.name,
            )
            return
        at = next((one.quantity for one in same if isinstance(one.quantity, TimesTier)), None)
    if at is not None and at.tier in chain and frozenset(chain) not in rings:
        rings.add(frozenset(chain))
        scope.error(
            "tier-cycle",
            f"this {what} of `{value.of.name}` is a multiple of itself, by way of "
            + ", ".join(f"`{name}`" for name in chain),
            _at(scope, value.span, owner),
            helps=("write a number in one of them",),
            about=value.of.name,
        )


def _check_former_names(scope: Scope, catalog: Catalog) -> None:
    """A name that something had before must not be somebody else's now."""
    named: list[tuple[str, _Named]] = [("tier", tier) for tier in catalog.tiers]
    named += [("metric", metric) for metric in catalog.metrics]
    named += [("credit", credit) for credit in catalog.credits]
    named += [("feature", feature) for feature in catalog.features]
    named += [("package", package) for package in catalog.packages]
    named += [("seat", seat) for seat in catalog.seats]
    former: dict[tuple[str, str], tuple[str, Span | None]] = {}
    for kind, one in named:
        if one.was is None:
            continue
        space = "tier" if kind == "tier" else SOLD
        now = scope.names.spaces[space].get(one.was)
        before = former.setdefault((space, one.was), (one.name, one.span))
        if now is None and before[0] == one.name:
            continue
        where = now.where if now else before[1]
        other = f"`{one.was}` is still declared" if now else f"`{before[0]}` was `{one.was}` too"
        scope.error(
            "duplicate-name",
            f"`{one.name}` was `{one.was}`, and {other}",
            _at(scope, one.span, f"{kind} {one.name}"),
            related=(Label(where, "declared here"),) if where else (),
            helps=("a name is forever: leave `was` out, or take the other declaration out",),
        )


def _check_purchases(scope: Scope, catalog: Catalog) -> None:
    """An example can buy only what is sold on its tier."""
    packages = {package.name: package for package in catalog.packages}
    for example in catalog.examples:
        for purchase in example.buys:
            package = packages.get(purchase.package)
            if package is None or not package.available_on or example.tier in package.available_on:
                continue
            listed = ", ".join(f"`{name}`" for name in package.available_on)
            scope.error(
                "not-available",
                f"`{package.name}` is not available on `{example.tier}`",
                _at(scope, example.span, f"example {example.title}"),
                related=(Label(package.span, f"available on {listed}"),) if package.span else (),
                helps=(f"bill another tier, or write `available on {example.tier}` in the package",),
                about=package.name,
            )
