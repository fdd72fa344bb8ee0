"""A seat at its limit costs far more to serve than a typical one, and both pay the same.

## What it does

For tiers that charge by the seat and nothing else: takes what a seat costs to serve when all that it includes is used,
and what it costs at the typical use of the personas that the tier is for. It speaks where the difference is more than a
share of the seat's price (30% by default).

Silent without costs, or without a persona's typical use; and where a rule says that the tier loses money.

## Why it matters

Light users pay for the heavy ones until they leave, and then the price stands on the heavy ones alone.

## Bad

```price
product p "P" { currency USD; audience b2b }
cost model { rate $0.005 per draft }
persona writer "Writer" { uses 100 drafts per seat typical }
metric draft "Drafts" { charged by task; costs 1 model.draft }
seat editor "Seat"
tier pro "Pro" {
  for       writer
  price     $20 per seat per month
  includes  3_000 drafts per seat per month, then block
}
```

## Good

```price
product p "P" { currency USD; audience b2b }
cost model { rate $0.005 per draft }
persona writer "Writer" { uses 100 drafts per seat typical }
metric draft "Drafts" { charged by task; costs 1 model.draft }
seat editor "Seat"
tier pro "Pro" {
  for       writer
  price     $20 per seat per month
  includes  300 drafts per seat per month, then $0.05 each up to $100 per month if enabled, then block
}
```

## Options

- `share`: how much of the seat's price the difference may be, in percent. 30 by default.

## Sources

The pricing and packaging guide: seat prices hide usage; add a metric for it when usage differs.
"""

from __future__ import annotations

from collections.abc import Iterator
from decimal import Decimal
from fractions import Fraction

from pricelang.analysis.bills import month
from pricelang.analysis.margins import endless
from pricelang.analysis.needs import usage_of
from pricelang.analysis.variants import Variant
from pricelang.analysis.worst import FullUse, full_use, loss, proportional
from pricelang.diagnostics import Severity
from pricelang.rules.frame import Finding, Option, Pricing, labels
from pricelang.rules.wording import facts, money, percent

SEVERITY = Severity.WARNING
DEFAULT = True
OPTIONS = {"share": Option(Decimal, Decimal(30), "how much of the seat's price the difference may be, in percent")}


def check(pricing: Pricing) -> Iterator[Finding]:
    share = Fraction(pricing.options["share"]) / 100
    for tier in pricing.analysis.tiers:
        personas = [each for each in pricing.catalog.personas if each.name in tier.personas and each.retains]
        for variant in pricing.analysis.variants(tier.name)[:1]:
            if not variant.paid or not proportional(variant) or _charges(variant):
                continue
            if loss(variant) is not None or endless(variant):
                continue
            full, seat = full_use(variant, 1), variant.fees.at(1)
            typical = []
            for persona in personas:
                seats = persona.seats or 1
                bill = month(variant, seats, usage_of(persona, "typical", seats)) if persona.uses else None
                if bill is not None and bill.decided:
                    typical.append(bill.cost / seats)
            if typical and full.shares and full.cost - max(typical) > share * seat:
                yield _finding(pricing, variant, full, max(typical), share)


def _charges(variant: Variant) -> bool:
    if variant.metered:
        return True
    return any(variant.overage(pool, variant.least).segments for pool in variant.pools.values())


def _finding(pricing: Pricing, variant: Variant, full: FullUse, typical: Fraction, share: Fraction) -> Finding:
    currency, seat = variant.currency, variant.fees.at(1)
    dearest = max(full.shares, key=lambda each: each.cost)
    return Finding(
        f"a seat of `{variant.tier.label}` at its limit costs {money(full.cost, currency)} to serve, a typical one"
        f" {money(typical, currency)}",
        variant.fee.span if variant.fee is not None else variant.tier.span,
        f"both pay {money(seat, currency)} a month",
        related=labels((dearest.pool.owner.span, f"costs up to {money(dearest.cost, currency)}")),
        notes=(f"the difference is {percent((full.cost - typical) / seat)} of the price: more than {percent(share)}",),
        helps=("include less and sell what is beyond it, or offer a tier for heavy use",),
        symbol=f"tier {variant.tier.name}",
        uncertain=pricing.uncertain(*facts(variant, dearest.pool, dearest.cells)),
    )
