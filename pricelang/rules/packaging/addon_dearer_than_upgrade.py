"""An add-on costs more than the step to a tier that has it.

## What it does

Compares the fee of an add-on that consists of features alone with what a higher tier of the same ladder costs more
than the tier on which it is sold, where that tier has the features too, and all that the lower one has. Silent where
the fees are by other intervals or for each of something else, where the higher tier counts or limits anything in
another way, and for tiers and add-ons by contract.

## Why it matters

The upgrade gives more for less: nobody who can reckon buys the add-on, and the others feel cheated when they find out.

## Bad

```price
feature export
feature sso
ladder plans "Plans" basic, pro
tier basic "Basic" { price $10 per month; includes export }
tier pro "Pro" { price $20 per month; includes export, sso }
package login "Single sign-on" addon { offers sso; price $15 per month; available on basic }
```

## Good

```price
feature export
feature sso
ladder plans "Plans" basic, pro
tier basic "Basic" { price $10 per month; includes export }
tier pro "Pro" { price $20 per month; includes export, sso }
package login "Single sign-on" addon { offers sso; price $5 per month; available on basic }
```

## Options

None.

## Sources

Guide, packaging: an add-on is for those who need one thing of a higher tier, or nothing else of it.
"""

from __future__ import annotations

from collections.abc import Iterator

from pricelang.catalog.catalog import Package, Tier
from pricelang.catalog.charges import Allowance, Limit
from pricelang.catalog.quantity import Exactly, Unlimited
from pricelang.diagnostics import Severity
from pricelang.rules.addons import fees, plain_features
from pricelang.rules.frame import Finding, Pricing, labels
from pricelang.rules.neighbours import given_features, how_worse
from pricelang.rules.reading import Shop, grants_and_limits

SEVERITY = Severity.WARNING
DEFAULT = True


def check(pricing: Pricing) -> Iterator[Finding]:
    shop = pricing.shop
    ladders = list(shop.ladders())
    for package in pricing.catalog.packages:
        given = plain_features(package)
        if not given or package.notes:
            continue
        for _, tiers in ladders:
            for place, lower in enumerate(tiers):
                if package.available_on and lower.name not in package.available_on:
                    continue
                upgrade = next(
                    (each for each in tiers[place + 1 :] if _cheaper(shop, package, given, lower, each)), None
                )
                if upgrade is None:
                    continue
                yield Finding(
                    f"`{package.label}` on `{lower.label}` costs more than `{upgrade.label}`, which has it",
                    package.span,
                    f"sold on `{lower.label}`",
                    related=labels((upgrade.span, "has it, and all that the lower tier has")),
                    helps=("lower its price, or take the tier out of `available on`",),
                    symbol=f"package {package.name} / tier {lower.name}",
                    uncertain=pricing.uncertain(package, lower, upgrade, *package.prices),
                )


def _cheaper(shop: Shop, package: Package, given: frozenset[str], lower: Tier, higher: Tier) -> bool:
    price, low, high = fees(package), fees(lower), fees(higher)
    if not price or low is None or not high or shop.custom(lower) or shop.custom(higher):
        return False
    if price.keys() != high.keys() or (low and low.keys() != high.keys()) or lower.seats != higher.seats:
        return False
    if any(low.get(key, 0) + price[key] <= high[key] for key in high):
        return False
    theirs, ours = given_features(shop, higher), given_features(shop, lower)
    declared = {feature.name: feature for feature in shop.catalog.features}
    if not given <= theirs.keys() or not ours.keys() <= theirs.keys() or given <= ours.keys():
        return False
    if any(how_worse(declared.get(name), grant, theirs[name]) for name, grant in ours.items()):
        return False
    own, other = ({(type(each), each.of): each for each in grants_and_limits(tier)} for tier in (lower, higher))
    return own.keys() == other.keys() and all(_no_less(other[key], item) for key, item in own.items())


def _no_less(higher: Allowance | Limit, lower: Allowance | Limit) -> bool:
    if (higher.window, higher.per) != (lower.window, lower.per):
        return False
    if isinstance(higher.quantity, Unlimited) or higher.quantity == lower.quantity:
        return True
    both = higher.quantity, lower.quantity
    return isinstance(both[0], Exactly) and isinstance(both[1], Exactly) and both[0].value >= both[1].value
