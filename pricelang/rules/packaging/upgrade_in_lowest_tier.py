"""An upgrade is in the lowest tier, where it lifts nobody to a higher one.

## What it does

Finds a package marked `upgrade` that the lowest tier on sale of a ladder includes. Silent where the ladder has one tier
only, and where another ladder has a tier without the package: then it may lift people from there.

## Why it matters

An upgrade package is the reason to pay more. In the lowest tier, or in all of them, it is no reason any more: the step
to the next tier loses its pull, and what the package costs to build or serve is given away.

## Bad

```price
feature brand_voice
package brand upgrade { offers brand_voice }

tier free "Free" { price free; includes brand }
tier pro "Pro" { price $20 per month; includes brand }
```

## Good

```price
feature brand_voice
package brand upgrade { offers brand_voice }

tier free "Free" { price free }
tier pro "Pro" { price $20 per month; includes brand }
```

## Options

None.

## Sources

Guide, packaging: an upgrade belongs above the entry tier, where it makes people move.
"""

from __future__ import annotations

from collections.abc import Iterator

from pricelang.diagnostics import Severity
from pricelang.rules.frame import Finding, Pricing, labels

SEVERITY = Severity.ERROR
DEFAULT = True


def check(pricing: Pricing) -> Iterator[Finding]:
    shop = pricing.shop
    for package in pricing.catalog.packages:
        if package.kind != "upgrade":
            continue
        lacking = {tier.name for tier in shop.on_sale if not shop.includes(tier, package)}
        for ladder, tiers in shop.ladders():
            elsewhere = lacking - {tier.name for tier in tiers}
            if len(tiers) < 2 or elsewhere or not shop.includes(tiers[0], package):
                continue
            lowest = tiers[0]
            grant = next((each for each in lowest.packages if each.package == package.name), None)
            everywhere = "and every tier above has it too" if not lacking else "the lowest tier of its ladder"
            yield Finding(
                f"`{package.name}` is an upgrade, and the lowest tier has it",
                (grant.span if grant else None) or lowest.span,
                everywhere,
                related=labels((package.span, "an upgrade lifts people to a higher tier")),
                helps=(f"include it from `{tiers[1].name}` on, or make the package `core`",),
                symbol=f"package {package.name} / ladder {ladder}",
                uncertain=pricing.uncertain(package, lowest),
            )
