"""A metric costs the customer more than it is worth, at every price that it is sold for.

## What it does

Compares each price of a unit, direct or in credits (at the rate of a plain use), with the metric's `worth`. It speaks
only where every band and every pack is dearer: what is included in a fee is not counted, and a free band is cheap.

Silent where no worth is declared.

## Why it matters

Nobody buys a unit for more than it brings. What is sold above its worth is sold by mistake, once.

## Bad

```price
product p "P" { currency USD; audience consumer }
metric draft "Drafts" { charged by task; worth $0.10 }
tier pro "Pro" {
  price     $20 per month
  price     $0.25 per draft
}
```

## Good

```price
product p "P" { currency USD; audience consumer }
metric draft "Drafts" { charged by task; worth $0.40 }
tier pro "Pro" {
  price     $20 per month
  price     $0.25 per draft
}
```

## Options

None.

## Sources

The pricing and packaging guide: value to the customer is the ceiling of a price.
"""

from __future__ import annotations

from collections.abc import Iterator
from fractions import Fraction

from pricelang.analysis.cells import Cell
from pricelang.analysis.curves import Charge
from pricelang.analysis.exact import converted
from pricelang.analysis.needs import packs
from pricelang.analysis.variants import Variant
from pricelang.catalog.catalog import Metric
from pricelang.catalog.quantity import Ref
from pricelang.diagnostics import Severity
from pricelang.rules.frame import Finding, Pricing, labels
from pricelang.rules.wording import money, symbol
from pricelang.source import Span

SEVERITY = Severity.WARNING
DEFAULT = True

_Priced = tuple[Fraction, Span | None, Variant]


def check(pricing: Pricing) -> Iterator[Finding]:
    exchanges = pricing.catalog.product.exchanges if pricing.catalog.product else ()
    for metric in pricing.catalog.metrics:
        if metric.worth is None:
            continue
        found: list[_Priced] = []
        for tier in pricing.analysis.tiers:
            for variant in pricing.analysis.variants(tier.name):
                worth = converted(metric.worth, variant.currency, exchanges)
                prices = _prices(pricing, variant, metric)
                if worth is None or prices is None:
                    continue
                if any(price <= worth for price, _, _ in prices):
                    found = []
                    break
                found += prices
            else:
                continue
            break
        if found:
            least, span, variant = min(found, key=lambda each: each[0])
            currency = variant.currency
            yield Finding(
                f"`{metric.label}` costs more than it is worth to a customer",
                span or metric.span,
                f"the least that one costs is {money(least, currency)}",
                related=labels((metric.span, f"worth {money(Fraction(metric.worth.amount), metric.worth.currency)}")),
                helps=("lower the price, or ask customers again what it is worth to them",),
                symbol=symbol(variant.tier, Ref("metric", metric.name)),
                uncertain=pricing.uncertain(metric, variant.tier),
            )


def _prices(pricing: Pricing, variant: Variant, metric: Metric) -> list[_Priced] | None:
    """All prices of one plain use on a variant; None: it has none, or one of them cannot be said."""
    route = (variant.routes or {}).get(Cell(metric.name))
    if route is None:
        return None
    found: list[_Priced] = []
    curves: list[tuple[Charge, Fraction, Span | None]] = [
        (each.charge, Fraction(1), each.price.span) for each in route.prices
    ]
    if route.own is not None:
        overage = variant.overage(route.own, variant.least)
        curves += [(each.charge, Fraction(1), each.phase.span) for each in overage.segments]
    for pool, rate in route.wallets:
        if not rate:
            return None
        overage = variant.overage(pool, variant.least)
        curves += [(each.charge, rate, each.phase.span) for each in overage.segments]
        bought = [pack for pack in packs(pricing.analysis.sheet, variant) if pack.allowance.of == pool.of]
        found += [(pack.each * rate, pack.fee.span, variant) for pack in bought]
    for charge, rate, span in curves:
        for step in charge.steps:
            if step.flat or not step.each:
                return None
            found.append((step.each * rate, (step.band.span if step.band else None) or span, variant))
    return found or None
