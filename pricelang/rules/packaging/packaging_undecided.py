"""Something that costs money to serve belongs to no package.

## What it does

Finds a metric with a declared serving cost that no package offers, includes, limits or charges, in a file that has
packages. Features have no serving cost of their own in the language, so that it is the metrics that are looked at.

## Why it matters

Core, upgrade or add-on: each is a decision about who pays for a cost. A costed metric outside of all packages is a cost
that nobody has decided about, and most often one that came with the last release.

## Bad

```price
cost model { rate $2 per 1M output }
metric draft "Drafts" { charged by task; costs 2k model.output }
metric image "Images" { charged by task; costs 9k model.output }
package assistant core { offers draft }

tier pro "Pro" {
  price $20 per month
  includes assistant
  includes 100 drafts per month, then block
  includes 20 images per month, then block
}
```

## Good

```price
cost model { rate $2 per 1M output }
metric draft "Drafts" { charged by task; costs 2k model.output }
metric image "Images" { charged by task; costs 9k model.output }
package assistant core { offers draft, image }

tier pro "Pro" {
  price $20 per month
  includes assistant
  includes 100 drafts per month, then block
  includes 20 images per month, then block
}
```

## Options

None.

## Sources

Guide, packaging: everything with a variable cost is core, upgrade or add-on before it has a price.
"""

from __future__ import annotations

from collections.abc import Iterator

from pricelang.catalog.charges import UsagePrice
from pricelang.diagnostics import Severity
from pricelang.rules.frame import Finding, Pricing, labels
from pricelang.rules.reading import grants_and_limits

SEVERITY = Severity.WARNING
DEFAULT = True


def check(pricing: Pricing) -> Iterator[Finding]:
    packages = pricing.catalog.packages
    if not packages:
        return
    decided = {ref.name for package in packages for ref in package.offers}
    for package in packages:
        decided |= {each.of.name for each in grants_and_limits(package)}
        decided |= {price.metric for price in package.prices if isinstance(price, UsagePrice)}
    for metric in pricing.catalog.metrics:
        if metric.costs and metric.name not in decided:
            yield Finding(
                f"`{metric.name}` costs money to serve and belongs to no package",
                metric.span,
                "in no package",
                related=labels((metric.costs[0].span, "what serving it costs")),
                helps=(f"write `offers {metric.name}` in a `core`, `upgrade` or `addon` package",),
                symbol=f"metric {metric.name}",
            )
