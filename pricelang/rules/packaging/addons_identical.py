"""Two add-ons give the same.

## What it does

Finds two add-ons that can be bought on one tier and give the same features, allowances and limits under the same
conditions, so that only their names or their prices set them apart. Prices of another kind (by the month and by the
year, for the account and by the seat, by contract) are a choice, and are left alone; so are add-ons of which one says
something in a note that the other does not.

## Why it matters

Who buys both pays twice for one thing, and who buys the dearer one pays for nothing.

## Bad

```price
feature sso
package single_sign_on "Single sign-on" addon { offers sso; price $10 per month }
package secure_login   "Secure login"   addon { offers sso; price $12 per month }
tier pro "Pro" { price $20 per month }
```

## Good

```price
feature sso
feature audit
package single_sign_on "Single sign-on" addon { offers sso; price $10 per month }
package secure_login   "Secure login"   addon { offers sso, audit; price $12 per month }
tier pro "Pro" { price $20 per month }
```

## Options

None.

## Sources

House rule, the twin of `tiers-identical`: everything that is sold has one reason to be there.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from itertools import combinations

from pricelang.catalog.catalog import Package
from pricelang.catalog.charges import CustomPrice, FeePrice, UsagePrice
from pricelang.catalog.quantity import Unpublished
from pricelang.diagnostics import Severity
from pricelang.rules.addons import together
from pricelang.rules.frame import Finding, Pricing, labels
from pricelang.rules.reading import grants_and_limits

SEVERITY = Severity.ERROR
DEFAULT = True


def check(pricing: Pricing) -> Iterator[Finding]:
    alike: dict[object, list[Package]] = {}
    for package in pricing.catalog.packages:
        if package.kind == "addon" and _gives(package):
            alike.setdefault(_content(package), []).append(package)
    for packages in alike.values():
        said: set[str] = set()
        for first, second in combinations(packages, 2):
            if second.name in said or not together(first, second):
                continue
            kinds = _kinds(first)
            if kinds is None or kinds != _kinds(second):
                continue
            same = set(first.prices) == set(second.prices)
            said.add(second.name)
            how = "at the same price" if same else "at another price"
            yield Finding(
                f"`{second.label}` gives the same as `{first.label}`, {how}",
                second.span,
                "the same in all but the name" if same else "the same in all but name and price",
                related=labels((first.span, "as this one")),
                helps=("take one of them out, or give it what it is there for",),
                symbol=f"package {second.name}",
                uncertain=pricing.uncertain(first, second, *first.prices, *second.prices, *second.allowances),
            )


def _gives(package: Package) -> bool:
    """Whether all that the add-on gives is known, and it is anything."""
    counted = grants_and_limits(package)
    known = not any(isinstance(each.quantity, Unpublished) for each in counted)
    return known and bool(package.offers or package.features or counted)


def _content(package: Package) -> tuple[object, ...]:
    """What an add-on gives, and what it asks for; what is in notes makes it another one."""
    parts = (package.offers, package.features, package.allowances, package.limits, package.needs, package.not_with)
    return *map(_set, parts), package.notes


def _set(items: Iterable[object]) -> frozenset[object]:
    return frozenset(items)


def _kinds(package: Package) -> frozenset[object] | None:
    """What an add-on is paid by; None where only its own contract tells."""
    found: set[object] = set()
    for price in package.prices:
        if isinstance(price, CustomPrice):
            return None
        if isinstance(price, FeePrice):
            found |= {(each.period, each.per) for each in price.alternatives}
        elif isinstance(price, UsagePrice):
            found.add(price.metric)
    return frozenset(found)
