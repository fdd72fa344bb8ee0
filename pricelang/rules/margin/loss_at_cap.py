"""A customer who uses what a tier includes costs more than the tier brings in.

## What it does

Serves each tier's whole allowance in the dearest way that its rate table allows, at every price that the tier is sold
for, and finds where that costs more than the fee. A yearly price counts by the month, and rollover counts nothing: it
moves credits and makes none. What is beyond the allowance is not counted; it has prices of its own.

Silent where no cost is declared, on free tiers and on custom prices. A cost that is not declared is unknown, not zero:
what is found here is true, and there may be more.

## Why it matters

The customers who like the product best are the ones who lose the money, and there are more of them each month.

## Bad

```price
product p "P" { currency USD; audience consumer }
cost model { rate $0.005 per draft }
metric draft "Drafts" { charged by task; costs 1 model.draft }
credit ai "AI credits" { burns 1 per draft; unused expires }
tier pro "Pro" {
  price     $20 per month
  includes  5_000 ai per month, then block
}
```

## Good

```price
product p "P" { currency USD; audience consumer }
cost model { rate $0.005 per draft }
metric draft "Drafts" { charged by task; costs 1 model.draft }
credit ai "AI credits" { burns 1 per draft; unused expires }
tier pro "Pro" {
  price     $20 per month
  includes  1_200 ai per month, then block
}
```

## Options

None.

## Sources

The pricing and packaging guide: the cost to serve is the floor of a price.
"""

from __future__ import annotations

from collections.abc import Iterator

from pricelang.analysis.exact import ZERO
from pricelang.diagnostics import Safety, Severity
from pricelang.rules.frame import Finding, Pricing
from pricelang.rules.losses import finding, found, remedy, smaller

SEVERITY = Severity.ERROR
DEFAULT = True
FIX = Safety.UNSAFE, "lowers the allowance to the largest that keeps the target, or that covers its cost"
HIDDEN_BY = ("unlimited-with-cost", "price-below-cost")


def check(pricing: Pricing) -> Iterator[Finding]:
    for tier, losses in found(pricing, ZERO):
        message = f"`{tier.label}` loses money on a customer who uses what it includes"
        target = pricing.analysis.sheet.target
        yield finding(pricing, tier, losses, message, (remedy(losses[0], target),), smaller(losses[0], target, FIX[0]))
