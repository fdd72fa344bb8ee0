"""The fragments of the pricing page that a document can hold, each written by the page's own code."""

from __future__ import annotations

from collections.abc import Callable, Mapping

from pricelang.catalog.catalog import Catalog
from pricelang.embedding import quotes
from pricelang.embedding.headings import headed
from pricelang.embedding.refusals import Refused, known
from pricelang.record import Record
from pricelang.targets.markdown.context import Context
from pricelang.targets.markdown.credits import write_credits
from pricelang.targets.markdown.document import Block, Document
from pricelang.targets.markdown.errors import OptionError
from pricelang.targets.markdown.examples import write_examples
from pricelang.targets.markdown.extras import write_addons, write_counting, write_discounts, write_packages
from pricelang.targets.markdown.page import open_page, write_page
from pricelang.targets.markdown.plans import PARTS, write_comparison, write_plans

OPTIONS = {
    "source": "the price file, relative to the document; without it, the one that is built",
    "format": "`markdown` or `html`; without it, as the document's name ends",
    "locale": "language and country, such as `de` or `fr_CA`; without it `en`",
    "currency": "show prices in this currency where they have one",
    "level": "write headings, the highest at this level (1 to 6)",
    "tiers": "these tiers, in this order, separated by commas",
    "ladder": "the tiers of this ladder",
    "rows": f"these parts of the comparison: {', '.join(f'`{part}`' for part in PARTS)}",
    "only": "only what has one of these names (of examples: titles, separated by `;`)",
    "tier": "the tier",
    "addon": "the add-on, or other package, instead of a tier",
    "interval": "`month`, `year`, `3 months` ... or `once`; not needed where there is one alone",
    "of": "the credit, metric or feature",
    "form": "what to quote of it",
    "example": "the title of the example",
}
_OUTER = ("source", "format", "locale", "currency")


class Fragment(Record):
    """What can be embedded: its options beside those that all have, and how it is written. An `inline` one is a phrase
    within a line, any other blocks."""

    description: str
    options: tuple[str, ...]
    write: Callable[[Context, Document, Mapping[str, str]], None] | None = None
    quote: Callable[[Context, Mapping[str, str]], str] | None = None

    @property
    def inline(self) -> bool:
        return self.quote is not None

    @property
    def every_option(self) -> tuple[str, ...]:
        return (*_OUTER, *(() if self.inline else ("level",)), *self.options)


class Rendered(Record):
    """A fragment in words: blocks, or a phrase; and in which language."""

    blocks: tuple[Block, ...]
    phrase: str | None
    language: str


def _comparison(*parts: str) -> Callable[[Context, Document, Mapping[str, str]], None]:
    def write(ctx: Context, document: Document, options: Mapping[str, str]) -> None:
        chosen = parts
        if "rows" in options:
            lacks = "the comparison has no part"
            chosen = tuple(known(part, PARTS, lacks, "rows") for part in _words(options["rows"]))
        if "tiers" in options:
            if "ladder" in options:
                raise Refused("wrong-value", "tiers are named both by `tiers` and by `ladder`", "ladder")
            write_comparison(ctx, document, ctx.voice.say("plans"), ctx.shown, chosen)
        elif "ladder" in options:
            name = known(options["ladder"], [each.name for each in ctx.catalog.ladders], "there is no ladder", "ladder")
            ladder = next(each for each in ctx.catalog.ladders if each.name == name)
            tiers = [ctx.tiers[tier] for tier in ladder.tiers if tier in ctx.tiers and ctx.shows(tier)]
            write_comparison(ctx, document, ladder.label or ladder.name, tiers, chosen)
        else:
            write_plans(ctx, document, chosen)

    return write


def _examples(ctx: Context, document: Document, options: Mapping[str, str]) -> None:
    titles = [example.title for example in ctx.catalog.examples if ctx.shows(example.tier)]
    asked = options.get("only")
    if asked is None:
        write_examples(ctx, document)
        return
    wanted = [asked] if asked in titles else [title.strip() for title in asked.split(";") if title.strip()]
    write_examples(ctx, document, [known(title, titles, "there is no example", "only") for title in wanted])


def _only(kind: str, names: Callable[[Catalog], list[str]], write: Callable[..., None]) -> Callable[..., None]:
    def chosen(ctx: Context, document: Document, options: Mapping[str, str]) -> None:
        if "only" not in options:
            write(ctx, document)
            return
        every = names(ctx.catalog)
        write(ctx, document, [known(word, every, f"there is no {kind}", "only") for word in _words(options["only"])])

    return chosen


def _addons(catalog: Catalog) -> list[str]:
    return [package.name for package in catalog.packages if package.kind == "addon"]


FRAGMENTS = {
    "table": Fragment("tiers side by side", ("tiers", "ladder", "rows"), _comparison(*PARTS)),
    "prices": Fragment(
        "tiers side by side: what they cost and how they are bought",
        ("tiers", "ladder"),
        _comparison("price", "seats", "terms"),
    ),
    "rates": Fragment("tiers side by side: prices by use", ("tiers", "ladder"), _comparison("rates")),
    "usage": Fragment(
        "tiers side by side: what is included, limits and alerts",
        ("tiers", "ladder"),
        _comparison("included", "limits", "alerts"),
    ),
    "features": Fragment("tiers side by side: packages and features", ("tiers", "ladder"), _comparison("features")),
    "credits": Fragment(
        "what a use burns, and what 1,000 credits buy",
        ("only",),
        _only("credit", lambda catalog: [each.name for each in catalog.credits], write_credits),
    ),
    "addons": Fragment(
        "the add-ons",
        ("only",),
        _only("add-on", _addons, write_addons),
    ),
    "packages": Fragment(
        "other packages, where they say more than the comparison",
        (),
        lambda ctx, document, _: write_packages(ctx, document),
    ),
    "discounts": Fragment(
        "the discounts",
        ("only",),
        _only("discount", lambda catalog: [each.name for each in catalog.discounts], write_discounts),
    ),
    "counting": Fragment("how metrics are counted", (), lambda ctx, document, _: write_counting(ctx, document)),
    "examples": Fragment("worked examples with their bills", ("tiers", "only"), _examples),
    "page": Fragment("the whole page", (), lambda ctx, document, _: write_page(ctx, document)),
    "price": Fragment(
        "within a line: a fixed price (`form`: `amount`, `full`, `monthly`, `saving`)",
        ("tier", "addon", "interval", "form"),
        quote=quotes.price,
    ),
    "allowance": Fragment(
        "within a line: how much is included (`form`: `amount`, `full`)",
        ("tier", "addon", "of", "form"),
        quote=quotes.allowance,
    ),
    "limit": Fragment(
        "within a line: at most how much (`form`: `amount`, `full`)",
        ("tier", "addon", "of", "form"),
        quote=quotes.limit,
    ),
    "bill": Fragment("within a line: the total of an example", ("example",), quote=quotes.bill),
}


def fragment(name: str) -> Fragment:
    """The fragment of a name.

    Raises:
        Refused: there is none of this name.
    """
    return FRAGMENTS[known(name, FRAGMENTS, "there is no fragment", None, rule="unknown-fragment")]


def rendered(catalog: Catalog, name: str, options: Mapping[str, str]) -> Rendered:
    """A fragment of a catalog in words; `source` and `format` are for the caller to heed.

    Raises:
        Refused: there is no such fragment, it does not have one of the options, or an option cannot be met.
    """
    found = fragment(name)
    for option in options:
        known(option, found.every_option, f"`{name}` has no option", option, rule="unknown-option")
    tiers = None
    if "tiers" in options:
        every = [tier.name for tier in catalog.tiers]
        named = (known(word, every, "there is no tier", "tiers") for word in _words(options["tiers"]))
        tiers = list(dict.fromkeys(named))
        if not tiers:
            raise Refused("wrong-value", "no tier is named", "tiers", (f"{OPTIONS['tiers']}: `tiers=pro,studio`",))
    try:
        ctx = open_page(
            catalog,
            locale=options.get("locale", "en"),
            currency=options.get("currency"),
            tiers=tiers,
            footnoted=not found.inline,
        )
    except OptionError as problem:
        raise Refused("wrong-value", str(problem), problem.option) from None
    language = ctx.voice.formats.language
    if found.quote is not None:
        return Rendered((), found.quote(ctx, options), language)
    assert found.write is not None
    document = Document()
    found.write(ctx, document, options)
    if name != "page" and ctx.footnotes:
        document.numbered(list(ctx.footnotes))
    level = _level(options["level"]) if "level" in options else 1 if name == "page" else None
    return Rendered(tuple(headed(document.blocks, level)), None, language)


def _words(value: str) -> list[str]:
    return [word.strip() for word in value.split(",") if word.strip()]


def _level(word: str) -> int:
    if word not in ("1", "2", "3", "4", "5", "6"):
        raise Refused("wrong-value", f"`level` is a number from 1 to 6, not `{word}`", "level")
    return int(word)
