"""Nothing in a paid tier moves with what costs money to serve.

## What it does

Finds paid tiers where no wallet, limit, allowance or charge counts any metric with a declared cost: use is unlimited
and at most slowed. An allowance that blocks is a tie, and so is a limit.

Silent where `unlimited-with-cost` says it of a metric, and where no cost is declared.

## Why it matters

The bill and the cost have nothing to do with each other: the seller hopes that customers use less.

## Bad

```price
product p "P" { currency USD; audience consumer }
cost model { rate $0.005 per draft }
metric draft "Drafts" { charged by task; costs 1 model.draft }
tier pro "Pro" {
  price     $20 per month
  includes  unlimited drafts per month, then slow
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

The pricing and packaging guide: at least one metric that is charged follows the cost to serve.
"""

from __future__ import annotations

from collections.abc import Iterator

from pricelang.analysis.cells import Cell
from pricelang.analysis.margins import endless
from pricelang.analysis.routes import Route
from pricelang.analysis.variants import Variant
from pricelang.diagnostics import Severity
from pricelang.rules.frame import Finding, Pricing, labels
from pricelang.rules.wording import cells, facts, money

SEVERITY = Severity.WARNING
DEFAULT = True


def check(pricing: Pricing) -> Iterator[Finding]:
    for tier in pricing.analysis.tiers:
        for variant in pricing.analysis.variants(tier.name)[:1]:
            if not variant.paid or variant.routes is None or endless(variant):
                continue
            costed = [
                (cell, route, cost)
                for cell, route in variant.routes.items()
                if (cost := variant.sheet.costs.unit(cell, variant.currency))
            ]
            if not costed or any(_tied(variant, cell, route) for cell, route, _ in costed):
                continue
            dearest = max(costed, key=lambda each: each[2])
            found = [cell for cell, _, _ in costed]
            own = dearest[1].own
            place = own.owner.span if own is not None else None
            yield Finding(
                f"nothing in `{tier.label}` moves with what it costs to serve",
                variant.fee.span if variant.fee is not None else tier.span,
                "the same for every use",
                related=labels((place, f"{dearest[0].shown} costs {money(dearest[2], variant.currency)} to serve")),
                notes=(f"{cells(found, 'and')}: no wallet, limit or charge counts them",),
                helps=("count one of them: an allowance with an amount, a limit, credits or a price",),
                symbol=f"tier {tier.name}",
                uncertain=pricing.uncertain(*facts(variant, own, found)),
            )


def _tied(variant: Variant, cell: Cell, route: Route) -> bool:
    if any(bound.limit.of.name == cell.metric for bound in variant.bounds):
        return True
    if route.own is not None:
        return not route.own.unlimited
    return any(rate is None or rate for _, rate in route.wallets) or bool(route.prices) or not _reached(variant, cell)


def _reached(variant: Variant, cell: Cell) -> bool:
    """Whether the cell can be used at all: what only credits pay for is not, without a wallet."""
    return not any(cell.metric in rows for rows in variant.sheet.cells.rows.values())
