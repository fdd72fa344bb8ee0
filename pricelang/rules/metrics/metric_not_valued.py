"""A metric is charged and the file does not say what it is worth to a customer.

## What it does

Finds a metric that costs customers money or credits and has no `worth`. Metrics that count money are their own value,
and are left out.

## Why it matters

Cost is the floor of a price and worth its ceiling. Without a ceiling nobody can tell a bargain from a rip-off, and
`price-above-worth` stays silent.

## Bad

```price
metric draft "Drafts" { charged by task }
tier pro "Pro" { price $20 per month; price $0.04 per draft }
```

## Good

```price
metric draft "Drafts" { charged by task; worth $1.20 }
tier pro "Pro" { price $20 per month; price $0.04 per draft }
```

## Options

None.

## Sources

Guide, metrics: a value metric moves with what the customer gains, and somebody has put a number to it.
"""

from __future__ import annotations

from collections.abc import Iterator

from pricelang.diagnostics import Severity
from pricelang.rules.charging import charged_metrics
from pricelang.rules.frame import Finding, Pricing

SEVERITY = Severity.INFO
DEFAULT = False


def check(pricing: Pricing) -> Iterator[Finding]:
    charged = charged_metrics(pricing.catalog)
    for metric in pricing.catalog.metrics:
        if metric.name in charged and metric.worth is None and metric.currency is None:
            yield Finding(
                f"`{metric.name}` is charged, and nothing says what one is worth to a customer",
                charged[metric.name] or metric.span,
                "charged here",
                helps=(f"write `worth $AMOUNT` in `metric {metric.name}`",),
                symbol=f"metric {metric.name}",
            )
