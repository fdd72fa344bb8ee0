"""An add-on costs no less than another one that gives all of it and more.

## What it does

Compares the add-ons that consist of features alone and can be bought on one tier: where one has all the features of
another, and something else, and costs the same or less by the same terms. Add-ons under other conditions (`needs`,
`not with`), with a note of their own, or by contract are left alone.

## Why it matters

The smaller one is bought by mistake.

## Bad

```price
feature sso
feature audit
package security "Security"       addon { offers sso, audit; price $10 per month }
package login    "Single sign-on" addon { offers sso; price $12 per month }
tier pro "Pro" { price $20 per month }
```

## Good

```price
feature sso
feature audit
package security "Security"       addon { offers sso, audit; price $10 per month }
package login    "Single sign-on" addon { offers sso; price $6 per month }
tier pro "Pro" { price $20 per month }
```

## Options

None.

## Sources

House rule, the twin of `tier-dominated`: everything that is sold is somebody's best choice.
"""

from __future__ import annotations

from collections.abc import Iterator

from pricelang.catalog.catalog import Package
from pricelang.diagnostics import Severity
from pricelang.rules.addons import fees, plain_features, together
from pricelang.rules.frame import Finding, Pricing, labels

SEVERITY = Severity.ERROR
DEFAULT = True


def check(pricing: Pricing) -> Iterator[Finding]:
    sold: list[tuple[Package, frozenset[str]]] = []
    for package in pricing.catalog.packages:
        given = plain_features(package)
        if given and not package.notes:
            sold.append((package, given))
    for small, some in sold:
        for large, more in sold:
            if not some < more or not together(small, large) or not _same_terms(small, large):
                continue
            least, most = fees(small), fees(large)
            if not least or not most or least.keys() != most.keys() or any(most[key] > least[key] for key in least):
                continue
            yield Finding(
                f"`{small.label}` costs no less than `{large.label}`, which has all of it and more",
                small.span,
                "never the better buy",
                related=labels((large.span, "gives more for no more")),
                helps=("lower its price, or take it out",),
                symbol=f"package {small.name}",
                uncertain=pricing.uncertain(small, large, *small.prices, *large.prices),
            )
            break


def _same_terms(small: Package, large: Package) -> bool:
    return set(small.needs) == set(large.needs) and set(small.not_with) == set(large.not_with)
