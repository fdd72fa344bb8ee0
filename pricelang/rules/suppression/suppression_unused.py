"""A comment lets a finding stand that is not there.

## What it does

Finds a rule's name in a comment `# price: allow RULE -- reason` where the rule finds nothing in what the comment
covers. Names of rules that did not run are left alone, and so are comments of an imported file: they may be of use to
another file that imports it.

## Why it matters

The comment was true once. Left in place it hides the next finding of the same rule, which nobody has decided about.

## Bad

```price
# price: allow metric-not-valued -- asked for in the next interviews
metric draft "Drafts" { charged by task; worth $1.20 }

tier pro "Pro" { price $20 per month; price $0.40 per draft }
```

## Good

```price
metric draft "Drafts" { charged by task; worth $1.20 }

tier pro "Pro" { price $20 per month; price $0.40 per draft }
```

## Options

None.

## Sources

House rule: an exception that is no longer needed goes.
"""

from __future__ import annotations

from collections.abc import Iterator

from pricelang.diagnostics import Severity
from pricelang.rules.frame import Finding, Pricing

SEVERITY = Severity.WARNING
DEFAULT = True


def check(pricing: Pricing) -> Iterator[Finding]:
    for each, name in pricing.suppressions.unused():
        nothing = each.end == 0
        yield Finding(
            f"`{name.name}` finds nothing that this comment would let stand",
            name.span,
            "covers nothing" if nothing else "not needed",
            notes=("no statement or block follows it in its block",) if nothing else (),
            helps=("put it behind or above the statement that it is for",)
            if nothing
            else ("take the name out, or the whole comment if it is the only one",),
            symbol=name.name,
        )
