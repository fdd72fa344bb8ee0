"""What the blocks of all declarations share: which statements may stand in one only once."""

from __future__ import annotations

from collections.abc import Sequence

from pricelang.lowering.prices import PRICES
from pricelang.lowering.scope import Scope
from pricelang.syntax import nodes

# Statements that add up, or that are told apart by what they name.
_REPEATABLE: frozenset[type[nodes.Node]] = PRICES | {
    nodes.Note,
    nodes.Uncertain,
    nodes.Exchange,
    nodes.CostRate,
    nodes.Uses,
    nodes.MetricCost,
    nodes.Excludes,
    nodes.Burns,
    nodes.BurnsTable,
    nodes.Offers,
    nodes.Available,
    nodes.Needs,
    nodes.NotWith,
    nodes.For,
    nodes.Includes,
    nodes.Allowance,
    nodes.MoneyAllowance,
    nodes.Limit,
    nodes.Alert,
    nodes.Seats,
    nodes.Minimum,
    nodes.Size,
    nodes.ExampleSeats,
    nodes.Buys,
    nodes.Use,
    nodes.WithDiscount,
}


def unique(scope: Scope, body: Sequence[nodes.Node] | None) -> Sequence[nodes.Node]:
    """The statements of a block without those that repeat what may be said once, which are reported."""
    if not body:
        return ()
    first: dict[type[nodes.Node], nodes.Node] = {}
    again: set[int] = set()
    for node in body:
        kind = type(node)
        if kind in _REPEATABLE:
            continue
        before = first.setdefault(kind, node)
        if before is not node:
            again.add(id(node))
            twice(scope, node, before)
    return [node for node in body if id(node) not in again] if again else body


def twice(scope: Scope, node: nodes.Node, before: nodes.Node, what: str = "") -> None:
    """Report a statement that its block has already."""
    from pricelang.lowering.fixes import one_statement

    words = scope.span(node).text.split()
    word = words[0] if words else ""
    scope.error(
        "duplicate-statement",
        f"`{word}` is said twice{what}",
        node,
        "said again",
        related=(scope.label(before, "said here already"),),
        helps=("leave one of them out",),
        about=word,
        fix=one_statement(scope, node, before),
    )
