"""A free user, or a trial, can cost more than the seller wants to spend on one.

## What it does

Serves the whole allowance of each free tier, and of each trial, in the dearest way, and compares it with the option
`most`: what one free user may cost a month, and one trial in all.

Silent while the option is not set, and where no cost is declared.

## Why it matters

Free users are marketing: their cost is a budget, and it is decided by an allowance that nobody adds up.

## Bad

With `most = 0.05`:

```price
product p "P" { currency USD; audience consumer }
cost model { rate $0.005 per draft }
metric draft "Drafts" { charged by task; costs 1 model.draft }
tier free "Free" { price free; includes 20 drafts per month, then block }
```

## Good

```price
product p "P" { currency USD; audience consumer }
cost model { rate $0.005 per draft }
metric draft "Drafts" { charged by task; costs 1 model.draft }
tier free "Free" { price free; includes 10 drafts per month, then block }
```

## Options

- `most`: what a free user may cost a month, or a trial in all, in the currency of the tier. Not set by default.

## Sources

The pricing and packaging guide: a free tier is a cost of acquisition.
"""

from __future__ import annotations

from collections.abc import Iterator
from decimal import Decimal
from fractions import Fraction

from pricelang.analysis.exact import ZERO, stated
from pricelang.analysis.variants import Variant
from pricelang.analysis.worst import FullUse, costliest, full_use, proportional
from pricelang.diagnostics import Severity
from pricelang.rules.frame import Finding, Option, Pricing
from pricelang.rules.wording import cells, facts, money, symbol, unit
from pricelang.source import Span

SEVERITY = Severity.WARNING
DEFAULT = True
OPTIONS = {"most": Option(Decimal, None, "what a free user may cost a month, or a trial in all")}


def check(pricing: Pricing) -> Iterator[Finding]:
    if pricing.options.get("most") is None:
        return
    most = Fraction(pricing.options["most"])
    for tier in pricing.analysis.tiers:
        for variant in pricing.analysis.variants(tier.name)[:1]:
            if variant.free:
                full = full_use(variant, variant.least)
                if full.cost > most:
                    yield _finding(pricing, variant, full, "a user", "a month", None, most)
            elif tier.trial is not None and variant.paid:
                seats = 1 if proportional(variant) else variant.least
                full = full_use(variant, seats)
                cost = _granted(pricing, variant)
                if (full.cost if cost is None else cost) > most and full.shares:
                    known = full if cost is None else FullUse(cost, cost, full.shares)
                    yield _finding(pricing, variant, known, "a trial", "in all", tier.trial.span, most)


def _granted(pricing: Pricing, variant: Variant) -> Fraction | None:
    """What a trial's own grant costs; None: it has the tier's."""
    trial = variant.tier.trial
    if trial is None or trial.of is None or trial.quantity is None:
        return None
    pool = variant.pools.get(trial.of.name)
    quantity = stated(pricing.catalog, trial.quantity, trial.of).value
    dearest = costliest(variant, pool) if pool is not None else ()
    return quantity * dearest[0].each if quantity is not None and dearest else ZERO


def _finding(
    pricing: Pricing, variant: Variant, full: FullUse, who: str, when: str, place: Span | None, most: Fraction
) -> Finding:
    share = max(full.shares, key=lambda each: each.cost)
    cost, currency = money(full.cost, variant.currency), variant.currency
    span = place or share.pool.owner.span or variant.tier.span
    each = f"{money(share.each, currency)} {unit(variant.sheet, share.pool.of)}"
    kind = "trial" if place is not None else "month"
    return Finding(
        f"{who} of `{variant.tier.label}` can cost {cost} {when}: more than {money(most, currency)}",
        span,
        f"costs up to {cost} to serve ({cells(share.cells)}: {each})",
        helps=(f"include less in a {kind}, or raise `most`",),
        symbol=symbol(variant.tier, share.pool.of),
        uncertain=pricing.uncertain(*facts(variant, share.pool, share.cells)),
    )
