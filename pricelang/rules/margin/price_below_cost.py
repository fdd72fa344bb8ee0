"""A unit, an overage or a pack is sold for less than it costs to serve.

## What it does

Holds every band of a price that somebody pays against the dearest use that it can be for, on each tier that has it: of
overage, of usage prices, and of packs as a whole. Free bands are an allowance, and a band behind a stop that is reached
before it is never paid.

Silent where no cost is declared.

## Why it matters

The seller pays for every unit sold, and a larger customer makes a larger loss: no volume mends it.

## Bad

```price
product p "P" { currency USD; audience consumer }
cost model { rate $0.04 per image }
metric image "Images" { charged by task; costs 1 model.image }
tier pro "Pro" {
  price     $20 per month
  includes  50 images per month, then $0.03 each up to $100 per month, then block
}
```

## Good

```price
product p "P" { currency USD; audience consumer }
cost model { rate $0.04 per image }
metric image "Images" { charged by task; costs 1 model.image }
tier pro "Pro" {
  price     $20 per month
  includes  50 images per month, then $0.10 each up to $100 per month, then block
}
```

## Options

None.

## Sources

The pricing and packaging guide: the cost to serve is the floor of a price.
"""

from __future__ import annotations

from collections.abc import Iterator

from pricelang.diagnostics import Safety, Severity
from pricelang.rules.frame import Finding, Pricing
from pricelang.rules.prices import findings

SEVERITY = Severity.ERROR
DEFAULT = True
FIX = Safety.UNSAFE, "raises the price to what it costs"
HIDDEN_BY = ("unlimited-with-cost",)


def check(pricing: Pricing) -> Iterator[Finding]:
    yield from findings(pricing, FIX[0])
