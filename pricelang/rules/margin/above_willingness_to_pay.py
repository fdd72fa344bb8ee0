"""What a persona usually uses costs more than it would pay.

## What it does

Bills the `typical` use of each persona on the tiers that are for it, by the month, with the seats that it needs (and
those that the tier makes it buy), and compares the cheapest with what it `pays up to`. A yearly price counts only where
there is no monthly one.

Silent where a persona does not say what it pays or uses, or no tier is for it.

## Why it matters

A price above what its own buyers would pay is a tier without customers.

## Bad

```price
product p "P" { currency USD; audience consumer }
persona writer "Writer" { pays up to $25 per month; uses 60 drafts typical }
metric draft "Drafts" { charged by task }
tier pro "Pro" {
  for       writer
  price     $20 per month
  includes  40 drafts per month, then $0.50 each up to $50 per month, then block
}
```

## Good

```price
product p "P" { currency USD; audience consumer }
persona writer "Writer" { pays up to $25 per month; uses 60 drafts typical }
metric draft "Drafts" { charged by task }
tier pro "Pro" {
  for       writer
  price     $20 per month
  includes  60 drafts per month, then $0.50 each up to $50 per month, then block
}
```

## Options

None.

## Sources

The pricing and packaging guide: willingness to pay comes before the price.
"""

from __future__ import annotations

from collections.abc import Iterator
from fractions import Fraction

from pricelang.analysis.needs import Met, cheapest, packs, pays, usage_of
from pricelang.analysis.variants import Variant
from pricelang.catalog.catalog import Persona
from pricelang.diagnostics import Severity
from pricelang.rules.frame import Finding, Pricing, labels
from pricelang.rules.wording import money, number

SEVERITY = Severity.WARNING
DEFAULT = True


def check(pricing: Pricing) -> Iterator[Finding]:
    sheet = pricing.analysis.sheet
    for persona in pricing.catalog.personas:
        own = [tier for tier in pricing.analysis.tiers if persona.name in tier.personas]
        if persona.pays is None or not persona.retains or not own or not persona.uses:
            continue
        best: Met | None = None
        seats = persona.seats or 1
        unknown = False
        for tier in own:
            for variant in _shortest(pricing.analysis.variants(tier.name)):
                limit = pays(sheet, persona, variant.currency)
                met = None
                if limit is not None and not variant.custom and variant.sound:
                    met = cheapest(variant, seats, usage_of(persona, "typical", seats), packs(sheet, variant))
                if met is None:
                    unknown = True  # a tier that cannot be compared may be the one it buys
                elif best is None or met.total < best.total:
                    best = met
        if best is None or unknown:
            continue
        limit = pays(sheet, persona, best.variant.currency)
        if limit is not None and best.total > limit[0] * (seats if limit[1] else 1):
            yield _finding(pricing, persona, best, seats, limit[1])


def _shortest(variants: tuple[Variant, ...]) -> list[Variant]:
    monthly = [each for each in variants if each.interval is None or each.word == "monthly"]
    return monthly or list(variants)


def _finding(pricing: Pricing, persona: Persona, met: Met, seats: int, per_seat: bool) -> Finding:
    variant = met.variant
    uses = usage_of(persona, "typical", seats)
    used = ", ".join(f"{number(quantity)} `{cell.metric}`" for cell, quantity in uses.items() if quantity)
    bill = money(met.total, variant.currency)
    each = f", {money(met.total / seats, variant.currency)} for each of its seats" if per_seat and seats > 1 else ""
    assert persona.pays is not None
    most = money(Fraction(persona.pays.amount.amount), persona.pays.amount.currency)
    notes = [f"{used} a month" + (f", for {met.seats:,} seats" if variant.seated and met.seats > 1 else "")]
    if met.packs:
        notes.append(f"with {met.packs} packs")
    place = variant.fee.span if variant.fee is not None else None
    return Finding(
        f"`{variant.tier.label}` costs a typical `{persona.label}` more than it would pay",
        place or variant.tier.span,
        f"comes to {bill} a month{each}",
        related=labels((persona.pays.span, f"would pay up to {most}")),
        notes=tuple(notes),
        helps=("lower the price or include more, or name the persona that the tier is for",),
        symbol=f"tier {variant.tier.name} / persona {persona.name}",
        uncertain=pricing.uncertain(persona, variant.tier, *variant.prices),
    )
