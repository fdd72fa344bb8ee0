"""The file does not say what the rules on packaging need to know.

## What it does

Names the facts that are missing, and what each would let the rules of this group say: packages at all, and the vision
of each package.

## Why it matters

A rule that lacks a fact stays silent. This one tells a file that was found sound from one that nobody could judge.

## Bad

```price
feature sso
tier team "Team" { price $49 per month; includes sso }
```

## Good

```price
feature sso
package security core { vision mission_critical; offers sso }
tier team "Team" { price $49 per month; includes security }
```

## Options

None.

## Sources

House rule: no finding is not the same as no fault.
"""

from __future__ import annotations

from collections.abc import Iterator

from pricelang.diagnostics import Severity
from pricelang.rules.frame import Finding, Pricing
from pricelang.rules.reading import listed

SEVERITY = Severity.INFO
DEFAULT = False


def check(pricing: Pricing) -> Iterator[Finding]:
    catalog = pricing.catalog
    if not catalog.tiers:
        return
    if not catalog.packages:
        yield Finding(
            "no package is declared, so that nothing can be said about core, upgrade and add-on",
            catalog.product.span if catalog.product else catalog.tiers[0].span,
            "no packages",
            helps=("write `package NAME core { offers ... }`",),
            symbol="packages",
        )
        return
    silent = [package for package in catalog.packages if package.vision is None]
    if silent:
        names = listed(package.name for package in silent)
        yield Finding(
            f"nothing says whether {names} {'is' if len(silent) == 1 else 'are'} critical to the mission",
            silent[0].span,
            "no `vision`",
            notes=("`vision-mismatch` is silent about packages without one",),
            helps=("write `vision mission_critical` or `vision nice_to_have`",),
            symbol="vision",
        )
