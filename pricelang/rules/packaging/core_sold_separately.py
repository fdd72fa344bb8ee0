"""What is called the core of the product has a price of its own.

## What it does

Finds a package marked `core` with a price other than `free`.

## Why it matters

Core is in every paid tier, so its price is part of theirs. A price of its own makes customers pay twice for the same
thing, or makes them wonder whether they do.

## Bad

```price
metric draft "Drafts" { charged by task }
package assistant core { offers draft; price $5 per month }
tier pro "Pro" { price $20 per month; includes assistant; includes 100 drafts per month, then block }
```

## Good

```price
metric draft "Drafts" { charged by task }
package assistant core { offers draft }
tier pro "Pro" { price $25 per month; includes assistant; includes 100 drafts per month, then block }
```

## Options

None.

## Sources

Guide, packaging: the core is priced by the tier, only add-ons have a price of their own.
"""

from __future__ import annotations

from collections.abc import Iterator

from pricelang.diagnostics import Severity
from pricelang.rules.frame import Finding, Pricing, labels
from pricelang.rules.reading import costs_something

SEVERITY = Severity.ERROR
DEFAULT = True


def check(pricing: Pricing) -> Iterator[Finding]:
    for package in pricing.catalog.packages:
        price = next(filter(costs_something, package.prices), None)
        if package.kind == "core" and price is not None:
            yield Finding(
                f"`{package.name}` is core and has a price of its own",
                price.span or package.span,
                "paid for beside the tier",
                related=labels((package.span, "core: part of every paid tier")),
                helps=("take the price into the tiers, or make the package an `addon`",),
                symbol=f"package {package.name}",
                uncertain=pricing.uncertain(package, price),
            )
