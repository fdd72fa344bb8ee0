"""A comment that lets a finding stand names no rule, or none that can be allowed.

## What it does

Finds a comment `# price: allow ...` that names no rule, a rule that does not exist, an error of structure (names,
dimensions, dates, an example that does not hold), or a date that no calendar has; and a comment that names a rule after
another word than `allow`.

## Why it matters

A misspelt comment lets nothing stand, while its author believes that it does. An error of structure means that the file
does not say what it bills: no comment can make that right.

## Bad

```price
tier pro "Pro" {
  price     $20 per month
  price     $0.40 per draft                # price: allow metric-not-value -- asked for in the next interviews
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

House rule: errors of structure cannot be suppressed.
"""

from __future__ import annotations

from collections.abc import Iterator

from pricelang.diagnostics import Edit, Fix, Safety, Severity
from pricelang.rules import SUPPRESSION, found, structural
from pricelang.rules.frame import Finding, Pricing
from pricelang.rules.suppressing import ALLOW, Name, Suppression
from pricelang.source import Span
from pricelang.spelling import nearest

SEVERITY = Severity.WARNING
DEFAULT = True
FIX = Safety.SAFE, "writes the rule that was meant, or `allow`"

_FORM = "write `# price: allow RULE -- the reason`"


def check(pricing: Pricing) -> Iterator[Finding]:
    rules = found()
    for each in pricing.suppressions.all:
        if each.verb != ALLOW:
            if any(name.name in rules for name in each.names):
                at = each.span.source.text.index(each.verb, each.span.start)
                yield Finding(
                    f"`{each.verb}` lets nothing stand",
                    each.span,
                    "expected `allow`",
                    helps=(_FORM,),
                    fix=_instead(Span(each.span.source, at, at + len(each.verb)), ALLOW),
                    symbol=", ".join(name.name for name in each.names),
                )
            continue
        if not each.names:
            yield Finding(
                "a comment allows no rule by name", each.span, "a rule's name follows `allow`", helps=(_FORM,)
            )
        for name in each.names:
            yield from _unknown(name, rules)
        if each.bad_until is not None:
            yield _no_date(each)


def _unknown(name: Name, rules: dict[str, str]) -> Iterator[Finding]:
    if name.name not in rules and name.name in structural():
        yield Finding(
            f"`{name.name}` cannot be allowed",
            name.span,
            "an error of structure",
            notes=("the file does not say what it bills as long as this error is there",),
            helps=("mend the place that the error names, and take this comment out",),
            symbol=name.name,
        )
    elif name.name not in rules or rules[name.name] == SUPPRESSION:
        close = nearest(name.name.replace("_", "-").lower(), rules) or [
            rule for rule in rules if rule == name.name.replace("_", "-").lower()
        ]
        helps = (f"did you mean `{close[0]}`?",) if close else ("`pricelang rules` lists all rules",)
        if name.name in rules:
            yield Finding(f"`{name.name}` cannot be allowed", name.span, "a rule about such comments", symbol=name.name)
        elif name.name in rules.values():
            yield Finding(
                f"`{name.name}` is a group: a comment allows one rule by its name",
                name.span,
                "not a rule",
                helps=("groups are left out for whole files: `per-file-ignores` in the configuration",),
                symbol=name.name,
            )
        else:
            yield Finding(
                f"there is no rule `{name.name}`",
                name.span,
                "unknown rule",
                helps=helps,
                fix=_instead(name.span, close[0]) if close and rules[close[0]] != SUPPRESSION else None,
                symbol=name.name,
            )


def _instead(span: Span, word: str) -> Fix:
    return Fix(f"write `{word}`", (Edit(span, word),), FIX[0])


def _no_date(each: Suppression) -> Finding:
    return Finding(
        f"`{each.bad_until}` is no date",
        each.span,
        "allowed until a day that no calendar has",
        symbol=", ".join(name.name for name in each.names),
    )
