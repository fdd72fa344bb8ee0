"""A yearly price does not say whether its grants come every month or all at once.

## What it does

Finds a tier with a yearly price without `grants monthly` or `grants up front`, and with credits or an allowance that
comes by the month or by the price's interval. Silent where the tier only has limits, unlimited use, allowances of
rolling or calendar windows, or counts that do not flow (a maximum, a last value, unique values).

## Why it matters

Five hundred credits a month are six thousand on the first day, or five hundred on each of twelve days. The cost of a
customer who leaves after a month differs by the whole year, and so does what can be burned in one week.

## Bad

```price
metric draft "Drafts" { charged by task }
credit ai "AI credits" { burns 1 per draft; unused expires }
tier pro "Pro" { price $20 per month or $192 per year; includes 500 ai per month, then block }
```

## Good

```price
metric draft "Drafts" { charged by task }
credit ai "AI credits" { burns 1 per draft; unused expires }
tier pro "Pro" { price $20 per month or $192 per year, grants monthly; includes 500 ai per month, then block }
```

## Options

None.

## Sources

Guide, credits: credits for a whole year on day one are a loan to the customer. Billing systems differ in their default.
"""

from __future__ import annotations

from collections.abc import Iterator

from pricelang.catalog.charges import Allowance, BandedFee, Fee, FeePrice, Price
from pricelang.catalog.quantity import Unlimited
from pricelang.diagnostics import Fix, Safety, Severity
from pricelang.rules.frame import Finding, Pricing, labels
from pricelang.rules.reading import months
from pricelang.source import Span

SEVERITY = Severity.WARNING
DEFAULT = True
FIX = Safety.UNSAFE, "writes `grants monthly` where the allowance is by the month"


def check(pricing: Pricing) -> Iterator[Finding]:
    for tier in pricing.catalog.tiers:
        if pricing.shop.retired(tier):
            continue
        grant = next((each for each in tier.allowances if _flows(pricing, each)), None)
        silent = [(price, year) for price in tier.prices for year in _years(price)]
        if grant is not None and silent:
            price, year = silent[0]
            yield Finding(
                f"a year of `{tier.label}` does not say whether `{grant.of.name}` come every month or all at once",
                year.span or price.span or tier.span,
                "monthly, or up front?",
                related=labels((grant.span, "granted with it")),
                helps=("write `, grants monthly` or `, grants up front` behind the price",),
                fix=_fix(pricing, [price.span for price, _ in silent], grant),
                symbol=f"tier {tier.name}",
            )


def _years(price: Price) -> list[Fee | BandedFee]:
    """The yearly fee of a price that does not say when its grants come."""
    if not isinstance(price, FeePrice) or price.terms.grants is not None or price.inherited is not None:
        return []
    return [each for each in price.alternatives if each.period and months(each.period) >= 12][:1]


def _fix(pricing: Pricing, prices: list[Span | None], grant: Allowance) -> Fix | None:
    """What the allowance says already; one that comes with the price can be meant either way."""
    from pricelang.rules.edits import clause, offered

    if grant.window.kind != "billing" or grant.window.period is None or months(grant.window.period) != 1:
        return None
    edits = (clause(pricing, span, "grants monthly") for span in prices)
    return offered("grant every month, as it says", FIX[0], *edits)


def _flows(pricing: Pricing, grant: Allowance) -> bool:
    if isinstance(grant.quantity, Unlimited) or grant.window.kind not in ("price", "billing"):
        return False
    if grant.of.kind == "credit":
        return True
    metric = pricing.shop.metrics.get(grant.of.name)
    return metric is None or metric.event is None or metric.event.aggregation in ("count", "sum")
