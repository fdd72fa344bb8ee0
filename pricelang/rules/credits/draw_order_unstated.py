"""Two grants can pay for the same use, and the file does not say which of them does.

## What it does

Finds a credit without `draws` of which a customer can hold two grants that pay for a common use and differ in how long
they last, or in where they are from: one comes with the tier, the other is bought. The language has a default order
(soonest expiring, then included before purchased, then oldest); the rule asks for it to be written.

## Why it matters

A customer who bought a pack that never expires wants it to be spent last. If it is spent first, what the plan
includes is lost at the end of the month: the same file, and another bill.

## Bad

```price
metric draft "Drafts" { charged by task }
credit ai "AI credits" { burns 1 per draft; unused expires }
package pack addon { price $45 once; includes 1_000 ai, never expires; available on pro }
tier pro "Pro" { price $20 per month; includes 500 ai per month, then block }
```

## Good

```price
metric draft "Drafts" { charged by task }
credit ai "AI credits" { burns 1 per draft; unused expires; draws included, purchased }
package pack addon { price $45 once; includes 1_000 ai, never expires; available on pro }
tier pro "Pro" { price $20 per month; includes 500 ai per month, then block }
```

## Options

None.

## Sources

Guide, credits: the order in which grants are drawn is part of the promise. Metering systems differ in their default.
"""

from __future__ import annotations

from collections.abc import Iterator
from itertools import combinations

from pricelang.catalog.catalog import Credit, Tier
from pricelang.catalog.charges import Allowance
from pricelang.catalog.quantity import Unlimited
from pricelang.diagnostics import Safety, Severity
from pricelang.rules.frame import Finding, Pricing, labels

SEVERITY = Severity.WARNING
DEFAULT = True
FIX = Safety.UNSAFE, "writes the order that holds by default; no bill changes"


_DEFAULT = "soonest expiring, included, purchased"


def check(pricing: Pricing) -> Iterator[Finding]:
    shop = pricing.shop
    for credit in pricing.catalog.credits:
        if credit.draws:
            continue
        for tier in pricing.catalog.tiers:
            pair = None if shop.retired(tier) else _pair(pricing, credit, tier)
            if pair is not None:
                from pricelang.rules.edits import offered, say

                (first, from_tier), (second, _) = pair
                what = "come with the tier" if from_tier else "are bought"
                yield Finding(
                    f"two grants of `{credit.name}` can pay for one use, and no order is written",
                    credit.span,
                    "no `draws`",
                    related=labels(
                        (first.span, f"on `{tier.label}`, these {what}"), (second.span, _against(first, second))
                    ),
                    notes=("by default: soonest expiring, then included before purchased, then oldest",),
                    helps=(f"write `draws {_DEFAULT}`, or what was promised",),
                    fix=offered("write the default", FIX[0], say(pricing, credit.span, f"draws {_DEFAULT}")),
                    symbol=f"credit {credit.name}",
                )
                break


def _pair(pricing: Pricing, credit: Credit, tier: Tier) -> tuple[tuple[Allowance, bool], tuple[Allowance, bool]] | None:
    grants = [(each, True) for each in tier.allowances if each.of.name == credit.name and each.of.kind == "credit"]
    for package in pricing.shop.addons(tier):
        grants += [
            (each, False) for each in package.allowances if each.of.name == credit.name and each.of.kind == "credit"
        ]
    grants = [(each, origin) for each, origin in grants if not isinstance(each.quantity, Unlimited)]
    for one, other in combinations(grants, 2):
        common = not one[0].only_for or not other[0].only_for or set(one[0].only_for) & set(other[0].only_for)
        if common and (one[1] != other[1] or _life(one[0]) != _life(other[0])):
            return one, other
    return None


def _life(grant: Allowance) -> tuple[object, ...]:
    return grant.window, grant.expires, grant.never_expires, grant.unused


def _against(first: Allowance, second: Allowance) -> str:
    if second.never_expires:
        return "these never expire"
    if second.expires is not None:
        return f"these expire after {second.expires.count} {second.expires.unit}{'s' * (second.expires.count != 1)}"
    return "these can pay for the same use"
