"""Overage starts without being asked for, and no alert comes before it.

## What it does

Finds charges after an allowance that no `if enabled` makes a choice, on tiers without an `alert` at or below 100% of
it.

## Why it matters

The customer agreed to a fee. What comes on top of it silently is the part of the bill that is disputed.

## Bad

```price
product p "P" { currency USD; audience consumer }
metric draft "Drafts" { charged by task }
tier pro "Pro" {
  price     $20 per month
  includes  500 drafts per month, then $0.05 each up to $200 per month, then block
}
```

## Good

```price
product p "P" { currency USD; audience consumer }
metric draft "Drafts" { charged by task }
tier pro "Pro" {
  price     $20 per month
  includes  500 drafts per month, then $0.05 each up to $200 per month if enabled, then block
}
```

## Options

None.

## Sources

The pricing and packaging guide: overage is opt-in.
"""

from __future__ import annotations

from collections.abc import Iterator

from pricelang.diagnostics import Safety, Severity
from pricelang.rules.frame import Finding, Pricing, labels
from pricelang.rules.overages import alert, charged
from pricelang.rules.wording import symbol

SEVERITY = Severity.WARNING
DEFAULT = True
FIX = Safety.UNSAFE, "adds `alert NAME at 80%, 100%`; no bill changes"


def check(pricing: Pricing) -> Iterator[Finding]:
    for each in charged(pricing):
        if each.optional or each.warned:
            continue
        of = each.pool.of
        yield Finding(
            f"overage of `{of.name}` starts on `{each.variant.tier.label}` without being asked for",
            each.span,
            "charged without `if enabled`, and without an alert",
            related=labels((each.pool.owner.span, "the allowance")),
            helps=(f"say `if enabled`, or add `alert {of.name} at 80%, 100%`",),
            fix=alert(pricing, each, FIX[0]),
            symbol=symbol(each.variant.tier, of),
        )
