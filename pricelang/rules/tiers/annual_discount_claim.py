"""A stated yearly discount is not the one that the prices give.

## What it does

Compares `saves 20%` with the prices it stands beside: what the last alternative costs in a year against the first
one, in each currency. Finds a difference of more than one percentage point, which is more than rounding explains.
`saves up to 20%` is compared with the largest of them.

## Why it matters

A discount on a price page is an advertised claim. One that is not true is misleading in the law of most countries, and
anybody with a calculator finds out.

## Bad

```price
tier pro "Pro" { price $20 per month or $200 per year, saves 20% }
```

## Good

```price
tier pro "Pro" { price $20 per month or $192 per year, saves 20% }
```

## Options

None.

## Sources

Guide, tiers. EU Directive 2005/29/EC, article 6(1)(d); US 16 CFR part 233. On the real price lists of `specs/` it
finds one such claim: "20%" for $400 a year against $40 a month, which is 16.7%.
"""

from __future__ import annotations

from collections.abc import Iterator
from decimal import Decimal
from fractions import Fraction

from pricelang.catalog.catalog import Package, Tier
from pricelang.catalog.charges import Price
from pricelang.diagnostics import Fix, Safety, Severity
from pricelang.rules.frame import Finding, Pricing
from pricelang.rules.yearly import Saving, percent, savings, shown
from pricelang.source import Span
from pricelang.syntax import nodes

SEVERITY = Severity.ERROR
DEFAULT = True
FIX = Safety.UNSAFE, "writes the discount that the prices give, rounded down"


def check(pricing: Pricing) -> Iterator[Finding]:
    sellers: tuple[Tier | Package, ...] = (*pricing.catalog.tiers, *pricing.catalog.packages)
    for seller in sellers:
        for price in seller.prices:
            claim = price.terms.saves
            found = savings(price) if claim is not None else []
            if claim is None or price.inherited is not None or not found:
                continue
            stated = Fraction(claim)
            if price.terms.saves_up_to:
                wrong: Saving | None = max(found, key=lambda saving: saving.percent)
            else:
                wrong = max(found, key=lambda saving: abs(saving.percent - stated))
            if wrong is None or abs(wrong.percent - stated) <= 1:
                continue
            word = "up to " if price.terms.saves_up_to else ""
            yield Finding(
                f"`{seller.label}` claims to save {word}{percent(stated)}, and saves {percent(wrong.percent)}",
                price.span or seller.span,
                f"{shown(wrong.later)} against {shown(wrong.first)}",
                notes=(f"by the month that is {wrong.by_the_month}; {percent(stated)} would be {wrong.at(stated)}",),
                helps=(f"write `saves {percent(wrong.percent, down=True)}`, or set the price that was claimed",),
                fix=_fix(pricing, price, found),
                symbol=f"{'tier' if isinstance(seller, Tier) else 'package'} {seller.name}",
                uncertain=pricing.uncertain(seller, price),
            )


def _fix(pricing: Pricing, price: Price, found: list[Saving]) -> Fix | None:
    """What may be claimed in every currency."""
    from pricelang.rules.edits import first, offered, percentage, statement

    choose = max if price.terms.saves_up_to else min
    saved = choose(saving.percent for saving in found)
    written = statement(pricing, price.span)
    claim = first(getattr(written, "tails", ()), nodes.TailSaves)
    if saved < 1 or claim is None or price.span is None:
        return None
    at = Span(price.span.source, claim.percent.start, claim.percent.end)
    return offered("claim what is saved", FIX[0], percentage(at, Decimal(int(saved))))
