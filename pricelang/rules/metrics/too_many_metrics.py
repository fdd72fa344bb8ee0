"""One tier charges on more things than a customer can keep in mind.

## What it does

Counts what moves the bill of a tier: metrics and credits that are charged by use, and seats (of any kind, once). Finds
tiers with more than `most` of them.

## Why it matters

A customer who cannot foresee a bill does not sign. Each further metric is one more forecast to make, one more line to
explain, and one more thing to meter without a fault.

## Bad

```price
metric draft "Drafts" { charged by task }
metric image "Images" { charged by task }
metric call "Calls" { charged by usage }
metric storage "Storage" { charged by usage; unit "GB" }
tier pro "Pro" {
  price $0.10 per draft
  price $0.40 per image
  price $0.02 per call
  price $0.15 per storage
}
```

## Good

```price
metric draft "Drafts" { charged by task }
metric image "Images" { charged by task }
metric call "Calls" { charged by usage }
credit ai "AI credits" { burns 1 per draft; burns 4 per image; burns 1 per 5 call; unused expires }
tier pro "Pro" {
  price $20 per month
  includes 200 ai per month, then $0.10 each up to $100 per month if enabled, then block
}
```

## Options

- `most` (whole number, 3): how many metrics a tier may charge on.

## Sources

Guide, metrics: one metric is best, two are fine, more than three are a menu.
"""

from __future__ import annotations

from collections.abc import Iterator

from pricelang.catalog.charges import FeePrice
from pricelang.diagnostics import Severity
from pricelang.rules.charging import direct
from pricelang.rules.frame import Finding, Option, Pricing
from pricelang.rules.reading import listed

SEVERITY = Severity.INFO
DEFAULT = False
OPTIONS = {"most": Option(int, 3, "how many metrics a tier may charge on")}


def check(pricing: Pricing) -> Iterator[Finding]:
    for tier in pricing.shop.on_sale:
        found = list(dict.fromkeys(ref.name for ref, _ in direct(tier)))
        seats = [
            each.per.name
            for price in tier.prices
            if isinstance(price, FeePrice)
            for each in price.alternatives
            if each.per is not None and each.per.kind == "seat"
        ]
        found += seats[:1]
        most = pricing.options["most"]
        if len(found) > most:
            yield Finding(
                f"`{tier.label}` charges on {len(found)} metrics, more than {most}",
                tier.span,
                listed(found),
                helps=("let one credit pay for several metrics, or include some of them in the fee",),
                symbol=f"tier {tier.name}",
            )
