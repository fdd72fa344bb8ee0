"""Documents with blocks, and the catalog that fills them."""

from __future__ import annotations

from collections.abc import Mapping

from targets.markdown.markdown_samples import everything, scribe

from pricelang.catalog.catalog import Catalog
from pricelang.embedding import Filled, NoCatalog, fill

SCRIBE = scribe()
EVERYTHING = everything()


def catalog_of(path: str | None) -> Catalog:
    """The sample; `everything.price` beside the document is the other one, and there is no third."""
    if path not in (None, "everything.price"):
        raise NoCatalog(f"`{path}` does not exist")
    return SCRIBE if path is None else EVERYTHING


def filled(
    text: str, path: str = "page.md", *, defaults: Mapping[str, str] | None = None, overwrite_edits: bool = False
) -> Filled:
    return fill(path, text, catalog_of, defaults=defaults, overwrite_edits=overwrite_edits)


def block(words: str, content: str = "\n", newline: str = "\n") -> str:
    """A block on lines of its own, without a checksum."""
    return f"<!-- pricelang:begin {words} -->{content}<!-- pricelang:end -->{newline}"


def inline(words: str) -> str:
    """What a phrase is filled with."""
    text = filled(f"a <!-- pricelang:begin {words} --><!-- pricelang:end --> b").text
    return text.removeprefix(f"a <!-- pricelang:begin {words} -->").rpartition("<!-- pricelang:end")[0]


def rules(found: Filled) -> list[str]:
    """The rules of what is said, without those of blocks that only need to be built."""
    names = [each.rule.removeprefix("embedding/") for each in found.diagnostics]
    return [name for name in names if name != "unfilled"]
