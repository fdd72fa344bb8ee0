"""The comparison of the tiers of one ladder: a column each, what a buyer compares in rows."""

from __future__ import annotations

from collections.abc import Callable, Collection

from pricelang.catalog.catalog import Tier
from pricelang.catalog.charges import FeePrice, Size
from pricelang.catalog.period import Period
from pricelang.targets.markdown.cells import Row, group_of, interval_label, row_of, shortest_first
from pricelang.targets.markdown.context import Context
from pricelang.targets.markdown.document import Document, Inline
from pricelang.targets.markdown.features import feature_rows
from pricelang.targets.markdown.fees import interval_text
from pricelang.targets.markdown.price_rows import price_rows, usage_price_rows
from pricelang.targets.markdown.terms import terms_notes, terms_text
from pricelang.targets.markdown.terms_rows import seat_rows, terms_rows
from pricelang.targets.markdown.usage import amount_text
from pricelang.targets.markdown.usage_rows import alert_rows, allowance_rows, limit_rows

Part = Callable[[Context, list[Tier]], list[Row]]


def _audience_rows(ctx: Context, tiers: list[Tier]) -> list[Row]:
    return row_of(ctx, ctx.voice.say("for"), [_audience(ctx, tier) for tier in tiers])


def _under(key: str, rows: Part) -> Part:
    return lambda ctx, tiers: group_of(ctx, len(tiers), key, rows(ctx, tiers))


PARTS: dict[str, Part] = {
    "for": _audience_rows,
    "price": price_rows,
    "seats": seat_rows,
    "terms": terms_rows,
    "rates": _under("usage_prices", usage_price_rows),
    "included": _under("included_usage", allowance_rows),
    "limits": _under("limits", limit_rows),
    "alerts": _under("alerts", alert_rows),
    "features": feature_rows,
}
"""The parts of the comparison, in its order: the rows that each has for some tiers."""


def write_plans(ctx: Context, document: Document, parts: Collection[str] = PARTS.keys()) -> None:
    """A table for each ladder, and one for the tiers that stand in none."""
    for title, tiers in ladders(ctx):
        write_comparison(ctx, document, title, tiers, parts)


def ladders(ctx: Context) -> list[tuple[str, list[Tier]]]:
    """The page's tiers by ladder, each with the title of its table; those in none come last."""
    shown = {tier.name: tier for tier in ctx.shown}
    rest = dict(shown)
    found = []
    for ladder in ctx.catalog.ladders:
        tiers = [shown[name] for name in ladder.tiers if name in shown]
        for tier in tiers:
            rest.pop(tier.name, None)
        found.append((ladder.label or ladder.name, tiers))
    found.append((ctx.voice.say("other_plans" if ctx.catalog.ladders else "plans"), list(rest.values())))
    return [(title, tiers) for title, tiers in found if tiers]


def write_comparison(
    ctx: Context, document: Document, title: str, tiers: list[Tier], parts: Collection[str] = PARTS.keys()
) -> None:
    """The table of some tiers, of the parts named, and the sizes that they are sold in where prices are among those."""
    document.heading(2, title)
    head: list[Inline] = ["", *(_head(ctx, tier) for tier in tiers)]
    document.table(head, [row for name, rows in PARTS.items() if name in parts for row in rows(ctx, tiers)])
    if "price" in parts:
        for tier in tiers:
            _write_sizes(ctx, document, tier)


def _head(ctx: Context, tier: Tier) -> str:
    label = tier.label or tier.name
    if tier.recommended:
        label = ctx.voice.say("recommended", tier=label)
    return ctx.noted(label, tier.notes)


def _audience(ctx: Context, tier: Tier) -> str:
    """Whom the tier is for; those that the seller does not mean to keep are not addressed."""
    personas = {persona.name: persona for persona in ctx.catalog.personas}
    names = [name for name in tier.personas if name not in personas or personas[name].retains]
    return ctx.voice.formats.all_of([ctx.group(name) for name in names]) if names else ""


def _write_sizes(ctx: Context, document: Document, tier: Tier) -> None:
    if not tier.sizes:
        return
    fees = [fee for size in tier.sizes for fee in ctx.in_currency(size.fees)]
    columns: list[Period | None] = list(shortest_first(fee.period for fee in fees))
    if any(fee.period is None for fee in fees):
        columns.append(None)
    head: list[Inline] = [ctx.voice.say("size"), *(interval_label(ctx, period) for period in columns)]
    document.heading(3, ctx.voice.say("sizes", tier=tier.label or tier.name))
    document.table(head, [_size_row(ctx, size, columns) for size in tier.sizes])


def _size_row(ctx: Context, size: Size, columns: list[Period | None]) -> Row:
    amount = amount_text(ctx, size.quantity, size.of, size.per, size.window)
    text = ctx.voice.say("labelled", label=ctx.label(size.of), text=amount)
    text = ctx.voice.clauses(text, terms_text(ctx, size.terms))
    price = FeePrice(size.fees, terms=size.terms)
    cells = [interval_text(ctx, price, period) or ctx.voice.say("no") for period in columns]
    return [ctx.mark(text, *terms_notes(ctx, size.terms)), *cells]
