"""A limit can never be reached: another one stops first.

## What it does

Compares each limit with what all else lets through in its window: other limits of the same thing, and its own
allowance where that blocks. Windows are counted as favourably as they can fall: two calendar windows may straddle one.

## Why it matters

A limit that does nothing is read, explained and supported like one that does.

## Bad

```price
product p "P" { currency USD; audience consumer }
metric draft "Drafts" { charged by task }
tier pro "Pro" {
  price     $20 per month
  includes  100 drafts per month, then block
  limit     500 drafts per day
}
```

## Good

```price
product p "P" { currency USD; audience consumer }
metric draft "Drafts" { charged by task }
tier pro "Pro" {
  price     $20 per month
  includes  100 drafts per month, then block
  limit     20 drafts per day
}
```

## Options

None.

## Sources

House rule: what a price says has an effect.
"""

from __future__ import annotations

from collections.abc import Iterator
from fractions import Fraction

from pricelang.analysis.exact import ceiling, months, stated
from pricelang.analysis.needs import packs
from pricelang.analysis.variants import Variant
from pricelang.catalog.charges import Limit
from pricelang.catalog.period import Window
from pricelang.diagnostics import Safety, Severity
from pricelang.rules.frame import Finding, Pricing, labels
from pricelang.rules.wording import number, symbol
from pricelang.source import Span

SEVERITY = Severity.INFO
DEFAULT = False
FIX = Safety.UNSAFE, "takes the limit out; no bill changes"


def check(pricing: Pricing) -> Iterator[Finding]:
    for tier in pricing.analysis.tiers:
        for variant in pricing.analysis.variants(tier.name)[:1]:
            for bound in variant.bounds:
                limit = bound.limit
                value = stated(pricing.catalog, limit.quantity, limit.of).value
                if limit.inherited or not bound.known or value is None or limit.window is None:
                    continue
                for most, span, name in _others(pricing, variant, limit):
                    if most <= value:
                        from pricelang.rules.edits import drop, offered

                        yield Finding(
                            f"`{tier.label}` can never reach its limit of {number(value)} `{limit.of.name}`",
                            limit.span,
                            f"at most {number(most)} get this far",
                            related=labels((span, f"{name} stops first")),
                            helps=("take the limit out, or lower it",),
                            fix=offered("take the limit out", FIX[0], drop(pricing, limit.span)),
                            symbol=symbol(tier, limit.of),
                        )
                        break


def _touched(window: Window, other: Window) -> Fraction | None:
    """How many windows of another length one can touch; None: not known."""
    if window.period is None or other.period is None:
        return None
    count = ceiling(months(window.period) / months(other.period))
    return Fraction(count if other.kind == "rolling" else count + 1)


def _others(pricing: Pricing, variant: Variant, limit: Limit) -> Iterator[tuple[Fraction, Span | None, str]]:
    """What else bounds the use in one window of a limit, for one seat where the limit is for a seat."""
    assert limit.window is not None
    for bound in variant.bounds:
        other = bound.limit
        value = stated(pricing.catalog, other.quantity, other.of).value
        if other is limit or other.of != limit.of or not bound.known or not bound.stops or value is None:
            continue
        if other.window is None or (other.per is not None and limit.per is None):
            continue
        touched = _touched(limit.window, other.window)
        if touched is not None:
            most = value * touched
            if other.window == limit.window:
                most = value if value < _value(pricing, limit) else most
            yield most, other.span, "this limit"
    pool = variant.pools.get(limit.of.name)
    if pool is None or not pool.known or pool.unlimited or pool.of != limit.of or len(pool.grants) != 1:
        return
    item = pool.grants[0].allowance
    quantity = stated(pricing.catalog, item.quantity, item.of)
    last = pool.chain[-1].action if pool.chain else ""
    alone = len(pool.chain) == 1 and last in ("block", "pause") and quantity.value is not None and not quantity.least
    credit = pricing.analysis.sheet.credits.get(limit.of.name)
    unused = item.unused or (credit.unused if credit is not None else None)
    if not alone or (unused is not None and unused.fate == "rolls_over") or item.window.period is None:
        return
    if item.per is not None and (limit.per is None or item.pooled) and (variant.most is None or variant.most > 1):
        return
    if any(pack.allowance.of == limit.of for pack in packs(pricing.analysis.sheet, variant)) or limit.window is None:
        return
    touched = _touched(limit.window, item.window)
    if touched is not None and quantity.value is not None:
        yield quantity.value * touched, item.span, "the allowance"


def _value(pricing: Pricing, limit: Limit) -> Fraction:
    value = stated(pricing.catalog, limit.quantity, limit.of).value
    return value if value is not None else Fraction(0)
