"""What a unit costs, in words: single prices, blocks, percentages and bands."""

from __future__ import annotations

from decimal import Decimal

from pricelang.catalog.charges import Band, Bands, InCredits, PlanRate, Rate
from pricelang.catalog.money import Money
from pricelang.catalog.quantity import Ref
from pricelang.targets.markdown.context import Context

_MILLION = Decimal(1_000_000)


def rates_text(ctx: Context, rates: tuple[Rate, ...], *, of: Ref | None = None) -> str:
    """One rate, in the page's currency; several where there is none in it."""
    return ctx.voice.say("or").join(rate_text(ctx, rate, of=of) for rate in ctx.rates_in_currency(rates))


def rate_text(ctx: Context, rate: Rate, *, of: Ref | None = None, per: str = "") -> str:
    """A rate: `$0.05 each`, `$2.50 per 1M`, `$1 each for the first 10, $0.80 each beyond that`.

    Args:
        ctx: the page.
        rate: the rate.
        of: the thing priced, where its quantities have a unit.
        per: what stands for `each` (`per seat`).
    """
    say = ctx.voice.say
    if isinstance(rate, PlanRate):
        return say("plan_rate", factor=ctx.number(rate.factor))
    if isinstance(rate, InCredits):
        return say("in_credits", count=rate.quantity, label=ctx.label(Ref("credit", rate.credit)))
    if len(rate.bands) == 1 and rate.bands[0].up_to is None:
        return _band(ctx, rate.bands[0], rate.currency, of, per)
    if rate.mode == "volume":
        return ctx.voice.bracketed(_volume(ctx, rate, of, per), say("volume"))
    return _graduated(ctx, rate, of, per)


def _graduated(ctx: Context, rate: Bands, of: Ref | None, per: str) -> str:
    parts, before = [], Decimal(0)
    for index, band in enumerate(rate.bands):
        price = _band(ctx, band, rate.currency, of, per)
        if band.up_to is None:
            parts.append(ctx.voice.say("rest", price=price))
            continue
        key = "first" if index == 0 else "next"
        parts.append(ctx.voice.say(key, price=price, n=count_text(ctx, band.up_to - before, of)))
        before = band.up_to
    return ctx.voice.clauses(*parts)


def _volume(ctx: Context, rate: Bands, of: Ref | None, per: str) -> str:
    parts, before = [], Decimal(0)
    for band in rate.bands:
        price = _band(ctx, band, rate.currency, of, per)
        if band.up_to is None:
            parts.append(ctx.voice.say("volume_above", price=price, n=count_text(ctx, before, of)))
        else:
            parts.append(ctx.voice.say("volume_up_to", price=price, n=count_text(ctx, band.up_to, of)))
            before = band.up_to
    return ctx.voice.clauses(*parts)


def _band(ctx: Context, band: Band, currency: str, of: Ref | None, per: str) -> str:
    say = ctx.voice.say
    parts = []
    if band.unit:
        price = ctx.money(Money(band.unit, currency))
        unit = unit_name(ctx, of)
        if band.per != 1 or band.started:
            count = block_text(ctx, band.per)
            parts.append(
                say("per_started_n" if band.started else "per_n", price=price, n=" ".join(filter(None, [count, unit])))
            )
        elif per:
            parts.append(ctx.voice.join(price, per))
        elif unit:
            parts.append(ctx.voice.join(price, say("each_of", label=unit)))
        else:
            parts.append(say("each", price=price))
    if band.percent:
        parts.append(say("percent_of", percent=ctx.voice.formats.percent(band.percent)))
    if band.flat:
        flat = ctx.money(Money(band.flat, currency))
        parts.append(say("flat_when_used" if band.flat_when_used else "flat", price=flat))
    return say("plus").join(parts) if parts else say("no_price")


def unit_name(ctx: Context, ref: Ref | None) -> str | None:
    """How quantities of it are written, if they have a unit."""
    metric = ctx.metrics.get(ref.name) if ref is not None and ref.kind == "metric" else None
    return metric.unit if metric is not None else None


def count_text(ctx: Context, value: Decimal, ref: Ref | None) -> str:
    """So much of it: `500`, `50 GB`, `$10,000` of a metric that counts money."""
    metric = ctx.metrics.get(ref.name) if ref is not None and ref.kind == "metric" else None
    if metric is not None and metric.currency:
        return ctx.money(Money(value, metric.currency))
    unit = unit_name(ctx, ref)
    number = ctx.number(value)
    return f"{number}\N{NO-BREAK SPACE}{unit}" if unit else number


def block_text(ctx: Context, per: Decimal) -> str:
    """The size of a block: `1M` as the makers of token prices write it, else the number."""
    return ctx.voice.say("one_million") if per == _MILLION else ctx.number(per)
