"""No paid tier's bill grows with seats or use.

## What it does

Looks for anything that a growing customer pays more for: fees per seat, overage, usage prices, packs and other add-ons,
sizes of a tier, or a dearer tier with a larger allowance. It speaks where there is none of it.

## Why it matters

Revenue from a customer is the highest on the first day.

## Bad

```price
product p "P" { currency USD; audience consumer }
metric draft "Drafts" { charged by task }
tier pro "Pro" { price $20 per month; includes 100 drafts per month, then block }
```

## Good

```price
product p "P" { currency USD; audience consumer }
metric draft "Drafts" { charged by task }
tier pro "Pro" { price $20 per seat per month; includes 100 drafts per seat per month, then block }
```

## Options

None.

## Sources

The pricing and packaging guide: price along a metric that grows with the customer.
"""

from __future__ import annotations

from collections.abc import Iterator

from pricelang.analysis.variants import Variant
from pricelang.diagnostics import Severity
from pricelang.rules.frame import Finding, Pricing

SEVERITY = Severity.INFO
DEFAULT = False


def check(pricing: Pricing) -> Iterator[Finding]:
    first: Variant | None = None
    grants: dict[str, set[object]] = {}
    for tier in pricing.analysis.tiers:
        for variant in pricing.analysis.variants(tier.name)[:1]:
            if variant.custom or not variant.sound or tier.sizes or any(part.seat for part in variant.fees.parts):
                return
            if variant.metered or variant.usage_prices or pricing.analysis.sheet.addons(tier):
                return
            for name, pool in variant.pools.items():
                if pool.chain and variant.overage(pool, variant.least).segments:
                    return
                if variant.paid:
                    grants.setdefault(name, set()).add((pool.base, pool.unlimited, pool.known))
            if variant.paid and first is None:
                first = variant
    if first is None or any(len(every) > 1 for every in grants.values()):
        return
    fee = first.fee
    yield Finding(
        "no paid tier's bill grows with seats or use",
        (fee.span if fee is not None else None) or first.tier.span,
        "the same for every customer",
        helps=("charge by the seat, sell what is beyond the allowance, or add a tier with a larger one",),
        symbol=f"tier {first.tier.name}",
    )
