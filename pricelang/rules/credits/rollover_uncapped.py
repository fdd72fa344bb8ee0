"""What is left rolls over without a cap and without an end.

## What it does

Finds `unused rolls over` without `to a balance of ...` and without `for ...`, on a credit or on one of its grants
that come again and again and do not expire.

## Why it matters

The balance only grows. A customer who used half for two years can spend a year's credits in one week, at the cost of
that week; and the books carry a debt that no date ever ends.

## Bad

```price
metric draft "Drafts" { charged by task }
credit ai "AI credits" { burns 1 per draft; unused rolls over }
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

Guide, credits: rollover has a cap or an expiry.
"""

from __future__ import annotations

from collections.abc import Iterator

from pricelang.catalog.charges import Allowance, Unused
from pricelang.diagnostics import Label, Severity
from pricelang.rules.frame import Finding, Pricing, labels
from pricelang.rules.reading import own
from pricelang.source import Span

SEVERITY = Severity.WARNING
DEFAULT = True


def check(pricing: Pricing) -> Iterator[Finding]:
    catalog = pricing.catalog
    sellers = [seller for _, seller in pricing.shop.sellers()]
    for credit in catalog.credits:
        growing = [
            (seller.label, grant)
            for seller in sellers
            for grant in own(seller.allowances)
            if grant.of.kind == "credit" and grant.of.name == credit.name and grant.unused is None and _recurs(grant)
        ]
        if credit.unused is not None and _grows(credit.unused) and growing:
            name, grant = growing[0]
            related = labels((grant.span, f"granted again and again on `{name}`"))
            yield _finding(credit.name, credit.unused.span or credit.span, related, f"credit {credit.name}")
    for seller in sellers:
        for grant in own(seller.allowances):
            if grant.unused is not None and _grows(grant.unused) and _recurs(grant):
                pool = f" as {grant.pool}" if grant.pool else ""
                symbol = f"{seller.name} / {grant.of.kind} {grant.of.name}{pool}"
                yield _finding(grant.of.name, grant.unused.span or grant.span or seller.span, (), symbol)


def _grows(unused: Unused) -> bool:
    return (
        unused.fate == "rolls_over"
        and unused.balance is None
        and unused.balance_quantity is None
        and unused.lasts is None
    )


def _recurs(grant: Allowance) -> bool:
    return grant.window.kind in ("price", "billing", "calendar") and grant.expires is None and grant.terms.until is None


def _finding(name: str, at: Span | None, related: tuple[Label, ...], symbol: str) -> Finding:
    return Finding(
        f"`{name}` roll over without a cap and without an end",
        at,
        "the balance only grows",
        related=related,
        helps=("write `rolls over to a balance of 2x`, or `rolls over for 3 months`",),
        symbol=symbol,
    )
