"""A tier's bill varies with use, and no example shows one.

## What it does

Finds tiers on sale where use beyond the fee is charged, and which no `example` bills.

Tiers that block, slow or are sold by contract need none: there the bill is the price.

## Why it matters

A worked example is the shortest way to understand a usage price, and here it is also a test: it fails when the price
changes and the page does not.

## Bad

```price
product p "P" { currency USD; audience consumer }
metric draft "Drafts" { charged by task }
tier pro "Pro" {
  price     $20 per month
  includes  500 drafts per month, then $0.05 each up to $200 per month if enabled, then block
}
```

## Good

```price
product p "P" { currency USD; audience consumer }
metric draft "Drafts" { charged by task }
tier pro "Pro" {
  price     $20 per month
  includes  500 drafts per month, then $0.05 each up to $200 per month if enabled, then block
}
example "Eighty over" {
  tier   pro monthly
  use    580 drafts
  total  $24.00
}
```

## Options

None.

## Sources

The pricing and packaging guide: show the bill of a real month beside the price.
"""

from __future__ import annotations

from collections.abc import Iterator

from pricelang.analysis.variants import Variant
from pricelang.diagnostics import Severity
from pricelang.rules.frame import Finding, Pricing, labels
from pricelang.source import Span

SEVERITY = Severity.WARNING
DEFAULT = True


def check(pricing: Pricing) -> Iterator[Finding]:
    shown = {example.tier for example in pricing.catalog.examples}
    for tier in pricing.analysis.tiers:
        if tier.name in shown or tier.unlisted:
            continue
        for variant in pricing.analysis.variants(tier.name)[:1]:
            if variant.custom:
                continue
            charge = _charge(variant)
            if charge is not None:
                yield Finding(
                    f"the bill of `{tier.label}` varies with use, and no example shows one",
                    tier.span,
                    "no `example` bills it",
                    related=labels((charge[0], "charged by use")),
                    helps=("add an `example` of a usual month: it is printed with the price, and checked",),
                    symbol=f"tier {tier.name}",
                )


def _charge(variant: Variant) -> tuple[Span | None] | None:
    """Where use is charged; None: nowhere."""
    for price in variant.usage_prices:
        if price.metric in variant.metered:
            return (price.span,)
    for pool in variant.pools.values():
        for segment in variant.overage(pool, variant.least).segments:
            if segment.charge.paid:
                return (segment.phase.span,)
    return None
