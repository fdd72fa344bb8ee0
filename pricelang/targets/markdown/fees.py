"""Fixed prices, in words: recurring and one-off fees, alternatives, and what a longer interval saves."""

from __future__ import annotations

from decimal import Decimal
from fractions import Fraction

from pricelang.catalog.charges import BandedFee, CustomPrice, Fee, FeePrice, FreePrice, Price, UsagePrice
from pricelang.catalog.currencies import minor_units
from pricelang.catalog.money import Money
from pricelang.catalog.period import MONTH, Period
from pricelang.catalog.quantity import Ref
from pricelang.record import replace
from pricelang.targets.markdown.context import Context
from pricelang.targets.markdown.rates import block_text, rate_text, rates_text
from pricelang.targets.markdown.terms import terms_notes, terms_text

_MONTHS = {"month": 1, "quarter": 3, "year": 12}


def months(period: Period) -> int | None:
    """How many whole months a period has; None for days and weeks."""
    return _MONTHS[period.unit] * period.count if period.unit in _MONTHS else None


def fee_text(ctx: Context, fee: Fee | BandedFee, *, period: bool = True) -> str:
    """A fee: `$20 per seat per month`; without its interval where a table says it."""
    voice = ctx.voice
    every = ""
    if period:
        every = voice.per(fee.period) if fee.period else voice.say("once")
    if isinstance(fee, BandedFee):
        text = rate_text(ctx, fee.rate, per=ctx.per_seat(fee.per))
        text = voice.clauses(text, every) if len(fee.rate.bands) > 1 else voice.join(text, every)
    else:
        text = voice.join(ctx.money(fee.amount), _per(ctx, fee) if fee.per else "", every)
    return voice.say("from_price", price=text) if fee.at_least else text


def _per(ctx: Context, fee: Fee) -> str:
    if fee.per is None:
        return ""
    if fee.block == 1 and not fee.started:
        return ctx.per_seat(fee.per)
    key = "per_started_block" if fee.started else "per_block"
    label = ctx.singular(fee.per) if fee.block == 1 else ctx.label(fee.per)
    return ctx.voice.say(key, n=block_text(ctx, fee.block), label=label)


def interval_text(ctx: Context, price: FeePrice, period: Period | None) -> str:
    """What the price is at one interval, in a table row that names the interval; with the monthly equivalent and what
    it saves. Nothing where the price has no such interval."""
    say = ctx.voice.say
    alternatives = ctx.in_currency(price.alternatives)
    texts = []
    for fee in alternatives:
        if fee.period != period:
            continue
        extra = []
        monthly = monthly_text(ctx, fee)
        if monthly:
            extra.append(say("equivalent", price=monthly))
        saved = saving(fee, alternatives)
        if saved:
            extra.append(say("saves", percent=ctx.voice.formats.percent(Decimal(saved))))
        elif price.terms.saves is not None and fee is alternatives[-1] and saved is None:
            key = "saves_up_to" if price.terms.saves_up_to else "saves"
            extra.append(say(key, percent=ctx.voice.formats.percent(price.terms.saves)))
        texts.append(ctx.voice.bracketed(fee_text(ctx, fee, period=False), *extra))
    return say("or").join(texts)


def monthly_text(ctx: Context, fee: Fee | BandedFee) -> str:
    """A longer fee spread over its months, rounded half up to the currency's digits where it does not come out even."""
    count = months(fee.period) if fee.period else None
    if isinstance(fee, BandedFee) or count is None or count < 2:
        return ""
    exact = Fraction(fee.amount.amount) / count
    step = 10 ** minor_units(fee.amount.currency)
    rounded = (exact * step * 2 + 1) // 2
    amount = Decimal(rounded).scaleb(-minor_units(fee.amount.currency))
    text = ctx.money(Money(amount, fee.amount.currency))
    return text if Fraction(rounded, step) == exact else ctx.voice.say("about", price=text)


def saving(fee: Fee | BandedFee, alternatives: list[Fee | BandedFee]) -> int | None:
    """What the fee saves against its monthly alternative, in whole percent, rounded half up; None where there is no
    monthly fee to compare it with."""
    count = months(fee.period) if fee.period else None
    if not isinstance(fee, Fee) or count is None or count < 2:
        return None
    for other in alternatives:
        if (
            isinstance(other, Fee)
            and other.period == MONTH
            and (other.per, other.block, other.started) == (fee.per, fee.block, fee.started)
            and other.amount.currency == fee.amount.currency
            and other.amount.amount > 0
        ):
            share = 1 - Fraction(fee.amount.amount) / (Fraction(other.amount.amount) * count)
            return max(0, int((share * 200 + 1) // 2))
    return None


def fee_price_text(ctx: Context, price: FeePrice, *, terms: bool = True) -> str:
    """All alternatives of a price in one phrase: `$10 per month or $100 per year (saves 17%)`."""
    alternatives = ctx.in_currency(price.alternatives)
    texts = []
    for fee in alternatives:
        saved = saving(fee, alternatives)
        extra = [ctx.voice.say("saves", percent=ctx.voice.formats.percent(Decimal(saved)))] if saved else []
        if saved is None and price.terms.saves is not None and fee is alternatives[-1]:
            key = "saves_up_to" if price.terms.saves_up_to else "saves"
            extra.append(ctx.voice.say(key, percent=ctx.voice.formats.percent(price.terms.saves)))
        texts.append(ctx.voice.bracketed(fee_text(ctx, fee), *extra))
    text = ctx.voice.bracketed(ctx.voice.say("or").join(texts), *ctx.conditions(price.when))
    if not terms:
        return text
    return ctx.mark(ctx.voice.clauses(text, terms_text(ctx, price.terms)), *terms_notes(ctx, price.terms))


def usage_price_text(ctx: Context, price: UsagePrice) -> str:
    """A usage price with its bounds: `2.9% of the amount, at least $0.30, up to $50`."""
    say = ctx.voice.say
    text = ctx.voice.clauses(
        rates_text(ctx, price.rates, of=Ref("metric", price.metric)),
        say("at_least_price", price=ctx.money(price.minimum)) if price.minimum else "",
        say("up_to_price", price=ctx.money(price.maximum)) if price.maximum else "",
        terms_text(ctx, price.terms),
    )
    return ctx.mark(text, *terms_notes(ctx, price.terms))


def custom_text(ctx: Context, price: CustomPrice, *, row: Period | None = None, start: bool = True) -> str:
    """`Contact sales (from $20,000 per year)`, without the interval in the table row of that interval."""
    lowest = ""
    if price.start is not None and start:
        fee = replace(price.start, at_least=False)
        lowest = ctx.voice.say("from_price", price=fee_text(ctx, fee, period=row is None or fee.period != row))
    return ctx.voice.bracketed(ctx.voice.say("contact_sales"), lowest)


def price_text(ctx: Context, price: Price) -> str:
    """Any price in one phrase."""
    if isinstance(price, FeePrice):
        return fee_price_text(ctx, price)
    if isinstance(price, CustomPrice):
        text = ctx.voice.clauses(custom_text(ctx, price), terms_text(ctx, price.terms))
        return ctx.mark(text, *terms_notes(ctx, price.terms))
    if isinstance(price, FreePrice):
        text = ctx.voice.clauses(ctx.voice.say("free"), terms_text(ctx, price.terms))
        return ctx.mark(text, *terms_notes(ctx, price.terms))
    of = ctx.what(Ref("metric", price.metric), price.when)
    return ctx.voice.say("labelled", label=of, text=usage_price_text(ctx, price))
