"""The pricing page as Markdown: CommonMark with GFM tables, in six languages.

It shows what a buyer needs to know, and every `note`. It never shows the seller's side: costs, margins, what something
is worth, what personas pay or use. Tiers that are `unlisted` stay off the page, and so do their notes and examples.
"""

from __future__ import annotations

from pricelang.catalog.catalog import Catalog
from pricelang.targets.markdown.document import Document
from pricelang.targets.markdown.errors import OptionError
from pricelang.targets.markdown.page import open_page, write_page

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
    document = Document()
    write_page(open_page(catalog, locale=locale, currency=currency), document)
    return document.text
