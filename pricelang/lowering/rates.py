"""What a quantity is priced by: single prices and bands become bands, one list a currency."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from decimal import Decimal
from typing import Any, cast

from pricelang.catalog.charges import Band, Bands, InCredits, PlanRate, Rate
from pricelang.catalog.quantity import Ref
from pricelang.diagnostics import Label
from pricelang.lowering.amounts import money
from pricelang.lowering.resolve import CREDIT, text
from pricelang.lowering.scope import Scope
from pricelang.lowering.values import EXACT, percent, positive
from pricelang.source import Span
from pricelang.syntax import nodes

_Step = tuple[nodes.Node, Decimal | None, nodes.BandPrice]


def single(
    scope: Scope, amount: nodes.Money, block: nodes.BlockSize | None, at: Span, *, zero: bool = True
) -> Bands | None:
    """One price for every unit, or for every block of them."""
    price = money(scope, amount, "a price", zero=zero)
    size = block_size(scope, block)
    if price is None or size is None:
        return None
    per, started = size
    return Bands("graduated", price.currency, (Band(None, price.amount, per, started, span=at),), at)


_ONE = (Decimal(1), False)


def block_size(scope: Scope, block: nodes.BlockSize | None) -> tuple[Decimal, bool] | None:
    """How many units a price is for, and whether a started block counts in full."""
    if block is None:
        return _ONE
    size = positive(scope, block.size, "a block")
    return None if size is None else (size, block.started is not None)


def share(scope: Scope, node: nodes.Percent, of: Ref | None, at: Span) -> Bands | None:
    """A percentage of a metric that counts money."""
    value = percent(scope, node, "a share", most=None, zero=True)
    currency = counted_currency(scope, of, node)
    if value is None or currency is None:
        return None
    return Bands("graduated", currency, (Band(None, percent=value, span=at),), at)


def counted_currency(scope: Scope, of: Ref | None, node: nodes.Node) -> str | None:
    """The currency that a metric counts; None, and a report at the percentage, if it counts something else."""
    if of is None:
        return None  # reported where its name stands
    metric = scope.metrics.get(of.name) if of.kind == "metric" else None
    if metric is not None and metric.currency:
        return metric.currency
    if metric is not None and metric.unit and len(metric.unit) == 3 and metric.unit.isupper():
        advice = f"write its unit without quotes if it is a currency: `unit {metric.unit}`"
    elif metric is not None:
        advice = f"give it a currency as its unit (`unit USD`), or write a price: `$0.05 per {of.name}`"
    else:
        advice = "write an amount for each unit: `$0.05 each`"
    found = scope.names.find("sold", of.name)
    scope.error(
        "wrong-dimension",
        f"a percentage is a share of money, and `{of.name}` does not count money",
        node,
        related=found.labels("declared here") if found else (),
        helps=(advice,),
        about=of.name,
    )
    return None


# --- what follows an allowance --------------------------------------------


def phase_rates(scope: Scope, rates: Sequence[nodes.Rate], of: Ref | None) -> tuple[Rate, ...]:
    """The rates of a phase, one per currency; none where all of them are at fault."""
    made: list[tuple[Rate, nodes.Node]] = []
    for node in rates:
        made += [(rate, node) for rate in _rate(scope, node, of)]
    return alternatives(scope, made)


def alternatives(scope: Scope, made: Sequence[tuple[Rate, nodes.Node]]) -> tuple[Rate, ...]:
    """The rates that `or` joins: the same price in several currencies, each once."""
    if len(made) == 1:
        return (made[0][0],)
    first: dict[str, tuple[Rate, nodes.Node]] = {}
    for rate, node in made:
        key = rate.currency if isinstance(rate, Bands) else ""
        if key in first or (first and (key == "") != ("" in first)):
            what = f"in {key}" if key and key in first else "of this price"
            scope.error(
                "duplicate-alternative",
                f"`or` joins one price per currency, and there is a second one {what}",
                node,
                related=(
                    scope.label(next(iter(first.values()))[1] if key not in first else first[key][1], "the first"),
                ),
                helps=("leave one of them out",),
            )
        else:
            first[key] = rate, node
    return tuple(rate for rate, _ in first.values())


def _rate(scope: Scope, node: nodes.Rate, of: Ref | None) -> tuple[Rate, ...]:
    one: Rate | None
    if isinstance(node, nodes.RateEach):
        one = single(scope, node.amount, None, scope.span(node))
    elif isinstance(node, nodes.RateBlock):
        one = single(scope, node.amount, node.block, scope.span(node))
    elif isinstance(node, nodes.RatePercent):
        one = share(scope, node.percent, of, scope.span(node))
    elif isinstance(node, nodes.PlanRate):
        factor = positive(scope, node.factor, "a factor")
        one = PlanRate(factor, scope.span(node)) if factor is not None else None
    elif isinstance(node, nodes.CreditsEach):
        count = positive(scope, node.quantity, "a price in credits", zero=True)
        credit = text(scope, node.credit, CREDIT)
        one = InCredits(count, credit, scope.span(node)) if count is not None and credit else None
    else:
        return bands(scope, node, of)
    return () if one is None else (one,)


# --- bands ----------------------------------------------------------------


def bands(scope: Scope, node: nodes.Graduated | nodes.Volume, of: Ref | None) -> tuple[Bands, ...]:
    """The bands, once for each currency that they are priced in; nothing, and reports, if something is wrong."""
    steps = _graduated(scope, node) if isinstance(node, nodes.Graduated) else _volume(scope, node)
    if steps is None:
        return ()
    priced = [(step, up_to, _prices(scope, step, price, of)) for step, up_to, price in steps]
    if any(prices is None for *_, prices in priced):
        return ()
    order: dict[str, nodes.Node] = {}
    for step, _, prices in priced:
        for code in prices or ():
            order.setdefault(code, step)
    if not order:
        order[(scope.currencies or ("USD",))[0]] = node
    sound = True
    for step, _, prices in priced:
        missing = [code for code in order if prices and code not in prices]
        if missing:
            sound = False
            scope.error(
                "currency-mismatch",
                f"this band has no price in {' and '.join(missing)}",
                step,
                related=(scope.label(order[missing[0]], f"this one is priced in {missing[0]}"),),
                helps=("write every band in every currency: `at $0.05 or €0.04`",),
            )
    if not sound:
        return ()
    at = scope.span(node)
    mode = "graduated" if isinstance(node, nodes.Graduated) else "volume"
    return tuple(
        Bands(
            cast(Any, mode),
            code,
            tuple(
                Band(up_to, **(prices[code] if prices else {}), span=scope.span(step)) for step, up_to, prices in priced
            ),
            at,
        )
        for code in order
    )


def _graduated(scope: Scope, node: nodes.Graduated) -> list[_Step] | None:
    steps: list[_Step] = []
    edge = Decimal(0)
    last = len(node.bands) - 1
    for index, band in enumerate(node.bands):
        if isinstance(band, nodes.BandRest):
            if index < last:
                _gap(scope, "`rest` must be the last band: nothing is left after it", band, "move it to the end")
                return None
            steps.append((band, None, band.price))
            continue
        if isinstance(band, nodes.BandFirst) != (index == 0):
            word = "first" if index == 0 else "next"
            wrong = "the bands must start with `first`" if index == 0 else "only the first band is a `first`"
            _gap(scope, wrong, band, f"write `{word} ...`: each width counts from the end of the band before it")
            return None
        width = positive(scope, band.width, "the width of a band")
        if width is None:
            return None
        edge = EXACT.add(edge, width)
        steps.append((band, edge, band.price))
    if not steps or steps[-1][1] is not None:
        at = node.bands[-1] if node.bands else node
        _gap(scope, f"what is above {edge} has no price", at, "end with `rest at ...`")
        return None
    return steps


def _volume(scope: Scope, node: nodes.Volume) -> list[_Step] | None:
    steps: list[_Step] = []
    edge = Decimal(0)
    before: nodes.Node | None = None
    last = len(node.bands) - 1
    for index, band in enumerate(node.bands):
        if isinstance(band, nodes.BandAbove):
            if index < last:
                _gap(scope, "`above` must be the last band: nothing is left after it", band, "move it to the end")
                return None
            steps.append((band, None, band.price))
            continue
        up_to = positive(scope, band.edge, "the end of a band")
        if up_to is None:
            return None
        if up_to <= edge:
            related = (scope.label(before, "the band before it"),) if before else ()
            _gap(
                scope, f"this band ends at {up_to}, and the one before it at {edge}", band, "let the ends rise", related
            )
            return None
        edge, before = up_to, band
        steps.append((band, edge, band.price))
    if not steps or steps[-1][1] is not None:
        at = node.bands[-1] if node.bands else node
        _gap(scope, f"what is above {edge} has no price", at, "end with `above at ...`")
        return None
    return steps


def _gap(scope: Scope, message: str, at: nodes.Node, advice: str, related: tuple[Label, ...] = ()) -> None:
    scope.error("band-gap", message, at, related=related, helps=(advice,))


def _prices(scope: Scope, step: nodes.Node, price: nodes.BandPrice, of: Ref | None) -> dict[str, dict[str, Any]] | None:
    """What a band costs by currency, as fields of `Band`; empty for a free one, None if something is wrong."""
    if isinstance(price, nodes.BandFree):
        return {}
    made: dict[str, dict[str, Any]] = {}
    for node in price:
        fields = _BAND[type(node)](scope, node, of)
        if fields is None:
            return None
        code = fields.pop("currency")
        if code in made:
            scope.error(
                "duplicate-alternative",
                f"`or` joins one price per currency, and there is a second one in {code}",
                node,
                related=(scope.label(step, "in this band"),),
                helps=("leave one of them out",),
            )
            return None
        made[code] = fields
    return made


def _unit(scope: Scope, node: nodes.BandUnit, of: Ref | None) -> dict[str, Any] | None:
    price = money(scope, node.amount, "a price", zero=True)
    if price is None:
        return None
    return _with_flat(scope, {"currency": price.currency, "unit": price.amount}, node.flat)


def _block(scope: Scope, node: nodes.BandBlock, of: Ref | None) -> dict[str, Any] | None:
    price = money(scope, node.amount, "a price", zero=True)
    size = block_size(scope, node.block)
    if price is None or size is None:
        return None
    fields = {"currency": price.currency, "unit": price.amount, "per": size[0], "started": size[1]}
    return _with_flat(scope, fields, node.flat)


def _percent(scope: Scope, node: nodes.BandPercent, of: Ref | None) -> dict[str, Any] | None:
    value = percent(scope, node.percent, "a share", most=None, zero=True)
    currency = counted_currency(scope, of, node.percent)
    if value is None or currency is None:
        return None
    return _with_flat(scope, {"currency": currency, "percent": value}, node.flat)


def _flat(scope: Scope, node: nodes.Flat, of: Ref | None) -> dict[str, Any] | None:
    amount = money(scope, node.amount, "a flat amount", zero=True)
    if amount is None:
        return None
    return {"currency": amount.currency, "flat": amount.amount, "flat_when_used": node.when_used is not None}


def _with_flat(scope: Scope, fields: dict[str, Any], node: nodes.Flat | None) -> dict[str, Any] | None:
    if node is None:
        return fields
    flat = _flat(scope, node, None)
    if flat is None:
        return None
    if flat["currency"] != fields["currency"]:
        scope.error(
            "currency-mismatch",
            f"this flat amount is in {flat['currency']}, and the price beside it in {fields['currency']}",
            node,
            helps=("write both in one currency, and the other currency after `or`",),
        )
        return None
    return fields | flat


_BAND: dict[type[nodes.Node], Callable[[Scope, Any, Ref | None], dict[str, Any] | None]] = {
    nodes.BandUnit: _unit,
    nodes.BandBlock: _block,
    nodes.BandPercent: _percent,
    nodes.Flat: _flat,
}
