"""An add-on is sold that changes nothing.

## What it does

Finds an add-on with a recurring fee that gives nothing: no feature, metric or credit, no allowance, no limit and
nothing to be used, or only an allowance of zero. (What is paid once may be work: a setup, a training.) And one that
gives nothing but more of something on a tier named by `available on` which has as much without it: no bound, or a limit
that is no lower. An add-on that another one needs, or that says in a note what it is, is left alone.

## Why it matters

The customer pays, and nothing happens. It is found by the first one who looks.

## Bad

```price
metric project "Projects"
package more_projects "More projects" addon { price $5 per month; limit 20 project; available on pro, team }
tier pro "Pro" { price $20 per month; limit 5 project }
tier team "Team" { price $49 per month; limit 20 project }
```

## Good

```price
metric project "Projects"
package more_projects "More projects" addon { price $5 per month; limit 50 project; available on team }
tier team "Team" { price $49 per month; limit 20 project }
```

## Options

None.

## Sources

House rule, beside `addon-already-included`, which speaks of features.
"""

from __future__ import annotations

from collections.abc import Iterator

from pricelang.catalog.catalog import Tier
from pricelang.catalog.charges import Allowance, Limit, UsagePrice
from pricelang.catalog.quantity import Exactly, Unlimited
from pricelang.diagnostics import Safety, Severity
from pricelang.rules.frame import Finding, Pricing, labels
from pricelang.rules.reading import by_contract, costs_something, grants_and_limits, recurs
from pricelang.syntax.nodes import Available

SEVERITY = Severity.ERROR
DEFAULT = True
FIX = Safety.UNSAFE, "takes the tier out of `available on`, where it is of use on others"


def check(pricing: Pricing) -> Iterator[Finding]:
    catalog = pricing.catalog
    needed = {name for package in catalog.packages for name in package.needs}
    for package in catalog.packages:
        if package.kind != "addon" or package.name in needed or package.notes or by_contract(package):
            continue
        if not any(map(costs_something, package.prices)) or package.offers or package.features:
            continue
        if any(isinstance(price, UsagePrice) for price in package.prices):
            continue
        counted = grants_and_limits(package)
        if not counted and not all(map(recurs, package.prices)):
            continue
        if all(isinstance(each, Allowance) and _nothing(each) for each in counted):
            yield Finding(
                f"`{package.label}` is sold and gives nothing",
                (counted[0].span if counted else None) or package.span,
                "nothing of it" if counted else "says only what it costs",
                helps=("say what it `offers` or `includes`, or take it out",),
                symbol=f"package {package.name}",
                uncertain=pricing.uncertain(package, *counted),
            )
            continue
        for name in package.available_on:
            tier = pricing.shop.tiers.get(name)
            if tier is None or not all(_has(tier, each) for each in counted):
                continue
            from pricelang.rules.edits import offered, unlist

            # where all of them have it, the add-on is for nobody: that is for its author to decide
            listed = [pricing.shop.tiers[each] for each in package.available_on if each in pricing.shop.tiers]
            others = any(not all(_has(each, item) for item in counted) for each in listed)
            edit = unlist(pricing, package.span, Available, tier.name) if others else None
            own = next(each for each in grants_and_limits(tier) if each.of == counted[0].of)
            yield Finding(
                f"`{package.label}` gives `{tier.label}` no more `{counted[0].of.name}` than it has",
                counted[0].span or package.span,
                f"sold on `{tier.label}`",
                related=labels((own.span, f"`{tier.label}` has as much")),
                helps=(f"take `{tier.name}` out of `available on`, or give more",),
                fix=offered(f"sell it on `{tier.name}` no more", FIX[0], edit),
                symbol=f"package {package.name} / tier {tier.name}",
                uncertain=pricing.uncertain(package, tier, *counted, own),
            )


def _nothing(item: Allowance | Limit) -> bool:
    return isinstance(item.quantity, Exactly) and not item.quantity.value


def _has(tier: Tier, item: Allowance | Limit) -> bool:
    """Whether a tier has as much of something without the add-on. An allowance comes on top of any number."""
    own = [each for each in grants_and_limits(tier) if each.of == item.of]
    if _unbounded(own):
        return True
    if not isinstance(item, Limit) or len(own) != 1 or not isinstance(own[0], Limit):
        return False
    if (item.window, item.per, item.concurrent) != (own[0].window, own[0].per, own[0].concurrent):
        return False
    both = item.quantity, own[0].quantity
    return isinstance(both[0], Exactly) and isinstance(both[1], Exactly) and both[0].value <= both[1].value


def _unbounded(items: list[Allowance | Limit]) -> bool:
    return bool(items) and all(isinstance(each.quantity, Unlimited) and not each.fair_use for each in items)
