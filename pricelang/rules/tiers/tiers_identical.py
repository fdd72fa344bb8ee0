"""Two tiers of a ladder give the same at the same price.

## What it does

Compares the tiers on sale of a ladder, each with each: prices, packages, features, allowances, limits, seats, and the
add-ons and discounts that are for them. Silent about tiers by contract, without a price or with unpublished amounts.
Two tiers that give the same at different prices are `tier-dominated`.

## Why it matters

A customer who cannot tell two tiers apart puts off the choice. Most often one of them was copied and never filled in.

## Bad

```price
feature sso
tier pro "Pro" { price $20 per month; includes sso }
tier plus "Plus" { price $20 per month; includes sso }
```

## Good

```price
feature sso
feature audit
tier pro "Pro" { price $20 per month; includes sso }
tier plus "Plus" { price $35 per month; includes sso, audit }
```

## Options

None.

## Sources

Guide, tiers: every tier has one reason to be there.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from itertools import combinations

from pricelang.catalog.catalog import Catalog, Tier
from pricelang.catalog.quantity import Unpublished
from pricelang.diagnostics import Severity
from pricelang.record import Record, replace
from pricelang.rules.frame import Finding, Pricing, labels
from pricelang.rules.reading import grants_and_limits

SEVERITY = Severity.ERROR
DEFAULT = True

_PARTS = ("prices", "packages", "features", "allowances", "limits", "seats", "minimums", "sizes")


def check(pricing: Pricing) -> Iterator[Finding]:
    catalog, shop = pricing.catalog, pricing.shop
    for ladder, tiers in shop.ladders():
        known = [tier for tier in tiers if tier.prices and not shop.custom(tier) and not _unpublished(tier)]
        contents = {tier.name: _content(catalog, tier) for tier in known}
        for first, second in combinations(known, 2):
            if contents[first.name] == contents[second.name]:
                yield Finding(
                    f"`{second.label}` gives the same as `{first.label}`, at the same price",
                    second.span,
                    "the same in all",
                    related=labels((first.span, "as this one")),
                    helps=("give one of them what it is there for, or take it out",),
                    symbol=f"tier {second.name} / ladder {ladder}",
                    uncertain=pricing.uncertain(first, second, *first.prices, *second.prices, *second.allowances),
                )


def _content(catalog: Catalog, tier: Tier) -> tuple[object, ...]:
    parts: list[object] = [_set(getattr(tier, part)) for part in _PARTS]
    parts += [tier.trial, tier.commitment and replace(tier.commitment, inherited=None)]
    parts.append(frozenset(each.name for each in catalog.packages if tier.name in each.available_on))
    parts.append(frozenset(each.name for each in catalog.discounts if tier.name in each.available_on))
    return tuple(parts)


def _set(items: Iterable[Record]) -> frozenset[Record]:
    return frozenset(replace(item, inherited=None) for item in items)


def _unpublished(tier: Tier) -> bool:
    return any(isinstance(each.quantity, Unpublished) for each in grants_and_limits(tier))
