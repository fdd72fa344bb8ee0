"""The only evidence for a price is a buyer who does not stay.

## What it does

Finds a paid tier on sale that is `for` personas which all say `retains no`.

## Why it matters

Tourists try every AI product once. What they would pay and how they use it says nothing about the customers who stay,
and a price that was set by them is set for people who will be gone.

## Bad

```price
persona tourist "AI tourist" { retains no }
tier pro "Pro" { price $20 per month; for tourist }
```

## Good

```price
persona tourist "AI tourist" { retains no }
persona writer "Freelance writer" { pays up to $25 per month }
tier free "Free" { price free; for tourist }
tier pro "Pro" { price $20 per month; for writer }
```

## Options

None.

## Sources

Guide, review: decisions rest on customers who retain.
"""

from __future__ import annotations

from collections.abc import Iterator

from pricelang.diagnostics import Severity
from pricelang.rules.frame import Finding, Pricing, labels
from pricelang.rules.reading import listed

SEVERITY = Severity.INFO
DEFAULT = False


def check(pricing: Pricing) -> Iterator[Finding]:
    personas = {persona.name: persona for persona in pricing.catalog.personas}
    for tier in pricing.shop.on_sale:
        known = [personas[name] for name in tier.personas if name in personas]
        if pricing.shop.paid(tier) and known and not any(persona.retains for persona in known):
            yield Finding(
                f"`{tier.label}` is priced for {listed(persona.label for persona in known)}, and nobody of them stays",
                tier.span,
                "no persona that retains",
                related=labels((known[0].span, "`retains no`")),
                helps=("say who stays and what they pay: `persona NAME { ... }` and `for NAME`",),
                symbol=f"tier {tier.name}",
            )
