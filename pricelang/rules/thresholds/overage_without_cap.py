"""What is charged beyond an allowance has no ceiling, and the customer can set none.

## What it does

Finds charges after an allowance that go on without end: no amount, quantity or multiple of the allowance stops them,
and there is no budget that the customer sets.

Pay-as-you-go prices without an allowance are left alone: there the bill is the use. Packs are bought one by one.

## Why it matters

One mistake in a loop becomes an invoice that nobody agreed to, a refund, and a story that is told for years.

## Bad

```price
product p "P" { currency USD; audience consumer }
metric draft "Drafts" { charged by task }
tier pro "Pro" {
  price     $20 per month
  includes  500 drafts per month, then $0.05 each if enabled
  alert     draft at 80%, 100%
}
```

## Good

```price
product p "P" { currency USD; audience consumer }
metric draft "Drafts" { charged by task }
tier pro "Pro" {
  price     $20 per month
  includes  500 drafts per month, then $0.05 each up to $200 per month if enabled, then block
  alert     draft at 80%, 100%
}
```

## Options

None.

## Sources

The pricing and packaging guide: predictable bills; a spend cap that the customer can set.
"""

from __future__ import annotations

from collections.abc import Iterator

from pricelang.diagnostics import Severity
from pricelang.rules.frame import Finding, Pricing
from pricelang.rules.overages import charged
from pricelang.rules.wording import money, number, symbol, units

SEVERITY = Severity.WARNING
DEFAULT = True


def check(pricing: Pricing) -> Iterator[Finding]:
    for each in charged(pricing):
        segment = each.overage.segments[-1]
        if each.overage.tail != "charge" or segment.phase.ceiling is not None or not each.overage.tail_slope:
            continue
        variant, pool = each.variant, each.pool
        granted = pool.at(variant.least)
        notes: tuple[str, ...] = ()
        if granted and pool.known:
            bill = variant.fees.at(variant.least) + each.overage.amount(9 * granted)
            amount = f"{number(10 * granted)} {units(pricing.analysis.sheet, pool.of)}"
            seats = f" and {variant.least:,} seats" if variant.seated and variant.least > 1 else ""
            fee = "" if variant.custom else f"{money(bill, variant.currency)} a month"
            over = f"{money(each.overage.amount(9 * granted), variant.currency)} beyond the fee"
            notes = (f"ten times the allowance, {amount}{seats}, comes to {fee or over}",)
        yield Finding(
            f"the overage of `{variant.tier.label}` has no ceiling",
            each.span,
            "goes on without end",
            notes=notes,
            helps=("end it: `up to $200 per month, then block`, or `up to budget of $200 per month`",),
            symbol=symbol(variant.tier, pool.of),
        )
