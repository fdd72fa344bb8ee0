"""The rows of the comparison that say what a tier costs."""

from __future__ import annotations

from pricelang.catalog.catalog import Tier
from pricelang.catalog.charges import CustomPrice, FeePrice, FreePrice, UsagePrice
from pricelang.catalog.period import Period
from pricelang.catalog.quantity import Conditions, Ref
from pricelang.targets.markdown.cells import Row, interval_label, row_of, shortest_first
from pricelang.targets.markdown.context import Context
from pricelang.targets.markdown.fees import custom_text, fee_price_text, interval_text, usage_price_text
from pricelang.targets.markdown.terms import restricts, terms_notes, terms_text


def price_rows(ctx: Context, tiers: list[Tier]) -> list[Row]:
    """A row for each interval that some tier is sold by, and one for fees paid once."""
    periods = {
        fee.period
        for tier in tiers
        for price in tier.prices
        if isinstance(price, FeePrice)
        for fee in ctx.in_currency(price.alternatives)
    }
    recurring = shortest_first(periods)
    rows: list[Row] = []
    for index, period in enumerate(recurring or [None]):
        label = interval_label(ctx, period) if period else ctx.voice.say("price")
        rows += row_of(ctx, label, [_price_cell(ctx, tier, period, recurring, first=index == 0) for tier in tiers])
    if None in periods:
        rows += row_of(ctx, interval_label(ctx, None), [_once_cell(ctx, tier) for tier in tiers])
    return rows


def _price_cell(ctx: Context, tier: Tier, period: Period | None, recurring: list[Period], *, first: bool) -> str:
    """What a tier costs at one interval. Prices under the same terms add up; others stand beside each other."""
    groups: dict[tuple[object, ...], list[str]] = {}
    suffixes: dict[tuple[object, ...], str] = {}
    fees = [price for price in tier.prices if isinstance(price, FeePrice)]
    here = {restricts(price.terms) for price in fees if interval_text(ctx, price, period)}
    for price in tier.prices:
        if isinstance(price, UsagePrice):
            continue
        terms = restricts(price.terms)
        text = _one_price(ctx, price, period, recurring, first=first, beside=terms in here)
        if not text:
            continue
        if isinstance(price, FeePrice):
            text = ctx.voice.bracketed(text, *ctx.conditions(price.when))
        long = period is None or (period.unit, period.count) not in (("month", 1), ("week", 1), ("day", 1))
        notes = terms_notes(ctx, price.terms, grants=long)
        groups.setdefault(terms, []).append(ctx.mark(text, *notes))
        suffixes[terms] = terms_text(ctx, price.terms)
    texts = [ctx.voice.clauses(ctx.voice.say("plus").join(parts), suffixes[key]) for key, parts in groups.items()]
    if texts or fees or not first:
        return ctx.voice.say("semicolon").join(texts)
    if tier.sizes:
        return ctx.voice.say("see_sizes")
    return ctx.voice.say("pay_as_you_go") if tier.prices else ""


def _one_price(
    ctx: Context,
    price: FeePrice | FreePrice | CustomPrice,
    period: Period | None,
    recurring: list[Period],
    *,
    first: bool,
    beside: bool,
) -> str:
    if isinstance(price, FreePrice):
        return ctx.voice.say("free")
    if isinstance(price, CustomPrice):
        own = price.start.period if price.start else None
        return custom_text(ctx, price, row=period, start=own == period if own in recurring else first)
    text = interval_text(ctx, price, period) if period else ""
    recurs = any(fee.period for fee in price.alternatives)
    # a fee that has no such interval is still paid beside one that has
    return text or (fee_price_text(ctx, price, terms=False) if beside and recurs else "")


def _once_cell(ctx: Context, tier: Tier) -> str:
    texts = []
    for price in tier.prices:
        if isinstance(price, FeePrice) and (text := interval_text(ctx, price, None)):
            text = ctx.voice.clauses(
                ctx.voice.bracketed(text, *ctx.conditions(price.when)), terms_text(ctx, price.terms)
            )
            texts.append(ctx.mark(text, *terms_notes(ctx, price.terms, grants=False)))
    return ctx.voice.say("plus").join(texts)


def usage_price_rows(ctx: Context, tiers: list[Tier]) -> list[Row]:
    """A row for each metric, and attributes of it, that some tier prices by use."""
    keys: dict[tuple[str, Conditions], None] = {}
    for tier in tiers:
        for price in tier.prices:
            if isinstance(price, UsagePrice):
                keys.setdefault((price.metric, price.when))
    rows: list[Row] = []
    for metric, when in keys:
        cells = [
            ctx.voice.say("semicolon").join(
                usage_price_text(ctx, price)
                for price in tier.prices
                if isinstance(price, UsagePrice) and (price.metric, price.when) == (metric, when)
            )
            for tier in tiers
        ]
        rows += row_of(ctx, ctx.what(Ref("metric", metric), when), cells)
    return rows
