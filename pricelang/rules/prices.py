"""Unit prices below what a unit costs: what `price-below-cost` and `margin-below-target` say of them."""

from __future__ import annotations

from collections.abc import Iterator
from fractions import Fraction

from pricelang.analysis.exact import ONE, ZERO, ceiling
from pricelang.analysis.needs import Pack
from pricelang.analysis.pools import Pool
from pricelang.analysis.units import UnitPrice, unit_prices
from pricelang.catalog.catalog import Tier
from pricelang.catalog.quantity import Ref
from pricelang.diagnostics import Fix, Safety
from pricelang.rules.frame import Finding, Pricing, labels
from pricelang.rules.wording import amount as counted
from pricelang.rules.wording import cells, facts, money, number, percent, symbol
from pricelang.source import Span

_RULE = {False: "price-below-cost", True: "margin-below-target"}


def failing(pricing: Pricing, target: Fraction) -> dict[tuple[str, Ref], list[UnitPrice]]:
    """The prices that leave less than `target`, by tier and what is priced; the worst first."""
    sheet = pricing.analysis.sheet
    found: dict[tuple[str, Ref], list[UnitPrice]] = {}
    for tier in pricing.analysis.tiers:
        for variant in pricing.analysis.variants(tier.name):
            if variant.routes is None:
                pricing.analysis.leave(_RULE[target > 0], tier.name, "a metric has too many combinations of attributes")
            for each in unit_prices(sheet, variant):
                metric = sheet.metrics.get(each.of.name) if each.of.kind == "metric" else None
                if metric is not None and metric.charged_by == "outcome":
                    continue  # outcome-below-attempt-cost says it of attempts
                if (ONE - target) * each.price < each.cost:
                    found.setdefault((tier.name, each.of), []).append(each)
    for group in found.values():
        group.sort(key=lambda each: each.price / each.cost)
    return found


def findings(pricing: Pricing, safety: Safety, target: Fraction = ZERO) -> Iterator[Finding]:
    """A report for each tier and what it prices too low; inherited ones are said of each tier that has them.

    `safety` is that of the fix, which raises the prices.
    """
    sheet = pricing.analysis.sheet
    outright = failing(pricing, ZERO) if target else {}
    said: set[object] = set()
    for (name, of), group in failing(pricing, target).items():
        if (name, of) in outright:
            continue
        worst = group[0]
        # an inherited price is reported once, on the tier that writes it, as long as it costs no more elsewhere
        key = (worst.span, worst.cost_each, worst.each) if worst.span is not None else object()
        if key in said:
            continue
        said.add(key)
        yield _report(pricing, sheet.tiers[name], of, worst, group, target, safety)


def _report(
    pricing: Pricing,
    tier: Tier,
    of: Ref,
    worst: UnitPrice,
    group: list[UnitPrice],
    target: Fraction,
    safety: Safety,
) -> Finding:
    sheet, variant = pricing.analysis.sheet, worst.variant
    currency = variant.currency
    what = _what(worst)
    price, cost = money(worst.price, currency), money(worst.cost, currency)
    names = cells(worst.cells)
    if target:
        left = percent((worst.price - worst.cost) / worst.price)
        message = f"{what} of `{tier.label}` leaves {left} at the least: less than {percent(target)}"
    else:
        message = f"{what} of `{tier.label}` brings in less than it costs to serve"
    amount = counted(sheet, worst.quantity, of)
    verb = "costs" if worst.quantity == 1 else "cost"
    label = f"{price} for {amount}, which {verb} up to {cost} to serve ({names})"
    notes = []
    others = list(dict.fromkeys((each.span, money(each.price, currency), number(each.quantity)) for each in group[1:]))
    others = [each for each in others if each[0] != worst.span]
    if others:
        notes.append("so do " + ", ".join(f"{text} for {quantity}" for _, text, quantity in others[:3]))
    floor = _floor(worst, target)
    aim = f"keeps the target margin of {percent(target)}" if target else "is what it costs"
    owner = None
    if isinstance(worst.source, Pool):
        owner = worst.source.owner.span
    places = labels((owner, "beyond this")) if owner is not None and owner != worst.span else ()
    pool = variant.pools.get(of.name)
    return Finding(
        message,
        worst.span or tier.span,
        label,
        related=places,
        notes=tuple(notes),
        helps=(f"{money(_up(floor, currency), currency)} for {amount} {aim}",),
        fix=_raised(pricing, group, target, safety),
        symbol=symbol(tier, of),
        uncertain=pricing.uncertain(*facts(variant, pool, worst.cells)),
    )


def _floor(price: UnitPrice, target: Fraction) -> Fraction:
    """The least that covers a price's cost and keeps the target."""
    return price.cost / (ONE - target) if target < 1 else price.cost


def _raised(pricing: Pricing, group: list[UnitPrice], target: Fraction, safety: Safety) -> Fix | None:
    """All of the prices that are too low, raised as far as they have to be."""
    from pricelang.rules.edits import offered, raised

    ratios: dict[Span | None, Fraction] = {}
    for each in group:
        ratios[each.span] = max(ratios.get(each.span, ZERO), _floor(each, target) / each.price)
    aim = "keeps the target margin" if target else "covers the cost"
    edits = [raised(pricing, span, ratio) for span, ratio in ratios.items()]
    return offered(f"raise it to what {aim}", safety, *edits)


def _up(value: Fraction, currency: str) -> Fraction:
    """Rounded up to six places, so that what is advised holds."""
    scaled = value * 10**6
    return value if scaled.denominator == 1 else Fraction(ceiling(scaled), 10**6)


def _what(worst: UnitPrice) -> str:
    source = worst.source
    if isinstance(source, Pack):
        return f"the pack `{source.package.label}`"
    return "the overage price" if isinstance(source, Pool) else "the usage price"
