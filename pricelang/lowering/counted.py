"""The declarations of what is counted: metrics with what they cost, and credits with what they burn at."""

from __future__ import annotations

from decimal import Decimal
from typing import Any, cast

from pricelang.catalog.catalog import Burn, CostFormula, CostTerm, Credit, Event, Metric, Outcome, Rounding
from pricelang.catalog.charges import Note
from pricelang.catalog.quantity import Conditions, Quantity, TimesTier, Unlimited
from pricelang.diagnostics import Label
from pricelang.lowering.allowances import unused
from pricelang.lowering.amounts import currency, money
from pricelang.lowering.declarations import cost_unit, labelled, was
from pricelang.lowering.prices import row_conditions
from pricelang.lowering.resolve import COST, METRIC, symbol, text
from pricelang.lowering.scope import Scope
from pricelang.lowering.statements import unique
from pricelang.lowering.values import conditions, duration, length, percent, positive, quantity
from pricelang.syntax import nodes

_Rows = dict[object, tuple[Label, nodes.Node]]
"""The rows of a rate table by what they are for: the place that stands for each, and the whole of it."""


def metric(scope: Scope, node: nodes.Metric) -> Metric:
    """Something counted, with what one of it costs."""
    fields: dict[str, Any] = {}
    outcome: dict[str, Any] = {}
    excludes: list[str] = []
    formulas: list[CostFormula] = []
    notes: list[Note] = []
    name = node.name.text
    for statement in unique(scope, node.body):
        match statement:
            case nodes.Charged():
                fields["charged_by"] = statement.by.text
            case nodes.Unit():
                fields.update(_unit(scope, statement))
            case nodes.MetricCost():
                formulas += _formula(scope, name, statement)
            case nodes.Worth():
                fields["worth"] = money(scope, statement.amount, "a worth", exchanged=True)
            case nodes.Event():
                fields["event"] = Event(
                    cast(Any, statement.aggregation.text),
                    statement.name.value,
                    statement.property.value if statement.property else None,
                    scope.span(statement.name),
                )
            case nodes.Rounds():
                fields["rounding"] = _rounding(scope, statement)
            case nodes.Counts():
                outcome["counts_when"] = statement.when.value
            case nodes.Within():
                outcome["within"] = duration(scope, statement.length)
            case nodes.Excludes():
                excludes += [what.value for what in statement.what]
            case nodes.Reverses():
                outcome["reverses_when"] = statement.when.value
                outcome["reverses_within"] = duration(scope, statement.within) if statement.within else None
            case nodes.OncePer():
                outcome["once_per"] = statement.name.text
            case nodes.Succeeds():
                outcome["succeeds"] = percent(scope, statement.percent, "a rate of success")
            case nodes.Note() | nodes.Uncertain():
                notes.append(scope.note(statement))
            case _:
                pass
    if outcome or excludes:
        fields["outcome"] = Outcome(**outcome, excludes=tuple(excludes))
    made = Metric(
        name,
        labelled(node.label, node.name),
        **fields,
        costs=tuple(formulas),
        was=was(node.was),
        notes=tuple(notes),
        span=scope.span(node.name),
    )
    scope.metrics[name] = made
    return made


def _unit(scope: Scope, node: nodes.Unit) -> dict[str, str | None]:
    if isinstance(node.unit, nodes.Text):
        return {"unit": node.unit.value}
    return {"currency": currency(scope, node.unit.text, node.unit, exchanged=True)}


def _rounding(scope: Scope, node: nodes.Rounds) -> Rounding | None:
    step = length(scope, node.quantity, node.unit)
    least = per = None
    if node.least:
        least = length(scope, node.least.quantity, node.least.unit)
        per = node.least.per.text
    return Rounding(step, least, per, scope.span(node.quantity)) if step else None


def _formula(scope: Scope, name: str, node: nodes.MetricCost) -> list[CostFormula]:
    when = conditions(scope, node.when, name)
    terms = []
    sound = True
    for term in node.terms:
        count = positive(scope, term.quantity, "a quantity of a cost", zero=True)
        cost = symbol(scope, term.cost, COST)
        unit = cost_unit(scope, term.unit, cost.name) if cost else None
        if count is None or cost is None or unit is None:
            sound = False
        else:
            terms.append(CostTerm(count, cost.name, unit))
    # a sum without one of its terms would be a wrong cost
    return [CostFormula(tuple(terms), when, scope.between(node.terms[0], node.terms[-1]))] if sound else []


# --- credits --------------------------------------------------------------


def credit(scope: Scope, node: nodes.Credit) -> tuple[Credit, list[nodes.Name]]:
    """A credit and its rate table; also the names of pools in `draws`, which no allowance has been read for yet."""
    name = node.name.text
    fields: dict[str, Any] = {}
    burns: list[Burn] = []
    rows: _Rows = {}
    pools: list[nodes.Name] = []
    notes: list[Note] = []
    for statement in unique(scope, node.body):
        match statement:
            case nodes.Worth():
                worth = fields["worth"] = money(scope, statement.amount, "a worth", exchanged=True)
                if worth is not None:
                    scope.credit_worth[name] = worth
            case nodes.Burns():
                burns += _burn(scope, statement, rows)
            case nodes.BurnsTable():
                burns += _burn_table(scope, statement, rows)
            case nodes.Draws():
                fields["draws"], pools = _draws(scope, statement)
            case nodes.Unused():
                fields["unused"] = unused(scope, statement)
            case nodes.Note() | nodes.Uncertain():
                notes.append(scope.note(statement))
            case _:
                pass
    made = Credit(
        name,
        labelled(node.label, node.name),
        **fields,
        burns=tuple(burns),
        was=was(node.was),
        notes=tuple(notes),
        span=scope.span(node.name),
    )
    return made, pools


def _draws(scope: Scope, node: nodes.Draws) -> tuple[tuple[str, ...], list[nodes.Name]]:
    order: dict[str, nodes.Node] = {}
    pools = []
    for source in node.sources:
        name = source.text if isinstance(source, nodes.Name) else "soonest_expiring"
        if name in order:
            from pricelang.lowering.fixes import one_item

            scope.error(
                "duplicate-item",
                f"`{name.replace('_', ' ')}` is listed twice",
                source,
                related=(scope.label(order[name], "listed here already"),),
                helps=("leave one of them out",),
                fix=one_item(scope, node.sources, source),
            )
            continue
        order[name] = source
        if isinstance(source, nodes.Name) and name not in ("included", "purchased"):
            pools.append(source)
    return tuple(order), pools


def _burn(scope: Scope, node: nodes.Burns, rows: _Rows) -> list[Burn]:
    of = text(scope, node.metric, METRIC)
    amount = _rate(scope, node.quantity)
    per = positive(scope, node.per, "the count of a rate") if node.per else Decimal(1)
    when = conditions(scope, node.when, of) if of else ()
    if of is None or amount is None or per is None or not _new(scope, of, when, node.metric, node, rows):
        return []
    return [Burn(of, amount, per, when, scope.span(node.quantity))]


def _burn_table(scope: Scope, node: nodes.BurnsTable, rows: _Rows) -> list[Burn]:
    of = text(scope, node.metric, METRIC)
    per = positive(scope, node.per, "the count of a rate") if node.per else Decimal(1)
    rest = conditions(scope, node.when, of) if of else ()
    made = []
    for row in node.rows:
        amount = _rate(scope, row.quantity)
        if of is None or per is None or amount is None:
            continue
        made += [
            Burn(of, amount, per, when, scope.span(row))
            for when in row_conditions(scope, of, node.attributes, row.keys, row, rest)
            if _new(scope, of, when, row, row, rows)
        ]
    return made


def _rate(scope: Scope, node: nodes.Quantity) -> Quantity | None:
    amount = quantity(scope, node, "a rate")
    if isinstance(amount, (Unlimited, TimesTier)):
        scope.error(
            "wrong-value",
            "a rate is a number of credits",
            node,
            helps=("write a number, `at least 1` or `unpublished`",),
        )
        return None
    return amount


def _new(scope: Scope, of: str, when: Conditions, at: nodes.Node, row: nodes.Node, rows: _Rows) -> bool:
    """Whether no row before this one says what it says; reported if one does. `at` is the place that stands for it."""
    key = (of, frozenset((condition.attribute, frozenset(condition.values)) for condition in when)) if when else of
    if key not in rows:
        rows[key] = scope.label(at, "the first row"), row
        return True
    from pricelang.lowering.fixes import one_statement

    scope.error(
        "duplicate-row",
        f"there are two rates for `{of}`" + (" under the same conditions" if when else ""),
        at,
        related=(rows[key][0],),
        helps=("leave one of them out, or say when it holds: `when quality is high`",),
        about=of,
        fix=one_statement(scope, row, rows[key][1]),
    )
    return False
