"""The prices were not looked at for longer than the file promises.

## What it does

Compares the date of the last review and the stated cadence with the day of the run. A review without a cadence is taken
to be good for `months`. A product without any review is reported as information only. Files without a product (shared
declarations) are left out.

## Why it matters

Model prices fall by half in a year, and usage shifts with every release. A price that nobody looked at is right by
luck; after a while the luck is somebody else's margin.

## Bad

```price
product scribe "Scribe" { currency USD; reviewed 2026-01-15, every 3 months }
tier pro "Pro" { price $20 per month }
```

## Good

```price
product scribe "Scribe" { currency USD; reviewed 2026-11-15, every 3 months }
tier pro "Pro" { price $20 per month }
```

## Options

- `months` (whole number, 12): for how many months a review is good, where the file states no cadence.

## Sources

Guide, review: prices of AI products are looked at every quarter.
"""

from __future__ import annotations

from collections.abc import Iterator

from pricelang.catalog.period import Period
from pricelang.diagnostics import Severity
from pricelang.rules.frame import Finding, Option, Pricing
from pricelang.rules.reading import later

SEVERITY = Severity.WARNING
DEFAULT = True
OPTIONS = {"months": Option(int, 12, "for how many months a review is good, where the file states no cadence")}


def check(pricing: Pricing) -> Iterator[Finding]:
    product = pricing.catalog.product
    if product is None:
        return
    review = product.review
    if review is None:
        yield Finding(
            f"nothing says when the prices of `{product.label}` were last looked at",
            product.span,
            "no `reviewed`",
            helps=(f"write `reviewed {pricing.today}, every 3 months`",),
            symbol=f"product {product.name}",
            severity=Severity.INFO,
        )
        return
    every = review.every or Period(pricing.options["months"], "month")
    due = later(review.on, every)
    if due < pricing.today:
        late = (pricing.today - due).days
        said = f"every {_length(every)}" if review.every else f"good for {_length(every)}"
        whom = f"; ask {review.by}" if review.by else ""
        yield Finding(
            f"the prices of `{product.label}` were due for a review {late} day{'s' * (late != 1)} ago",
            review.span or product.span,
            f"{said}: due by {due}",
            helps=(f"look at costs, usage and prices, and write the new date{whom}",),
            symbol=f"product {product.name}",
        )


def _length(period: Period) -> str:
    return period.unit if period.count == 1 else f"{period.count} {period.unit}s"
