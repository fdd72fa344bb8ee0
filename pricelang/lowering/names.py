"""Who is called what: the namespaces, filled from all files before anything is read."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import cast

from pricelang.catalog.quantity import Kind, Ref
from pricelang.diagnostics import Label
from pricelang.lowering.spelling import singulars
from pricelang.source import Source, Span
from pricelang.syntax import nodes

SOLD = "sold"
_SOLD_KINDS = frozenset({"metric", "credit", "feature", "package", "seat"})
SPACES = ("persona", "tier", "cost", SOLD, "cohort", "region", "ladder", "discount")

_SPACE_OF: dict[type[nodes.Node], tuple[str, str]] = {
    nodes.Persona: ("persona", "persona"),
    nodes.Tier: ("tier", "tier"),
    nodes.Cost: ("cost", "cost"),
    nodes.Metric: (SOLD, "metric"),
    nodes.Credit: (SOLD, "credit"),
    nodes.Feature: (SOLD, "feature"),
    nodes.Package: (SOLD, "package"),
    nodes.Seat: (SOLD, "seat"),
    nodes.Cohort: ("cohort", "cohort"),
    nodes.Region: ("region", "region"),
    nodes.Ladder: ("ladder", "ladder"),
    nodes.Discount: ("discount", "discount"),
}

# How each kind of thing is declared; the name takes the place of {}.
DECLARE = {
    "persona": 'persona {} "..." {{ ... }}',
    "tier": 'tier {} "..." {{ ... }}',
    "cost": 'cost {} "..." {{ rate ... }}',
    "metric": 'metric {} "..." {{ ... }}',
    "credit": 'credit {} "..." {{ ... }}',
    "feature": 'feature {} "..."',
    "package": 'package {} "..." addon {{ ... }}',
    "seat": 'seat {} "..."',
    "cohort": 'cohort {} "..."',
    "region": 'region {} "..."',
    "ladder": 'ladder {} "..." free, pro',
    "discount": 'discount {} "..." {{ ... }}',
}


class Symbol:
    """A declared name: its kind, and where it is declared (nowhere: the seat that every file has). `contested` are the
    kinds of later declarations that wanted the same name."""

    __slots__ = ("contested", "kind", "name", "ref", "where")

    def __init__(self, kind: str, name: str, where: Span | None) -> None:
        self.kind = kind
        self.name = name
        self.where = where
        self.contested: tuple[str, ...] = ()
        self.ref = Ref(cast(Kind, kind), name) if kind in _SOLD_KINDS else None

    @property
    def a_kind(self) -> str:
        """Its kind with an article: `a metric`."""
        return f"a {self.kind}{' kind' if self.kind == 'seat' else ''}"

    def labels(self, message: str) -> tuple[Label, ...]:
        """The place of its declaration, if it has one."""
        return (Label(self.where, message),) if self.where else ()


class Names:
    """The namespaces. A name is found as it is written, or else as the plural of a declared one."""

    __slots__ = ("_by_length", "_plurals", "implicit_seat", "seat_used", "spaces")

    def __init__(self) -> None:
        self.spaces: dict[str, dict[str, Symbol]] = {space: {} for space in SPACES}
        self._plurals: dict[str, dict[str, Symbol]] = {space: {} for space in SPACES}
        self._by_length: dict[str, dict[int, list[Symbol]]] = {}
        self.implicit_seat: Symbol | None = None
        self.seat_used = False

    def declare(self, source: Source, node: nodes.Node) -> tuple[Symbol, Symbol | None]:
        """Enter a declaration; also what already has its name, in which case nothing is entered."""
        space, kind = _SPACE_OF[type(node)]
        name = cast(nodes.Name, node.name)  # type: ignore[attr-defined]  # every declaration of the table has a name
        symbol = Symbol(kind, name.text, Span(source, name.start, name.end))
        before = self.spaces[space].setdefault(name.text, symbol)
        if before is symbol:
            return symbol, None
        before.contested += (kind,)
        return symbol, before

    def settle_seats(self) -> None:
        """`seat` is the kind that is declared first, or one that needs no declaration."""
        sold = self.spaces[SOLD]
        if "seat" in sold:
            return
        default = next((symbol for symbol in sold.values() if symbol.kind == "seat"), None)
        if default is None:
            default = self.implicit_seat = Symbol("seat", "seat", None)
        plurals = self._plurals[SOLD]
        plurals["seat"] = plurals["seats"] = default

    def find(self, space: str, name: str) -> Symbol | None:
        """The declared thing of this name, or of which this is the plural."""
        found = self.spaces[space].get(name) or self._plurals[space].get(name)
        if found is None:
            for singular in singulars(name):
                found = self.spaces[space].get(singular)
                if found is not None:
                    self._plurals[space][name] = found
                    break
            else:
                return None
        if found is self.implicit_seat:
            self.seat_used = True
        return found

    def elsewhere(self, space: str, name: str) -> Symbol | None:
        """Something of that name in another namespace."""
        for other in SPACES:
            if other != space and (found := self.spaces[other].get(name)) is not None:
                return found
        return None

    def similar(self, space: str, kinds: Iterable[str], length: int) -> Iterator[str]:
        """The names of these kinds that are about as long, in the order of their declarations."""
        if space not in self._by_length:
            groups = self._by_length[space] = {}
            for symbol in self.spaces[space].values():
                groups.setdefault(len(symbol.name), []).append(symbol)
        wanted = frozenset(kinds)
        for near in range(max(length - 3, 1), length + 3):
            for symbol in self._by_length[space].get(near, ()):
                if symbol.kind in wanted:
                    yield symbol.name

    def default_seat(self) -> Symbol:
        found = self.find(SOLD, "seat")
        assert found is not None  # settle_seats gives it a meaning
        return found
