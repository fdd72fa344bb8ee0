"""What a catalog declares beside its offers, as far as it matters to billing: metrics, credits, features, notes."""

from __future__ import annotations

from pricelang.catalog.catalog import Catalog, Package, Tier
from pricelang.catalog.charges import FeePrice, UsagePrice
from pricelang.targets._reading import Reading


def declared(reading: Reading) -> None:
    """Report the losses of declarations, and keep what is said in words."""
    catalog, report = reading.catalog, reading.report
    reading.notes(catalog.notes, "catalog")
    if catalog.product is not None:
        reading.notes(catalog.product.notes, f"product {catalog.product.name}")
    sold = _sold(catalog)
    for metric in catalog.metrics:
        about = f"metric {metric.name}"
        if metric.name not in sold:
            report.remark(about, "declared, and sold nowhere")
        reading.notes(metric.notes, about)
        if metric.unit:
            report.remark(about, f"counted in {metric.unit}")
        if metric.currency:
            report.remark(about, f"counts money in {metric.currency}")
        if metric.event is not None:
            event = metric.event
            report.remark(
                about, f"{event.aggregation} of {event.name}{f': {event.property}' if event.property else ''}"
            )
        if metric.rounding is not None:
            reading.lose("use-rounding", metric.rounding, about)
        outcome = metric.outcome
        if outcome is not None:
            if outcome.counts_when:
                report.remark(about, f"counts when {outcome.counts_when}")
            if outcome.within is not None:
                report.remark(about, f"within {outcome.within.count} {outcome.within.unit}s")
            for text in outcome.excludes:
                report.remark(about, f"excludes {text}")
            if outcome.reverses_when:
                within = outcome.reverses_within
                after = f" within {within.count} {within.unit}s" if within else ""
                report.remark(about, f"reverses when {outcome.reverses_when}{after}")
            if outcome.once_per:
                report.remark(about, f"once per {outcome.once_per}")
    for kind, named in (
        ("metric", catalog.metrics),
        ("seat", catalog.seats),
        ("credit", catalog.credits),
        ("feature", catalog.features),
        ("package", catalog.packages),
        ("tier", catalog.tiers),
    ):
        for one in named:
            if one.was:
                report.remark(f"{kind} {one.name}", f"was {one.was}")
    for package in catalog.packages:
        if package.offers:
            report.remark(f"package {package.name}", f"offers {', '.join(ref.name for ref in package.offers)}")
    granted = {one.of.name for tier in catalog.tiers for one in tier.allowances if one.of.kind == "credit"}
    granted |= {one.of.name for package in catalog.packages for one in package.allowances if one.of.kind == "credit"}
    for credit in catalog.credits:
        about = f"credit {credit.name}"
        reading.notes(credit.notes, about)
        if credit.name not in granted:
            report.remark(about, "declared, and granted nowhere")
            continue
        for burn in credit.burns:
            report.remark(about, f"burns {_burn(burn)}")
        reading.lose("credits", credit, about)
        if credit.draws:
            reading.lose("draw-order", credit, about, ", ".join(credit.draws))


def _sold(catalog: Catalog) -> set[str]:
    """The names of metrics that have a price, are included or limited, or burn credits."""
    sellers: list[Tier | Package] = [*catalog.tiers, *catalog.packages]
    found = {one.metric for credit in catalog.credits for one in credit.burns}
    for seller in sellers:
        found |= {one.metric for one in seller.prices if isinstance(one, UsagePrice)}
        found |= {
            fee.per.name for one in seller.prices if isinstance(one, FeePrice) for fee in one.alternatives if fee.per
        }
        found |= {one.of.name for one in seller.allowances} | {one.of.name for one in seller.limits}
    return found


def _burn(burn: object) -> str:
    from pricelang.catalog.goods import Burn
    from pricelang.catalog.quantity import AtLeast, Between, Exactly

    assert isinstance(burn, Burn)
    quantity = burn.quantity
    match quantity:
        case Exactly(value=value):
            count = f"{value:f}"
        case AtLeast(value=value):
            count = f"at least {value:f}"
        case Between(low=low, high=high):
            count = f"{low:f} to {high:f}"
        case _:
            count = "unpublished"
    per = f"{burn.per:f} " if burn.per != 1 else ""
    when = " and ".join(f"{one.attribute} is {' or '.join(one.values)}" for one in burn.when)
    return f"{count} per {per}{burn.metric}{' when ' + when if when else ''}"
