"""The head of the page: the title, since when the prices hold, and in which currency."""

from __future__ import annotations

from pricelang.catalog.catalog import Catalog
from pricelang.catalog.charges import BandedFee, Bands, CustomPrice, Fee, FeePrice, Price, UsagePrice
from pricelang.targets.markdown.context import Context, currency_of, listed
from pricelang.targets.markdown.document import Document, Strong


def write_intro(ctx: Context, document: Document) -> None:
    """The title and what holds for the whole page; the product's own notes stand here, not among the footnotes."""
    say = ctx.voice.say
    product = ctx.catalog.product
    document.heading(1, (product.label or product.name) if product else say("title"))
    sentences = []
    if product and product.stage == "beta":
        sentences.append(say("beta"))
    if product and product.effective:
        sentences.append(say("effective", date=ctx.voice.formats.day(product.effective)))
    if ctx.currency:
        others = [code for code in published_currencies(ctx.catalog) if code != ctx.currency]
        sentences.append(say("currency_mostly" if others else "currency", currency=ctx.currency))
        if others:
            sentences.append(say("other_currencies", list=ctx.voice.formats.all_of(others)))
    document.paragraph(ctx.voice.join(*sentences))
    for text in ctx.note_texts((*(product.notes if product else ()), *ctx.catalog.notes)):
        document.paragraph((Strong(say("note")), say("labelled", label="", text=text)))


def published_currencies(catalog: Catalog) -> list[str]:
    """The currencies that the product names, or else that what the page shows is priced in."""
    found = list(catalog.product.currencies) if catalog.product is not None and catalog.product.currencies else []
    for tier in listed(catalog):
        for price in tier.prices:
            found += _currencies(price)
        found += [currency_of(fee) for size in tier.sizes for fee in size.fees]
    for package in catalog.packages:
        for price in package.prices:
            found += _currencies(price)
    return list(dict.fromkeys(found))


def _currencies(price: Price) -> list[str]:
    fees: tuple[Fee | BandedFee, ...] = ()
    if isinstance(price, FeePrice):
        fees = price.alternatives
    elif isinstance(price, CustomPrice) and price.start is not None:
        fees = (price.start,)
    elif isinstance(price, UsagePrice):
        return [rate.currency for rate in price.rates if isinstance(rate, Bands)]
    return [currency_of(fee) for fee in fees]
