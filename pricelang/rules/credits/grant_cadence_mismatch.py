"""What is paid again and again is given once, or what is paid once is given for ever.

## What it does

Finds a tier or package with a recurring fee whose only grants come once, and one that is paid `once` and grants every
month without an end. A sign-up bonus beside a recurring grant is fine.

## Why it matters

A monthly price that buys one grant is a customer who pays for nothing from the second month on. A price paid once that
grants every month is a debt without an end: each customer costs more, and pays no more.

## Bad

```price
metric draft "Drafts" { charged by task }
credit ai "AI credits" { burns 1 per draft; unused expires }
package pack addon { price $45 once; includes 1_000 ai per month, then block; available on pro }
tier pro "Pro" { price $20 per month }
```

## Good

```price
metric draft "Drafts" { charged by task }
credit ai "AI credits" { burns 1 per draft; unused expires }
package pack addon { price $45 once; includes 1_000 ai, expires 12 months after purchase; available on pro }
tier pro "Pro" { price $20 per month }
```

## Options

None.

## Sources

Guide, credits: a grant follows the price that buys it. Billing systems keep the two apart, and let them differ.
"""

from __future__ import annotations

from collections.abc import Iterator

from pricelang.catalog.charges import Allowance, CustomPrice, FeePrice
from pricelang.diagnostics import Severity
from pricelang.rules.frame import Finding, Pricing, labels
from pricelang.rules.reading import costs_something, own, recurs

SEVERITY = Severity.ERROR
DEFAULT = True


def check(pricing: Pricing) -> Iterator[Finding]:
    shop = pricing.shop
    for kind, seller in shop.sellers():
        prices = [price for price in shop.prices(seller) if costs_something(price)]
        if not prices or any(isinstance(price, CustomPrice) for price in prices):
            continue
        once = next((price for price in prices if isinstance(price, FeePrice) and _once(price)), None)
        recurring = next((price for price in prices if recurs(price) and not _once(price)), None)
        price = recurring or once
        grant, message, label, advice = None, "", "", ""
        if (
            recurring is not None
            and seller.allowances
            and all(each.window.kind == "once" for each in seller.allowances)
        ):
            grant = seller.allowances[0]
            message, label = "is paid again and again, and grants once", "given once"
            advice = "say how often it comes: `per month`; or sell it once: `price ... once`"
        elif recurring is None and once is not None:
            grant = next((each for each in own(seller.allowances) if _endless(each)), None)
            message, label = "is paid once, and grants for ever", "again and again, without an end"
            advice = "let the grant come once, or end (`until`, `expires`), or let the price recur"
        if grant is not None and price is not None:
            yield Finding(
                f"`{seller.label}` {message}",
                grant.span or seller.span,
                label,
                related=labels((price.span, "paid once" if recurring is None else "paid again and again")),
                helps=(advice,),
                symbol=f"{kind} {seller.name}",
                uncertain=pricing.uncertain(seller, price, grant),
            )


def _once(price: FeePrice | object) -> bool:
    """Whether a buyer can pay this once and never again."""
    return isinstance(price, FeePrice) and any(each.period is None for each in price.alternatives)


def _endless(grant: Allowance) -> bool:
    return (
        grant.window.period is not None
        and grant.window.kind in ("billing", "calendar")
        and grant.expires is None
        and grant.terms.until is None
    )
