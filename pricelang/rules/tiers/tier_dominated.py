"""A dearer tier gives nothing more, at any number of seats and any use.

## What it does

Compares the tiers of a ladder two by two: features, packages, limits, seats, allowances, overage and add-ons. Where the
cheaper one gives at least all that the dearer one gives, it compares the bills for every number of seats and every use
that the dearer one allows.

What is unknown, unpublished or said in a note is not compared, nor are custom prices: a tier is reported only where
nothing it says can be a reason to buy it.

## Why it matters

The dearer tier is bought by mistake, and the customer finds out.

## Bad

```price
product p "P" { currency USD; audience consumer }
metric draft "Drafts" { charged by task }
ladder plans "Plans" basic, pro
tier basic "Basic" {
  price     $10 per month
  includes  500 drafts per month, then $0.02 each up to $100 per month if enabled, then block
}
tier pro "Pro" {
  price     $20 per month
  includes  500 drafts per month, then $0.05 each up to $100 per month if enabled, then block
}
```

## Good

```price
product p "P" { currency USD; audience consumer }
metric draft "Drafts" { charged by task }
ladder plans "Plans" basic, pro
tier basic "Basic" {
  price     $10 per month
  includes  500 drafts per month, then $0.02 each up to $100 per month if enabled, then block
}
tier pro "Pro" {
  price     $20 per month
  includes  6_000 drafts per month, then $0.05 each up to $100 per month if enabled, then block
}
```

## Options

None.

## Sources

The pricing and packaging guide: every tier is somebody's best choice.
"""

from __future__ import annotations

from collections.abc import Iterator

from pricelang.analysis.dominance import Verdict, dominated
from pricelang.analysis.variants import Variant
from pricelang.catalog.catalog import Tier
from pricelang.diagnostics import Severity
from pricelang.rules.frame import Finding, Pricing, labels
from pricelang.rules.wording import money

SEVERITY = Severity.ERROR
DEFAULT = True
NEAREST = 8


def check(pricing: Pricing) -> Iterator[Finding]:
    tiers = {tier.name: tier for tier in pricing.analysis.tiers if not tier.unlisted}
    said: set[str] = set()
    for ladder in pricing.catalog.ladders:
        rungs = [tiers[name] for name in ladder.tiers if name in tiers]
        for place, dear in enumerate(rungs):
            others = sorted((abs(place - other), other) for other in range(len(rungs)) if other != place)
            for _, other in others[:NEAREST]:
                found = _everywhere(pricing, rungs[other], dear)
                if found is not None and dear.name not in said:
                    said.add(dear.name)
                    yield _finding(pricing, rungs[other], dear, *found)


def _everywhere(pricing: Pricing, cheap: Tier, dear: Tier) -> tuple[Variant, Variant, Verdict] | None:
    """Whether it holds for each price of the dearer tier, and that of the first."""
    first = None
    for theirs in pricing.analysis.variants(dear.name):
        answer = None
        for ours in pricing.analysis.variants(cheap.name):
            if ours.currency != theirs.currency or not (ours.free or ours.interval == theirs.interval):
                continue
            verdict = dominated(pricing.analysis.sheet, ours, theirs)
            if verdict.answer == "open":
                pricing.analysis.leave("tier-dominated", dear.name, verdict.reason)
            if verdict.answer == "yes":
                answer = (ours, theirs, verdict)
        if answer is None:
            return None
        first = first or answer
    return first


def _finding(pricing: Pricing, cheap: Tier, dear: Tier, ours: Variant, theirs: Variant, verdict: Verdict) -> Finding:
    seats = f" for {verdict.seats:,} seats" if theirs.seated and verdict.seats > 1 else ""
    first = money(verdict.bill, ours.currency)
    second = money(verdict.other, theirs.currency)
    places = [(theirs.fee.span if theirs.fee is not None else None, f"{second} a month{seats}")]
    places.append((ours.fee.span if ours.fee is not None else cheap.span, f"{first} a month{seats}"))
    return Finding(
        f"`{dear.label}` costs more than `{cheap.label}` and gives nothing more",
        dear.span,
        "never the better buy",
        related=labels(*places),
        notes=("no feature, limit, number of seats or use makes it the cheaper one",),
        helps=(f"include something that `{cheap.label}` has not, or take the tier out",),
        symbol=f"tier {dear.name}",
        uncertain=pricing.uncertain(cheap, dear, *ours.prices, *theirs.prices),
    )
