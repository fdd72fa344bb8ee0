"""A lower tier with its packs, overage and spare seats serves the next tier's allowance for no more money.

## What it does

For neighbours of a ladder at the same interval and currency, where the upper one includes more: takes the cheapest way
in which the lower one comes to that allowance, at every number of seats that both are sold for. It speaks only where
the lower one is never dearer, and where that is proved.

Where the upper tier has features that the lower one has not, this is information: it sells by its features only.

## Why it matters

Nobody should upgrade for the allowance, and the upper tier's price says that they should.

## Bad

```price
product p "P" { currency USD; audience consumer }
metric draft "Drafts" { charged by task }
credit ai "AI credits" { burns 1 per draft; unused expires }
ladder plans "Plans" basic, pro
tier basic "Basic" {
  price     $10 per month
  includes  500 ai per month, then $0.01 each up to $100 per month if enabled, then block
}
tier pro "Pro" { price $30 per month; includes 2_000 ai per month, then block }
```

## Good

```price
product p "P" { currency USD; audience consumer }
metric draft "Drafts" { charged by task }
credit ai "AI credits" { burns 1 per draft; unused expires }
ladder plans "Plans" basic, pro
tier basic "Basic" {
  price     $10 per month
  includes  500 ai per month, then $0.02 each up to $100 per month if enabled, then block
}
tier pro "Pro" { price $30 per month; includes 2_000 ai per month, then block }
```

## Options

None.

## Sources

The pricing and packaging guide: overage is dearer than the upgrade, so that growth leads upwards.
"""

from __future__ import annotations

from collections.abc import Iterator
from itertools import pairwise

from pricelang.analysis.dominance import Verdict, more_features, undercut
from pricelang.analysis.pools import Pool
from pricelang.analysis.variants import Variant
from pricelang.diagnostics import Severity
from pricelang.rules.frame import Finding, Pricing, labels
from pricelang.rules.wording import money, number, symbol, units

SEVERITY = Severity.WARNING
DEFAULT = True


def check(pricing: Pricing) -> Iterator[Finding]:
    tiers = {tier.name: tier for tier in pricing.analysis.tiers if not tier.unlisted}
    said: set[tuple[str, str]] = set()
    for ladder in pricing.catalog.ladders:
        rungs = [tiers[name] for name in ladder.tiers if name in tiers]
        for lower, upper in pairwise(rungs):
            for ours, theirs in _pairs(pricing, lower.name, upper.name):
                for name, pool in theirs.pools.items():
                    verdict = undercut(pricing.analysis.sheet, ours, theirs, name)
                    if verdict.answer == "open":
                        pricing.analysis.leave("tier-undercut", upper.name, verdict.reason)
                    if verdict.answer == "yes" and (upper.name, name) not in said and _only(ours, theirs, name):
                        said.add((upper.name, name))
                        yield _finding(pricing, ours, theirs, pool, verdict)


def _pairs(pricing: Pricing, lower: str, upper: str) -> Iterator[tuple[Variant, Variant]]:
    for theirs in pricing.analysis.variants(upper):
        for ours in pricing.analysis.variants(lower):
            if (ours.currency, ours.interval) == (theirs.currency, theirs.interval) and ours.kind == theirs.kind:
                yield ours, theirs


def _only(ours: Variant, theirs: Variant, name: str) -> bool:
    """Whether the upper tier includes more of this one thing only."""
    seats = max(ours.least, theirs.least)
    for other, pool in theirs.pools.items():
        mine = ours.pools.get(other)
        if other == name:
            continue
        if mine is None or not (mine.known and pool.known) or (pool.unlimited and not mine.unlimited):
            return False
        if not mine.unlimited and (pool.at(seats) > mine.at(seats) or pool.seat > mine.seat):
            return False
    return True


def _finding(pricing: Pricing, ours: Variant, theirs: Variant, pool: Pool, verdict: Verdict) -> Finding:
    sheet, currency = pricing.analysis.sheet, ours.currency
    lower, upper = ours.tier, theirs.tier
    amount = f"{number(verdict.quantity)} {units(sheet, pool.of)}"
    seats = f" for {verdict.seats:,} seats" if theirs.seated and verdict.seats > 1 else ""
    how = f" with {verdict.how}" if verdict.how else ""
    features = more_features(sheet, ours, theirs)
    notes = [
        f"{amount} a month{seats} cost {money(verdict.bill, currency)} on `{lower.label}`{how},"
        f" {money(verdict.other, currency)} on `{upper.label}`"
    ]
    if features:
        notes.append(f"`{upper.label}` sells by its features only")
    mine = ours.pools[pool.of.name]
    fee = theirs.fee.span if theirs.fee is not None else None
    return Finding(
        f"`{lower.label}` serves what `{upper.label}` includes for no more money, at every number of seats"
        if theirs.seated
        else f"`{lower.label}` serves what `{upper.label}` includes for no more money",
        pool.owner.span or upper.span,
        f"{amount}{seats} for {money(verdict.bill, currency)} on `{lower.label}`",
        related=labels((fee, f"{money(verdict.other, currency)} a month{seats}"), (mine.owner.span, "from here")),
        notes=tuple(notes),
        helps=(f"raise the price beyond the allowance of `{lower.label}`, or include more in `{upper.label}`",),
        symbol=symbol(upper, pool.of),
        uncertain=pricing.uncertain(lower, upper, *ours.prices, *theirs.prices, mine.owner, pool.owner),
        severity=Severity.INFO if features else None,
    )
