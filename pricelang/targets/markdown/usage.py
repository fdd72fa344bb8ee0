"""What is included, what happens after it, and what is limited, in words."""

from __future__ import annotations

from pricelang.catalog.charges import Allowance, Ceiling, FairUse, Limit, Phase, Unused
from pricelang.catalog.period import Window
from pricelang.catalog.quantity import AtLeast, Between, Exactly, Quantity, Ref, TimesTier, Unlimited, Unpublished
from pricelang.targets.markdown.context import Context
from pricelang.targets.markdown.rates import count_text, rates_text
from pricelang.targets.markdown.terms import terms_notes, terms_text

_ACTIONS = {
    "block": "block",
    "slow": "slow",
    "ask": "ask",
    "pause": "pause",
    "free": "no_charge",
    "borrow": "borrow",
}


def quantity_text(ctx: Context, quantity: Quantity, ref: Ref | None) -> str:
    """How many: `500`, `at least 500`, `5 to 10`, `unlimited`, `5 times what Pro has`."""
    say = ctx.voice.say
    if isinstance(quantity, Exactly):
        return count_text(ctx, quantity.value, ref)
    if isinstance(quantity, AtLeast):
        return say("at_least", n=count_text(ctx, quantity.value, ref))
    if isinstance(quantity, Between):
        return say("range", low=count_text(ctx, quantity.low, ref), high=count_text(ctx, quantity.high, ref))
    if isinstance(quantity, Unlimited):
        return say("unlimited")
    if isinstance(quantity, TimesTier):
        return say("times_tier", factor=ctx.number(quantity.factor), tier=ctx.tier_label(quantity.tier))
    return say("unpublished")


def window_text(ctx: Context, window: Window | None) -> str:
    """When the count starts again: `per month`, `in any 5 hours`; nothing where it never does."""
    if window is None or window.kind == "once":
        return ""
    if window.period is None:
        return ctx.voice.say("per_billing_period")
    if window.kind == "rolling":
        return ctx.voice.say("rolling", length=ctx.voice.length(window.period))
    if window.kind == "first_use":
        return ctx.voice.say("first_use", length=ctx.voice.length(window.period))
    per = ctx.voice.per(window.period)
    if window.kind != "calendar":
        return per
    key = f"calendar_{window.period.unit}"
    known = window.period.count == 1 and ctx.voice.knows(key)
    return ctx.voice.say(key) if known else ctx.voice.say("per_calendar", per=per)


def amount_text(ctx: Context, quantity: Quantity, ref: Ref, per: Ref | None, window: Window | None) -> str:
    """So much, for whom, how often: `500 per seat per month`."""
    number = quantity_text(ctx, quantity, ref)
    if isinstance(quantity, Unlimited):
        return number
    often = (ctx.per_seat(per) if per else "", window_text(ctx, window))
    if isinstance(quantity, Unpublished):
        return ctx.voice.clauses(number, ctx.voice.join(*often))
    return ctx.voice.join(number, *often)


def allowance_text(ctx: Context, allowance: Allowance, *, named: bool = False) -> str:
    """What is included, without what comes after it; `named` puts the name of the thing before it."""
    say, voice = ctx.voice.say, ctx.voice
    text = amount_text(ctx, allowance.quantity, allowance.of, allowance.per, allowance.window)
    if named:
        text = say("labelled", label=allowance_label(ctx, allowance), text=text)
    parts = [text]
    if allowance.window.kind == "once" and not named:
        parts = [voice.join(text, say("once"))]
    if allowance.pooled:
        parts.append(say("pooled"))
    if allowance.cap is not None:
        capped = voice.join(quantity_text(ctx, allowance.cap, allowance.of), window_text(ctx, allowance.cap_window))
        parts.append(say("capped", quantity=capped))
    if allowance.expires is not None:
        parts.append(say("expires_after", length=voice.length(allowance.expires)))
    if allowance.never_expires:
        parts.append(say("never_expires"))
    if named and allowance.only_for:
        parts.append(only_for_text(ctx, allowance))
    parts.append(terms_text(ctx, allowance.terms))
    notes = terms_notes(ctx, allowance.terms)
    return ctx.mark(voice.clauses(*parts), *fair_notes(ctx, allowance), *notes)


def allowance_label(ctx: Context, allowance: Allowance) -> str:
    """The thing, with its pool's name and what it is earmarked for, where it has them."""
    label = ctx.label(allowance.of)
    inside = [allowance.pool.replace("_", " ")] if allowance.pool else []
    return ctx.voice.bracketed(label, *inside)


def only_for_text(ctx: Context, allowance: Allowance) -> str:
    """What an earmarked grant may pay for."""
    names = [ctx.label(Ref("metric", name)) for name in allowance.only_for]
    return ctx.voice.say("only_for", list=ctx.voice.formats.all_of(names))


def fair_notes(ctx: Context, item: Allowance | Limit) -> list[str]:
    """Footnotes for fair use and what may change."""
    notes = []
    if item.fair_use is not None:
        notes.append(_fair_use(ctx, item.fair_use, item.of))
    if item.may_change:
        notes.append(ctx.voice.say("may_change"))
    return notes


def _fair_use(ctx: Context, fair_use: FairUse, ref: Ref) -> str:
    if fair_use.quantity is None:
        return ctx.voice.say("fair_use")
    of = ctx.voice.join(quantity_text(ctx, fair_use.quantity, ref), window_text(ctx, fair_use.window))
    return ctx.voice.say("fair_use_of", quantity=ctx.voice.say("labelled", label=ctx.label(ref), text=of))


def limit_text(ctx: Context, limit: Limit) -> str:
    """At most so much, and what happens at it."""
    text = amount_text(ctx, limit.quantity, limit.of, limit.per, limit.window)
    text = ctx.voice.clauses(text, terms_text(ctx, limit.terms))
    if limit.phases:
        text = ctx.voice.say("then").join([text, phases_text(ctx, limit.phases, limit.of)])
    return ctx.mark(text, *fair_notes(ctx, limit), *terms_notes(ctx, limit.terms))


def limit_label(ctx: Context, limit: Limit) -> str:
    """The thing limited."""
    label = ctx.label(limit.of)
    return ctx.voice.say("concurrent", label=label) if limit.concurrent else label


def phases_text(ctx: Context, phases: tuple[Phase, ...], of: Ref) -> str:
    """What happens after the allowance, in order."""
    return ctx.voice.say("then").join(_phase(ctx, phase, of) for phase in phases)


def _phase(ctx: Context, phase: Phase, of: Ref) -> str:
    say = ctx.voice.say
    if phase.action == "charge":
        text = rates_text(ctx, phase.rates, of=of)
    elif phase.action == "fallback":
        text = say("fallback", label=ctx.label(Ref("metric", phase.target or "")))
    elif phase.action == "upgrade":
        text = say("upgrade", tier=ctx.tier_label(phase.target or ""))
    else:
        text = say(_ACTIONS[phase.action])
    ceiling = _ceiling(ctx, phase.ceiling, of) if phase.ceiling else ""
    return ctx.voice.clauses(text, ceiling, say("if_enabled") if phase.opt_in else "")


def _ceiling(ctx: Context, ceiling: Ceiling, of: Ref) -> str:
    say, voice = ctx.voice.say, ctx.voice
    money = ""
    if ceiling.money is not None:
        money = voice.join(ctx.money(ceiling.money), voice.per(ceiling.period) if ceiling.period else "")
    if ceiling.kind == "budget":
        return say("budget_of", price=money) if money else say("budget")
    if ceiling.kind == "money":
        return say("up_to_price", price=money)
    if ceiling.kind == "factor" and ceiling.factor is not None:
        return say("up_to_factor", factor=ctx.number(ceiling.factor))
    if ceiling.quantity is None:
        return ""
    number = count_text(ctx, ceiling.quantity, ceiling.of or of)
    if ceiling.of is not None:
        number = say("amount", n=number, label=ctx.label(ceiling.of))
    return say("up_to_quantity", quantity=voice.join(number, window_text(ctx, ceiling.window)))


def unused_text(ctx: Context, unused: Unused) -> str:
    """What becomes of what is left: `rolls over up to a balance of 2 times the grant, for 1 month`."""
    say = ctx.voice.say
    if unused.fate == "expires":
        return say("unused_expires")
    balance = ""
    if unused.balance is not None:
        balance = say("to_balance", factor=ctx.number(unused.balance))
    elif unused.balance_quantity is not None:
        balance = say("to_balance_quantity", count=unused.balance_quantity)
    lasts = say("for_length", length=ctx.voice.length(unused.lasts)) if unused.lasts else ""
    if not balance:
        return ctx.voice.join(say("rolls_over"), lasts)
    return ctx.voice.clauses(ctx.voice.join(say("rolls_over"), balance), lasts)
