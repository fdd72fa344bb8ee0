"""The declaration `package`, and what the checks of the structure need to know of where it says what."""

from __future__ import annotations

from typing import Any, cast

from pricelang.catalog.catalog import Package
from pricelang.lowering.declarations import labelled, was
from pricelang.lowering.goods import Goods
from pricelang.lowering.names import Symbol
from pricelang.lowering.resolve import OFFERED, PACKAGE, TIER, listed
from pricelang.lowering.scope import Scope
from pricelang.lowering.statements import unique
from pricelang.source import Span
from pricelang.syntax import nodes

_Link = tuple[Symbol, nodes.Name]


class LoweredPackage:
    """A package, and the place of every package that it needs or excludes."""

    __slots__ = ("goods", "needs", "not_with", "package")

    def __init__(self, package: Package, goods: Goods, needs: dict[str, Span], not_with: dict[str, Span]) -> None:
        self.package = package
        self.goods = goods
        self.needs = needs
        self.not_with = not_with


def package(scope: Scope, node: nodes.Package) -> LoweredPackage:
    """How something is sold."""
    body = unique(scope, node.body)
    goods = Goods()
    goods.read(scope, body, package=True)
    offers: list[nodes.Name] = []
    available: list[nodes.Name] = []
    needs: list[nodes.Name] = []
    not_with: list[nodes.Name] = []
    vision: Any = None
    for statement in body:
        match statement:
            case nodes.Offers():
                offers += statement.names
            case nodes.Available():
                available += statement.names
            case nodes.Needs():
                needs += statement.names
            case nodes.NotWith():
                not_with += statement.names
            case nodes.Vision():
                vision = statement.word.text
            case nodes.Note() | nodes.Uncertain():
                goods.notes.append(scope.note(statement))
            case _:
                pass
    for item in goods.granted.packages_at.values():
        scope.error(
            "wrong-dimension",
            "a package cannot include another package",
            item.name,
            helps=("write `needs` if it is sold beside the other, or include its features",),
        )
    needed = listed(scope, needs, PACKAGE)
    excluded = listed(scope, not_with, PACKAGE)
    made = Package(
        node.name.text,
        labelled(node.label, node.name),
        cast(Any, node.kind.text),
        vision,
        tuple(symbol.ref for symbol, _ in listed(scope, offers, OFFERED) if symbol.ref),
        tuple(symbol.name for symbol, _ in listed(scope, available, TIER)),
        tuple(symbol.name for symbol, _ in needed),
        tuple(symbol.name for symbol, _ in excluded),
        tuple(goods.prices),
        tuple(one for same in goods.allowances.values() for one in same),
        tuple(goods.granted.features.values()),
        tuple(one for same in goods.limits.values() for one in same),
        tuple(goods.alerts.values()),
        was(node.was),
        tuple(goods.notes),
        scope.span(node.name),
    )
    return LoweredPackage(made, goods, _places(scope, needed), _places(scope, excluded))


def _places(scope: Scope, links: list[_Link]) -> dict[str, Span]:
    return {symbol.name: scope.span(at) for symbol, at in links}
