"""What a tier and a package say alike: prices, what is included, limits and alerts."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import Any

from pricelang.catalog.catalog import Alert
from pricelang.catalog.charges import Allowance, FeePrice, Limit, Note, Price, Terms
from pricelang.catalog.period import ONCE, PER_PRICE, Window
from pricelang.lowering.allowances import allowance, limit
from pricelang.lowering.features import Granted, includes
from pricelang.lowering.prices import PRICES, prices
from pricelang.lowering.resolve import COUNTED, ref
from pricelang.lowering.scope import Scope
from pricelang.lowering.values import percent
from pricelang.syntax import nodes

PoolKey = tuple[str, str | None]
LimitKey = tuple[str, Window | None, bool]


class Goods:
    """The statements of one tier or package, by what they are about."""

    __slots__ = ("_places", "alerts", "allowances", "default", "granted", "limits", "notes", "prices")

    def __init__(self) -> None:
        self.prices: list[Price] = []
        self.granted = Granted()
        self.allowances: dict[PoolKey, list[Allowance]] = {}
        self.limits: dict[LimitKey, list[Limit]] = {}
        self.alerts: dict[str, Alert] = {}
        self.notes: list[Note] = []
        self.default = PER_PRICE
        self._places: dict[object, nodes.Node] = {}

    def read(self, scope: Scope, body: Sequence[nodes.Node], *, package: bool = False) -> None:
        """Take in the statements of these kinds; the others are for the caller. Prices come first: what a package
        grants without a period follows its fee, and is granted once where that is paid once."""
        for node in body:
            if type(node) in PRICES:
                self.prices += prices(scope, node)
        fees = [price for price in self.prices if isinstance(price, FeePrice)]
        if package and fees and all(one.period is None for price in fees for one in price.alternatives):
            self.default = ONCE
        for node in body:
            reader = _READ.get(type(node))
            if reader is not None:
                reader(self, scope, node)

    def _includes(self, scope: Scope, node: nodes.Includes) -> None:
        includes(scope, node, self.granted, self.notes)

    def _allowance(self, scope: Scope, node: nodes.Allowance | nodes.MoneyAllowance) -> None:
        made = allowance(scope, node, self.default)
        if made is None:
            return
        key = made.of.name, made.pool
        same = self.allowances.get(key)
        full = (key, made.per and made.per.name, made.window, made.only_for, _terms(made.terms))
        if same is None:
            self.allowances[key] = [made]
        elif full in self._places:
            _twice(scope, "duplicate-allowance", made.of.name, "allowances", node, self._places[full], _DISTINGUISH)
            return
        else:
            same.append(made)
        self._places[full] = node

    def _limit(self, scope: Scope, node: nodes.Limit) -> None:
        made = limit(scope, node)
        if made is None:
            return
        key = made.of.name, made.window, made.concurrent
        same = self.limits.get(key)
        full = ("limit", key, made.per and made.per.name, _terms(made.terms))
        if same is None:
            self.limits[key] = [made]
        elif full in self._places:
            _twice(scope, "duplicate-limit", made.of.name, "limits", node, self._places[full], _ONE_LIMIT)
            return
        else:
            same.append(made)
        self._places[full] = node

    def _alert(self, scope: Scope, node: nodes.Alert) -> None:
        of = ref(scope, node.of, COUNTED)
        shares = [percent(scope, one, "an alert", most=None) for one in node.at]
        if of is None:
            return
        if of.name in self.alerts:
            first = self._places["alert", of.name]
            _twice(scope, "duplicate-statement", of.name, "alerts", node, first, _ONE_ALERT)
            return
        self._places["alert", of.name] = node
        at = tuple(share for share in shares if share is not None)
        self.alerts[of.name] = Alert(of, at, span=scope.span(node.of))


_DISTINGUISH = "leave one out; or tell them apart by `as NAME`, `only for ...`, a period, dates, a cohort, a region"
_ONE_LIMIT = "leave one out; or tell them apart by a period, dates, a cohort, a region"
_ONE_ALERT = "write all of them in one: `alert {} at 80%, 100%`"


def _terms(terms: Terms) -> tuple[object, ...]:
    """What tells two statements apart, as a key."""
    return (
        terms.start,
        terms.until,
        terms.until_renewal,
        terms.existing_customers,
        terms.cohort,
        terms.region,
        terms.with_commitment,
        terms.commitment,
    )


def _twice(scope: Scope, rule: str, name: str, what: str, node: nodes.Node, first: nodes.Node, advice: str) -> None:
    from pricelang.lowering.fixes import one_statement

    scope.error(
        rule,
        f"there are two {what} of `{name}` here",
        _amount(node),
        "the second",
        related=(scope.label(_amount(first), "the first"),),
        helps=(advice.format(name),),
        about=name,
        fix=one_statement(scope, node, first),
    )


def _amount(node: Any) -> nodes.Node:
    """What a statement is about: its quantity, or the name in an alert."""
    found: nodes.Node = node.of if isinstance(node, nodes.Alert) else getattr(node, "quantity", None) or node.amount
    return found


_READ: dict[type[nodes.Node], Callable[[Goods, Scope, Any], None]] = {
    nodes.Includes: Goods._includes,
    nodes.Allowance: Goods._allowance,
    nodes.MoneyAllowance: Goods._allowance,
    nodes.Limit: Goods._limit,
    nodes.Alert: Goods._alert,
}
