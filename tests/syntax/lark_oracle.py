"""Lark itself as a second opinion: the same grammar, run by its own parser, gives the same tree."""

from __future__ import annotations

import functools
from typing import Any

from lark import Lark, Token, Tree, UnexpectedInput

from pricelang.syntax import nodes
from pricelang.syntax import parser as ours
from pricelang.syntax.compile import SEQUENCES
from pricelang.syntax.tables import CHECKOUT_GRAMMAR

_GROUPS = {name: group for group, name in ours._VALUED.items()}


@functools.cache
def lark() -> Lark:
    return Lark.open(
        f"{CHECKOUT_GRAMMAR}/price.lark", parser="lalr", lexer="contextual", strict=True, maybe_placeholders=True
    )


def accepts(text: str) -> bool:
    """Whether Lark takes a text."""
    try:
        lark().parse(text)
    except UnexpectedInput:
        return False
    return True


def tree(text: str) -> Any:
    """The declarations of a text as Lark sees them, in our nodes."""
    return _convert(lark().parse(text).children[0])


def _convert(item: Any) -> Any:
    if isinstance(item, Token):
        if item.type == "NAME":
            return nodes.Name(0, 0, str(item))
        return ours._literal(_GROUPS[item.type], 0, 0, str(item)) if item.type in _GROUPS else str(item)
    if not isinstance(item, Tree):
        return item
    name = str(item.data)
    if name.startswith("block{") or name in SEQUENCES:
        return tuple(_convert(child) for child in item.children)
    children = [_convert(child) for child in item.children]
    if len(children) == 1 and isinstance(children[0], str):
        return nodes.Word(0, 0, children[0])
    if name in ("band_price", "phase", "band_amount"):
        return children[0]
    return getattr(nodes, "".join(part.capitalize() for part in name.split("_")))(0, 0, *children)
