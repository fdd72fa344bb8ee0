"""`extends`: a tier takes over what another one says, by statement, name and pool."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any, TypeVar

from pricelang.catalog.catalog import Tier
from pricelang.catalog.charges import CustomPrice
from pricelang.diagnostics import Label
from pricelang.lowering.scope import Scope
from pricelang.lowering.tiers import OwnTier
from pricelang.record import replace

_V = TypeVar("_V")
_Shelf = dict[Any, tuple[Any, ...]]

_ALONE = ("prices", "sizes", "commitment", "invoicing")


class Stock:
    """All that a tier has in the end, and the same as its heirs see it (made when the first one asks)."""

    __slots__ = ("_handed", "name", "shelves", "tuples")

    def __init__(self, name: str, shelves: dict[str, _Shelf], tuples: dict[str, tuple[Any, ...]]) -> None:
        self.name = name
        self.shelves = shelves
        self.tuples = tuples
        self._handed: tuple[dict[str, _Shelf], dict[str, tuple[Any, ...]]] | None = None

    def handed_down(self) -> tuple[dict[str, _Shelf], dict[str, tuple[Any, ...]]]:
        """The values, each with the name of the tier that wrote it."""
        if self._handed is None:
            shelves = {
                what: {key: self._mark(values) for key, values in shelf.items()} for what, shelf in self.shelves.items()
            }
            alone = {what: self._mark(self.tuples[what]) for what in _ALONE}
            self._handed = shelves, alone
        return self._handed

    def _mark(self, values: tuple[Any, ...]) -> tuple[Any, ...]:
        return tuple(one if one.inherited else replace(one, inherited=self.name) for one in values)


def inherit(scope: Scope, tiers: Sequence[OwnTier]) -> list[Tier]:
    """The tiers of the catalog, each complete. A cycle of `extends` is reported once and cut."""
    own = {tier.name: tier for tier in tiers}
    order = {name: index for index, name in enumerate(own)}
    stocks: dict[str, Stock] = {}
    for tier in tiers:
        chain: dict[str, OwnTier] = {}
        at: OwnTier | None = tier
        while at is not None and at.name not in stocks:
            if at.name in chain:
                _cycle(scope, chain, at, order)
                break
            chain[at.name] = at
            at = own.get(at.base) if at.base else None
        for one in reversed(chain.values()):
            stocks[one.name] = _stock(one, stocks.get(one.base) if one.base else None)
    return [_tier(tier, stocks[tier.name]) for tier in tiers]


def _cycle(scope: Scope, chain: dict[str, OwnTier], back: OwnTier, order: dict[str, int]) -> None:
    names = list(chain)
    ring = [chain[name] for name in names[names.index(back.name) :]]
    first = min(ring, key=lambda tier: order[tier.name])
    start = ring.index(first)
    ring = ring[start:] + ring[:start]
    assert first.base_at is not None  # it extends the next of the ring
    scope.enter(first.source, f"tier {first.name}")
    if len(ring) == 1:
        message = f"`{first.name}` extends itself"
    else:
        message = f"`{first.name}` extends itself by way of " + ", ".join(f"`{tier.name}`" for tier in ring[1:])
    scope.error(
        "tier-cycle",
        message,
        first.base_at,
        related=[
            Label(tier.base_at, f"`{tier.name}` extends `{tier.base}`") for tier in ring[1:] if tier.base_at is not None
        ],
        helps=("let one of them start afresh, without `extends`",),
    )


def _stock(own: OwnTier, base: Stock | None) -> Stock:
    goods = own.goods
    said: dict[str, Mapping[Any, Any]] = {
        "packages": goods.granted.packages,
        "features": goods.granted.features,
        "allowances": goods.allowances,
        "limits": goods.limits,
        "alerts": goods.alerts,
        "seats": own.seats,
        "minimums": own.minimums,
    }
    alone: dict[str, tuple[Any, ...]] = {
        "prices": tuple(goods.prices),
        "sizes": tuple(own.sizes),
        "commitment": (own.commitment,) if own.commitment else (),
        "invoicing": (own.invoicing,) if own.invoicing else (),
    }
    shelves: dict[str, _Shelf] = {}
    tuples: dict[str, tuple[Any, ...]] = {}
    theirs, theirs_alone = base.handed_down() if base else ({}, {})
    for what, values in alone.items():
        tuples[what] = values or theirs_alone.get(what, ())
    custom = any(isinstance(price, CustomPrice) for price in tuples["prices"])
    for what, mine in said.items():
        # how many seats a tier is sold for says nothing of one whose price is agreed with sales
        before = {} if what == "seats" and custom else theirs.get(what, {})
        if not mine and base is not None and before:
            shelves[what] = before
        else:
            own_shelf = {key: tuple(one) if isinstance(one, list) else (one,) for key, one in mine.items()}
            shelves[what] = {**before, **own_shelf} if before else own_shelf
        tuples[what] = tuple([one for values in shelves[what].values() for one in values])
    return Stock(own.name, shelves, tuples)


def _tier(own: OwnTier, stock: Stock) -> Tier:
    has = stock.tuples
    return Tier(
        own.name,
        own.label,
        own.was,
        own.base,
        own.recommended,
        own.unlisted,
        tuple(own.personas),
        has["prices"],
        has["packages"],
        has["features"],
        has["allowances"],
        has["limits"],
        has["alerts"],
        has["seats"],
        own.trial,
        _only(has["commitment"]),
        has["minimums"],
        _only(has["invoicing"]),
        has["sizes"],
        own.retired,
        own.becomes,
        tuple(own.goods.notes),
        own.span,
    )


def _only(values: tuple[_V, ...]) -> _V | None:
    return values[0] if values else None
