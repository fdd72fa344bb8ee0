"""A persona's heavy use costs more than the persona pays.

## What it does

Bills and serves the `heavy` use of each persona, all its metrics at once, on the tiers that are for it; where no tier
is, on the one that serves this use for the least money. Use that the tier stops is not served and not counted.

Silent without declared costs, for personas that do not stay (`retains no`), on free tiers and custom prices, and
where a
rule says that the tier loses money anyway.

## Why it matters

Heavy users are few and known: they are the ones that a price can still be changed for before there are many.

## Bad

```price
product p "P" { currency USD; audience consumer }
cost model { rate $0.005 per draft; rate $0.10 per image }
persona writer "Writer" { uses 100 drafts typical, 2_000 heavy }
metric draft "Drafts" { charged by task; costs 1 model.draft }
tier pro "Pro" {
  for       writer
  price     $5 per month
  includes  500 drafts per month, then $0.002 each up to $20 per month, then block
}
```

## Good

```price
product p "P" { currency USD; audience consumer }
cost model { rate $0.005 per draft; rate $0.10 per image }
persona writer "Writer" { uses 100 drafts typical, 2_000 heavy }
metric draft "Drafts" { charged by task; costs 1 model.draft }
tier pro "Pro" {
  for       writer
  price     $5 per month
  includes  500 drafts per month, then $0.02 each up to $20 per month, then block
}
```

## Options

None.

## Sources

The pricing and packaging guide: know the margin of the heavy user, not of the average.
"""

from __future__ import annotations

from collections.abc import Iterator
from fractions import Fraction

from pricelang.analysis.bills import month
from pricelang.analysis.margins import endless
from pricelang.analysis.needs import Met, cheapest, usage_of
from pricelang.analysis.variants import Variant
from pricelang.analysis.worst import loss
from pricelang.catalog.catalog import Persona
from pricelang.diagnostics import Severity
from pricelang.rules.frame import Finding, Pricing, labels
from pricelang.rules.wording import cells, facts, money, number

SEVERITY = Severity.WARNING
DEFAULT = True


def check(pricing: Pricing) -> Iterator[Finding]:
    for persona in pricing.catalog.personas:
        if not persona.retains or all(use.heavy is None for use in persona.uses):
            continue
        worst: dict[str, Met] = {}
        for variant in _variants(pricing, persona):
            met = _heavy(variant, persona)
            if met is None or met.bill.margin >= 0 or loss(variant) is not None or endless(variant):
                continue
            uses = usage_of(persona, "heavy", persona.seats or met.seats)
            if not met.bill.blocked and not pricing.analysis.confirms(variant, met.seats, uses, met.bill.cost):
                pricing.analysis.leave("heavy-user-loss", variant.tier.name, "rating bills the witness otherwise")
                continue
            known = worst.get(variant.tier.name)
            if known is None or met.bill.margin < known.bill.margin:
                worst[variant.tier.name] = met
        for met in worst.values():
            yield _finding(pricing, persona, met)


def _variants(pricing: Pricing, persona: Persona) -> list[Variant]:
    own = [tier for tier in pricing.analysis.tiers if persona.name in tier.personas]
    found = [each for tier in own or pricing.analysis.tiers for each in pricing.analysis.variants(tier.name)]
    found = [each for each in found if not each.custom and not each.free and each.sound]
    if own:
        return found
    needs: list[tuple[Fraction, Fraction, int, Variant]] = []
    for variant in found:
        seats = persona.seats or 1
        met = cheapest(variant, seats, usage_of(persona, "heavy", seats))
        if met is not None:
            needs.append((met.total, met.bill.margin, len(needs), variant))
    return [min(needs)[3]] if needs else []


def _heavy(variant: Variant, persona: Persona) -> Met | None:
    seats = max(persona.seats or variant.least, variant.least)
    if variant.most is not None and seats > variant.most:
        return None
    bill = month(variant, seats, usage_of(persona, "heavy", persona.seats or seats))
    return None if bill is None or not bill.decided else Met(variant, seats, 0, bill.total, bill)


def _finding(pricing: Pricing, persona: Persona, met: Met) -> Finding:
    variant, bill = met.variant, met.bill
    uses = usage_of(persona, "heavy", persona.seats or met.seats)
    used = ", ".join(f"{number(quantity)} `{cell.metric}`" for cell, quantity in uses.items() if quantity)
    pays, cost = money(bill.total, variant.currency), money(bill.cost, variant.currency)
    notes = [f"{used} a month" + (f" on {met.seats:,} seats" if variant.seated and met.seats > 1 else "")]
    if len(uses) > 1:
        notes.append("the heavy use of several metrics at once is a corner that few customers reach")
    if bill.blocked:
        stopped = cells([cell for cell, _ in bill.blocked], "and")
        notes.append(f"{stopped} is stopped before all of it is served: what is not served is not counted")
    place = variant.fee.span if variant.fee is not None else None
    paid = f" by a {variant.word} price" if variant.word else ""
    return Finding(
        f"a heavy `{persona.label}` costs more on `{variant.tier.label}` than it pays",
        persona.span,
        f"pays {pays} and costs {cost} to serve",
        related=labels((place, f"{money(bill.fee, variant.currency)} a month{paid}")),
        notes=tuple(notes),
        helps=("raise the price of what is beyond the allowance, or include less",),
        symbol=f"tier {variant.tier.name} / persona {persona.name}",
        uncertain=pricing.uncertain(persona, *facts(variant, None, uses)),
    )
