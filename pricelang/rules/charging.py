"""Which metrics and credits the prices of a catalog move with."""

from __future__ import annotations

from collections.abc import Iterator
from decimal import Decimal

from pricelang.catalog.catalog import Catalog, Package, Tier
from pricelang.catalog.charges import InCredits, UsagePrice
from pricelang.catalog.quantity import Exactly, Ref
from pricelang.rules.reading import bands_cost, charged
from pricelang.source import Span


def direct(seller: Tier | Package) -> Iterator[tuple[Ref, Span | None]]:
    """What a tier or package charges by use, each with the place: metrics, and the credits that overage is paid in."""
    for price in seller.prices:
        if isinstance(price, UsagePrice) and bands_cost(price.rates):
            yield Ref("metric", price.metric), price.span
    for allowance in seller.allowances:
        for phase in charged(allowance.phases):
            if bands_cost(phase.rates):
                yield allowance.of, phase.span or allowance.span
            for rate in phase.rates:
                if isinstance(rate, InCredits):
                    yield Ref("credit", rate.credit), phase.span or allowance.span


def charged_metrics(catalog: Catalog) -> dict[str, Span | None]:
    """The metrics that cost a customer money or credits, each with one place that says so."""
    found: dict[str, Span | None] = {}
    wallets = set()
    sellers: list[Tier | Package] = [*catalog.tiers, *catalog.packages]
    for seller in sellers:
        for ref, span in direct(seller):
            if ref.kind == "metric":
                found.setdefault(ref.name, span)
        wallets |= {allowance.of.name for allowance in seller.allowances if allowance.of.kind == "credit"}
    for credit in catalog.credits:
        for burn in credit.burns:
            if credit.name in wallets and burn.quantity != Exactly(Decimal(0)):
                found.setdefault(burn.metric, burn.span)
    return found
