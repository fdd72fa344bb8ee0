"""Use that costs money to serve has no bound, and the bill stands still.

## What it does

Finds what a tier offers without end while nothing more is paid: an unlimited allowance, a rate of zero credits, a price
that ends in a free band or stops at a maximum, `up to $200, then free`, or no allowance, limit and price at all.

Fair use with a number, a limit, and use that goes on slowed are taken as bounds, because the file says so. Silent where
no cost is declared, and on custom prices.

## Why it matters

A single customer with a script can cost more than all others bring in, and the price gives the seller nothing to
stop it
with.

## Bad

```price
product p "P" { currency USD; audience consumer }
cost model { rate $0.005 per draft }
metric draft "Drafts" { charged by task; costs 1 model.draft }
tier pro "Pro" {
  price     $20 per month
  includes  unlimited drafts per month
}
```

## Good

```price
product p "P" { currency USD; audience consumer }
cost model { rate $0.005 per draft }
metric draft "Drafts" { charged by task; costs 1 model.draft }
tier pro "Pro" {
  price     $20 per month
  includes  1_000 drafts per month, then slow
}
```

## Options

None.

## Sources

The pricing and packaging guide: unlimited use of what costs money needs a fair use policy or a slower fallback.
"""

from __future__ import annotations

from collections.abc import Iterator

from pricelang.analysis.margins import Endless, PoolCurve, endless, metered_loss
from pricelang.analysis.variants import Variant
from pricelang.catalog.quantity import Ref
from pricelang.diagnostics import Severity
from pricelang.rules.frame import Finding, Pricing, labels
from pricelang.rules.wording import cells, facts, money, number, symbol, units
from pricelang.source import Span

SEVERITY = Severity.ERROR
DEFAULT = True


def check(pricing: Pricing) -> Iterator[Finding]:
    for tier in pricing.analysis.tiers:
        found: dict[Ref, tuple[Variant, list[Endless]]] = {}
        for variant in pricing.analysis.variants(tier.name):
            if variant.custom or not variant.sound:
                continue
            if variant.routes is None:
                pricing.analysis.leave(
                    "unlimited-with-cost", tier.name, "a metric has too many combinations of attributes"
                )
            groups: dict[Ref, list[Endless]] = {}
            for one in endless(variant):
                paid_by_pool = one.pool is not None and one.why in ("capped", "free_after", "price_zero", "unlimited")
                of = one.pool.of if paid_by_pool and one.pool is not None else Ref("metric", one.cell.metric)
                groups.setdefault(of, []).append(one)
            for of, group in groups.items():
                known = found.get(of)
                if known is None or variant.fees.at(variant.least) < known[0].fees.at(known[0].least):
                    found[of] = (variant, group)
        for of, (variant, group) in found.items():
            yield _finding(pricing, variant, of, group)


def _finding(pricing: Pricing, variant: Variant, of: Ref, group: list[Endless]) -> Finding:
    sheet, currency, tier = pricing.analysis.sheet, variant.currency, variant.tier
    worst = max(group, key=lambda each: each.cost / (each.rate or 1))
    fee = variant.fees.at(variant.least)
    each = worst.cost
    name = units(sheet, of)
    if worst.pool is not None and worst.why in ("capped", "free_after", "price_zero"):
        each = worst.cost / worst.rate
        first = PoolCurve(variant, worst.pool, variant.least, each).first_loss()
    elif worst.metered is not None:
        first = metered_loss(variant, worst.metered, worst.cost)
    else:
        each = worst.cost / (worst.rate or 1)
        step = sheet.step(of.name)
        first = (fee / each // step + 1) * step
    notes = []
    if first is not None:
        bill = fee
        if worst.pool is not None and not worst.pool.unlimited and worst.rate:
            bill = PoolCurve(variant, worst.pool, variant.least, each).bill(first)
        elif worst.metered is not None:
            bill = fee + worst.metered.amount(first)
        notes.append(
            f"from {number(first)} {name} a month it loses money: {money(bill, currency)} against"
            f" {money(each * first, currency)} to serve"
        )
    notes.append(f"each further one costs {money(each, currency)} and brings in nothing")
    span, label = _place(variant, worst)
    place = variant.fee.span if variant.fee is not None else None
    seats = f" for {variant.least:,} seats" if variant.seated and variant.least > 1 else ""
    facts_ = facts(variant, worst.pool, [one.cell for one in group])
    return Finding(
        f"{cells([one.cell for one in group], 'and')} on `{tier.label}` can cost more than any bill: nothing bounds it",
        span or tier.span,
        label,
        related=labels((place, f"brings in {money(fee, currency)} a month{seats}")) if place != span else (),
        notes=tuple(notes),
        helps=("state an amount and what follows it: `then block`, `then slow`, a price, or fair use with a number",),
        symbol=symbol(tier, of),
        uncertain=pricing.uncertain(*facts_),
    )


def _place(variant: Variant, worst: Endless) -> tuple[Span | None, str]:
    each = money(worst.cost, variant.currency)
    costs = f"{worst.cell.shown} costs {each} to serve"
    if worst.why == "rate_zero" and worst.pool is not None:
        for burn in variant.sheet.credits[worst.pool.of.name].burns:
            if burn.metric == worst.cell.metric and getattr(burn.quantity, "value", None) == 0:
                return burn.span, f"burns nothing, and {costs}"
    if worst.metered is not None:
        bound = f"at most {money(worst.metered.maximum, variant.currency)}" if worst.metered.maximum else "ends free"
        return worst.metered.price.span, f"{bound}, and {costs}"
    if worst.pool is not None:
        owner = worst.pool.owner
        if worst.why == "unlimited":
            return owner.span, f"without a bound, and {costs}"
        last = owner.phases[-1]
        return last.span or owner.span, f"the bill stops and the use goes on: {costs}"
    return variant.tier.span, f"no allowance, limit or price of `{worst.cell.metric}`: {costs}"
