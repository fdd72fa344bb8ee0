"""A finding is let stand and nobody says why.

## What it does

Finds a comment `# price: allow RULE` without a reason behind `--`. The comment still works.

## Why it matters

A finding is let stand because somebody decided so: the launch price loses money until spring, the contract was signed
before the rule. A reviewer has to know which. Half a year later the reason is what tells whether the decision still
holds.

## Bad

```price
tier pro "Pro" {
  price     $20 per month
  price     $0.40 per draft                # price: allow metric-not-valued
}
metric draft "Drafts" { charged by task }
```

## Good

```price
tier pro "Pro" {
  price     $20 per month
  price     $0.40 per draft                # price: allow metric-not-valued -- asked for in the next interviews
}
metric draft "Drafts" { charged by task }
```

## Options

None.

## Sources

House rule: what is let stand is written down with its reason.
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
        if each.verb == ALLOW and each.names and not each.reason:
            rules = ", ".join(f"`{name.name}`" for name in each.names)
            yield Finding(
                f"{rules} {'is' if len(each.names) == 1 else 'are'} allowed without a reason",
                each.span,
                "no reason behind `--`",
                helps=("write why: `# price: allow RULE -- the reason`",),
                symbol=", ".join(name.name for name in each.names),
            )
