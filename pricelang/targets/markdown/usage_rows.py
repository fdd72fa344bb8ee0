"""The rows of the comparison that say how much a tier includes and allows."""

from __future__ import annotations

from collections.abc import Callable

from pricelang.catalog.catalog import Tier
from pricelang.catalog.charges import Allowance, FeePrice, Limit
from pricelang.catalog.period import MONTH, Window
from pricelang.catalog.quantity import Ref, Unlimited
from pricelang.record import replace
from pricelang.targets.markdown.cells import Row, row_of
from pricelang.targets.markdown.context import Context
from pricelang.targets.markdown.usage import (
    allowance_label,
    allowance_text,
    limit_label,
    limit_text,
    only_for_text,
    phases_text,
    unused_text,
)


def allowance_rows(ctx: Context, tiers: list[Tier]) -> list[Row]:
    """What is included of each thing, what comes after it, and what becomes of the unused."""
    allowances = {tier.name: [dated(tier, allowance) for allowance in tier.allowances] for tier in tiers}
    keys: dict[tuple[Ref, str | None, tuple[str, ...]], Allowance] = {}
    for tier in tiers:
        for allowance in tier.allowances:
            keys.setdefault((allowance.of, allowance.pool, allowance.only_for), allowance)
    rows: list[Row] = []
    for key, example in keys.items():
        label = allowance_label(ctx, example)

        def cells(text: Callable[[Allowance], str], key: object = key) -> list[str]:
            found = [[a for a in allowances[tier.name] if (a.of, a.pool, a.only_for) == key] for tier in tiers]
            return [ctx.voice.say("semicolon").join(filter(None, map(text, group))) for group in found]

        only_for = ctx.voice.clauses(label, only_for_text(ctx, example)) if example.only_for else label
        rows += row_of(ctx, only_for, cells(lambda a: allowance_text(ctx, a)))
        rows += row_of(ctx, ctx.voice.say("after", label=label), cells(lambda a: _after(ctx, a)))
        rows += row_of(ctx, ctx.voice.say("unused", label=label), cells(lambda a: _unused(ctx, a)))
    return rows


def dated(tier: Tier, allowance: Allowance) -> Allowance:
    """Where every price of the tier hands out its allowances monthly, "each billing period" means each month."""
    fees = [price for price in tier.prices if isinstance(price, FeePrice)]
    monthly = all(
        fee.period in (None, MONTH) or price.terms.grants == "monthly" for price in fees for fee in price.alternatives
    )
    recurring = any(fee.period for price in fees for fee in price.alternatives)
    if allowance.window.kind == "price" and monthly and recurring:
        return replace(allowance, window=Window("billing", MONTH))
    return allowance


def _after(ctx: Context, allowance: Allowance) -> str:
    if isinstance(allowance.quantity, Unlimited):
        return ""
    return phases_text(ctx, allowance.phases, allowance.of)


def _unused(ctx: Context, allowance: Allowance) -> str:
    return unused_text(ctx, allowance.unused) if allowance.unused is not None else ""


def limit_rows(ctx: Context, tiers: list[Tier]) -> list[Row]:
    """At most how much of each thing."""
    keys: dict[tuple[Ref, bool], Limit] = {}
    for tier in tiers:
        for limit in tier.limits:
            keys.setdefault((limit.of, limit.concurrent), limit)
    rows: list[Row] = []
    for key, example in keys.items():
        cells = [
            ctx.voice.say("semicolon").join(
                limit_text(ctx, limit) for limit in tier.limits if (limit.of, limit.concurrent) == key
            )
            for tier in tiers
        ]
        rows += row_of(ctx, limit_label(ctx, example), cells)
    return rows


def alert_rows(ctx: Context, tiers: list[Tier]) -> list[Row]:
    """At which shares of an allowance the customer is told."""
    refs = dict.fromkeys(alert.of for tier in tiers for alert in tier.alerts)
    formats = ctx.voice.formats
    rows: list[Row] = []
    for ref in refs:
        cells = []
        for tier in tiers:
            shares = [formats.percent(at) for alert in tier.alerts if alert.of == ref for at in alert.at]
            cells.append(ctx.voice.say("alert_at", list=formats.all_of(shares)) if shares else "")
        rows += row_of(ctx, ctx.label(ref), cells)
    return rows
