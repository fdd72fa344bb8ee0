"""Going past an allowance costs money, and no alert comes before it does.

## What it does

Finds charges after an allowance without an `alert` at or below 100% of it. What is blocked or slowed costs nothing more
and needs none.

## Why it matters

A customer who learns of overage from the invoice has learned it too late to do anything but complain.

## Bad

```price
product p "P" { currency USD; audience consumer }
metric draft "Drafts" { charged by task }
tier pro "Pro" {
  price     $20 per month
  includes  500 drafts per month, then $0.05 each up to $200 per month if enabled, then block
}
```

## Good

```price
product p "P" { currency USD; audience consumer }
metric draft "Drafts" { charged by task }
tier pro "Pro" {
  price     $20 per month
  includes  500 drafts per month, then $0.05 each up to $200 per month if enabled, then block
  alert     draft at 80%, 100%
}
```

## Options

None.

## Sources

The pricing and packaging guide: tell the customer before the threshold, not after.
"""

from __future__ import annotations

from collections.abc import Iterator
from decimal import Decimal

from pricelang.diagnostics import Safety, Severity
from pricelang.rules.frame import Finding, Pricing, labels
from pricelang.rules.overages import alert, charged
from pricelang.rules.wording import symbol

SEVERITY = Severity.WARNING
DEFAULT = True
FIX = Safety.UNSAFE, "adds `alert NAME at 80%, 100%`; no bill changes"
HIDDEN_BY = ("overage-on-by-default",)


def check(pricing: Pricing) -> Iterator[Finding]:
    for each in charged(pricing):
        if each.warned or not each.optional:
            continue
        of = each.pool.of
        late = min(each.alerts, default=None)
        yield Finding(
            f"going past the `{of.name}` of `{each.variant.tier.label}` costs money, and no alert comes before",
            each.span,
            "costs money from here" if late is None else f"the first alert comes at {Decimal(int(late * 100))}%",
            related=labels((each.pool.owner.span, "the allowance")),
            helps=(f"add `alert {of.name} at 80%, 100%`",),
            fix=alert(pricing, each, FIX[0]),
            symbol=symbol(each.variant.tier, of),
        )
