"""Worked examples: a usage, and its bill."""

from __future__ import annotations

from collections.abc import Collection

from pricelang.catalog.catalog import Example, SeatCount, Use
from pricelang.catalog.quantity import Ref
from pricelang.targets.markdown.context import Context
from pricelang.targets.markdown.document import Document, Inline
from pricelang.targets.markdown.rates import count_text


def write_examples(ctx: Context, document: Document, titles: Collection[str] | None = None) -> None:
    """A row for each example of a tier that the page shows; only those with one of the titles, if there are any."""
    say = ctx.voice.say
    examples = [
        example
        for example in ctx.catalog.examples
        if ctx.shows(example.tier) and (titles is None or example.title in titles)
    ]
    if examples:
        document.heading(2, say("examples"))
    head: list[Inline] = [say("example"), say("plan"), say("usage"), say("bill")]
    document.table(head, [_row(ctx, example) for example in examples])


def _row(ctx: Context, example: Example) -> list[Inline]:
    total = ctx.money(example.total, whole=False) if example.total else ctx.voice.say("no_bill")
    usage = ctx.voice.clauses(*(_use(ctx, use) for use in example.uses)) or ctx.voice.say("no")
    return [ctx.noted(example.title, example.notes), _plan(ctx, example), usage, total]


def _plan(ctx: Context, example: Example) -> str:
    say, voice = ctx.voice.say, ctx.voice
    discounts = {discount.name: discount.label or discount.name for discount in ctx.catalog.discounts}
    return voice.clauses(
        ctx.tier_label(example.tier),
        voice.billed(example.interval) if example.interval else "",
        *(_seats(ctx, seats) for seats in example.seats),
        *(
            say("bought", count=purchase.quantity, label=ctx.label(Ref("package", purchase.package)))
            for purchase in example.buys
        ),
        *(discounts.get(name, name) for name in example.discounts),
        "" if example.overage else say("overage_off"),
        say("overage_budget", price=ctx.money(example.budget)) if example.budget else "",
        say("for_group", label=ctx.group(example.cohort)) if example.cohort else "",
        say("in_region", label=ctx.region(example.region)) if example.region else "",
        say("on_date", date=voice.formats.day(example.on)) if example.on else "",
    )


def _seats(ctx: Context, seats: SeatCount) -> str:
    if len(ctx.seats) > 1:
        return ctx.voice.say("bought", count=seats.count, label=ctx.label(Ref("seat", seats.kind)))
    return ctx.voice.say("seat_count", count=seats.count)


def _use(ctx: Context, use: Use) -> str:
    ref = Ref("metric", use.metric)
    return ctx.voice.say("of_quantity", label=ctx.what(ref, use.attributes), n=count_text(ctx, use.quantity, ref))
