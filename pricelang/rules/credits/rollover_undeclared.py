"""A grant that comes again and again does not say what becomes of what is left.

## What it does

Finds a credit with a recurring grant where neither the credit nor the grant says `unused expires` or `unused rolls
over`. Allowances of a metric, without credits, are counts and not a balance: they are left out, and so is an
unpublished grant of a tier by contract.

## Why it matters

By default what is left is lost. Customers who were not told so believe that they have saved it, and those who were
promised a rollover in a sales call will prove it.

## Bad

```price
metric draft "Drafts" { charged by task }
credit ai "AI credits" { burns 1 per draft }
tier pro "Pro" { price $20 per month; includes 500 ai per month, then block }
```

## Good

```price
metric draft "Drafts" { charged by task }
credit ai "AI credits" { burns 1 per draft; unused rolls over to a balance of 2x }
tier pro "Pro" { price $20 per month; includes 500 ai per month, then block }
```

## Options

None.

## Sources

Guide, credits: rollover is declared, yes or no.
"""

from __future__ import annotations

from collections.abc import Iterator

from pricelang.catalog.quantity import Unlimited, Unpublished
from pricelang.diagnostics import Safety, Severity
from pricelang.rules.frame import Finding, Pricing, labels
from pricelang.rules.reading import by_contract, own

SEVERITY = Severity.WARNING
DEFAULT = True
FIX = Safety.UNSAFE, "writes `unused expires`, as it is by default; no bill changes"


def check(pricing: Pricing) -> Iterator[Finding]:
    catalog = pricing.catalog
    sellers = [seller for _, seller in pricing.shop.sellers()]
    for credit in catalog.credits:
        if credit.unused is not None:
            continue
        silent = [
            (seller.label, grant)
            for seller in sellers
            for grant in own(seller.allowances)
            if grant.of.kind == "credit"
            and grant.of.name == credit.name
            and grant.unused is None
            and grant.window.kind in ("price", "billing", "calendar")
            and grant.expires is None
            and not grant.never_expires
            and not isinstance(grant.quantity, Unlimited)
            and not (isinstance(grant.quantity, Unpublished) and by_contract(seller))
        ]
        if silent:
            from pricelang.rules.edits import offered, say

            yield Finding(
                f"nothing says what becomes of `{credit.name}` that are left at the end of a period",
                credit.span,
                "no `unused`",
                related=labels(*((grant.span, f"granted again and again on `{name}`") for name, grant in silent[:3])),
                notes=("by default they are lost",),
                helps=("write `unused expires`, or `unused rolls over to a balance of 2x`",),
                fix=offered("write what holds by default", FIX[0], say(pricing, credit.span, "unused expires")),
                symbol=f"credit {credit.name}",
            )
