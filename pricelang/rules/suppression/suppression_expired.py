"""The day until which a finding was let stand is over.

## What it does

Finds a comment `# price: allow RULE -- reason until DATE` whose date is past. The comment lets nothing stand any more,
so that the finding itself is back, too.

## Why it matters

A launch price that loses money is fine for a quarter. It becomes a loss when everybody has forgotten it. The date is
how a decision comes back to the table.

## Bad

```price
tier pro "Pro" {
  price     $20 per month
  price     $0.40 per draft                # price: allow metric-not-valued -- interviews are on until 2026-03-31
}
metric draft "Drafts" { charged by task }
```

## Good

```price
tier pro "Pro" {
  price     $20 per month
  price     $0.40 per draft                # price: allow metric-not-valued -- interviews are on until 2027-03-31
}
metric draft "Drafts" { charged by task }
```

## Options

None.

## Sources

House rule: an exception ends, or is decided again.
"""

from __future__ import annotations

from collections.abc import Iterator

from pricelang.diagnostics import Severity
from pricelang.rules.frame import Finding, Pricing
from pricelang.rules.suppressing import ALLOW

SEVERITY = Severity.WARNING
DEFAULT = True


def check(pricing: Pricing) -> Iterator[Finding]:
    for each in pricing.suppressions.all:
        if each.verb == ALLOW and each.until is not None and each.expired(pricing.today):
            days = (pricing.today - each.until).days
            rules = ", ".join(f"`{name.name}`" for name in each.names)
            yield Finding(
                f"{rules} {'was' if len(each.names) == 1 else 'were'} allowed until {each.until}",
                each.span,
                f"over for {days} day{'s' if days != 1 else ''}",
                notes=(f"the reason was: {each.reason}",) if each.reason else (),
                helps=("decide again: set a new date, or take the comment out and mend what it allowed",),
                symbol=", ".join(name.name for name in each.names),
            )
