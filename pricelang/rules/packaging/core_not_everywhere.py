"""A paid tier lacks what is called the core of the product.

## What it does

Finds a package marked `core` that some tiers of a ladder include and a paid tier of the same ladder does not. A tier
also has the package where it gives everything that the package offers. Tiers that are unlisted or retired are left
out, and so is a tier sold by contract that lists nothing at all.

## Why it matters

Core is what the product is for. Who pays more and finds it missing asks for the money back; and whoever sells the tier
has to explain a hole. Either the package is no core, or the tier was forgotten.

## Bad

```price
metric draft "Drafts" { charged by task }
feature sso
package assistant core { offers draft }

tier pro "Pro" { price $20 per month; includes assistant; includes 100 drafts per month, then block }
tier team "Team" { price $49 per month; includes sso }
```

## Good

```price
metric draft "Drafts" { charged by task }
feature sso
package assistant core { offers draft }

tier pro "Pro" { price $20 per month; includes assistant; includes 100 drafts per month, then block }
tier team "Team" extends pro { price $49 per month; includes sso }
```

## Options

None.

## Sources

Guide, packaging: the core is in every paid tier, as it is what everybody buys.
"""

from __future__ import annotations

from collections.abc import Iterator

from pricelang.diagnostics import Safety, Severity
from pricelang.rules.frame import Finding, Pricing, labels

SEVERITY = Severity.ERROR
DEFAULT = True
FIX = Safety.UNSAFE, "includes the package in the tier"


def check(pricing: Pricing) -> Iterator[Finding]:
    shop = pricing.shop
    for package in pricing.catalog.packages:
        if package.kind != "core":
            continue
        for _, tiers in shop.ladders():
            having = [tier for tier in tiers if shop.includes(tier, package)]
            for tier in tiers:
                unknown = shop.custom(tier) and shop.says_nothing(tier)
                if not having or tier in having or not shop.paid(tier) or unknown:
                    continue
                from pricelang.rules.edits import offered, say

                yield Finding(
                    f"`{tier.label}` is paid for and lacks `{package.name}`, which is core",
                    tier.span,
                    f"does not include `{package.name}`",
                    related=labels((package.span, "core: in every paid tier"), (having[0].span, "includes it")),
                    helps=(f"write `includes {package.name}`, or make the package an `upgrade`",),
                    fix=offered("include it", FIX[0], say(pricing, tier.span, f"includes {package.name}")),
                    symbol=f"tier {tier.name} / package {package.name}",
                    uncertain=pricing.uncertain(tier, package),
                )
