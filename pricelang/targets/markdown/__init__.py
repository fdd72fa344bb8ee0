"""The pricing page as Markdown: CommonMark with GFM tables, in six languages.

It shows what a buyer needs to know, and every `note`. It never shows the seller's side: costs, margins, what something
is worth, what personas pay or use. Tiers that are `unlisted` stay off the page, and so do their notes and examples.
"""

from __future__ import annotations

from pricelang.catalog.catalog import Catalog
from pricelang.targets.markdown.context import Context
from pricelang.targets.markdown.credits import write_credits
from pricelang.targets.markdown.document import Document
from pricelang.targets.markdown.errors import OptionError
from pricelang.targets.markdown.examples import write_examples
from pricelang.targets.markdown.extras import write_counting, write_discounts, write_packages
from pricelang.targets.markdown.formats import choose_formats
from pricelang.targets.markdown.intro import published_currencies, write_intro
from pricelang.targets.markdown.plans import write_plans
from pricelang.targets.markdown.voice import Voice

__all__ = ["DESCRIPTION", "NAME", "OPTIONS", "SUFFIX", "OptionError", "emit"]

NAME = "markdown"
SUFFIX = ".md"
DESCRIPTION = "the pricing page as Markdown: plans, credits, add-ons, examples and every note"
OPTIONS = {
    "locale": "language and country of the page, such as en, de_AT, es, fr_CA, ja, zh_CN (default: en)",
    "currency": "show prices in this currency where they have one (default: the product's first)",
}


def emit(catalog: Catalog, *, locale: str = "en", currency: str | None = None) -> str:
    """The page.

    Args:
        catalog: what is sold.
        locale: the language of the page's own words and the country whose habits numbers and dates follow; labels
            stay as their author wrote them. All but plain English needs babel.
        currency: an ISO 4217 code that the catalog has prices in.

    Raises:
        OptionError: the locale or the currency cannot be had.
    """
    voice = Voice(choose_formats(locale))
    ctx = Context(catalog, voice, _choose_currency(catalog, currency))
    document = Document()
    write_intro(ctx, document)
    write_plans(ctx, document)
    write_credits(ctx, document)
    write_packages(ctx, document)
    write_discounts(ctx, document)
    write_counting(ctx, document)
    write_examples(ctx, document)
    if ctx.footnotes:
        document.heading(2, voice.say("notes"))
        document.numbered(list(ctx.footnotes))
    return document.text


def _choose_currency(catalog: Catalog, currency: str | None) -> str | None:
    published = published_currencies(catalog)
    if currency is None:
        return published[0] if published else None
    code = currency.strip().upper()
    if code not in published:
        has = ", ".join(published) or "no currency at all"
        raise OptionError(f"there are no prices in `{currency}`; the catalog has {has}")
    return code
