"""Where in the text a finding is mended: from the places that a catalog's values came from to edits of statements.

Imported by a rule when it has something to mend. A rule's `FIX` says what is offered, and how safe it is; its edits are
made here, so that `SAFE` is what is promised: the compiled output stays the same.
"""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Sequence
from decimal import Decimal
from fractions import Fraction
from operator import attrgetter
from typing import TypeVar

from pricelang.diagnostics import Edit, Fix, Safety
from pricelang.editing import added, behind, requantified, rewritten, without, without_item
from pricelang.rules.frame import Pricing
from pricelang.source import Span
from pricelang.syntax import nodes

_Node = TypeVar("_Node", bound=nodes.Node)
_start = attrgetter("start")


def declaration(pricing: Pricing, span: Span | None) -> nodes.Node | None:
    """The declaration that a place is in; None where it is in none of the files."""
    if span is None:
        return None
    for file in pricing.files:
        if file.source is span.source:
            return _around(file.declarations, span)
    return None


def statement(pricing: Pricing, span: Span | None) -> nodes.Node | None:
    """The statement of a declaration that a place is in."""
    found = declaration(pricing, span)
    return None if found is None or span is None else _around(getattr(found, "body", None) or (), span)


def _around(among: Sequence[nodes.Node], span: Span) -> nodes.Node | None:
    place = bisect_right(among, span.start, key=_start) - 1
    return among[place] if place >= 0 and span.end <= among[place].end else None


def first(among: Sequence[nodes.Node], kind: type[_Node]) -> _Node | None:
    """The first node of a kind."""
    return next((node for node in among if isinstance(node, kind)), None)


def offered(title: str, safety: Safety, *edits: Edit | None) -> Fix | None:
    """A fix of these edits; None where one of them cannot be made."""
    made = [edit for edit in edits if edit is not None]
    return Fix(title, tuple(made), safety) if made and len(made) == len(edits) else None


# --- statements and clauses -------------------------------------------------


def say(pricing: Pricing, span: Span | None, text: str) -> Edit | None:
    """A new statement in the declaration of a place."""
    found = declaration(pricing, span)
    if found is None or span is None or not hasattr(found, "body"):
        return None
    body = None if found.body is None else [Span(span.source, node.start, node.end) for node in found.body]
    return added(Span(span.source, found.start, found.end), body, text)


def clause(pricing: Pricing, span: Span | None, text: str) -> Edit | None:
    """A new clause at the end of the statement of a place."""
    found = statement(pricing, span)
    return None if found is None or span is None else behind(Span(span.source, found.start, found.end), f", {text}")


def drop(pricing: Pricing, span: Span | None) -> Edit | None:
    """The statement of a place taken out."""
    found = statement(pricing, span)
    return None if found is None or span is None else without(Span(span.source, found.start, found.end))


def unlist(pricing: Pricing, span: Span | None, kind: type[nodes.Node], name: str) -> Edit | None:
    """A name taken out of the only statement of a kind in the declaration of a place, where that lists others too."""
    found = declaration(pricing, span)
    lists = [node for node in getattr(found, "body", None) or () if isinstance(node, kind)]
    if span is None or len(lists) != 1:
        return None
    names: Sequence[nodes.Name] = lists[0].names  # type: ignore[attr-defined]  # a kind that lists names
    place = next((place for place, each in enumerate(names) if each.text == name), None)
    return None if place is None else without_item([Span(span.source, each.start, each.end) for each in names], place)


# --- numbers ----------------------------------------------------------------


def quantity(span: Span | None, value: Fraction) -> Edit | None:
    """Another number in the place of a plain quantity; None where it has no end, or is none that a person writes."""
    exact = _decimal(value, 6)
    if span is None or exact is None or value <= 0 or not span.text[:1].isdigit() or not span.text[-1:].isalnum():
        return None
    return None if " " in span.text else Edit(span, requantified(span.text, exact))


def raised(pricing: Pricing, span: Span | None, ratio: Fraction) -> Edit | None:
    """The one amount of money in a place, so many times as high: rounded up to the decimals that are written, or to
    three digits where those cannot show the difference."""
    found = _money(pricing, span)
    if found is None or span is None or ratio <= 1:
        return None
    value = Fraction(found.amount) * ratio
    written = max(-int(found.amount.as_tuple().exponent), 0)
    for places in (max(written, 2), *range(max(written, 2) + 1, 13)):
        rounded = Fraction(-(-value.numerator * 10**places // value.denominator), 10**places)
        if rounded <= value * Fraction(21, 20):
            break
    else:
        return None
    exact = _decimal(rounded, 12)
    at = Span(span.source, found.start, found.end)
    return None if exact is None else Edit(at, rewritten(at.text, exact))


def percentage(span: Span, value: Decimal) -> Edit:
    """Another percentage."""
    return Edit(span, f"{value.normalize():f}%")


def _money(pricing: Pricing, span: Span | None) -> nodes.Money | None:
    found = statement(pricing, span)
    if found is None or span is None:
        return None
    inside = [each for each in _every(found) if span.start <= each.start and each.end <= span.end]
    return inside[0] if len(inside) == 1 else None


def _every(node: object) -> list[nodes.Money]:
    """All amounts of money in a node."""
    if isinstance(node, nodes.Money):
        return [node]
    if isinstance(node, tuple):
        return [each for one in node for each in _every(one)]
    if isinstance(node, nodes.Node):
        return [each for field in type(node).__fields__[2:] for each in _every(getattr(node, field))]
    return []


def _decimal(value: Fraction, places: int) -> Decimal | None:
    """A number with so many decimals at the most; None where it has more."""
    scaled = value * 10**places
    if scaled.denominator != 1:
        return None
    return Decimal(scaled.numerator).scaleb(-places)
