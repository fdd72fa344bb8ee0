"""The declaration `tier`: what it says itself, before it takes over what it extends."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from datetime import date
from typing import Any

from pricelang.catalog.catalog import Commitment, Invoicing, Minimum, SeatRange, Trial
from pricelang.catalog.charges import Size
from pricelang.catalog.period import PER_PRICE
from pricelang.lowering.allowances import pers
from pricelang.lowering.amounts import money
from pricelang.lowering.declarations import labelled, was
from pricelang.lowering.goods import Goods
from pricelang.lowering.names import Symbol
from pricelang.lowering.prices import fees
from pricelang.lowering.resolve import CHARGED, COUNTED, PERSONA, SEAT, TIER, listed, ref, symbol, text
from pricelang.lowering.scope import Scope
from pricelang.lowering.statements import twice, unique
from pricelang.lowering.terms import ON_FEES, notes_of, terms
from pricelang.lowering.values import day, duration, period, positive, quantity, whole
from pricelang.source import Source, Span
from pricelang.syntax import nodes


class OwnTier:
    """What one `tier` says itself."""

    __slots__ = (
        "_places",
        "base",
        "base_at",
        "becomes",
        "commitment",
        "goods",
        "invoicing",
        "label",
        "minimums",
        "name",
        "personas",
        "recommended",
        "retired",
        "seats",
        "sizes",
        "source",
        "span",
        "trial",
        "unlisted",
        "was",
    )

    def __init__(self, scope: Scope, node: nodes.Tier) -> None:
        self.name = node.name.text
        self.label = labelled(node.label, node.name)
        self.was = was(node.was)
        self.source: Source = scope.source
        self.span: Span = scope.span(node.name)
        self.base: str | None = None
        self.base_at: Span | None = None
        if node.extends:
            base = symbol(scope, node.extends.name, TIER)
            if base is not None:
                self.base = base.name
                self.base_at = scope.span(node.extends.name)
        self.goods = Goods()
        self.recommended = False
        self.unlisted = False
        self.personas: list[str] = []
        self.seats: dict[str, SeatRange] = {}
        self.trial: Trial | None = None
        self.commitment: Commitment | None = None
        self.minimums: dict[str | None, Minimum] = {}
        self.invoicing: Invoicing | None = None
        self.sizes: list[Size] = []
        self.retired: date | None = None
        self.becomes: str | None = None
        self._places: dict[object, nodes.Node] = {}

    def _for(self, scope: Scope, node: nodes.For) -> None:
        self.personas += [found.name for found, _ in listed(scope, node.names, PERSONA)]

    def _recommended(self, scope: Scope, node: nodes.Recommended) -> None:
        self.recommended = True

    def _unlisted(self, scope: Scope, node: nodes.Unlisted) -> None:
        self.unlisted = True

    def _note(self, scope: Scope, node: nodes.Note | nodes.Uncertain) -> None:
        self.goods.notes.append(scope.note(node))

    def _seats(self, scope: Scope, node: nodes.Seats) -> None:
        kind: Symbol | None = scope.names.default_seat() if node.kind is None else symbol(scope, node.kind, SEAT)
        bounds = _range(scope, node.range)
        if kind is None or bounds is None:
            return
        if kind.name in self.seats:
            twice(scope, node, self._places["seats", kind.name], f" for `{kind.name}`")
            return
        self._places["seats", kind.name] = node
        self.seats[kind.name] = SeatRange(kind.name, *bounds, span=scope.span(node.range))

    def _trial(self, scope: Scope, node: nodes.Trial) -> None:
        length = duration(scope, node.length)
        of = amount = None
        if node.grant:
            of = ref(scope, node.grant.of, COUNTED)
            amount = quantity(scope, node.grant.quantity, "what a trial grants")
            if of is None or amount is None:
                of = amount = None
        notes = tuple(notes_of(scope, node.tails, "a trial"))
        if length is not None:
            self.trial = Trial(length, of, amount, notes, scope.span(node.length))

    def _commit(self, scope: Scope, node: nodes.Commit) -> None:
        amount = money(scope, node.amount, "a commitment")
        factor = positive(scope, node.factor, "a factor") if node.factor else None
        self.goods.notes += notes_of(scope, node.tails, "a commitment")
        if amount is not None:
            self.commitment = Commitment(amount, period(node.period), factor, span=scope.span(node.amount))

    def _minimum(self, scope: Scope, node: nodes.Minimum) -> None:
        amount = money(scope, node.amount, "a minimum")
        on = ref(scope, node.on, CHARGED) if node.on else None
        if amount is None or (node.on and on is None):
            return
        key = on.name if on else None
        if key in self.minimums:
            twice(scope, node, self._places["minimum", key], f" on `{key}`" if key else "")
            return
        self._places["minimum", key] = node
        self.minimums[key] = Minimum(amount, period(node.period), on, span=scope.span(node.amount))

    def _invoices(self, scope: Scope, node: nodes.Invoices) -> None:
        at = scope.span(node.threshold)
        if isinstance(node.threshold, nodes.PriceMultiple):
            factor = positive(scope, node.threshold.factor, "a threshold")
            self.invoicing = Invoicing(None, factor, span=at) if factor is not None else None
        else:
            amount = money(scope, node.threshold, "a threshold")
            self.invoicing = Invoicing(amount, span=at) if amount is not None else None

    def _size(self, scope: Scope, node: nodes.Size) -> None:
        of = ref(scope, node.of, COUNTED)
        amount = quantity(scope, node.quantity, "a size")
        per, every, sound = pers(scope, node.pers)
        made = fees(scope, node.fees)
        rest = terms(scope, node.tails, "a size", ON_FEES)
        if of is None or amount is None or not made or not sound:
            return
        self.sizes.append(Size(of, amount, every or PER_PRICE, made, per, rest, span=scope.span(node.quantity)))

    def _retired(self, scope: Scope, node: nodes.Retired) -> None:
        self.retired = day(scope, node.date)
        self.becomes = text(scope, node.becomes, TIER) if node.becomes else None
        if node.becomes and self.becomes == self.name:
            scope.error("wrong-value", f"`{self.name}` cannot become itself", node.becomes)
            self.becomes = None


def tier(scope: Scope, node: nodes.Tier) -> OwnTier:
    """What a tier says itself."""
    own = OwnTier(scope, node)
    body = unique(scope, node.body)
    own.goods.read(scope, body)
    for statement in body:
        reader = _READ.get(type(statement))
        if reader is not None:
            reader(own, scope, statement)
    own.personas = _distinct(scope, own.personas, body)
    return own


def _distinct(scope: Scope, names: Sequence[str], body: Sequence[nodes.Node]) -> list[str]:
    """The personas of several `for` lines, each once."""
    distinct = list(dict.fromkeys(names))
    if len(distinct) < len(names):
        lines = [node for node in body if isinstance(node, nodes.For)]
        twice(scope, lines[-1], lines[0], " for the same persona")
    return distinct


def _range(
    scope: Scope, node: nodes.SeatsExactly | nodes.SeatsBetween | nodes.SeatsAtLeast | nodes.SeatsUpTo
) -> tuple[int, int | None] | None:
    what = "a number of seats"
    if isinstance(node, nodes.SeatsBetween):
        low, high = whole(scope, node.low, what), whole(scope, node.high, what)
        if low is None or high is None:
            return None
        if high < low:
            scope.error(
                "wrong-value",
                f"no number of seats is from {low} to {high}",
                node,
                helps=(f"write the smaller one first: `seats {high} to {low}`",),
            )
            return None
        return low, high
    count = whole(scope, node.count, what)
    if count is None:
        return None
    if isinstance(node, nodes.SeatsAtLeast):
        return count, None
    return (count if isinstance(node, nodes.SeatsExactly) else 1), count


_READ: dict[type[nodes.Node], Callable[[OwnTier, Scope, Any], None]] = {
    nodes.For: OwnTier._for,
    nodes.Recommended: OwnTier._recommended,
    nodes.Unlisted: OwnTier._unlisted,
    nodes.Note: OwnTier._note,
    nodes.Uncertain: OwnTier._note,
    nodes.Seats: OwnTier._seats,
    nodes.Trial: OwnTier._trial,
    nodes.Commit: OwnTier._commit,
    nodes.Minimum: OwnTier._minimum,
    nodes.Invoices: OwnTier._invoices,
    nodes.Size: OwnTier._size,
    nodes.Retired: OwnTier._retired,
}
