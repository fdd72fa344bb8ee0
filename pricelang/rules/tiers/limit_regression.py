"""Use that a cheaper tier serves breaks a limit of the dearer one.

## What it does

Takes the most that a tier serves in the window of each limit of the next dearer tier in its ladder, without overage,
and compares it with that limit. Windows and seats are converted; a limit that the cheaper tier does not have is no
regression as long as its allowance keeps the use below.

What is held at one time (projects, storage), and an allowance that stops at its end, are compared where both tiers
state them in the same way and are sold by the same thing, for the account or by the seat: a tier that is sold by the
piece says its limit for one.

Unknown limits and limits in words are left alone, and so is what an add-on of the dearer tier gives more of. A tier
that has nothing of what the one below adds stands beside it: it is compared with the next one below.

## Why it matters

A customer who pays more and is stopped earlier does not upgrade twice.

## Bad

```price
product p "P" { currency USD; audience consumer }
metric draft "Drafts" { charged by task }
package writing "Writing" core { offers draft }
ladder plans "Plans" basic, pro
tier basic "Basic" { price $10 per month; includes writing; limit 100 drafts per day }
tier pro "Pro" { price $20 per month; includes writing; limit 20 drafts per day }
```

## Good

```price
product p "P" { currency USD; audience consumer }
metric draft "Drafts" { charged by task }
package writing "Writing" core { offers draft }
ladder plans "Plans" basic, pro
tier basic "Basic" { price $10 per month; includes writing; limit 20 drafts per day }
tier pro "Pro" { price $20 per month; includes writing; limit 100 drafts per day }
```

## Options

None.

## Sources

The pricing and packaging guide: a higher tier is at least the lower one.
"""

from __future__ import annotations

from collections.abc import Iterator
from fractions import Fraction

from pricelang.analysis.entitlement import strictness
from pricelang.analysis.exact import ONE, months, stated
from pricelang.analysis.pools import Pool
from pricelang.analysis.variants import Variant
from pricelang.catalog.charges import Allowance, Limit
from pricelang.diagnostics import Severity
from pricelang.rules.frame import Finding, Pricing, labels
from pricelang.rules.neighbours import below
from pricelang.rules.reading import grants_and_limits
from pricelang.rules.wording import number, symbol
from pricelang.source import Span

SEVERITY = Severity.WARNING
DEFAULT = True

_STOPS = 2


def check(pricing: Pricing) -> Iterator[Finding]:
    said: set[tuple[str, str]] = set()
    for _, rungs in pricing.shop.ladders():
        for place in range(1, len(rungs)):
            upper = rungs[place]
            more = {each.of for package in pricing.shop.addons(upper) for each in grants_and_limits(package)}
            for ours, theirs in _pairs(pricing, below(pricing.shop, rungs[:place], upper).name, upper.name):
                stops: list[Allowance | Limit] = [*(bound.limit for bound in theirs.bounds), *upper.allowances]
                for stop in stops:
                    key = (upper.name, stop.of.name)
                    if key in said or stop.of in more:
                        continue
                    if isinstance(stop, Limit) and stop.window is not None:
                        finding = _broken(pricing, ours, theirs, stop)
                    else:
                        finding = _less(pricing, ours, theirs, stop)
                    if finding is not None:
                        said.add(key)
                        yield finding


def _pairs(pricing: Pricing, lower: str, upper: str) -> Iterator[tuple[Variant, Variant]]:
    for theirs in pricing.analysis.variants(upper)[:1]:
        for ours in pricing.analysis.variants(lower):
            if ours.currency != theirs.currency or ours.custom or not theirs.paid or not ours.sound:
                continue
            seats = max(ours.least, theirs.least)
            if ours.most is not None and seats > ours.most:
                continue
            if ours.fees.at(seats) < theirs.fees.at(seats) and (ours.free or ours.interval == theirs.interval):
                yield ours, theirs


def _broken(pricing: Pricing, ours: Variant, theirs: Variant, limit: Limit) -> Finding | None:
    most = stated(pricing.catalog, limit.quantity, limit.of)
    if not most.value or most.least or limit.of.kind != "metric" or limit.of.name not in ours.offered:
        return None
    if limit.window is None or limit.window.period is None or (limit.per and limit.per.kind != "seat"):
        return None
    seats = max(ours.least, theirs.least)
    allowed = most.value * (seats if limit.per is not None else 1)
    reach = _reach(pricing, ours, limit, seats)
    if reach is None or reach[0] <= allowed:
        return None
    value, span, why = reach
    for_seats = f" for {seats:,} seats" if limit.per is not None and seats > 1 else ""
    return Finding(
        f"`{theirs.tier.label}` stops use of `{limit.of.name}` that the cheaper `{ours.tier.label}` serves",
        limit.span,
        f"at most {number(allowed)}{for_seats}",
        related=labels((span or ours.tier.span, f"serves {number(value)} in the same time: {why}")),
        helps=(f"raise the limit to {number(value)}, or lower that of `{ours.tier.label}`",),
        symbol=symbol(theirs.tier, limit.of),
        uncertain=pricing.uncertain(ours.tier, theirs.tier, limit),
    )


def _less(pricing: Pricing, ours: Variant, theirs: Variant, item: Allowance | Limit) -> Finding | None:
    """What is held at one time, or granted and then stopped, where both tiers say it in the same way."""
    if ours.kind != theirs.kind or _by_seat(ours) != _by_seat(theirs) or item.of.kind != "metric":
        return None
    own, other = ([each for each in grants_and_limits(one.tier) if each.of == item.of] for one in (ours, theirs))
    if len(own) != 1 or len(other) != 1 or _way(own[0]) != _way(item) or not _stops(item):
        return None
    most, had = (stated(pricing.catalog, each.quantity, item.of) for each in (item, own[0]))
    if not most.value or most.least or not had.known or (had.value is not None and had.value <= most.value):
        return None
    here = "without limit" if had.value is None else number(had.value)
    return Finding(
        f"`{theirs.tier.label}` stops use of `{item.of.name}` that the cheaper `{ours.tier.label}` serves",
        item.span,
        f"at most {number(most.value)}",
        related=labels((own[0].span, f"`{ours.tier.label}`: {here}")),
        helps=(f"raise it to what `{ours.tier.label}` has, or lower that",),
        symbol=symbol(theirs.tier, item.of),
        uncertain=pricing.uncertain(ours.tier, theirs.tier, item, own[0]),
    )


def _by_seat(variant: Variant) -> bool:
    return any(part.seat for part in variant.fees.parts)


def _stops(item: Allowance | Limit) -> bool:
    if isinstance(item, Limit):
        return strictness(item) == _STOPS
    return bool(item.phases) and item.phases[-1].action in ("block", "pause", "upgrade") and len(item.phases) == 1


def _way(item: Allowance | Limit) -> tuple[object, ...]:
    """How a quantity is stated: the same way makes it comparable."""
    if isinstance(item, Limit):
        return "limit", item.window, item.per, item.concurrent
    return "allowance", item.window, item.per, item.pooled, item.only_for, item.cap, item.unused, item.expires


def _reach(pricing: Pricing, ours: Variant, limit: Limit, seats: int) -> tuple[Fraction, Span | None, str] | None:
    """The most that a tier surely serves in a limit's window, and what bounds it; None: not known, or no bound."""
    found: list[tuple[Fraction, Span | None, str]] = []
    for bound in ours.bounds:
        own = bound.limit
        value = stated(pricing.catalog, own.quantity, own.of).value
        if own.of != limit.of:
            if own.of.kind == "credit":
                return None
            continue
        times = _times(limit, own)
        if value is None or times is None or own.per != limit.per or own.concurrent != limit.concurrent:
            return None
        if strictness(own) < strictness(limit):
            continue  # it only slows what the other stops
        count = seats if own.per is not None else 1
        found.append((value * times * count, own.span, "its limit"))
    for pool, rate in _pools(ours, limit.of.name):
        if rate is None or not pool.known:
            return None
        if pool.unlimited:
            continue
        # one period's grant, all at once
        amounts = []
        for grant in pool.grants:
            quantity = stated(pricing.catalog, grant.allowance.quantity, grant.allowance.of).value
            if quantity is None or grant.allowance.only_for or (grant.seat > 0) != (limit.per is not None):
                return None
            amounts.append(quantity * (seats if grant.seat else 1))
        found.append((sum(amounts, Fraction(0)) / rate, pool.owner.span, "its allowance"))
    return min(found, key=lambda each: each[0]) if found else None


def _times(limit: Limit, own: Limit) -> int | None:
    """How often the cheaper tier's limit starts again at the least while the other lasts; None: not comparable."""
    if limit.window is None or own.window is None or limit.window.period is None or own.window.period is None:
        return None
    return max(1, int(months(limit.window.period) // months(own.window.period)))


def _pools(ours: Variant, metric: str) -> Iterator[tuple[Pool, Fraction | None]]:
    for cell, route in (ours.routes or {}).items():
        if cell.metric != metric or cell.attributes:
            continue
        if route.own is not None:
            yield route.own, ONE
        elif route.wallets:
            pool, rate = route.wallets[0]
            yield pool, rate or None
