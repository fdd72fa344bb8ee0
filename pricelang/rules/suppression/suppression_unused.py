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

from pricelang.diagnostics import Edit, Fix, Safety, Severity
from pricelang.rules.frame import Finding, Pricing
from pricelang.rules.suppressing import Name, Suppression
from pricelang.source import Span

SEVERITY = Severity.WARNING
DEFAULT = True
FIX = Safety.SAFE, "takes the name out; a comment that names no other rule keeps its reason, and is a remark"


def check(pricing: Pricing) -> Iterator[Finding]:
    unused = list(pricing.suppressions.unused())
    for each, name in unused:
        nothing = each.end == 0
        yield Finding(
            f"`{name.name}` finds nothing that this comment would let stand",
            name.span,
            "covers nothing" if nothing else "not needed",
            notes=("no statement or block follows it in its block",) if nothing else (),
            helps=("put it behind or above the statement that it is for",)
            if nothing
            else ("take the name out, or the whole comment if it is the only one",),
            fix=_fix(each, name, [other for one, other in unused if one is each]),
            symbol=name.name,
        )


def _fix(each: Suppression, name: Name, unused: list[Name]) -> Fix | None:
    """The name taken out of the comment; where nothing is left to allow, the reason stays as a remark. A comment
    without a reason would be gone, and no comment is deleted."""
    if len(unused) == len(each.names):
        start = each.span.source.text.index("price:", each.span.start)
        reason = each.span.text.partition("--")[2].strip()
        if not each.reason or reason.startswith("price:"):
            return None
        end = each.span.end - len(reason)
        return Fix("keep the reason as a remark", (Edit(Span(each.span.source, start, end), ""),), FIX[0])
    place = each.names.index(name)
    after, before = each.names[place + 1 :], each.names[:place]
    start, end = (name.span.start, after[0].span.start) if after else (before[-1].span.end, name.span.end)
    return Fix(f"allow `{name.name}` no more", (Edit(Span(each.span.source, start, end), ""),), FIX[0])
