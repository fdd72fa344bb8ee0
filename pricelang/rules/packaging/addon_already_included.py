"""An add-on is sold on a tier that has it already.

## What it does

Finds an add-on that is `available on` a tier (or, where it does not say on which, on all tiers) which includes it, or
which gives all the features it consists of, where buying it would add nothing: no allowance, no limit and no usage
price comes with it. Where the tier does not name the add-on and only has the same features, an add-on that is sold by
the seat, or by contract, is left out: it may be for further people or further places.

## Why it matters

The customer pays for nothing. The first one who notices asks for the money back, and the others stop trusting the
invoice.

## Bad

```price
feature sso
package single_sign_on addon { offers sso; price $10 per month; available on pro, team }

tier pro "Pro" { price $20 per month }
tier team "Team" { price $49 per month; includes sso }
```

## Good

```price
feature sso
package single_sign_on addon { offers sso; price $10 per month; available on pro }

tier pro "Pro" { price $20 per month }
tier team "Team" { price $49 per month; includes sso }
```

## Options

None.

## Sources

Guide, packaging: an add-on is for tiers that do not have it.
"""

from __future__ import annotations

from collections.abc import Iterator

from pricelang.catalog.catalog import Package, Tier
from pricelang.catalog.charges import FeePrice, UsagePrice
from pricelang.diagnostics import Safety, Severity
from pricelang.rules.frame import Finding, Pricing, labels
from pricelang.rules.reading import comparable, costs_something
from pricelang.syntax.nodes import Available

SEVERITY = Severity.ERROR
DEFAULT = True
FIX = Safety.UNSAFE, "takes the tier out of `available on`, where it is of use on others"


def check(pricing: Pricing) -> Iterator[Finding]:
    shop = pricing.shop
    for package in pricing.catalog.packages:
        if package.kind != "addon" or not _the_same_again(package):
            continue
        # sold everywhere without a word: only where everybody has it
        everywhere = not package.available_on and all(_gives(tier, package) for tier in shop.on_sale)
        for name in package.available_on or [tier.name for tier in shop.on_sale[:1] if everywhere]:
            tier = shop.tiers.get(name)
            grant = next((each for each in tier.packages if each.package == package.name), None) if tier else None
            if tier is None or not _gives(tier, package):
                continue
            from pricelang.rules.edits import offered, unlist

            # where all of them have it, the add-on is for nobody: that is for its author to decide
            others = any(not _gives(shop.tiers[each], package) for each in package.available_on if each in shop.tiers)
            edit = unlist(pricing, package.span, Available, tier.name) if others else None
            yield Finding(
                f"`{tier.label}` has `{package.name}` already, and it is sold there",
                package.span,
                f"sold on `{tier.label}`",
                related=labels(((grant.span if grant else None) or tier.span, "gives all of it")),
                helps=(f"take `{tier.name}` out of `available on`, or the add-on out of the tier",),
                fix=offered(f"sell it on `{tier.name}` no more", FIX[0], edit),
                symbol=f"package {package.name} / tier {tier.name}",
                uncertain=pricing.uncertain(package, tier),
            )


def _the_same_again(package: Package) -> bool:
    """Whether a customer who has the package gains nothing by buying it."""
    return (
        any(map(costs_something, package.prices))
        and not package.allowances
        and not package.limits
        and not any(isinstance(price, UsagePrice) for price in package.prices)
    )


def _gives(tier: Tier, package: Package) -> bool:
    """Whether the tier gives the add-on, by name or by all that it is."""
    named = any(each.package == package.name for each in tier.packages)
    return named or (_for_the_account(package) and _has(tier, package))


def _for_the_account(package: Package) -> bool:
    """Whether the add-on is bought once for all."""
    return all(
        isinstance(price, FeePrice) and not any(each.per for each in price.alternatives) for price in package.prices
    )


def _has(tier: Tier, package: Package) -> bool:
    if any(ref.kind != "feature" for ref in package.offers):
        return False
    given = {grant.feature: grant.value for grant in tier.features}
    if any(ref.name not in given for ref in package.offers):
        return False
    for grant in package.features:
        if grant.feature not in given:
            return False
        # a better value is worth its price: only what is the same is said to be nothing
        if given[grant.feature] != grant.value and comparable(grant.value) is not None:
            return False
        if grant.value is not None and given[grant.feature] != grant.value:
            return False
    return bool(package.offers or package.features)
