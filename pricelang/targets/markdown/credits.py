"""What credits are worth in use: what one use burns, what a thousand credits buy, and what becomes of them."""

from __future__ import annotations

from collections.abc import Collection
from decimal import Decimal
from fractions import Fraction

from pricelang.catalog.catalog import Burn, Credit
from pricelang.catalog.quantity import AtLeast, Between, Exactly, Ref
from pricelang.targets.markdown.context import Context
from pricelang.targets.markdown.document import Document, Inline
from pricelang.targets.markdown.rates import block_text, count_text, unit_name
from pricelang.targets.markdown.usage import quantity_text, unused_text

_THOUSAND = Decimal(1000)
_DRAWS = {"soonest_expiring": "draw_soonest", "included": "draw_included", "purchased": "draw_purchased"}


def write_credits(ctx: Context, document: Document, names: Collection[str] | None = None) -> None:
    """A section for each credit; only for the named ones, if there are names."""
    say = ctx.voice.say
    for credit in ctx.catalog.credits:
        if names is not None and credit.name not in names:
            continue
        label = credit.label or credit.name
        document.heading(2, ctx.noted(label, credit.notes), telling=bool(credit.notes) or not credit.burns)
        head: list[Inline] = [say("use"), label, say("buys", count=_THOUSAND, label=label)]
        document.table(head, [_burn_row(ctx, burn) for burn in credit.burns])
        draws = credit.draws or ("soonest_expiring", "included", "purchased", "oldest")
        order = say("draw_then").join(_draw(ctx, source) for source in draws)
        document.bullets([say("draws", list=order), _fate(ctx, credit)])


def _burn_row(ctx: Context, burn: Burn) -> list[Inline]:
    ref = Ref("metric", burn.metric)
    text = ctx.what(ref, burn.when)
    unit = unit_name(ctx, ref)
    if burn.per != 1 or unit:
        size = " ".join(filter(None, [block_text(ctx, burn.per) if burn.per != 1 else "", unit]))
        text = ctx.voice.say("per_unit", label=text, n=size)
    return [text, quantity_text(ctx, burn.quantity, None), _buys(ctx, burn, ref)]


def _buys(ctx: Context, burn: Burn, ref: Ref) -> str:
    """How many uses a thousand credits pay for, rounded down to whole uses."""
    say, quantity = ctx.voice.say, burn.quantity
    if isinstance(quantity, Exactly):
        return _uses(ctx, quantity.value, burn.per, ref)
    if isinstance(quantity, Between):
        few = _uses(ctx, quantity.high, burn.per, ref)
        many = _uses(ctx, quantity.low, burn.per, ref)
        return few if few == many else say("range", low=few, high=many)
    if isinstance(quantity, AtLeast):
        return say("up_to_quantity", quantity=_uses(ctx, quantity.value, burn.per, ref))
    return say("no")


def _uses(ctx: Context, burned: Decimal, per: Decimal, ref: Ref) -> str:
    if burned == 0:
        return ctx.voice.say("unlimited")
    uses = Fraction(_THOUSAND) * Fraction(per) / Fraction(burned)
    whole = uses.numerator // uses.denominator
    return count_text(ctx, Decimal(whole), ref) if whole else ctx.voice.say("less_than_one")


def _draw(ctx: Context, source: str) -> str:
    if source == "oldest":
        return ctx.voice.say("draw_oldest")
    return ctx.voice.say(_DRAWS[source]) if source in _DRAWS else source.replace("_", " ")


def _fate(ctx: Context, credit: Credit) -> str:
    if credit.unused is None or credit.unused.fate == "expires":
        return ctx.voice.say("credit_expires")
    return ctx.voice.say("credit_rolls_over", how=unused_text(ctx, credit.unused))
