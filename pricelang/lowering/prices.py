"""The statement `price`: fees that recur or are paid once, and prices of what was used."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from decimal import Decimal
from typing import Any

from pricelang.catalog.charges import (
    Band,
    BandedFee,
    Bands,
    CustomPrice,
    Fee,
    FeePrice,
    FreePrice,
    PlanRate,
    Price,
    Rate,
    UsagePrice,
)
from pricelang.catalog.money import Money
from pricelang.catalog.quantity import Conditions, Ref
from pricelang.diagnostics import Label
from pricelang.lowering.amounts import money
from pricelang.lowering.rates import alternatives, bands, block_size, share, single
from pricelang.lowering.resolve import METRIC, SEAT_OR_METRIC, ref
from pricelang.lowering.scope import Scope
from pricelang.lowering.terms import ON_FEES, ON_USAGE, TAILS, terms
from pricelang.lowering.values import condition_of, conditions, key_text, period, positive
from pricelang.source import Span
from pricelang.syntax import nodes

_FREE = ("a fee of nothing is written `price free`",)
_ON_FREE = TAILS - {nodes.TailUpFront, nodes.TailMonthly, nodes.TailSaves}
_NOT_BOUGHT = {
    "credit": "credits are granted, not rented: `includes 500 {} per month`",
    "feature": "a fee is per seat, per unit of a metric, or for the account",
    "package": "a package has its own fee: write the price in it",
}
_NOT_A_METRIC = {
    "seat": "a price per seat has a period: `price $20 per seat per month`",
    "credit": "credits are sold in a package, or after an allowance: `includes 500 {}, then $0.05 each`",
    "feature": "a feature is sold in a package of its own, or by a fee",
    "package": "give the package its price: `package {} ... {{ price ... }}`",
}


def prices(scope: Scope, node: nodes.Node) -> list[Price]:
    """What one `price` statement says; a table says one price a row."""
    return _PRICE[type(node)](scope, node)


# --- fees -----------------------------------------------------------------


def fees(scope: Scope, written: Sequence[nodes.Fee], at_least: bool = False) -> tuple[Fee | BandedFee, ...]:
    """The alternatives of a fee: one for each currency and interval."""
    made: list[tuple[Fee | BandedFee, nodes.Node]] = []
    for node in written:
        made += [(one, node) for one in fee(scope, node, at_least)]
    if len(made) == 1:
        return (made[0][0],)
    first: dict[tuple[str, str], nodes.Node] = {}
    kept = []
    for one, at in made:
        code = one.amount.currency if isinstance(one, Fee) else one.rate.currency
        key = code, one.period.unit if one.period else "once"
        if key in first:
            when = "once" if one.period is None else f"a {one.period.unit}"
            scope.error(
                "duplicate-alternative",
                f"`or` joins alternatives, and there are two in {code} {when}",
                at,
                related=(scope.label(first[key], "the first"),),
                helps=("to charge both, write them in two `price` lines; else leave one of them out",),
            )
        else:
            first[key] = at
            kept.append(one)
    return tuple(kept)


def fee(scope: Scope, node: nodes.Fee, at_least: bool = False) -> tuple[Fee | BandedFee, ...]:
    """One fee; a banded one is several where its bands are priced in several currencies."""
    if isinstance(node, nodes.FeeBands):
        per = ref(scope, node.per, SEAT_OR_METRIC, _NOT_BOUGHT)
        rates = bands(scope, node.bands, per)
        if per is None:
            return ()
        at = scope.between(node.per, node.period)
        return tuple(BandedFee(rate, period(node.period), per, at_least, at) for rate in rates)
    amount = money(scope, node.amount, "a fee", helps=_FREE)
    every = period(node.period) if isinstance(node, (nodes.FeeFlat, nodes.FeePer)) else None
    if isinstance(node, (nodes.FeePer, nodes.FeePerOnce)):
        per = ref(scope, node.per, SEAT_OR_METRIC, _NOT_BOUGHT)
        block = block_size(scope, node.block)
        if amount is None or per is None or block is None:
            return ()
        return (Fee(amount, every, per, *block, at_least, scope.span(node.amount)),)
    if amount is None:
        return ()
    return (Fee(amount, every, at_least=at_least, span=scope.span(node.amount)),)


def _free(scope: Scope, node: nodes.PriceFree) -> list[Price]:
    return [FreePrice(terms(scope, node.tails, "a free price", _ON_FREE), span=scope.word(node, "free"))]


def _custom(scope: Scope, node: nodes.PriceCustom) -> list[Price]:
    start = fee(scope, node.lowest) if node.lowest else ()
    rest = terms(scope, node.tails, "a custom price", ON_FEES)
    return [CustomPrice(start[0] if start else None, rest, span=scope.word(node, "custom"))]


def _fees(scope: Scope, node: nodes.PriceFees | nodes.PriceFrom) -> list[Price]:
    made = fees(scope, node.fees, isinstance(node, nodes.PriceFrom))
    rest = terms(scope, node.tails, "a fee", ON_FEES)
    if not made:
        return []
    when = conditions(scope, node.when, "")
    return [FeePrice(made, when, rest, span=scope.between(node.fees[0], node.fees[-1]))]


# --- prices of what was used ----------------------------------------------


def _units(scope: Scope, node: nodes.PriceUnits) -> list[Price]:
    made: list[tuple[Rate, nodes.Node]] = []
    of: Ref | None = None
    known = True
    for one in node.alternatives:
        metric = ref(scope, one.metric, METRIC, _NOT_A_METRIC)
        rate = single(scope, one.amount, one.block, scope.span(one))
        if metric is None:
            known = False
            continue
        if of is not None and of is not metric:
            scope.error(
                "wrong-dimension",
                f"`or` joins alternatives of one price: this one is per `{metric.name}`, the first per `{of.name}`",
                one.metric,
                related=(scope.label(node.alternatives[0].metric, "the first"),),
                helps=("to charge both, write two `price` lines",),
            )
            continue
        of = metric
        if rate is not None:
            made.append((rate, one))
    at = scope.between(node.alternatives[0], node.alternatives[-1])
    if not known:
        of = None
    return _usage(scope, of, alternatives(scope, made), node, at)


def _factor(scope: Scope, node: nodes.PriceFactor) -> list[Price]:
    of = ref(scope, node.metric, METRIC, _NOT_A_METRIC)
    factor = positive(scope, node.factor, "a factor")
    at = scope.between(node.factor, node.metric)
    rates = () if factor is None else (PlanRate(factor, at),)
    return _usage(scope, of, rates, node, at)


def _share(scope: Scope, node: nodes.PricePercent) -> list[Price]:
    of = ref(scope, node.metric, METRIC, _NOT_A_METRIC)
    at = scope.between(node.percent, node.metric)
    rate = share(scope, node.percent, of, at)
    return _usage(scope, of, () if rate is None else (rate,), node, at)


def _banded(scope: Scope, node: nodes.PriceBands) -> list[Price]:
    of = ref(scope, node.metric, METRIC, _NOT_A_METRIC)
    return _usage(scope, of, bands(scope, node.bands, of), node, scope.span(node.metric))


def _usage(
    scope: Scope,
    of: Ref | None,
    rates: tuple[Rate, ...],
    node: nodes.PriceUnits | nodes.PriceFactor | nodes.PricePercent | nodes.PriceBands,
    at: Span,
) -> list[Price]:
    when = conditions(scope, node.when, of.name) if of else ()
    bounds = None if isinstance(node, nodes.PriceFactor) else node.bounds
    least, most = (None, None) if bounds is None else _bounds(scope, bounds, rates)
    rest = terms(scope, node.tails, "a usage price", ON_USAGE)
    if of is None or not rates:
        return []
    return [UsagePrice(of.name, rates, when, least, most, rest, span=at)]


def _bounds(
    scope: Scope, node: nodes.Bounds | nodes.BoundsUpTo, rates: tuple[Rate, ...]
) -> tuple[Money | None, Money | None]:
    least = _bound(scope, node.least, rates) if isinstance(node, nodes.Bounds) else None
    most = _bound(scope, node.most, rates) if node.most else None
    if least and most and least.currency == most.currency and least.amount > most.amount and node.most:
        scope.error("wrong-value", "the most that is charged is less than the least", node.most)
    return least, most


def _bound(scope: Scope, node: nodes.Money, rates: tuple[Rate, ...]) -> Money | None:
    amount = money(scope, node, "a bound of a price")
    if amount is not None:
        same_currency(scope, amount, node, rates, "bound")
    return amount


def same_currency(scope: Scope, amount: Money, node: nodes.Node, rates: tuple[Rate, ...], what: str) -> None:
    """Report an amount beside rates that are all in other currencies."""
    known = {rate.currency: rate for rate in rates if isinstance(rate, Bands)}
    if known and amount.currency not in known:
        other = next(iter(known.values()))
        scope.error(
            "currency-mismatch",
            f"this {what} is in {amount.currency}, and the price in {other.currency}",
            node,
            f"in {amount.currency}",
            related=(Label(other.span, f"in {other.currency}"),) if other.span else (),
            helps=(f"write it in {other.currency}",),
        )


def _table(scope: Scope, node: nodes.PriceTable) -> list[Price]:
    of = ref(scope, node.metric, METRIC, _NOT_A_METRIC)
    per = Decimal(1) if node.per is None else positive(scope, node.per, "a block")
    rest = terms(scope, node.tails, "a usage price", ON_USAGE)
    subject = of.name if of else ""
    made: list[Price] = []
    for row in node.rows:
        amount = money(scope, row.amount, "a price", zero=True)
        at = scope.span(row)
        for when in row_conditions(scope, subject, node.attributes, row.keys, row):
            if amount is not None and of is not None and per is not None:
                rate = Bands("graduated", amount.currency, (Band(None, amount.amount, per, span=at),), at)
                made.append(UsagePrice(of.name, (rate,), when, terms=rest, span=at))
    return made


def row_conditions(
    scope: Scope,
    subject: str,
    attributes: Sequence[nodes.Name],
    keys: nodes.Keys,
    row: nodes.Node,
    rest: Conditions = (),
) -> list[Conditions]:
    """The conditions of a table's row: one set, or one for each of its keys where a key has several parts."""
    for key in keys:
        if len(key) != len(attributes):
            by = " and ".join(attribute.text for attribute in attributes)
            scope.error(
                "wrong-value",
                f"this row says {len(key)} value{'s' * (len(key) != 1)}, and the table is by {by}",
                scope.between(key[0], key[-1]),
                helps=("write one value for each: `" + " and ".join("..." for _ in attributes) + "`",),
            )
            return []
    if len(attributes) == 1:
        values = [key_text(key[0]) for key in keys]
        return [(condition_of(scope, subject, attributes[0].text, values), *rest)]
    return [
        (
            *(
                condition_of(scope, subject, attribute.text, [key_text(part)])
                for attribute, part in zip(attributes, key, strict=True)
            ),
            *rest,
        )
        for key in keys
    ]


_PRICE: dict[type[nodes.Node], Callable[[Scope, Any], list[Price]]] = {
    nodes.PriceFree: _free,
    nodes.PriceCustom: _custom,
    nodes.PriceFees: _fees,
    nodes.PriceFrom: _fees,
    nodes.PriceUnits: _units,
    nodes.PriceFactor: _factor,
    nodes.PricePercent: _share,
    nodes.PriceBands: _banded,
    nodes.PriceTable: _table,
}
PRICES = frozenset(_PRICE)
