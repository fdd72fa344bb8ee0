"""A pack or a grant that comes once does not say how long it lasts.

## What it does

Finds a grant that comes once, such as that of a pack, without `expires ... after purchase` and without `never expires`.
`never` is an answer. Grants that come every month end with their month, unless they roll over: `rollover-undeclared`
asks about them.

## Why it matters

Credits that were sold and not used are a debt in the books until they expire. The customer assumes for ever, finance
a year; whoever is wrong learns it in the audit or in the support queue.

## Bad

```price
metric draft "Drafts" { charged by task }
credit ai "AI credits" { burns 1 per draft }
package pack addon { price $45 once; includes 1_000 ai; available on pro }
tier pro "Pro" { price $20 per month }
```

## Good

```price
metric draft "Drafts" { charged by task }
credit ai "AI credits" { burns 1 per draft }
package pack addon { price $45 once; includes 1_000 ai, expires 12 months after purchase; available on pro }
tier pro "Pro" { price $20 per month }
```

## Options

None.

## Sources

Guide, credits: expiry is declared when credits are sold. Deferred revenue (IFRS 15, ASC 606) needs a date.
"""

from __future__ import annotations

from collections.abc import Iterator

from pricelang.catalog.charges import Allowance
from pricelang.catalog.quantity import Unlimited
from pricelang.diagnostics import Safety, Severity
from pricelang.rules.frame import Finding, Pricing, labels
from pricelang.rules.reading import own

SEVERITY = Severity.WARNING
DEFAULT = True
FIX = Safety.UNSAFE, "writes `never expires`, as it is by default; no bill changes"


def check(pricing: Pricing) -> Iterator[Finding]:
    lasting = {credit.name for credit in pricing.catalog.credits if credit.unused and credit.unused.lasts}
    for kind, seller in pricing.shop.sellers():
        for grant in own(seller.allowances):
            if _silent(grant) and not (grant.of.kind == "credit" and grant.of.name in lasting):
                from pricelang.rules.edits import clause, offered

                yield Finding(
                    f"`{seller.label}` does not say how long its `{grant.of.name}` last",
                    grant.span or seller.span,
                    "until when?",
                    related=labels((seller.span, "bought once")),
                    helps=("write `, expires 12 months after purchase` or `, never expires`",),
                    fix=offered("write what holds by default", FIX[0], clause(pricing, grant.span, "never expires")),
                    symbol=f"{kind} {seller.name} / {grant.of.kind} {grant.of.name}",
                )


def _silent(grant: Allowance) -> bool:
    return (
        grant.window.kind == "once"
        and grant.expires is None
        and not grant.never_expires
        and grant.terms.until is None
        and not (grant.unused and grant.unused.lasts)
        and not isinstance(grant.quantity, Unlimited)
    )
