"""Single amounts within a line of prose, in the words of the pricing page."""

from __future__ import annotations

import re
from collections.abc import Mapping
from decimal import Decimal

from pricelang.catalog.catalog import Package, Tier
from pricelang.catalog.charges import Allowance, BandedFee, CustomPrice, Fee, FeePrice, FreePrice, Limit
from pricelang.catalog.period import Period
from pricelang.embedding.refusals import Refused, known
from pricelang.targets.markdown.context import Context
from pricelang.targets.markdown.fees import custom_text, fee_text, monthly_text, saving
from pricelang.targets.markdown.terms import restricts, terms_text
from pricelang.targets.markdown.usage import allowance_text, limit_text, quantity_text
from pricelang.targets.markdown.usage_rows import dated

_INTERVAL = re.compile(r"(?:(\d{1,3})[ _-]?)?(day|week|month|quarter|year)s?")
_ADVERBS = {
    "daily": "day", "weekly": "week", "monthly": "month", "quarterly": "quarter", "yearly": "year", "annual": "year",
    "annually": "year",
}  # fmt: skip
_ONCE = "once"


def price(ctx: Context, options: Mapping[str, str]) -> str:
    """A fixed price: `$20`, or as `form` has it, `$20 per seat per month`, the monthly share of a longer price, or what
    that saves.

    Raises:
        Refused: the owner has no such price, or several.
    """
    owner = _owner(ctx, options)
    form = known(options.get("form", "amount"), ("amount", "full", "monthly", "saving"), "a price has no form", "form")
    prices = [each for each in owner.prices if isinstance(each, FeePrice)]
    if not prices:
        return _without_fees(ctx, owner, form)
    fees = [(each, fee) for each in prices for fee in ctx.in_currency(each.alternatives)]
    if "interval" in options:
        period = _interval(options["interval"])
        here = [(each, fee) for each, fee in fees if fee.period == period]
        if not here:
            raise Refused(
                "wrong-value", f"`{owner.name}` has no price `{options['interval']}`", "interval", (_sold(fees),)
            )
    else:
        if len({fee.period for _, fee in fees}) > 1:
            raise Refused("missing-option", f"`{owner.name}` has several prices", "interval", (_sold(fees),))
        here = fees
    # who reads a price without conditions is not told that of a group, a region or a time
    open_to_all = [(each, fee) for each, fee in here if not any(restricts(each.terms)) and not each.when]
    here = open_to_all or here
    if form == "full":
        texts = (ctx.voice.clauses(fee_text(ctx, fee), terms_text(ctx, each.terms)) for each, fee in here)
        return ctx.voice.say("plus").join(texts)
    if len(here) > 1:
        told = " and ".join(f"`{fee_text(ctx, fee)}`" for _, fee in here)
        raise Refused(
            "wrong-value", f"`{owner.name}` has {len(here)} such prices: {told}", None, ("`form=full` quotes them all",)
        )
    ((whole, fee),) = here
    if form == "amount":
        return fee_text(ctx, fee, period=False) if isinstance(fee, BandedFee) else _amount(ctx, fee)
    if form == "monthly":
        return _monthly(ctx, owner, fee)
    saved = saving(fee, ctx.in_currency(whole.alternatives))
    percent = Decimal(saved) if saved is not None else whole.terms.saves
    if percent is None:
        raise Refused("wrong-value", f"`{owner.name}` has no monthly price to save against", "form")
    return ctx.voice.formats.percent(percent)


def allowance(ctx: Context, options: Mapping[str, str]) -> str:
    """How much is included: `500`, or with `form=full`, `500 per seat per month, shared by all seats`.

    Raises:
        Refused: nothing of it is included, or it is in several ways.
    """
    owner = _owner(ctx, options)
    return _quantity(ctx, owner, owner.allowances, options, "allowance")


def limit(ctx: Context, options: Mapping[str, str]) -> str:
    """At most how much: `200`, or with `form=full`, `200 per seat in any 5 hours; then use slows down`.

    Raises:
        Refused: there is no limit to it, or several.
    """
    owner = _owner(ctx, options)
    return _quantity(ctx, owner, owner.limits, options, "limit")


def bill(ctx: Context, options: Mapping[str, str]) -> str:
    """The total of an example.

    Raises:
        Refused: no example has this title.
    """
    title = _needed(options, "example")
    known(title, [example.title for example in ctx.catalog.examples], "there is no example", "example")
    example = next(each for each in ctx.catalog.examples if each.title == title)
    return ctx.money(example.total, whole=False) if example.total else ctx.voice.say("no_bill")


def _needed(options: Mapping[str, str], name: str) -> str:
    if name not in options:
        raise Refused("missing-option", f"`{name}` is not said", None, (f"write `{name}=...`",))
    return options[name]


def _owner(ctx: Context, options: Mapping[str, str]) -> Tier | Package:
    if "tier" in options and "addon" in options:
        raise Refused("wrong-value", "a price is of a tier or of an add-on, not of both", "addon")
    if "addon" in options:
        return ctx.packages[known(options["addon"], ctx.packages, "there is no add-on", "addon")]
    return ctx.tiers[known(_needed(options, "tier"), ctx.tiers, "there is no tier", "tier")]


def _without_fees(ctx: Context, owner: Tier | Package, form: str) -> str:
    for each in owner.prices:
        if isinstance(each, FreePrice) and form in ("amount", "full"):
            return ctx.voice.say("free")
        if isinstance(each, CustomPrice) and form in ("amount", "full"):
            return custom_text(ctx, each) if form == "full" else ctx.voice.say("contact_sales")
    helps = ("prices by use are in the fragment `rates`",) if owner.prices and form == "amount" else ()
    raise Refused("wrong-value", f"`{owner.name}` has no fixed price", "form" if form != "amount" else None, helps)


def _amount(ctx: Context, fee: Fee) -> str:
    text = ctx.money(fee.amount)
    return ctx.voice.say("from_price", price=text) if fee.at_least else text


def _monthly(ctx: Context, owner: Tier | Package, fee: Fee | BandedFee) -> str:
    if isinstance(fee, Fee) and fee.period == Period(1, "month"):
        return _amount(ctx, fee)
    text = monthly_text(ctx, fee)
    if not text:
        raise Refused("wrong-value", f"this price of `{owner.name}` cannot be spread over months", "form")
    return text


def _interval(word: str) -> Period | None:
    low = word.lower()
    if low == _ONCE:
        return None
    match = _INTERVAL.fullmatch(_ADVERBS.get(low, low))
    if match is None or match[1] == "0":
        raise Refused(
            "wrong-value", f"`{word}` is no interval", "interval", ("write `month`, `year`, `3 months` ... or `once`",)
        )
    return Period(int(match[1] or 1), match[2])  # type: ignore[arg-type]


def _sold(fees: list[tuple[FeePrice, Fee | BandedFee]]) -> str:
    words = []
    for period in dict.fromkeys(fee.period for _, fee in fees):
        word = _ONCE if period is None else period.unit if period.count == 1 else f"{period.count}-{period.unit}s"
        words.append(f"`interval={word}`")
    return f"write {' or '.join(words)}"


def _quantity(
    ctx: Context,
    owner: Tier | Package,
    every: tuple[Allowance, ...] | tuple[Limit, ...],
    options: Mapping[str, str],
    kind: str,
) -> str:
    form = known(options.get("form", "amount"), ("amount", "full"), f"this {kind} has no form", "form")
    names = list(dict.fromkeys(each.of.name for each in every))
    name = known(_needed(options, "of"), names, f"`{owner.name}` has no {kind} of", "of")
    found = [each for each in every if each.of.name == name]
    if form == "full":
        return ctx.voice.say("semicolon").join(_in_full(ctx, owner, each) for each in found)
    if len(found) > 1:
        message = f"`{owner.name}` has {len(found)} {kind}s of `{name}`"
        raise Refused("wrong-value", message, "of", ("`form=full` quotes them all",))
    return quantity_text(ctx, found[0].quantity, found[0].of)


def _in_full(ctx: Context, owner: Tier | Package, each: Allowance | Limit) -> str:
    if isinstance(each, Limit):
        return limit_text(ctx, each)
    return allowance_text(ctx, dated(owner, each) if isinstance(owner, Tier) else each)
