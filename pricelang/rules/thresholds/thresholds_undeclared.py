"""The file does not say what the rules on thresholds need to know.

## What it does

Names the facts that are missing, and what each would let the rules of this group say: the size of a limit or of an
allowance, and who the product is for.

## Why it matters

A rule that lacks a fact stays silent. This one tells a file that was found sound from one that nobody could judge.

## Bad

```price
metric draft "Drafts" { charged by task }
tier pro "Pro" { price $20 per month; limit unpublished drafts per month, then slow }
```

## Good

```price
metric draft "Drafts" { charged by task }
tier pro "Pro" { price $20 per month; limit 300 drafts per month, then slow }
```

## Options

None.

## Sources

House rule: no finding is not the same as no fault.
"""

from __future__ import annotations

from collections.abc import Iterator

from pricelang.catalog.quantity import Unpublished
from pricelang.diagnostics import Severity
from pricelang.rules.frame import Finding, Pricing
from pricelang.rules.reading import grants_and_limits

SEVERITY = Severity.INFO
DEFAULT = False


def check(pricing: Pricing) -> Iterator[Finding]:
    product = pricing.catalog.product
    if product is not None and not product.audiences:
        yield Finding(
            f"nothing says who `{product.label}` is for",
            product.span,
            "no `audience`",
            notes=("`commit-option-missing` is silent without it",),
            helps=("write `audience b2b`, `prosumer`, `developer` or `consumer`",),
            symbol="audience",
        )
    for _, seller in pricing.shop.sellers():
        for item in grants_and_limits(seller):
            if item.inherited is None and item.of.kind == "metric" and isinstance(item.quantity, Unpublished):
                yield Finding(
                    f"nothing says how much `{item.of.name}` `{seller.label}` allows",
                    item.span or seller.span,
                    "unpublished",
                    notes=("the rules on overage and on limits are silent about it",),
                    symbol=f"{seller.name} / metric {item.of.name}",
                )
