"""The features of tiers, grouped by the package that offers them."""

from __future__ import annotations

from pricelang.catalog.catalog import Boundless, FeatureGrant, FeatureValue, Number, Package, Text, Tier
from pricelang.catalog.quantity import Ref
from pricelang.targets.markdown.context import Context
from pricelang.targets.markdown.document import Inline, Strong

Row = list[Inline]


def feature_rows(ctx: Context, tiers: list[Tier]) -> list[Row]:
    """A bold row for each package that a tier includes, and below it a row for each thing that it offers; last, the
    features that no package offers."""
    rows: list[Row] = []
    placed: set[str] = set()
    for package in ctx.catalog.packages:
        below = [row for ref in _offers(package) for row in _offer_row(ctx, tiers, ref, placed)]
        cells = [_package_cell(ctx, tier, package) for tier in tiers]
        included = any(_includes(tier, package) for tier in tiers)
        if included or below:
            rows.append([Strong(ctx.noted(package.label or package.name, package.notes)), *cells])
            rows += below
    rest = [
        row for feature in ctx.catalog.features for row in _offer_row(ctx, tiers, Ref("feature", feature.name), placed)
    ]
    if rest:
        title = ctx.voice.say("more_features" if rows else "features")
        rows += [[Strong(title), *([""] * len(tiers))], *rest]
    return rows


def _offers(package: Package) -> list[Ref]:
    """What a package offers; credits stand among what is included."""
    offered = [ref for ref in package.offers if ref.kind in ("feature", "metric")]
    granted = [Ref("feature", grant.feature) for grant in package.features]
    return list(dict.fromkeys([*offered, *granted]))


def _includes(tier: Tier, package: Package) -> bool:
    return any(grant.package == package.name for grant in tier.packages)


def _package_cell(ctx: Context, tier: Tier, package: Package) -> str:
    if _includes(tier, package):
        return ctx.voice.say("yes")
    addon = package.kind == "addon" and (not package.available_on or tier.name in package.available_on)
    return ctx.voice.say("addon" if addon else "no")


def _offer_row(ctx: Context, tiers: list[Tier], ref: Ref, placed: set[str]) -> list[Row]:
    """The row of a feature or metric; none where no tier has it, or where another package already showed it."""
    if ref.name in placed:
        return []
    cells = [_cell(ctx, tier, ref) for tier in tiers]
    if not any(cells):
        return []
    placed.add(ref.name)
    return [[ctx.label(ref), *(cell or ctx.voice.say("no") for cell in cells)]]


def _cell(ctx: Context, tier: Tier, ref: Ref) -> str:
    packages = [package for package in ctx.catalog.packages if _includes(tier, package)]
    if ref.kind == "feature":
        for grants in (tier.features, *(package.features for package in packages)):
            for grant in grants:
                if grant.feature == ref.name:
                    return grant_text(ctx, grant)
    if any(ref in package.offers for package in packages):
        return ctx.voice.say("yes")
    if ref.kind == "metric" and any(allowance.of == ref for allowance in tier.allowances):
        return ctx.voice.say("yes")
    return ""


def grant_text(ctx: Context, grant: FeatureGrant) -> str:
    """A feature's value; `✓` for a plain yes."""
    return ctx.voice.say("yes") if grant.value is None else value_text(ctx, grant.value)


def value_text(ctx: Context, value: FeatureValue) -> str:
    """A feature's value: the author's words, a number, a time, or no bound."""
    if isinstance(value, Text):
        return value.text
    if isinstance(value, Number):
        return ctx.number(value.value)
    if isinstance(value, Boundless):
        return ctx.voice.say("unlimited")
    return ctx.voice.length(value)
