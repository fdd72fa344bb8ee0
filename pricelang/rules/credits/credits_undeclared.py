"""The file does not say what the rules on credits need to know.

## What it does

Names the facts that are missing, and what each would let the rules of this group say: the size of a grant, the rate
of a metric.

## Why it matters

A rule that lacks a fact stays silent. This one tells a file that was found sound from one that nobody could judge.

## Bad

```price
metric draft "Drafts" { charged by task }
credit ai "AI credits" { burns unpublished per draft; unused expires }
tier pro "Pro" { price $20 per month; includes unpublished ai per month, then block }
```

## Good

```price
metric draft "Drafts" { charged by task }
credit ai "AI credits" { burns 1 per draft; unused expires }
tier pro "Pro" { price $20 per month; includes 500 ai per month, then block }
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
from pricelang.rules.reading import listed, own

SEVERITY = Severity.INFO
DEFAULT = False


def check(pricing: Pricing) -> Iterator[Finding]:
    catalog = pricing.catalog
    for credit in catalog.credits:
        unknown = [burn for burn in credit.burns if isinstance(burn.quantity, Unpublished)]
        if unknown:
            names = list(dict.fromkeys(burn.metric for burn in unknown))
            yield Finding(
                f"nothing says how many `{credit.name}` {listed(names)} burn{'s' if len(names) == 1 else ''}",
                unknown[0].span or credit.span,
                "unpublished",
                notes=("the rules on margins and on buying up are silent about it",),
                symbol=f"credit {credit.name} / burns",
            )
    for _, seller in pricing.shop.sellers():
        for grant in own(seller.allowances):
            if grant.of.kind == "credit" and isinstance(grant.quantity, Unpublished):
                yield Finding(
                    f"nothing says how many `{grant.of.name}` `{seller.label}` grants",
                    grant.span or seller.span,
                    "unpublished",
                    notes=("the rules on margins and on buying up are silent about it",),
                    symbol=f"{seller.name} / credit {grant.of.name}",
                )
