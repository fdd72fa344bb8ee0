"""A catalog by name, with what all its tiers have in common."""

from __future__ import annotations

from datetime import date
from decimal import Decimal
from fractions import Fraction

from pricelang.analysis.cells import Cells
from pricelang.analysis.costs import Costs
from pricelang.analysis.exact import step_of
from pricelang.catalog.catalog import Catalog, Package, Tier
from pricelang.catalog.charges import Allowance, Bands, Limit, Phase, Terms
from pricelang.catalog.quantity import Exactly


class Sheet:
    """A catalog, indexed; `on` is the day that prices are read for: the product's effective date or a later `today`."""

    def __init__(self, catalog: Catalog, today: date | None = None) -> None:
        self.catalog = catalog
        self.cells = Cells(catalog)
        self.costs = Costs(catalog)
        self.metrics = {metric.name: metric for metric in catalog.metrics}
        self.credits = {credit.name: credit for credit in catalog.credits}
        self.packages = {package.name: package for package in catalog.packages}
        self.tiers = {tier.name: tier for tier in catalog.tiers}
        self.personas = {persona.name: persona for persona in catalog.personas}
        product = catalog.product
        self.currencies: tuple[str, ...] = product.currencies if product else ()
        self.on = max((product.effective if product else None) or date.min, today or date.min)
        margin = product.margin if product else None
        self.target: Fraction | None = None if margin is None else Fraction(margin) / 100
        # what some package sells is offered only where one of them is included
        self.packaged = frozenset(
            ref.name for package in catalog.packages for ref in package.offers if ref.kind == "metric"
        )
        self._steps: dict[str, list[Decimal]] | None = None

    def holds(self, terms: Terms) -> bool:
        """Whether a price or an allowance with these terms is everybody's on the day."""
        if terms.cohort is not None or terms.region is not None or terms.existing_customers or terms.until_renewal:
            return False
        if terms.with_commitment or terms.commitment is not None:
            return False
        return not (
            (terms.start is not None and self.on < terms.start) or (terms.until is not None and self.on >= terms.until)
        )

    def step(self, name: str) -> Fraction:
        """The granularity of a metric's or credit's quantities: one, or the last decimal place that the file writes."""
        if self._steps is None:
            self._steps = _written(self.catalog)
        return step_of(self._steps.get(name, ()))

    def ladders(self, tier: str) -> list[tuple[Tier, ...]]:
        """The ladders that a tier stands in, lowest tier first."""
        return [
            tuple(self.tiers[name] for name in ladder.tiers if name in self.tiers)
            for ladder in self.catalog.ladders
            if tier in ladder.tiers
        ]

    def addons(self, tier: Tier) -> list[Package]:
        """The add-ons that can be bought on a tier and are not a part of it."""
        included = {grant.package for grant in tier.packages}
        return [
            package
            for package in self.catalog.packages
            if package.kind == "addon"
            and package.name not in included
            and (not package.available_on or tier.name in package.available_on)
            and not included & set(package.not_with)
        ]


def _written(catalog: Catalog) -> dict[str, list[Decimal]]:
    found: dict[str, list[Decimal]] = {}
    holders: list[Tier | Package] = [*catalog.tiers, *catalog.packages]
    for holder in holders:
        items: list[Allowance | Limit] = [*holder.allowances, *holder.limits]
        for item in items:
            if isinstance(item.quantity, Exactly):
                found.setdefault(item.of.name, []).append(item.quantity.value)
            for phase in item.phases:
                found.setdefault(item.of.name, []).extend(_edges(phase))
    return found


def _edges(phase: Phase) -> list[Decimal]:
    return [
        band.up_to for rate in phase.rates if isinstance(rate, Bands) for band in rate.bands if band.up_to is not None
    ]
