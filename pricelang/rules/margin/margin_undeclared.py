"""The file does not say what the rules on margins need to know.

## What it does

Names the facts that are missing, and what each would let the rules of this group say: what serving a metric costs, the
margin that is aimed at, how the personas use the product and what they would pay.

## Why it matters

A rule that lacks a fact stays silent, and an undeclared cost is unknown, not zero. This one tells a file whose margins
were proved from one that nobody could judge.

## Bad

```price
metric draft "Drafts" { charged by task }
tier pro "Pro" { price $20 per month; includes 100 drafts per month, then block }
```

## Good

```price
cost model { rate $2 per 1M output }
metric draft "Drafts" { charged by task; costs 2k model.output }
tier pro "Pro" { price $20 per month; includes 100 drafts per month, then block }
```

## Options

None.

## Sources

House rule: no finding is not the same as no fault.
"""

from __future__ import annotations

from collections.abc import Iterator

from pricelang.catalog.quantity import Ref
from pricelang.diagnostics import Severity
from pricelang.rules.frame import Finding, Pricing
from pricelang.rules.reading import listed

SEVERITY = Severity.INFO
DEFAULT = False


def check(pricing: Pricing) -> Iterator[Finding]:
    catalog, shop = pricing.catalog, pricing.shop
    product = catalog.product
    offered = {ref.name for package in catalog.packages for ref in package.offers}
    for metric in catalog.metrics:
        if any(shop.gives(tier, Ref("metric", metric.name)) for tier in catalog.tiers):
            offered.add(metric.name)
    uncosted = [metric for metric in catalog.metrics if metric.name in offered and not metric.costs]
    if uncosted:
        more = f" and {len(uncosted) - 4} more" if len(uncosted) > 4 else ""
        yield Finding(
            f"nothing says what {listed((metric.name for metric in uncosted[:4]), 'or')}{more} costs to serve",
            uncosted[0].span,
            "no `costs`",
            notes=("the rules on margins are silent about a metric without a cost",),
            helps=("write `cost NAME { rate ... }`, and `costs ...` in the metric",),
            symbol="costs",
        )
    if product is not None and product.margin is None:
        yield Finding(
            f"nothing says which margin `{product.label}` aims at",
            product.span,
            "no `margin`",
            notes=("`margin-below-target` is silent without it",),
            helps=("write `margin at least 70%`",),
            symbol="margin",
        )
    for persona in catalog.personas:
        missing = [
            *(["`pays`"] if persona.pays is None else []),
            *(["`uses`"] if not persona.uses else []),
            *(["`heavy`"] if any(use.heavy is None for use in persona.uses) else []),
        ]
        if persona.retains and missing:
            yield Finding(
                f"`{persona.name}` lacks {' and '.join(missing)}",
                persona.span,
                "what would they pay, and how much do they use?",
                notes=("`heavy-user-loss` and `above-willingness-to-pay` are silent about this persona",),
                helps=("write `pays up to $25 per month` and `uses 60 drafts typical, 400 heavy`",),
                symbol=f"persona {persona.name}",
            )
