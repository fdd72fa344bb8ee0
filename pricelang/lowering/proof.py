"""The declarations `discount` and `example`."""

from __future__ import annotations

from typing import Any

from pricelang.catalog.catalog import Discount, Example, Purchase, SeatCount, Use
from pricelang.catalog.charges import Note
from pricelang.catalog.period import MONTH, YEAR, Period
from pricelang.catalog.quantity import Condition
from pricelang.diagnostics import Severity
from pricelang.lowering.amounts import money
from pricelang.lowering.declarations import labelled
from pricelang.lowering.resolve import (
    CHARGED,
    COHORT,
    DISCOUNT,
    METRIC,
    PACKAGE,
    REGION,
    SEAT,
    TIER,
    listed,
    symbol,
    text,
)
from pricelang.lowering.scope import Scope
from pricelang.lowering.statements import twice, unique
from pricelang.lowering.usage import attributes
from pricelang.lowering.values import day, duration, in_order, percent, positive, whole
from pricelang.syntax import nodes

_CADENCE: dict[str, Period | None] = {
    "daily": Period(1, "day"),
    "weekly": Period(1, "week"),
    "monthly": MONTH,
    "quarterly": Period(1, "quarter"),
    "yearly": YEAR,
    "once": None,
}
_NOT_USED = {
    "credit": "say what is used, and the credits follow from its rates: name a metric",
    "seat": "write `seats 3`",
    "package": "write `buys 1 {}`",
}
_REDUCTIONS = (nodes.PercentOff, nodes.AmountOff, nodes.FreeFor)


def discount(scope: Scope, node: nodes.Discount) -> Discount:
    """Less to pay, for whom and how long."""
    fields: dict[str, Any] = {}
    on: list[nodes.Name] = []
    available: list[nodes.Name] = []
    notes: list[Note] = []
    dates: dict[str, nodes.Date] = {}
    reduction: nodes.Node | None = None
    for statement in unique(scope, node.body):
        if isinstance(statement, _REDUCTIONS):
            if reduction is not None:
                scope.error(
                    "duplicate-statement",
                    "a discount is a percentage, an amount or a free time: one of them",
                    statement,
                    related=(scope.label(reduction, "the first"),),
                    helps=("make it two discounts, with `stacks` if both may be given",),
                )
                continue
            reduction = statement
        match statement:
            case nodes.PercentOff():
                fields["percent"] = percent(scope, statement.percent, "a discount")
                on += statement.on or ()
            case nodes.AmountOff():
                fields["amount"] = money(scope, statement.amount, "a discount")
                on += statement.on or ()
            case nodes.FreeFor():
                fields["free"] = duration(scope, statement.length)
            case nodes.Available():
                available += statement.names
            case nodes.Lasts():
                fields["lasts"] = duration(scope, statement.length)
            case nodes.Code():
                fields["code"] = statement.code.value
            case nodes.From():
                fields["start"] = day(scope, statement.date)
                dates["start"] = statement.date
            case nodes.Until():
                fields["until"] = day(scope, statement.date)
                dates["until"] = statement.date
            case nodes.ForExisting():
                fields["existing_customers"] = True
            case nodes.ForAtLeast():
                if symbol(scope, statement.kind, SEAT) is not None:
                    fields["seats_at_least"] = whole(scope, statement.count, "a number of seats")
            case nodes.ForCohort():
                fields["cohort"] = text(scope, statement.name, COHORT)
            case nodes.Stacks():
                fields["stacks"] = True
            case nodes.StacksWith():
                names = [found.name for found, _ in listed(scope, statement.names, DISCOUNT)]
                fields["stacks_with"] = tuple(names)
            case nodes.Note() | nodes.Uncertain():
                notes.append(scope.note(statement))
            case _:
                pass
    if fields.get("start") and fields.get("until"):
        in_order(scope, dates["start"], dates["until"])
    if reduction is None:
        scope.error(
            "missing-statement",
            f"the discount `{node.name.text}` takes nothing off",
            node.name,
            helps=("write `20% off`, `$10 off` or `free 3 months`",),
        )
    return Discount(
        node.name.text,
        labelled(node.label, node.name),
        **fields,
        on=tuple(found.ref for found, _ in listed(scope, on, CHARGED) if found.ref),
        available_on=tuple(found.name for found, _ in listed(scope, available, TIER)),
        notes=tuple(notes),
        span=scope.span(node.name),
    )


def example(scope: Scope, node: nodes.Example) -> Example | None:
    """A usage and its bill; None where its tier is unknown."""
    fields: dict[str, Any] = {}
    seats: dict[str, tuple[SeatCount, nodes.Node]] = {}
    buys: list[Purchase] = []
    uses: list[Use] = []
    discounts: list[nodes.Name] = []
    notes: list[Note] = []
    tier: str | None = None
    named = totalled = False
    for statement in unique(scope, node.body):
        match statement:
            case nodes.ExampleTier():
                named = True
                tier = text(scope, statement.tier, TIER)
                fields["interval"] = _CADENCE[statement.cadence.text]
            case nodes.ExampleSeats():
                kind = symbol(scope, statement.kind, SEAT) if statement.kind else scope.names.default_seat()
                count = whole(scope, statement.count, "a number of seats")
                if kind is not None and kind.name in seats:
                    twice(scope, statement, seats[kind.name][1], f" for `{kind.name}`")
                elif kind is not None and count is not None:
                    seats[kind.name] = SeatCount(kind.name, count), statement
            case nodes.Buys():
                package = text(scope, statement.package, PACKAGE)
                number = whole(scope, statement.count, "a number of packages")
                if package is not None and number is not None:
                    buys.append(Purchase(package, number))
            case nodes.Use():
                uses += _uses(scope, statement)
            case nodes.WithDiscount():
                discounts.append(statement.name)
            case nodes.OverageOff():
                fields["overage"] = False
            case nodes.OverageUpTo():
                fields["budget"] = money(scope, statement.amount, "a budget", zero=True)
            case nodes.ExampleCohort():
                fields["cohort"] = text(scope, statement.name, COHORT)
            case nodes.ExampleRegion():
                fields["region"] = text(scope, statement.name, REGION)
            case nodes.On():
                fields["on"] = day(scope, statement.date)
            case nodes.Total():
                totalled = True
                fields["total"] = money(scope, statement.amount, "a total", zero=True)
                fields["total_span"] = scope.span(statement.amount)
            case nodes.Note() | nodes.Uncertain():
                notes.append(scope.note(statement))
            case _:
                pass
    if not named:
        help_ = "name a tier and how it is paid: `tier pro monthly`"
        scope.error("missing-statement", "this example does not say which tier it bills", node.title, helps=(help_,))
    if not totalled:
        scope.error(
            "missing-statement",
            "this example states no bill, so it proves nothing",
            node.title,
            helps=("add what it comes to: `total $24.00`",),
            severity=Severity.WARNING,
        )
    if tier is None:
        return None
    fields.setdefault("total", None)
    return Example(
        node.title.value,
        tier,
        **fields,
        seats=tuple(count for count, _ in seats.values()),
        buys=tuple(buys),
        uses=tuple(uses),
        discounts=tuple(found.name for found, _ in listed(scope, discounts, DISCOUNT)),
        notes=tuple(notes),
        span=scope.span(node.title),
    )


def _uses(scope: Scope, node: nodes.Use) -> list[Use]:
    made = []
    for used in node.uses:
        metric = text(scope, used.metric, METRIC, _NOT_USED)
        count = positive(scope, used.quantity, "a use", zero=True)
        if metric is None or count is None:
            continue
        values: tuple[Condition, ...] = attributes(scope, node.when, metric) if node.when else ()
        made.append(Use(metric, count, values, scope.span(used.quantity)))
    return made
