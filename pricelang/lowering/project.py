"""All files of a project together: who is called what, then each kind of declaration after those that it builds on."""

from __future__ import annotations

import gc
from collections.abc import Callable, Iterator, Sequence
from typing import Any, TypeVar

from pricelang.catalog.catalog import Catalog, Ladder, SeatKind
from pricelang.catalog.charges import Note
from pricelang.diagnostics import Label
from pricelang.lowering import counted, declarations, packages, proof, tiers
from pricelang.lowering.inheritance import inherit
from pricelang.lowering.names import Names
from pricelang.lowering.needs import check_packages
from pricelang.lowering.scope import Scope
from pricelang.lowering.structure import Draw, check_structure
from pricelang.source import Source
from pricelang.syntax import File, nodes, reserved

_V = TypeVar("_V")
_NAMED: frozenset[type[nodes.Node]] = frozenset(
    {
        nodes.Cost,
        nodes.Persona,
        nodes.Cohort,
        nodes.Region,
        nodes.Metric,
        nodes.Seat,
        nodes.Credit,
        nodes.Feature,
        nodes.Package,
        nodes.Ladder,
        nodes.Tier,
        nodes.Discount,
    }
)


class Project:
    """One lowering."""

    def __init__(self, files: Sequence[File]) -> None:
        self.scope = Scope(Names())
        self._by_kind: dict[type[nodes.Node], list[tuple[Source, Any]]] = {}
        self._files = files

    def lower(self) -> Catalog:
        """The catalog; what is wrong is kept in `scope`."""
        collecting = gc.isenabled()
        gc.disable()  # nothing here is garbage before the end, and looking for it costs as much as the work
        try:
            self._collect()
            return self._catalog()
        finally:
            if collecting:
                gc.enable()

    # --- names ------------------------------------------------------------

    def _collect(self) -> None:
        """Enter every name, and sort the declarations by kind; one whose name is taken is left out."""
        words = reserved()
        by_kind = self._by_kind
        product: tuple[Source, nodes.Product] | None = None
        for file in self._files:
            source = file.source
            for node in file.declarations:
                kind = type(node)
                if kind in _NAMED and not self._declare(source, node, words):
                    continue
                if isinstance(node, nodes.Product):
                    if product is not None:
                        self._second_product(source, node, *product)
                        continue
                    product = source, node
                by_kind.setdefault(kind, []).append((source, node))
        self.scope.names.settle_seats()

    def _declare(self, source: Source, node: Any, words: frozenset[str]) -> bool:
        scope = self.scope
        symbol, before = scope.names.declare(source, node)
        name = symbol.name
        if name in words or (name in ("seat", "seats") and symbol.ref is not None and symbol.kind != "seat"):
            scope.enter(source, f"{symbol.kind} {name}")
            scope.error(
                "reserved-name",
                f"`{name}` is a word of the language, and no {symbol.kind} can have it as its name",
                node.name,
                helps=(f"take another name, such as `{name}_{symbol.kind}`; what people read is its label",),
            )
        if before is None:
            return True
        scope.enter(source, f"{symbol.kind} {name}")
        other = f", as {before.a_kind}" if before.kind != symbol.kind else ""
        scope.error(
            "duplicate-name",
            f"`{name}` is declared twice" if not other else f"`{name}` is taken{other}",
            node.name,
            related=before.labels("declared here first"),
            helps=("give one of them another name",) if other else ("leave one of them out, or give it another name",),
        )
        return False

    def _second_product(self, source: Source, node: nodes.Product, first: Source, other: nodes.Product) -> None:
        scope = self.scope
        scope.enter(first, "")
        label = scope.label(other.name, "the first one")
        scope.enter(source, f"product {node.name.text}")
        scope.error(
            "duplicate-name",
            "a project has one product, and this is a second one",
            node.name,
            related=(label,),
            helps=("leave one of them out; several families of tiers are `ladder`s of one product",),
        )

    # --- what the names mean ----------------------------------------------

    def _each(self, kind: type[Any], word: str) -> Iterator[Any]:
        scope = self.scope
        for source, node in self._by_kind.get(kind, ()):
            name = getattr(node, "name", None)
            scope.enter(source, f"{word} {name.text}" if name else word)
            yield node

    def _all(self, kind: type[Any], word: str, lower: Callable[[Scope, Any], _V]) -> list[_V]:
        scope = self.scope
        return [lower(scope, node) for node in self._each(kind, word)]

    def _catalog(self) -> Catalog:
        scope = self.scope
        product = next(iter(self._all(nodes.Product, "product", declarations.product)), None)
        costs = self._all(nodes.Cost, "cost", declarations.cost)
        cohorts = self._all(nodes.Cohort, "cohort", declarations.cohort)
        regions = self._all(nodes.Region, "region", declarations.region)
        metrics = self._all(nodes.Metric, "metric", counted.metric)
        credits_, draws = self._credits()
        features = self._all(nodes.Feature, "feature", declarations.feature)
        personas = self._all(nodes.Persona, "persona", declarations.persona)
        sold = self._all(nodes.Package, "package", packages.package)
        own = self._all(nodes.Tier, "tier", tiers.tier)
        discounts = self._all(nodes.Discount, "discount", proof.discount)
        examples = self._examples()
        complete = inherit(scope, own)
        ladders = self._ladders()
        if not ladders and complete:
            ladders = [Ladder("plans", "Plans", tuple([tier.name for tier in complete if not tier.unlisted]))]
        seats = self._all(nodes.Seat, "seat", declarations.seat)
        if scope.names.seat_used:
            seats.append(SeatKind("seat", "Seat"))
        catalog = Catalog(
            product,
            tuple(costs),
            tuple(personas),
            tuple(cohorts),
            tuple(regions),
            tuple(metrics),
            tuple(seats),
            tuple(credits_),
            tuple(features),
            tuple([one.package for one in sold]),
            tuple(ladders),
            tuple(complete),
            tuple(discounts),
            tuple(examples),
            tuple(self._notes()),
        )
        check_packages(scope, {one.package.name: one for one in sold}, complete)
        check_structure(scope, catalog, draws)
        return catalog

    def _credits(self) -> tuple[list[Any], list[Draw]]:
        made = []
        draws: list[Draw] = []
        for node in self._each(nodes.Credit, "credit"):
            credit, pools = counted.credit(self.scope, node)
            made.append(credit)
            draws += [(self.scope.source, credit.name, pool) for pool in pools]
        return made, draws

    def _examples(self) -> list[Any]:
        made = []
        for source, node in self._by_kind.get(nodes.Example, ()):
            self.scope.enter(source, f"example {node.title.value}")
            example = proof.example(self.scope, node)
            if example is not None:
                made.append(example)
        return made

    def _ladders(self) -> list[Ladder]:
        placed: dict[str, tuple[str, Label]] = {}
        return [declarations.ladder(self.scope, node, placed) for node in self._each(nodes.Ladder, "ladder")]

    def _notes(self) -> Iterator[Note]:
        """The notes at the top level, in the order in which they stand."""
        for file in self._files:
            self.scope.enter(file.source, "")
            for node in file.declarations:
                if isinstance(node, (nodes.Note, nodes.Uncertain)):
                    yield self.scope.note(node)
