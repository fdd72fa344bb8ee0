"""The file does not say what the rules on metrics need to know.

## What it does

Names the facts that are missing, and what each would let the rules of this group say: who the product is for, how a
charged metric is charged, how often an attempt at an outcome succeeds.

## Why it matters

A rule that lacks a fact stays silent. This one tells a file that was found sound from one that nobody could judge.

## Bad

```price
metric draft "Drafts"
tier pro "Pro" { price $20 per month; price $0.04 per draft }
```

## Good

```price
product scribe "Scribe" { audience prosumer; currency USD }
metric draft "Drafts" { charged by task }
tier pro "Pro" { price $20 per month; price $0.04 per draft }
```

## Options

None.

## Sources

House rule: no finding is not the same as no fault.
"""

from __future__ import annotations

from collections.abc import Iterator

from pricelang.diagnostics import Severity
from pricelang.rules.charging import charged_metrics
from pricelang.rules.frame import Finding, Pricing
from pricelang.rules.reading import listed

SEVERITY = Severity.INFO
DEFAULT = False


def check(pricing: Pricing) -> Iterator[Finding]:
    catalog = pricing.catalog
    product = catalog.product
    if product is not None and not product.audiences:
        yield Finding(
            f"nothing says who `{product.label}` is for",
            product.span,
            "no `audience`",
            notes=("`tokens-for-business-buyer` is silent without it",),
            helps=("write `audience b2b`, `prosumer`, `developer` or `consumer`",),
            symbol="audience",
        )
    charged = charged_metrics(catalog)
    kindless = [metric for metric in catalog.metrics if metric.name in charged and metric.charged_by is None]
    if kindless:
        yield Finding(
            f"nothing says whether {listed(metric.name for metric in kindless)} "
            f"{'is' if len(kindless) == 1 else 'are'} charged by usage, task or outcome",
            kindless[0].span,
            "no `charged by`",
            notes=("`outcome-undefined` is silent about metrics without it",),
            helps=("write `charged by usage`, `task` or `outcome`",),
            symbol="charged by",
        )
    outcomes = [
        metric
        for metric in catalog.metrics
        if metric.name in charged
        and metric.charged_by == "outcome"
        and not (metric.outcome and metric.outcome.succeeds)
    ]
    if outcomes:
        yield Finding(
            f"nothing says how often an attempt at {listed((metric.name for metric in outcomes), 'or')} succeeds",
            outcomes[0].span,
            "no `succeeds`",
            notes=("`outcome-below-attempt-cost` is silent about outcomes without it",),
            helps=("write `succeeds 60%`",),
            symbol="succeeds",
        )
