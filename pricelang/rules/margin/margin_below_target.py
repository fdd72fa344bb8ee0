"""A customer who uses what a tier includes leaves less than the margin that the product asks for.

## What it does

Holds every price of a tier, monthly and yearly alike, against `margin at least` of the product: what is left of the
fee when the whole allowance is used in the dearest way. Prices of overage and packs are held against it too: each unit
has to leave the same share.

Silent without a declared margin or declared costs, and where `loss-at-cap` or `price-below-cost` says worse.

## Why it matters

A yearly discount and a generous grant are decided apart and eat the same margin: together they may leave none of what
finance counts on.

## Bad

```price
product p "P" { currency USD; audience consumer; margin at least 70% }
cost model { rate $0.005 per draft }
metric draft "Drafts" { charged by task; costs 1 model.draft }
credit ai "AI credits" { burns 1 per draft; unused expires }
tier pro "Pro" {
  price     $20 per month or $192 per year, grants monthly
  includes  1_200 ai per month, then block
}
```

## Good

```price
product p "P" { currency USD; audience consumer; margin at least 70% }
cost model { rate $0.005 per draft }
metric draft "Drafts" { charged by task; costs 1 model.draft }
credit ai "AI credits" { burns 1 per draft; unused expires }
tier pro "Pro" {
  price     $20 per month or $192 per year, grants monthly
  includes  960 ai per month, then block
}
```

## Options

None.

## Sources

The pricing and packaging guide: the cost to serve is the floor of a price, with the margin that the business needs.
"""

from __future__ import annotations

from collections.abc import Iterator

from pricelang.analysis.exact import ZERO
from pricelang.diagnostics import Safety, Severity
from pricelang.record import replace
from pricelang.rules.frame import Finding, Pricing
from pricelang.rules.losses import finding, found, remedy, smaller
from pricelang.rules.prices import findings
from pricelang.rules.wording import called, money, percent

SEVERITY = Severity.WARNING
DEFAULT = True
FIX = Safety.UNSAFE, "lowers the allowance, or raises the price, as far as the target asks for"
HIDDEN_BY = ("unlimited-with-cost", "price-below-cost", "loss-at-cap")


def check(pricing: Pricing) -> Iterator[Finding]:
    target = pricing.analysis.sheet.target
    if not target:
        return
    losing = {tier.name for tier, _ in found(pricing, ZERO)}
    for tier, losses in found(pricing, target):
        if tier.name in losing:
            continue
        worst = losses[0]
        left = percent(worst.margin)
        message = f"`{tier.label}` leaves less than {percent(target)} on a customer who uses what it includes"
        report = finding(pricing, tier, losses, message, (remedy(worst, target),), smaller(worst, target, FIX[0]))
        kept = money(worst.fee - worst.full.cost, worst.variant.currency)
        paid = called(worst.variant, worst.seats, worst.per_seat)
        others = [f"{called(each.variant, each.seats, each.per_seat)} {percent(each.margin)}" for each in losses[1:]]
        note = f"{paid} leaves {kept} of {money(worst.fee, worst.variant.currency)}, {left}"
        notes = ("; ".join([note, *others]), *(each for each in report.notes if each.startswith("it includes")))
        yield replace(report, notes=notes)
    yield from findings(pricing, FIX[0], target)
