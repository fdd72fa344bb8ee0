"""What would mend an error of names or of structure, where one edit is meant: imported only when there is such an
error."""

from __future__ import annotations

from collections.abc import Sequence

from pricelang.diagnostics import Edit, Fix, Safety
from pricelang.editing import without, without_clause, without_item
from pricelang.lowering.scope import Scope
from pricelang.source import Span
from pricelang.syntax import nodes


def instead(at: Span, word: str) -> Fix:
    """Another word in the place of one that means nothing. A price may come of it: who meant another word is asked."""
    return Fix(f"write `{word}`", (Edit(at, word),), Safety.UNSAFE)


def one_statement(scope: Scope, again: nodes.Node, first: nodes.Node) -> Fix | None:
    """A statement that says again what the first one says; what is said otherwise is for its author to decide."""
    same = again == first and again is not first  # a row may say one thing twice
    return _left_out(without(scope.span(again))) if same else None


def one_clause(scope: Scope, again: nodes.Node, first: nodes.Node) -> Fix | None:
    """The same of a clause behind a comma."""
    return _left_out(without_clause(scope.span(again))) if again == first else None


def one_item(scope: Scope, items: Sequence[nodes.Node], again: nodes.Node) -> Fix | None:
    """An item of a list that is known to say again what another one says."""
    place = next(place for place, item in enumerate(items) if item is again)
    return _left_out(without_item([scope.span(item) for item in items], place))


def one_inclusion(scope: Scope, node: nodes.Includes, again: nodes.Inclusion, first: nodes.Inclusion) -> Fix | None:
    """Something that is included again with the same value: the item, or the statement that says nothing else."""
    if again.value != first.value:
        return None
    if len(node.items) == 1:
        return _left_out(without(scope.span(node)))
    return one_item(scope, node.items, again)


def _left_out(edit: Edit | None) -> Fix | None:
    """What was said twice is read once: without it the same is compiled."""
    return None if edit is None else Fix("leave the second one out", (edit,), Safety.SAFE)
