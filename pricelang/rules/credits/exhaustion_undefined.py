"""A grant or a limit does not say what happens when it is used up.

## What it does

Finds a bounded allowance or limit without `then ...`, and one whose last phase ends (a ceiling, a budget, `if enabled`)
with nothing after it. Silent where the same thing is sold by use, where another grant of the same credit says it,
where credits of the tier pay for what follows, where `fair use` is promised, where a contract says it (an unpublished
amount of a tier with `price custom`), and for packs that are bought once: there the customer's balance says it. A limit
without a window (`limit 50 projects`) is a size that nothing runs past.

## Why it matters

At zero the customer is blocked in the middle of work, or billed for more than was agreed, or served for nothing.
Which of them it is decides about the bill and about the cost, and two readers of the page will guess differently.

## Bad

```price
credit ai "AI credits" { burns 1 per draft; unused expires }
metric draft "Drafts" { charged by task }
tier pro "Pro" { price $20 per month; includes 500 ai per month }
```

## Good

```price
credit ai "AI credits" { burns 1 per draft; unused expires }
metric draft "Drafts" { charged by task }
tier pro "Pro" { price $20 per month; includes 500 ai per month, then block }
```

## Options

None.

## Sources

Guide, credits: what happens at zero is a decision about every customer, so it is written down.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from pricelang.catalog.catalog import Package, Tier
from pricelang.catalog.charges import Allowance, Limit, Phase, UsagePrice
from pricelang.catalog.quantity import Ref, Unlimited, Unpublished
from pricelang.diagnostics import Safety, Severity
from pricelang.rules.frame import Finding, Pricing, labels
from pricelang.rules.reading import by_contract, grants_and_limits

SEVERITY = Severity.ERROR
DEFAULT = True
FIX = Safety.UNSAFE, "writes `then block`: use stops, and nothing more is charged"


def check(pricing: Pricing) -> Iterator[Finding]:
    shop = pricing.shop
    for tier in pricing.catalog.tiers:
        if shop.retired(tier):
            continue
        wallets = {each.of.name for each in tier.allowances if each.of.kind == "credit"}
        for item in grants_and_limits(tier):
            agreed = isinstance(item.quantity, Unpublished) and by_contract(tier)
            if item.inherited is not None or not _open(item) or agreed:
                continue
            if not _said(pricing, item, wallets, (tier, *shop.included(tier))):
                yield _finding(pricing, item, "tier", tier)
    for package in pricing.catalog.packages:
        if package.kind != "addon":
            continue
        on = [shop.tiers[name] for name in package.available_on if name in shop.tiers] or shop.on_sale
        for item in grants_and_limits(package):
            if item.inherited is not None or not _open(item) or _once(item):
                continue
            # an add-on adds to what a tier has: the tier says what comes after both
            if not on or not all(_has(tier, item.of) or _said(pricing, item, set(), (package, tier)) for tier in on):
                yield _finding(pricing, item, "package", package)


def _open(item: Allowance | Limit) -> bool:
    """Whether nothing is said of what comes at the end of it."""
    if item.of.kind == "seat" or isinstance(item.quantity, Unlimited) or item.fair_use is not None:
        return False
    if isinstance(item, Limit) and (item.concurrent or item.window is None):
        return False
    return not item.phases or _ends(item.phases)


def _ends(phases: Sequence[Phase]) -> bool:
    return phases[-1].ceiling is not None or phases[-1].opt_in


def _once(item: Allowance | Limit) -> bool:
    return item.window is not None and item.window.kind == "once"


def _has(tier: Tier, of: Ref) -> bool:
    return any(each.of == of for each in (*grants_and_limits(tier), *tier.sizes))


def _said(pricing: Pricing, item: Allowance | Limit, wallets: set[str], sellers: Sequence[Tier | Package]) -> bool:
    for seller in sellers:
        if any(each is not item and each.of == item.of and not _open(each) for each in seller.allowances):
            return True
        if any(isinstance(price, UsagePrice) and price.metric == item.of.name for price in seller.prices):
            return True
    return isinstance(item, Allowance) and item.of.kind == "metric" and _burns(pricing, item.of, wallets)


def _burns(pricing: Pricing, metric: Ref, wallets: set[str]) -> bool:
    return any(
        burn.metric == metric.name
        for credit in pricing.catalog.credits
        if credit.name in wallets
        for burn in credit.burns
    )


def _finding(pricing: Pricing, item: Allowance | Limit, kind: str, seller: Tier | Package) -> Finding:
    from pricelang.rules.edits import clause, offered

    what = "limit on" if isinstance(item, Limit) else "allowance of"
    pool = f" as {item.pool}" if isinstance(item, Allowance) and item.pool else ""
    last = item.phases[-1] if item.phases else None
    if last is None:
        label, message = "and then?", f"does not say what happens at its {what} `{item.of.name}`"
    else:
        off = last.ceiling is None
        label = "and where it is not enabled?" if off else "and after that?"
        message = f"does not say what happens {'without' if off else 'at the end of'} overage of `{item.of.name}`"
    return Finding(
        f"`{seller.label}` {message}",
        (last.span if last else None) or item.span or seller.span,
        label,
        related=labels((seller.span, f"in this {kind}")),
        helps=("write `, then block`, `then slow`, `then $0.05 each up to $50 per month, then block` ...",)
        if last is None
        else ("write what holds for good: `, then block`",),
        fix=offered("let it stop there", FIX[0], clause(pricing, item.span, "then block")),
        symbol=f"{kind} {seller.name} / {item.of.kind} {item.of.name}{pool}",
        uncertain=pricing.uncertain(seller, item),
    )
