"""A tier says "contact sales", and one above it has a price.

## What it does

Finds a tier with `price custom` that stands below a tier with a stated price in its ladder. A tier that states the
lowest price (`custom from $60 per month`) counts as by contract, too.

## Why it matters

Whoever can pay for themselves climbs a ladder alone, until a rung asks for a meeting. A priced tier above it tells
them that the price was held back on purpose.

## Bad

```price
tier pro "Pro" { price $20 per month }
tier team "Team" { price custom }
tier max "Max" { price $200 per month }
```

## Good

```price
tier pro "Pro" { price $20 per month }
tier max "Max" { price $200 per month }
tier enterprise "Enterprise" { price custom }
```

## Options

None.

## Sources

Guide, tiers: sales begins where self-service ends.
"""

from __future__ import annotations

from collections.abc import Iterator

from pricelang.diagnostics import Severity
from pricelang.rules.frame import Finding, Pricing, labels

SEVERITY = Severity.WARNING
DEFAULT = True


def check(pricing: Pricing) -> Iterator[Finding]:
    shop = pricing.shop
    for _, tiers in shop.ladders():
        for place, tier in enumerate(tiers):
            above = next((each for each in tiers[place + 1 :] if shop.paid(each) and not shop.custom(each)), None)
            if above is not None and shop.custom(tier):
                yield Finding(
                    f"`{tier.label}` asks to contact sales, and `{above.label}` above it has a price",
                    (tier.prices[0].span if tier.prices else None) or tier.span,
                    "by contract",
                    related=labels((above.span, "higher on the ladder, and for everybody to buy")),
                    helps=("state its price, or move it to the top or to a ladder of its own",),
                    symbol=f"tier {tier.name}",
                )
