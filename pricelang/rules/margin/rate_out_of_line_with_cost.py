"""Two rows of a rate table burn credits that cost very differently to serve.

## What it does

Works out what a credit costs to serve on each row of a rate table, and compares the dearest with the cheapest.

Silent where a row has no declared cost. Opt-in: a rate may follow value instead of cost, and `price-below-cost` holds
the floor.

## Why it matters

Customers find the row where a credit buys the most, and so does the cost.

## Bad

```price
product p "P" { currency USD; audience consumer }
cost model { rate $0.005 per draft; rate $0.10 per image }
metric draft "Drafts" { charged by task; costs 1 model.draft }
metric image "Images" { charged by task; costs 1 model.image }
credit ai "AI credits" { burns 1 per draft; burns 4 per image; unused expires }
tier pro "Pro" { price $20 per month; includes 100 ai per month, then block }
```

## Good

```price
product p "P" { currency USD; audience consumer }
cost model { rate $0.005 per draft; rate $0.10 per image }
metric draft "Drafts" { charged by task; costs 1 model.draft }
metric image "Images" { charged by task; costs 1 model.image }
credit ai "AI credits" { burns 1 per draft; burns 20 per image; unused expires }
tier pro "Pro" { price $20 per month; includes 100 ai per month, then block }
```

## Options

- `ratio`: how many times as much a credit may cost on one row as on another. 2 by default.

## Sources

The pricing and packaging guide: a credit is a promise about cost.
"""

from __future__ import annotations

from collections.abc import Iterator
from decimal import Decimal
from fractions import Fraction

from pricelang.analysis.cells import Cell
from pricelang.diagnostics import Severity
from pricelang.rules.frame import Finding, Option, Pricing
from pricelang.rules.wording import money, number
from pricelang.source import Span

SEVERITY = Severity.INFO
DEFAULT = False
OPTIONS = {"ratio": Option(Decimal, Decimal(2), "how many times as much a credit may cost on one row as on another")}


def check(pricing: Pricing) -> Iterator[Finding]:
    sheet = pricing.analysis.sheet
    ratio = Fraction(pricing.options["ratio"])
    for credit in pricing.catalog.credits:
        found: list[tuple[Fraction, Cell, Fraction]] = []
        for metric in sheet.cells.rows.get(credit.name, {}):
            for cell, rate in sheet.cells.rates(credit.name, metric):
                cost = sheet.costs.unit(cell, sheet.currencies[0]) if sheet.currencies else None
                if cost and rate:
                    found.append((cost / rate, cell, rate))
        if not found:
            continue
        low, high = min(found, key=lambda each: each[0]), max(found, key=lambda each: each[0])
        if high[0] > ratio * low[0]:
            currency = sheet.currencies[0]
            equal = high[2] * high[0] / low[0]
            yield Finding(
                f"a credit of `{credit.label}` costs {number(high[0] / low[0])} times as much on one row as on another",
                _row(pricing, credit.name, high[1]) or credit.span,
                f"{high[1].shown}: {money(high[0], currency)} a credit",
                notes=(f"{low[1].shown} costs {money(low[0], currency)} a credit",),
                helps=(f"at {number(equal)} credits {high[1].shown} would cost the same",),
                symbol=f"credit {credit.name}",
                uncertain=pricing.uncertain(credit),
            )


def _row(pricing: Pricing, credit: str, cell: Cell) -> Span | None:
    rows = [burn for burn in pricing.analysis.sheet.credits[credit].burns if burn.metric == cell.metric]
    return rows[0].span if rows else None
