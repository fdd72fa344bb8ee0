"""The price of an outcome does not cover the attempts that it takes.

## What it does

For metrics `charged by outcome` that say how often an attempt `succeeds`: multiplies each price of an outcome by that
share, which is what an attempt brings in, and compares it with what an attempt costs to serve.

Silent without a success rate or a declared cost.

## Why it matters

Attempts that fail are paid by those that succeed. A price that looks far above the cost of one attempt may be below the
cost of the two that an outcome takes.

## Bad

```price
product p "P" { currency USD; audience b2b }
cost model { rate $0.60 per run }
metric resolution "Resolutions" {
  charged   by outcome
  counts    when "the case stays closed"
  within    1 day
  succeeds  50%
  costs     1 model.run
}
tier pro "Pro" { price $20 per month; price $0.99 per resolution }
```

## Good

```price
product p "P" { currency USD; audience b2b }
cost model { rate $0.40 per run }
metric resolution "Resolutions" {
  charged   by outcome
  counts    when "the case stays closed"
  within    1 day
  succeeds  50%
  costs     1 model.run
}
tier pro "Pro" { price $20 per month; price $0.99 per resolution }
```

## Options

None.

## Sources

The pricing and packaging guide: outcome prices carry the seller's risk of failure.
"""

from __future__ import annotations

from collections.abc import Iterator
from fractions import Fraction

from pricelang.analysis.units import UnitPrice, unit_prices
from pricelang.diagnostics import Severity
from pricelang.rules.frame import Finding, Pricing, labels
from pricelang.rules.wording import facts, money, percent, symbol

SEVERITY = Severity.ERROR
DEFAULT = True


def check(pricing: Pricing) -> Iterator[Finding]:
    sheet = pricing.analysis.sheet
    for tier in pricing.analysis.tiers:
        worst: dict[str, UnitPrice] = {}
        for variant in pricing.analysis.variants(tier.name):
            for each in unit_prices(sheet, variant):
                metric = sheet.metrics.get(each.of.name) if each.of.kind == "metric" else None
                outcome = metric.outcome if metric is not None and metric.charged_by == "outcome" else None
                if outcome is None or not outcome.succeeds or each.price >= each.cost:
                    continue
                known = worst.get(each.of.name)
                if known is None or each.price / each.cost < known.price / known.cost:
                    worst[each.of.name] = each
        for each in worst.values():
            yield _finding(pricing, each)


def _finding(pricing: Pricing, each: UnitPrice) -> Finding:
    sheet, variant, currency = pricing.analysis.sheet, each.variant, each.variant.currency
    metric = sheet.metrics[each.of.name]
    assert metric.outcome is not None
    assert metric.outcome.succeeds is not None
    share = Fraction(metric.outcome.succeeds) / 100
    attempt = each.cost_each * share
    return Finding(
        f"`{metric.label}` of `{variant.tier.label}` bring in less than the attempts that they take",
        each.span or metric.span,
        f"an attempt brings in {money(each.each * share, currency)}",
        related=labels((metric.span, f"an attempt costs {money(attempt, currency)}, and {percent(share)} succeed")),
        notes=(
            f"it takes attempts for {money(each.cost_each, currency)}, and is sold for {money(each.each, currency)}",
        ),
        helps=(f"sell it for more than {money(each.cost_each, currency)}, or find out why so many attempts fail",),
        symbol=symbol(variant.tier, each.of),
        uncertain=pricing.uncertain(*facts(variant, None, each.cells)),
    )
