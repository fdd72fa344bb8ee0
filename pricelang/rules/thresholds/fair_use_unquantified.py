"""Fair use is promised without a number, or without what happens beyond it.

## What it does

Finds `fair use` that has no quantity, or no action for those above it (`then slow`, `then ask` ...). The quantity may
stand behind `fair use of`, or be that of a bounded allowance or limit itself.

## Why it matters

"Unlimited, subject to fair use" is a limit that the customer learns by hitting it. Without a number nobody can keep
to it, support cannot explain it, and finance cannot tell what the worst customer costs.

## Bad

```price
metric draft "Drafts" { charged by task }
tier pro "Pro" { price $20 per month; includes unlimited draft per month, fair use }
```

## Good

```price
metric draft "Drafts" { charged by task }
tier pro "Pro" { price $20 per month; includes unlimited draft per month, fair use of 200 per day, then slow }
```

## Options

None.

## Sources

Guide, thresholds: fair use has a number and an action.
"""

from __future__ import annotations

from collections.abc import Iterator

from pricelang.catalog.quantity import AtLeast, Between, Exactly, TimesTier
from pricelang.diagnostics import Severity
from pricelang.rules.frame import Finding, Pricing, labels
from pricelang.rules.reading import grants_and_limits

SEVERITY = Severity.WARNING
DEFAULT = True


def check(pricing: Pricing) -> Iterator[Finding]:
    for kind, seller in pricing.shop.sellers():
        for item in grants_and_limits(seller):
            if item.fair_use is None or item.inherited is not None:
                continue
            counted = any(
                isinstance(each, Exactly | AtLeast | Between | TimesTier)
                for each in (item.fair_use.quantity, item.quantity)
            )
            if counted and item.phases:
                continue
            missing = " and ".join(["a number"] * (not counted) + ["an action"] * (not item.phases))
            yield Finding(
                f"`{seller.label}` promises fair use of `{item.of.name}` without {missing}",
                item.span or seller.span,
                "how much is fair?" if not counted else "what happens to those above it?",
                related=labels((seller.span, f"in this {kind}")),
                helps=("write `fair use of 200 per day, then slow`",)
                if not counted
                else ("write `, then slow` or `, then ask`",),
                symbol=f"{kind} {seller.name} / {item.of.kind} {item.of.name}",
            )
