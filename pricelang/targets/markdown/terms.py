"""When and for whom something holds, in words."""

from __future__ import annotations

from pricelang.catalog.charges import Terms
from pricelang.targets.markdown.context import Context


def terms_text(ctx: Context, terms: Terms) -> str:
    """Dates, groups, regions and commitments: `from Jan 1, 2027, for existing customers`; nothing for all."""
    say, formats = ctx.voice.say, ctx.voice.formats
    parts = []
    if terms.start:
        parts.append(say("from_date", date=formats.day(terms.start)))
    if terms.until:
        parts.append(say("until_date", date=formats.day(terms.until)))
    if terms.until_renewal:
        parts.append(say("until_renewal"))
    if terms.existing_customers:
        parts.append(say("existing"))
    if terms.cohort:
        parts.append(say("for_group", label=ctx.group(terms.cohort)))
    if terms.region:
        parts.append(say("in_region", label=ctx.region(terms.region)))
    if terms.commitment is not None:
        per = ctx.voice.per(terms.commitment_period) if terms.commitment_period else ""
        parts.append(say("with_commitment_of", price=ctx.voice.join(ctx.money(terms.commitment), per)))
    elif terms.with_commitment:
        parts.append(say("with_commitment"))
    return ctx.voice.clauses(*parts)


def terms_notes(ctx: Context, terms: Terms, *, grants: bool = True) -> list[str]:
    """The author's notes on it and, if `grants`, how a longer price hands out what it includes, as footnotes."""
    notes = ctx.note_texts(terms.notes)
    if grants and terms.grants:
        notes.insert(0, ctx.voice.say(f"grants_{terms.grants}"))
    return notes


def restricts(terms: Terms) -> tuple[object, ...]:
    """What tells alternatives apart: prices with the same restrictions add up, others stand beside each other."""
    return (
        terms.start, terms.until, terms.until_renewal, terms.existing_customers, terms.cohort, terms.region,
        terms.with_commitment, terms.commitment, terms.commitment_period,
    )  # fmt: skip
