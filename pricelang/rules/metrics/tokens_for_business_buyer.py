"""A tier for people at work shows raw tokens.

## What it does

Finds a tier whose prices, allowances or limits count a metric in tokens, where the product's audience is `b2b` or
`prosumer` and not `developer`. A metric counts tokens if its unit, name or label says so. Metrics that only burn
credits are not shown to the buyer, and are left out.

## Why it matters

A team lead knows how many documents a week need drafting, and not how many tokens a document has. Who cannot
translate a price into work either overbuys once or does not buy at all.

## Bad

```price
product scribe "Scribe" { audience b2b; currency USD }
metric output "Output tokens" { charged by usage; unit "token" }
tier pro "Pro" { price $20 per month; price $10 per 1M output }
```

## Good

```price
product scribe "Scribe" { audience b2b; currency USD }
metric draft "Drafts" { charged by task }
tier pro "Pro" { price $20 per month; price $0.04 per draft }
```

## Options

None.

## Sources

Guide, metrics: tokens are for developers; others buy tasks, credits or outcomes.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from pricelang.catalog.catalog import Metric
from pricelang.diagnostics import Severity
from pricelang.rules.charging import direct
from pricelang.rules.frame import Finding, Pricing, labels
from pricelang.rules.reading import grants_and_limits

SEVERITY = Severity.INFO
DEFAULT = False

_TOKEN = r"(?:^|[^a-z])tokens?(?:$|[^a-z])"


def check(pricing: Pricing) -> Iterator[Finding]:
    product = pricing.catalog.product
    if product is None or "developer" in product.audiences or not {"b2b", "prosumer"} & set(product.audiences):
        return
    tokens = {metric.name: metric for metric in pricing.catalog.metrics if _in_tokens(metric)}
    buyer = "businesses" if "b2b" in product.audiences else "professionals"
    for tier in pricing.shop.on_sale:
        shown = [
            *((ref.name, span) for ref, span in direct(tier)),
            *((each.of.name, each.span) for each in grants_and_limits(tier) if each.of.kind == "metric"),
        ]
        name, span = next(((name, span) for name, span in shown if name in tokens), ("", None))
        if name:
            yield Finding(
                f"`{tier.label}` is for {buyer} and counts `{name}` in tokens",
                span or tier.span,
                "raw tokens",
                related=labels((tokens[name].span, "counted in tokens")),
                helps=("charge for the task that the tokens do, or for credits that a task burns",),
                symbol=f"tier {tier.name}",
            )


def _in_tokens(metric: Metric) -> bool:
    return any(
        re.search(_TOKEN, text.lower()) for text in (metric.unit or "", metric.name.replace("_", " "), metric.label)
    )
