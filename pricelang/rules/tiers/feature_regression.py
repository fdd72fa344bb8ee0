"""A dearer tier lacks a feature of a cheaper one.

## What it does

Compares each tier on sale with the one below it in its ladder, where its fee for the same number of seats is higher:
a yes/no feature that is missing, or an ordered number (or time) that is worse. Silent about texts, about a number
that the dearer tier does not mention, about tiers sold by contract or "from" a price, about tiers that are sold for
no common number of seats, and where an add-on sold on the dearer tier gives the feature. A tier that has nothing of
what the one below adds, and something else in its place, stands beside it: it is compared with the next one below.

## Why it matters

Who upgrades expects to keep what they have. They find out after paying, and the tier that was to bring more money
brings a refund.

## Bad

```price
feature export "Export"
feature sso "Single sign-on"
tier pro "Pro" { price $20 per month; includes export }
tier team "Team" { price $49 per month; includes sso }
```

## Good

```price
feature export "Export"
feature sso "Single sign-on"
tier pro "Pro" { price $20 per month; includes export }
tier team "Team" extends pro { price $49 per month; includes sso }
```

## Options

None.

## Sources

Guide, tiers: each tier has all of the one below. On real price lists a naive check fires in 17% of the files, mostly
because of several ladders in one file.
"""

from __future__ import annotations

from collections.abc import Iterator

from pricelang.catalog.catalog import Tier
from pricelang.diagnostics import Severity
from pricelang.rules.frame import Finding, Pricing, labels
from pricelang.rules.neighbours import below, given_features, how_worse
from pricelang.rules.reading import listed, seats_at_least

SEVERITY = Severity.WARNING
DEFAULT = True

# Seats at which a fee by the seat outweighs one for the account.
_MANY = 10_000


def check(pricing: Pricing) -> Iterator[Finding]:
    declared = {feature.name: feature for feature in pricing.catalog.features}
    for ladder, tiers in pricing.shop.ladders():
        for place in range(1, len(tiers)):
            higher = tiers[place]
            given = given_features(pricing.shop, higher)
            lower = below(pricing.shop, tiers[:place], higher)
            if not _dearer(pricing, lower, higher):
                continue
            having = given_features(pricing.shop, lower)
            bought = {
                name
                for package in pricing.shop.addons(higher)
                for name in (*(ref.name for ref in package.offers), *(grant.feature for grant in package.features))
            }
            worse = {
                name: how_worse(declared.get(name), grant, given.get(name))
                for name, grant in having.items()
                if name not in bought
            }
            lacking = [name for name, how in worse.items() if how == "lacks"]
            less = [name for name, how in worse.items() if how == "less"]
            if not lacking and not less:
                continue
            first = (lacking or less)[0]
            said = " and ".join([f"lacks {_few(lacking)}"] * bool(lacking) + [f"has less of {_few(less)}"] * bool(less))
            theirs = given.get(first)
            yield Finding(
                f"`{higher.label}` costs more than `{lower.label}` and {said}",
                (theirs.span if theirs else None) or higher.span,
                f"less `{first}` than below" if theirs else f"lacks `{first}`",
                related=labels((having[first].span, f"`{lower.label}` has it")),
                helps=(f"write `tier {higher.name} extends {lower.name}`, or give it what it lacks",),
                symbol=f"tier {higher.name} / ladder {ladder}",
            )


def _few(names: list[str]) -> str:
    more = len(names) - 3
    return listed(names) if more <= 1 else f"{', '.join(f'`{name}`' for name in names[:3])} and {more} more"


def _dearer(pricing: Pricing, lower: Tier, higher: Tier) -> bool:
    """Whether the higher tier costs more at every number of seats that both sell, in all that both are sold by."""
    fewest = max(seats_at_least(lower), seats_at_least(higher))
    most = min((seats.maximum for tier in (lower, higher) for seats in tier.seats if seats.maximum), default=_MANY)
    # no number of seats that both sell: one is not the other's upgrade
    return fewest <= most and all(_costs_more(pricing, lower, higher, seats) for seats in (fewest, max(fewest, most)))


def _costs_more(pricing: Pricing, lower: Tier, higher: Tier, seats: int) -> bool:
    shop = pricing.shop
    theirs, ours = shop.fee(higher, seats), shop.fee(lower, seats)
    if not theirs or ours is None:
        return False
    if shop.free(lower):
        return any(amount > 0 for amount in theirs.values())
    common = theirs.keys() & ours.keys()
    return bool(common) and all(theirs[key] > ours[key] for key in common)
