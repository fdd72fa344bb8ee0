"""What a block asks for: a fragment, and its options."""

from __future__ import annotations

import os
from collections.abc import Mapping

from pricelang.embedding.fragments import fragment
from pricelang.embedding.markers import Marker
from pricelang.embedding.refusals import Refused, known
from pricelang.embedding.scanning import Markup
from pricelang.record import Record

_SUFFIX = ".price"


class Asked(Record):
    """A fragment and its options, as far as they can be known without a catalog; `written` is the markup asked for,
    None for the document's own."""

    name: str
    options: Mapping[str, str]
    written: Markup | None = None


def asked(begin: Marker, defaults: Mapping[str, str]) -> Asked:
    """What the marker of a readable block asks for; `defaults` hold where it says nothing else.

    Raises:
        Refused: there is no such fragment or option, or an option is without a value or there twice.
    """
    if not begin.words:
        raise Refused("missing-option", "this block does not say what it shows", None, ("write `table`, `price` ...",))
    name, *words = begin.words
    if name.value is not None:
        helps = (f"write `table {name.span.text}`",)
        raise Refused("missing-option", "this block does not say what it shows", None, helps)
    found = fragment(name.key)
    options: dict[str, str] = {}
    for word in words:
        known(word.key, found.every_option, f"`{name.key}` has no option", word.key, rule="unknown-option")
        if not (word.value or "").strip():
            raise Refused("wrong-value", f"`{word.key}` has no value", word.key, (f"write `{word.key}=...`",))
        if word.key in options:
            raise Refused("duplicate-option", f"`{word.key}` is said twice", word.key, ("take one out",))
        options[word.key] = word.value or ""
    for option, value in defaults.items():
        if option in found.every_option:
            options.setdefault(option, value)
    written: Markup | None = None
    if "format" in options:
        asked_for = known(options["format"], ("markdown", "html"), "there is no format", "format")
        written = "html" if asked_for == "html" else "markdown"
    return Asked(name.key, options, written)


def price_file(document: str, written: str) -> str:
    """The path of the price file that a document names.

    Raises:
        Refused: it is no path of a price file relative to the document: a document from a stranger makes nothing else
            be read.
    """
    if os.path.isabs(written) or ":" in written or "\\" in written or "\0" in written:
        raise Refused("wrong-value", "`source` is a path relative to the document, with `/`", "source")
    if not written.endswith(_SUFFIX):
        raise Refused("wrong-value", f"`source` names a `{_SUFFIX}` file, and this is `{written}`", "source")
    return os.path.normpath(os.path.join(os.path.dirname(document), written))
