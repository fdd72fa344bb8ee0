"""An add-on gives something that costs money to serve, without a bound.

## What it does

Finds an add-on that grants a metric with a declared serving cost, where nothing bounds its use or pays for it: no
limited allowance or limit, no price by use, no credits that it burns, in the add-on or in a tier that it is sold on.

## Why it matters

An add-on has a fixed fee. One heavy customer can use more than the fee in a day, and nothing in the price stops it: the
cost has no ceiling, and the fee is what is left to pay it.

## Bad

```price
cost speech { rate $0.006 per minute }
metric call "Calls" { charged by usage; costs 1 speech.minute }
package voice addon { offers call; price $30 per month; available on team }
tier team "Team" { price $49 per month }
```

## Good

```price
cost speech { rate $0.006 per minute }
metric call "Calls" { charged by usage; costs 1 speech.minute }
package voice addon { offers call; price $30 per month; includes 1_000 calls per month, then block; available on team }
tier team "Team" { price $49 per month }
```

## Options

None.

## Sources

Guide, packaging: an add-on with a variable cost comes with limits, credits or a cap.
"""

from __future__ import annotations

from collections.abc import Iterator

from pricelang.catalog.catalog import Package, Tier
from pricelang.catalog.charges import Allowance, UsagePrice
from pricelang.catalog.quantity import Ref, Unlimited
from pricelang.diagnostics import Severity
from pricelang.rules.frame import Finding, Pricing, labels

SEVERITY = Severity.WARNING
DEFAULT = True


def check(pricing: Pricing) -> Iterator[Finding]:
    shop = pricing.shop
    burned = {burn.metric for credit in pricing.catalog.credits for burn in credit.burns if not _nothing(burn.quantity)}
    for package in pricing.catalog.packages:
        if package.kind != "addon":
            continue
        granted = [*(ref for ref in package.offers if ref.kind == "metric"), *(each.of for each in package.allowances)]
        tiers = [shop.tiers[name] for name in package.available_on if name in shop.tiers] or shop.on_sale
        for ref in dict.fromkeys(granted):
            metric = shop.metrics.get(ref.name) if ref.kind == "metric" else None
            if metric is None or not metric.costs or ref.name in burned or _bounded(package, ref):
                continue
            open_on = next((tier for tier in tiers if not _bounded(tier, ref)), None)
            if open_on is None:
                continue
            yield Finding(
                f"`{package.name}` gives `{metric.name}`, which costs money to serve, without a bound",
                next((each.span for each in package.allowances if each.of == ref and each.span), package.span),
                "no limit, no credits, no price by use",
                related=labels((metric.costs[0].span or metric.span, "what serving it costs")),
                helps=(f"write `includes QUANTITY {metric.name} per month, then block`, or a price for each unit",),
                symbol=f"package {package.name} / metric {metric.name}",
            )


def _nothing(quantity: object) -> bool:
    return getattr(quantity, "value", None) == 0


def _bounded(seller: Tier | Package, ref: Ref) -> bool:
    return (
        any(each.of == ref for each in seller.limits)
        or any(each.of == ref and _ends(each) for each in seller.allowances)
        or any(isinstance(price, UsagePrice) and price.metric == ref.name for price in seller.prices)
    )


def _ends(allowance: Allowance) -> bool:
    fair = allowance.fair_use is not None and allowance.fair_use.quantity is not None
    if isinstance(allowance.quantity, Unlimited):
        return fair
    return not (allowance.phases and allowance.phases[-1].action == "free") or fair
