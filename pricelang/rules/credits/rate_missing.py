"""A tier offers something that its credits have no rate for.

## What it does

Finds a metric that a tier's packages offer, where the tier has credits and none of them says what the metric burns.
Silent where the metric has a price, an allowance or a limit of its own, in this tier or in any other: then it is not
meant to be paid in credits.

## Why it matters

Without a row in the rate table the billing system has nothing to burn: the use is refused, or it is free. A model or
feature that was released without a row is how credits leak.

## Bad

```price
metric draft "Drafts" { charged by task }
metric image "Images" { charged by task }
credit ai "AI credits" { burns 1 per draft; unused expires }
package assistant core { offers draft, image }
tier pro "Pro" { price $20 per month; includes assistant; includes 500 ai per month, then block }
```

## Good

```price
metric draft "Drafts" { charged by task }
metric image "Images" { charged by task }
credit ai "AI credits" { burns 1 per draft; burns 8 per image; unused expires }
package assistant core { offers draft, image }
tier pro "Pro" { price $20 per month; includes assistant; includes 500 ai per month, then block }
```

## Options

None.

## Sources

Guide, credits: every metered thing has a row in the rate table on the day that it is released.
"""

from __future__ import annotations

from collections.abc import Iterator

from pricelang.catalog.quantity import Ref
from pricelang.diagnostics import Severity
from pricelang.rules.frame import Finding, Pricing, labels
from pricelang.rules.reading import listed

SEVERITY = Severity.ERROR
DEFAULT = True


def check(pricing: Pricing) -> Iterator[Finding]:
    catalog, shop = pricing.catalog, pricing.shop
    sellers = (*catalog.tiers, *catalog.packages)
    of_its_own = {
        metric.name
        for metric in catalog.metrics
        if any(shop.gives(each, Ref("metric", metric.name)) for each in sellers)  # type: ignore[arg-type]
    }
    seen: set[str] = set()
    for tier in catalog.tiers:
        wallets = list(dict.fromkeys(each.of.name for each in tier.allowances if each.of.kind == "credit"))
        if not wallets or shop.retired(tier):
            continue
        credits_held = [credit for credit in catalog.credits if credit.name in wallets]
        rated = {burn.metric for credit in credits_held for burn in credit.burns}
        for package in shop.included(tier):
            for ref in package.offers:
                if ref.kind != "metric" or ref.name in rated | of_its_own | seen or not rated:
                    continue
                seen.add(ref.name)
                metric = shop.metrics[ref.name]
                yield Finding(
                    f"`{tier.label}` offers `{ref.name}`, and {listed(wallets, 'or')} has no rate for it",
                    credits_held[0].span,
                    f"no `burns ... per {ref.name}`",
                    related=labels((package.span, f"offers `{ref.name}`"), (tier.span, "pays with these credits")),
                    helps=(
                        f"write `burns QUANTITY per {ref.name}` (0 is an answer), "
                        "or give it a price or an allowance of its own",
                    ),
                    symbol=f"credit {credits_held[0].name} / metric {ref.name}",
                    uncertain=pricing.uncertain(tier, package, metric, *credits_held),
                )
