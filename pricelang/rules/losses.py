"""Tiers whose full use costs more than a share of their fees: what `loss-at-cap` and `margin-below-target` say of
them."""

from __future__ import annotations

from collections.abc import Iterator
from fractions import Fraction

from pricelang.analysis.cells import Cell
from pricelang.analysis.exact import ONE, ZERO
from pricelang.analysis.pools import Pool
from pricelang.analysis.worst import Loss, full_use, loss
from pricelang.catalog.catalog import Tier
from pricelang.catalog.quantity import Exactly
from pricelang.diagnostics import Fix, Label, Safety
from pricelang.rules.frame import Finding, Pricing, labels
from pricelang.rules.wording import called, cells, facts, joined, money, number, percent, symbol, unit, units

RULE = {False: "loss-at-cap", True: "margin-below-target"}


def found(pricing: Pricing, target: Fraction) -> Iterator[tuple[Tier, list[Loss]]]:
    """The tiers with a variant whose full use leaves less than `target` of its fee, the worst variant first."""
    for tier in pricing.analysis.tiers:
        losses = []
        for variant in pricing.analysis.variants(tier.name):
            if variant.paid and variant.routes is None:
                pricing.analysis.leave(RULE[target > 0], tier.name, "a metric has too many combinations of attributes")
            one = loss(variant, target)
            if one is None:
                if (
                    variant.paid
                    and (ONE - target) * variant.fees.at(variant.least) < full_use(variant, variant.least).most
                ):
                    pricing.analysis.leave(RULE[target > 0], tier.name, "limits cut several pools or rates at once")
                continue
            if _confirmed(pricing, one):
                losses.append(one)
            else:
                pricing.analysis.leave(RULE[target > 0], tier.name, "rating bills the witness otherwise")
        if losses:
            yield tier, sorted(losses, key=lambda each: each.margin)


def _confirmed(pricing: Pricing, one: Loss) -> bool:
    seats = max(one.seats, one.variant.least)
    full = full_use(one.variant, seats)
    uses: dict[Cell, Fraction] = {}
    for share in full.shares:
        for cell, quantity in share.uses:
            uses[cell] = uses.get(cell, ZERO) + quantity
    return pricing.analysis.confirms(one.variant, seats, uses, full.cost / one.kept)


def finding(
    pricing: Pricing, tier: Tier, losses: list[Loss], message: str, helps: tuple[str, ...], fix: Fix | None
) -> Finding:
    """The report of a tier: the worst variant at the allowance, the others in a note."""
    worst = losses[0]
    share, variant = worst.share, worst.variant
    every = [each for one in losses for each in facts(one.variant, one.share.pool, one.share.cells)]
    return Finding(
        message,
        share.pool.owner.span or tier.span,
        f"costs up to {money(share.cost, variant.currency)} to serve ({_by(worst)})",
        related=_related(worst),
        notes=_notes(losses),
        helps=helps,
        fix=fix,
        symbol=symbol(tier, share.pool.of),
        uncertain=pricing.uncertain(*every),
    )


def _by(worst: Loss) -> str:
    share, variant = worst.share, worst.variant
    each = money(share.each, variant.currency)
    seats = "" if worst.per_seat or not variant.seated else f", for {worst.seats:,} seat{'s' * (worst.seats != 1)}"
    exact = share.cost == share.quantity * share.each
    most = "" if exact else "up to "
    return f"{cells(share.cells)}: {most}{each} {unit(variant.sheet, share.pool.of)}{seats}"


def _related(worst: Loss) -> tuple[Label, ...]:
    variant = worst.variant
    fee = variant.fee
    month = "brings in" if worst.per_seat or not variant.seated else f"{worst.seats:,} seats bring in"
    if worst.seats == 1 and not worst.per_seat:
        month = "brings in"
    return labels((fee.span if fee is not None else None, f"{month} {money(worst.fee, variant.currency)} a month"))


def _notes(losses: list[Loss]) -> tuple[str, ...]:
    worst = losses[0]
    notes = []
    parts: list[str] = []
    for place, each in enumerate(losses):
        share = each.share
        most = Loss(each.variant, each.seats, each.per_seat, each.fee, each.full, ONE).most
        step = each.variant.sheet.step(share.pool.of.name)
        first = (most // step + 1) * step
        # beyond the grant overage pays: the number would say nothing
        if first > share.quantity or share.cost != share.quantity * share.each:
            continue
        what = called(each.variant, each.seats, each.per_seat)
        if not parts:
            of = f"{number(first)} {units(each.variant.sheet, share.pool.of)} a month"
            parts.append(f"{what} costs more than it pays from {of}")
        else:
            parts.append(f"a {each.variant.word} one from {number(first)}" if place and each.variant.word else what)
    if parts:
        notes.append(joined(parts, "and") if len(parts) > 2 else ", ".join(parts))
    others = [share for share in worst.full.shares if share is not worst.share]
    if others:
        said = [
            f"{number(share.quantity)} {units(worst.variant.sheet, share.pool.of)} for"
            f" {money(share.cost, worst.variant.currency)}"
            for share in others
        ]
        notes.append(f"it includes {joined(said)} beside it: {money(worst.full.cost, worst.variant.currency)} in all")
    return tuple(notes)


def remedy(worst: Loss, target: Fraction | None) -> str:
    """The largest grant that keeps the target, or that costs no more than it pays, and the other ways out."""
    share, variant = worst.share, worst.variant
    whole = _largest(worst, target)
    goal = f"keep the target margin of {percent(target)}" if target is not None else "cost no more than it pays"
    if share.cost != share.quantity * share.each:
        return "include less, or raise the price"
    if whole <= 0:
        return f"no allowance can {goal} beside what else is included: raise the price"
    seats = "" if worst.per_seat or not variant.seated else f" for {worst.seats:,} seats"
    return (
        f"at most {number(whole)} {units(variant.sheet, share.pool.of)}{seats} {goal}; {_otherwise(share.pool, worst)}"
    )


def _largest(worst: Loss, target: Fraction | None) -> Fraction:
    """The largest grant of a month that keeps the target, or that costs no more than it pays; 0 or less for none."""
    variant, step = worst.variant, worst.variant.sheet.step(worst.share.pool.of.name)
    kept = ONE - target if target is not None else ONE
    return Loss(variant, worst.seats, worst.per_seat, worst.fee, worst.full, kept).most // step * step


def smaller(worst: Loss, target: Fraction | None, safety: Safety) -> Fix | None:
    """The allowance lowered to the largest that will do; None where it comes from several grants, or from elsewhere."""
    from pricelang.rules.edits import offered, quantity

    share, allowance = worst.share, worst.share.pool.grants[0].allowance
    whole = _largest(worst, target)
    alone = len(share.pool.grants) == 1 and allowance.inherited is None and allowance.cap is None
    if not alone or not isinstance(allowance.quantity, Exactly) or share.cost != share.quantity * share.each:
        return None
    written = Fraction(allowance.quantity.value)
    lower = written * whole / share.quantity
    if written.denominator == 1:
        lower = Fraction(lower // 1)
    return offered(f"include {number(lower)}", safety, quantity(allowance.span, lower)) if 0 < lower < written else None


def _otherwise(pool: Pool, worst: Loss) -> str:
    if pool.of.kind != "credit":
        return "or raise the price"
    names = joined(dict.fromkeys(f"`{cell.metric}`" for cell in worst.share.cells), "or")
    return f"or raise the price, or the credits that {names} burns"
