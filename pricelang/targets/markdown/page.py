"""The page as a whole: in which language and currency it is, and the order of its sections."""

from __future__ import annotations

from collections.abc import Sequence

from pricelang.catalog.catalog import Catalog
from pricelang.targets.markdown.context import Context
from pricelang.targets.markdown.credits import write_credits
from pricelang.targets.markdown.document import Document
from pricelang.targets.markdown.errors import OptionError
from pricelang.targets.markdown.examples import write_examples
from pricelang.targets.markdown.extras import write_addons, write_counting, write_discounts, write_packages
from pricelang.targets.markdown.formats import choose_formats
from pricelang.targets.markdown.intro import published_currencies, write_intro
from pricelang.targets.markdown.plans import write_plans
from pricelang.targets.markdown.voice import Voice


def open_page(
    catalog: Catalog,
    *,
    locale: str = "en",
    currency: str | None = None,
    tiers: Sequence[str] | None = None,
    footnoted: bool = True,
) -> Context:
    """A page, or a part of one, to be written: of the tiers named in their order, or of all that are listed; with
    footnotes, or where there is no place for them, without.

    Raises:
        OptionError: the locale or the currency cannot be had.
    """
    return Context(
        catalog, Voice(choose_formats(locale)), _choose_currency(catalog, currency), tiers, footnoted=footnoted
    )


def write_page(ctx: Context, document: Document) -> None:
    """All sections, and the footnotes of all of them."""
    write_intro(ctx, document)
    write_plans(ctx, document)
    write_credits(ctx, document)
    write_addons(ctx, document)
    write_packages(ctx, document)
    write_discounts(ctx, document)
    write_counting(ctx, document)
    write_examples(ctx, document)
    if ctx.footnotes:
        document.heading(2, ctx.voice.say("notes"))
        document.numbered(list(ctx.footnotes))


def _choose_currency(catalog: Catalog, currency: str | None) -> str | None:
    published = published_currencies(catalog)
    if currency is None:
        return published[0] if published else None
    code = currency.strip().upper()
    if code not in published:
        has = ", ".join(published) or "no currency at all"
        raise OptionError(f"there are no prices in `{currency}`; the catalog has {has}", "currency")
    return code
