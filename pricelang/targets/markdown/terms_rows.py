"""The rows of the comparison that say how a tier is bought: seats, trial, commitments, dates."""

from __future__ import annotations

from pricelang.catalog.catalog import SeatRange, Tier
from pricelang.catalog.quantity import Ref
from pricelang.targets.markdown.cells import Row, row_of
from pricelang.targets.markdown.context import Context
from pricelang.targets.markdown.usage import quantity_text


def seat_rows(ctx: Context, tiers: list[Tier]) -> list[Row]:
    """How many seats of each kind are sold."""
    kinds = dict.fromkeys(seats.kind for tier in tiers for seats in tier.seats)
    rows: list[Row] = []
    for kind in kinds:
        label = ctx.label(Ref("seat", kind)) if len(ctx.seats) > 1 else ctx.voice.say("seats")
        cells = [
            ctx.voice.say("semicolon").join(_seat_range(ctx, seats) for seats in tier.seats if seats.kind == kind)
            for tier in tiers
        ]
        rows += row_of(ctx, label, cells)
    return rows


def _seat_range(ctx: Context, seats: SeatRange) -> str:
    if seats.maximum is None:
        return ctx.voice.say("or_more", count=seats.minimum)
    if seats.maximum == seats.minimum:
        return ctx.number_of(seats.minimum)
    return ctx.voice.say("range", low=ctx.number_of(seats.minimum), high=ctx.number_of(seats.maximum))


def terms_rows(ctx: Context, tiers: list[Tier]) -> list[Row]:
    """Trial, commitment, minimum charges, extra invoices, and until when a tier is sold."""
    say = ctx.voice.say
    rows = row_of(ctx, say("trial"), [_trial(ctx, tier) for tier in tiers])
    rows += row_of(ctx, say("commitment"), [_commitment(ctx, tier) for tier in tiers])
    for on in dict.fromkeys(minimum.on for tier in tiers for minimum in tier.minimums):
        label = say("minimum_on", label=ctx.label(on)) if on else say("minimum")
        cells = [
            say("semicolon").join(
                ctx.voice.join(ctx.money(minimum.amount), ctx.voice.per(minimum.period))
                for minimum in tier.minimums
                if minimum.on == on
            )
            for tier in tiers
        ]
        rows += row_of(ctx, label, cells)
    rows += row_of(ctx, say("invoicing"), [_invoicing(ctx, tier) for tier in tiers])
    rows += row_of(ctx, say("sold_until"), [_retired(ctx, tier) for tier in tiers])
    return rows


def _trial(ctx: Context, tier: Tier) -> str:
    trial = tier.trial
    if trial is None:
        return ""
    text = ctx.voice.length(trial.length)
    if trial.of is not None and trial.quantity is not None:
        grant = ctx.voice.say("amount", n=quantity_text(ctx, trial.quantity, trial.of), label=ctx.label(trial.of))
        text = ctx.voice.say("trial_with", length=text, quantity=grant)
    return ctx.noted(text, trial.notes)


def _commitment(ctx: Context, tier: Tier) -> str:
    commitment = tier.commitment
    if commitment is None:
        return ""
    price = ctx.voice.join(ctx.money(commitment.amount), ctx.voice.per(commitment.period))
    beyond = ctx.voice.say("beyond_factor", factor=ctx.number(commitment.factor)) if commitment.factor else ""
    return ctx.voice.clauses(ctx.voice.say("commitment_of", price=price), beyond)


def _invoicing(ctx: Context, tier: Tier) -> str:
    if tier.invoicing is None:
        return ""
    if tier.invoicing.amount is not None:
        return ctx.voice.say("invoice_at", price=ctx.money(tier.invoicing.amount))
    if tier.invoicing.price_multiple is not None:
        return ctx.voice.say("invoice_at_multiple", factor=ctx.number(tier.invoicing.price_multiple))
    return ""


def _retired(ctx: Context, tier: Tier) -> str:
    if tier.retired is None:
        return ""
    day = ctx.voice.formats.day(tier.retired)
    return ctx.voice.say("becomes", date=day, tier=ctx.tier_label(tier.becomes)) if tier.becomes else day
