"""What a package means to the product and how it is sold contradict each other.

## What it does

Finds a package with `vision mission_critical` that is an add-on, and one with `vision nice_to_have` that is core.

## Why it matters

What is critical to the mission should reach everybody: as an add-on, most customers never see what the product is for.
What is merely nice to have raises the price of the core for those who never use it.

## Bad

```price
metric draft "Drafts" { charged by task }
package assistant addon { vision mission_critical; offers draft; price $5 per month; available on pro }
tier pro "Pro" { price $20 per month; limit 500 drafts per month, then block }
```

## Good

```price
metric draft "Drafts" { charged by task }
package assistant core { vision mission_critical; offers draft }
tier pro "Pro" { price $25 per month; includes assistant; limit 500 drafts per month, then block }
```

## Options

None.

## Sources

Guide, packaging: the vision decides what is core before the price does.
"""

from __future__ import annotations

from collections.abc import Iterator

from pricelang.diagnostics import Severity
from pricelang.rules.frame import Finding, Pricing

SEVERITY = Severity.WARNING
DEFAULT = True

_WRONG = {
    ("mission_critical", "addon"): (
        "is mission-critical, and sold as an add-on",
        "most customers will not have it",
        "make it `core`, or an `upgrade` that lifts people to a higher tier",
    ),
    ("nice_to_have", "core"): (
        "is nice to have, and core",
        "everybody pays for it",
        "make it an `addon` for those who want it, or an `upgrade`",
    ),
}


def check(pricing: Pricing) -> Iterator[Finding]:
    for package in pricing.catalog.packages:
        wrong = _WRONG.get((package.vision or "", package.kind))
        if wrong is not None:
            message, label, advice = wrong
            yield Finding(
                f"`{package.name}` {message}",
                package.span,
                label,
                helps=(advice,),
                symbol=f"package {package.name}",
            )
