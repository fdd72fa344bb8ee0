"""A larger quantity of the same tier costs less than a smaller one.

## What it does

Compares the sizes that a tier is sold in, and the bands of a fee for a bought quantity: where a larger one costs less,
at the same currency and interval, the smaller one is for nobody. `volume-cliff` says it of usage prices and seats.

## Why it matters

Buyers who notice take the larger one and leave the rest unused; buyers who do not feel cheated when they notice.

## Bad

```price
product p "P" { currency USD; audience consumer }
metric build "Builds" { charged by task }
tier pro "Pro" {
  size  200 build per month at $50 per month
  size  500 build per month at $45 per month
}
```

## Good

```price
product p "P" { currency USD; audience consumer }
metric build "Builds" { charged by task }
tier pro "Pro" {
  size  200 build per month at $50 per month
  size  500 build per month at $90 per month
}
```

## Options

None.

## Sources

The pricing and packaging guide: a bill that a customer can predict never falls as use grows.
"""

from __future__ import annotations

from collections.abc import Iterator
from fractions import Fraction
from itertools import pairwise

from pricelang.analysis.curves import Charge, cliffs
from pricelang.catalog.charges import BandedFee, Fee, FeePrice
from pricelang.catalog.quantity import Exactly
from pricelang.diagnostics import Severity
from pricelang.rules.frame import Finding, Pricing, labels
from pricelang.rules.wording import money, number, symbol

SEVERITY = Severity.WARNING
DEFAULT = True
HIDDEN_BY = ("volume-cliff",)


def check(pricing: Pricing) -> Iterator[Finding]:
    yield from _sizes(pricing)
    yield from _bought(pricing)


def _sizes(pricing: Pricing) -> Iterator[Finding]:
    for tier in pricing.analysis.tiers:
        groups: dict[object, list[tuple[Fraction, Fee]]] = {}
        for size in tier.sizes:
            if not pricing.analysis.sheet.holds(size.terms) or not isinstance(size.quantity, Exactly):
                continue
            for fee in size.fees:
                if isinstance(fee, Fee) and not fee.at_least and fee.per is None:
                    key = (size.of, size.window, size.per, fee.amount.currency, fee.period)
                    groups.setdefault(key, []).append((Fraction(size.quantity.value), fee))
        for group in groups.values():
            group.sort(key=lambda each: each[0])
            for (small, first), (large, second) in pairwise(group):
                if second.amount.amount < first.amount.amount and large > small:
                    of = tier.sizes[0].of
                    currency = first.amount.currency
                    less = money(Fraction(first.amount.amount), currency)
                    yield Finding(
                        f"{number(large)} `{of.name}` of `{tier.label}` cost less than {number(small)}",
                        second.span,
                        f"{number(large)} cost {money(Fraction(second.amount.amount), currency)}",
                        related=labels((first.span, f"{number(small)} cost {less}")),
                        helps=("price the larger size above the smaller one",),
                        symbol=symbol(tier, of),
                        uncertain=pricing.uncertain(tier, *tier.sizes),
                    )


def _bought(pricing: Pricing) -> Iterator[Finding]:
    for tier in pricing.analysis.tiers:
        for price in tier.prices:
            for fee in price.alternatives if isinstance(price, FeePrice) else ():
                if not isinstance(fee, BandedFee) or fee.per.kind == "seat":
                    continue
                charge = Charge.of(fee.rate)
                for cliff in cliffs(charge, pricing.analysis.sheet.step(fee.per.name))[:1]:
                    more, currency = number(cliff.edge + cliff.step), fee.rate.currency
                    yield Finding(
                        f"{more} `{fee.per.name}` of `{tier.label}` cost less than {number(cliff.edge)}",
                        fee.span,
                        f"{money(cliff.after, currency)} against {money(cliff.before, currency)}",
                        notes=(f"up to {number(cliff.until)} cost less than {number(cliff.edge)}",),
                        helps=("price by `graduated` bands",),
                        symbol=symbol(tier, fee.per),
                        uncertain=pricing.uncertain(tier, price),
                    )
