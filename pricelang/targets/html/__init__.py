"""The pricing page as HTML: the sections and words of the Markdown page, with tables whose heads say what they head.

A fragment to put into a page of one's own, without styles or scripts; everything stands in one `section` of the class
`pricelang`.
"""

from __future__ import annotations

from pricelang.catalog.catalog import Catalog
from pricelang.targets.html.writing import enclosed, html
from pricelang.targets.markdown import OPTIONS, OptionError
from pricelang.targets.markdown.document import Document
from pricelang.targets.markdown.page import open_page, write_page

__all__ = ["DESCRIPTION", "NAME", "OPTIONS", "SUFFIX", "OptionError", "emit"]

NAME = "html"
SUFFIX = ".html"
DESCRIPTION = "the pricing page as a fragment of HTML: what the Markdown page says, in semantic tables"


def emit(catalog: Catalog, *, locale: str = "en", currency: str | None = None) -> str:
    """The page, as `pricelang.targets.markdown.emit` has it.

    Raises:
        OptionError: the locale or the currency cannot be had.
    """
    ctx = open_page(catalog, locale=locale, currency=currency)
    document = Document()
    write_page(ctx, document)
    return enclosed("section", ctx.voice.formats.language, html(document.blocks))
