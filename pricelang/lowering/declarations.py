"""The declarations around what is sold: the product, its costs and buyers, features, ladders."""

from __future__ import annotations

from decimal import Decimal
from typing import Any, cast

from pricelang.catalog.catalog import (
    Cohort,
    Cost,
    CostRate,
    Feature,
    Ladder,
    Pays,
    Persona,
    Product,
    Region,
    Review,
    SeatKind,
    Uses,
)
from pricelang.catalog.charges import Note
from pricelang.catalog.money import Exchange
from pricelang.catalog.quantity import Ref
from pricelang.diagnostics import Label
from pricelang.lowering.amounts import free_money, known_code, money
from pricelang.lowering.resolve import METRIC, SEAT, SEAT_OR_METRIC, TIER, listed, ref, text
from pricelang.lowering.scope import Scope
from pricelang.lowering.spelling import singulars, suggestion, title
from pricelang.lowering.statements import unique
from pricelang.lowering.values import conditions, day, duration, percent, period, positive, quotient, whole
from pricelang.syntax import nodes


def labelled(label: nodes.Text | None, name: nodes.Name) -> str:
    """What people read: the label, or the name made readable."""
    return label.value if label else title(name.text)


def was(node: nodes.Was | None) -> str | None:
    """The name that something had before."""
    return node.name.text if node else None


def product(scope: Scope, node: nodes.Product) -> Product:
    """The product. Its currencies are settled first, since every amount of the project is held against them."""
    body = unique(scope, node.body)
    for statement in body:
        if isinstance(statement, nodes.Currency):
            _currencies(scope, statement)
    fields: dict[str, Any] = {"currencies": scope.currencies}
    exchanges: list[Exchange] = []
    notes: list[Note] = []
    for statement in body:
        match statement:
            case nodes.Audience():
                fields["audiences"] = tuple(dict.fromkeys(word.text for word in statement.words))
            case nodes.Stage():
                fields["stage"] = statement.word.text
            case nodes.Effective():
                fields["effective"] = day(scope, statement.date)
            case nodes.Reviewed():
                on = day(scope, statement.date)
                every = duration(scope, statement.every) if statement.every else None
                if on is not None:
                    by = statement.by.value if statement.by else None
                    fields["review"] = Review(on, every, by, scope.span(statement.date))
            case nodes.Margin():
                fields["margin"] = percent(scope, statement.percent, "a margin")
            case nodes.Exchange():
                exchanges += _exchange(scope, statement)
            case nodes.Note() | nodes.Uncertain():
                notes.append(scope.note(statement))
            case _:
                pass
    scope.exchanged = frozenset(code for one in exchanges for code in (one.source, one.target))
    fields["exchanges"] = tuple(exchanges)
    return Product(
        node.name.text, labelled(node.label, node.name), **fields, notes=tuple(notes), span=scope.span(node.name)
    )


def _currencies(scope: Scope, node: nodes.Currency) -> None:
    first: dict[str, nodes.Node] = {}
    for code in node.codes:
        if code.text in first:
            from pricelang.lowering.fixes import one_item

            scope.error(
                "duplicate-item",
                f"`{code.text}` is listed twice",
                code,
                related=(scope.label(first[code.text], "listed here already"),),
                helps=("leave one of them out",),
                fix=one_item(scope, node.codes, code),
            )
        elif known_code(scope, code.text, code):
            first[code.text] = code
    scope.currencies = tuple(first)
    listed_as = " and ".join([", ".join(scope.currencies[:-1]), scope.currencies[-1]] if len(first) > 1 else first)
    scope.currency_line = Label(scope.span(node), f"the product is priced in {listed_as}")


def _exchange(scope: Scope, node: nodes.Exchange) -> list[Exchange]:
    source = free_money(scope, node.source, "an amount to exchange")
    target = free_money(scope, node.target, "an amount to exchange")
    as_of = day(scope, node.date) if node.date else None
    if source is None or target is None:
        return []
    if source.currency == target.currency:
        scope.error("wrong-value", "an exchange is between two currencies", scope.between(node.source, node.target))
        return []
    rate = quotient(target.amount, source.amount)
    if rate is None:
        scope.error(
            "wrong-value",
            "this rate is no exact decimal",
            scope.between(node.source, node.target),
            helps=(f"write what one {source.currency} is worth: `exchange {source.currency} 1 at ...`",),
        )
        return []
    return [Exchange(source.currency, target.currency, rate, as_of)]


# --- what serving costs ---------------------------------------------------


def cost(scope: Scope, node: nodes.Cost) -> Cost:
    """A cost, and the units that formulas may name."""
    name = node.name.text
    fields: dict[str, Any] = {}
    rates: list[CostRate] = []
    notes: list[Note] = []
    body = unique(scope, node.body)
    written = [statement for statement in body if isinstance(statement, nodes.CostRate)]
    scope.cost_units[name] = {rate.unit.text: scope.span(rate.unit) for rate in reversed(written)}
    rows: dict[object, nodes.CostRate] = {}
    for statement in body:
        match statement:
            case nodes.CostRate():
                rates += _cost_rate(scope, name, statement, rows)
            case nodes.Source():
                fields["provider"] = statement.provider.text
                fields["model"] = statement.model.value
            case nodes.AsOf():
                fields["as_of"] = day(scope, statement.date)
            case nodes.Note() | nodes.Uncertain():
                notes.append(scope.note(statement))
            case _:
                pass
    label = labelled(node.label, node.name)
    return Cost(name, label, tuple(rates), **fields, notes=tuple(notes), span=scope.span(node.name))


def _cost_rate(scope: Scope, name: str, node: nodes.CostRate, rows: dict[object, nodes.CostRate]) -> list[CostRate]:
    amount = money(scope, node.amount, "a cost", zero=True, exchanged=True)
    per = positive(scope, node.per, "the count of a cost") if node.per else Decimal(1)
    threshold: Decimal | None = None
    of: str | None = None
    if node.above:
        threshold = positive(scope, node.above.quantity, "a threshold", zero=True)
        of = cost_unit(scope, node.above.unit, name)
    when = conditions(scope, node.when, f"cost {name}")
    if amount is None or per is None or (node.above and (threshold is None or of is None)):
        return []
    key = node.unit.text, threshold, of, frozenset((one.attribute, frozenset(one.values)) for one in when)
    first = rows.setdefault(key, node)
    if first is not node:
        from pricelang.lowering.fixes import one_statement

        scope.error(
            "duplicate-row",
            f"there are two rates for `{node.unit.text}`" + (" under the same conditions" if when else ""),
            node.unit,
            related=(scope.label(first.unit, "the first"),),
            helps=("leave one of them out, or say when it holds: `above 200k input`, `when mode is batch`",),
            about=node.unit.text,
            fix=one_statement(scope, node, first),
        )
        return []
    return [CostRate(amount, node.unit.text, per, threshold, of, when, scope.span(node.amount))]


def cost_unit(scope: Scope, node: nodes.Name, cost: str) -> str | None:
    """A unit that a cost has a rate for; None, and a report, if there is none."""
    units = scope.cost_units.get(cost, {})
    written = node.text
    if written in units:
        return written
    for singular in singulars(written):
        if singular in units:
            return singular
    from pricelang.lowering.fixes import instead

    close = suggestion(written, units)
    if not units:
        advice = f"say what one costs: `rate $0.01 per {written}` in the cost `{cost}`"
    elif close:
        advice = f"did you mean `{cost}.{close}`?"
    else:
        known = ", ".join(f"`{unit}`" for unit in list(units)[:6])
        advice = f"it is sold by {known}; declare another one in the cost: `rate $0.01 per {written}`"
    declared = scope.names.find("cost", cost)
    scope.error_once(
        ("unit", cost, written),
        node,
        lambda: scope.error(
            "unknown-name",
            f"the cost `{cost}` has no unit `{written}`",
            node,
            related=declared.labels("declared here") if declared else (),
            helps=(advice,),
            about=f"{cost}.{written}",
            fix=instead(scope.span(node), close) if close else None,
        ),
    )
    return None


# --- who buys -------------------------------------------------------------


def persona(scope: Scope, node: nodes.Persona) -> Persona:
    """A kind of buyer."""
    fields: dict[str, Any] = {}
    uses: dict[str, Uses] = {}
    notes: list[Note] = []
    for statement in unique(scope, node.body):
        match statement:
            case nodes.Share():
                fields["share"] = percent(scope, statement.percent, "a share", zero=True)
            case nodes.PersonaSeats():
                fields["seats"] = whole(scope, statement.count, "a number of seats")
            case nodes.Pays():
                fields["pays"] = _pays(scope, statement)
            case nodes.Uses():
                _uses(scope, statement, uses)
            case nodes.Retains():
                fields["retains"] = statement.word.text == "yes"
            case nodes.Note() | nodes.Uncertain():
                notes.append(scope.note(statement))
            case _:
                pass
    label = labelled(node.label, node.name)
    return Persona(
        node.name.text, label, **fields, uses=tuple(uses.values()), notes=tuple(notes), span=scope.span(node.name)
    )


def _pays(scope: Scope, node: nodes.Pays) -> Pays | None:
    amount = money(scope, node.amount, "what somebody pays", zero=True, exchanged=True)
    per: Ref | None = None
    if node.per:
        per = ref(scope, node.per, SEAT)
        if per is None:
            return None
    return Pays(amount, period(node.period), per, scope.span(node.amount)) if amount else None


def _uses(scope: Scope, node: nodes.Uses, uses: dict[str, Uses]) -> None:
    metric = text(scope, node.metric, METRIC, {"credit": "say what is used, not what pays for it: name a metric"})
    per: Ref | None = None
    if node.per:
        per = ref(scope, node.per, SEAT_OR_METRIC)
        if per is None:
            return
    typical = positive(scope, node.typical, "a typical use", zero=True)
    heavy = positive(scope, node.heavy, "a heavy use", zero=True) if node.heavy else None
    if typical is None or metric is None:
        return
    if metric in uses:
        scope.error(
            "duplicate-statement",
            f"the use of `{metric}` is said twice",
            node.typical,
            "said again",
            related=(Label(before, "said here already"),) if (before := uses[metric].span) else (),
            helps=("leave one of them out",),
            about=metric,
        )
        return
    if heavy is not None and node.heavy and heavy < typical:
        scope.error(
            "wrong-value",
            "a heavy use is below the typical one",
            node.heavy,
            related=(scope.label(node.typical, "typical"),),
            about=metric,
        )
        heavy = None
    uses[metric] = Uses(metric, typical, heavy, per, scope.span(node.typical))


def cohort(scope: Scope, node: nodes.Cohort) -> Cohort:
    """A group of customers."""
    return Cohort(node.name.text, node.label.value, scope.span(node.name))


def region(scope: Scope, node: nodes.Region) -> Region:
    """A part of the world."""
    return Region(node.name.text, labelled(node.label, node.name), scope.span(node.name))


# --- features, seats and ladders ------------------------------------------


def seat(scope: Scope, node: nodes.Seat) -> SeatKind:
    """A kind of seat."""
    return SeatKind(node.name.text, labelled(node.label, node.name), was(node.was), scope.span(node.name))


def feature(scope: Scope, node: nodes.Feature) -> Feature:
    """A feature and what values it takes."""
    kind = "flag"
    if isinstance(node.type, nodes.FeatureText):
        kind = "text"
    elif node.type is not None:
        kind = "number"
    lower = isinstance(node.type, nodes.FeatureLower)
    label = labelled(node.label, node.name)
    made = Feature(node.name.text, label, cast(Any, kind), lower, was(node.was), scope.span(node.name))
    scope.features[made.name] = made
    return made


def ladder(scope: Scope, node: nodes.Ladder, placed: dict[str, tuple[str, Label]]) -> Ladder:
    """A family of tiers; `placed` remembers the ladder that each tier is in."""
    name = node.name.text
    tiers = []
    for symbol, at in listed(scope, node.tiers, TIER):
        before = placed.setdefault(symbol.name, (name, scope.label(at, f"in `{name}` here")))
        if before[0] != name:
            scope.error(
                "tier-in-two-ladders",
                f"`{symbol.name}` is in the ladder `{before[0]}` already",
                at,
                related=(before[1],),
                helps=("a tier is in one ladder: leave it out of the other",),
                about=symbol.name,
            )
        else:
            tiers.append(symbol.name)
    return Ladder(name, labelled(node.label, node.name), tuple(tiers), scope.span(node.name))
