"""An upgrade is in no tier.

## What it does

Finds a package marked `upgrade` that no tier includes, nor gives all of what it offers.

## Why it matters

An upgrade package is the reason to move to a higher tier. In no tier it lifts nobody, and what was built for it earns
nothing.

## Bad

```price
feature brand_voice
package brand upgrade { offers brand_voice }

tier free "Free" { price free }
tier pro "Pro" { price $20 per month }
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

Guide, packaging: core, upgrade and add-on each have one place where they are sold.
"""

from __future__ import annotations

from collections.abc import Iterator

from pricelang.diagnostics import Severity
from pricelang.rules.frame import Finding, Pricing

SEVERITY = Severity.ERROR
DEFAULT = True


def check(pricing: Pricing) -> Iterator[Finding]:
    shop = pricing.shop
    tiers = [tier for tier in pricing.catalog.tiers if not shop.retired(tier)]
    for package in pricing.catalog.packages:
        if package.kind != "upgrade" or not tiers or any(shop.includes(tier, package) for tier in tiers):
            continue
        sold = bool(package.prices)
        yield Finding(
            f"`{package.name}` is an upgrade, and no tier has it",
            package.span,
            "in no tier",
            notes=("it has a price of its own, as an add-on has",) if sold else (),
            helps=(
                "make it an `addon`"
                if sold
                else f"write `includes {package.name}` in the tier that it lifts people to",
            ),
            symbol=f"package {package.name}",
            uncertain=pricing.uncertain(package),
        )
