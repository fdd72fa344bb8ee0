"""The clauses that many statements share: dates, cohorts, regions, commitments, notes."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from pricelang.catalog.charges import NO_TERMS, Note, Terms
from pricelang.lowering.amounts import money
from pricelang.lowering.resolve import COHORT, REGION, text
from pricelang.lowering.scope import Scope
from pricelang.lowering.values import day, in_order, percent, period
from pricelang.syntax import nodes

TAILS: frozenset[type[nodes.Node]] = frozenset(
    {
        nodes.TailFrom,
        nodes.TailUntil,
        nodes.TailUntilRenewal,
        nodes.TailExisting,
        nodes.TailCohort,
        nodes.TailRegion,
        nodes.TailUpFront,
        nodes.TailMonthly,
        nodes.TailCommit,
        nodes.TailSaves,
        nodes.Note,
        nodes.Uncertain,
    }
)
_NOTES: frozenset[type[nodes.Node]] = frozenset({nodes.Note, nodes.Uncertain})
_FEES_ONLY: frozenset[type[nodes.Node]] = frozenset({nodes.TailUpFront, nodes.TailMonthly, nodes.TailSaves})
ON_FEES: frozenset[type[nodes.Node]] = TAILS
ON_USAGE: frozenset[type[nodes.Node]] = TAILS - _FEES_ONLY
ON_GRANTS: frozenset[type[nodes.Node]] = TAILS - _FEES_ONLY

_SAYS = {
    nodes.TailMonthly: "a fee hands out grants, so write it there: `$192 per year, grants monthly`",
    nodes.TailUpFront: "a fee hands out grants, so write it there: `$192 per year, grants up front`",
    nodes.TailSaves: "it says what one fee saves against another: write it after them, as in `..., saves 20%`",
}


def misplaced(scope: Scope, clause: nodes.Node, statement: str, advice: str | None = None) -> None:
    """Report a clause that says nothing where it stands."""
    written = " ".join(scope.span(clause).text.split())
    if len(written) > 40:
        written = written[:39] + "…"
    scope.error(
        "misplaced-clause",
        f"`{written}` means nothing on {statement}",
        clause,
        helps=(advice or "leave it out, or say it in a `note`",),
    )


def repeated(scope: Scope, clause: nodes.Node, first: nodes.Node) -> None:
    """Report a clause that a statement may have once."""
    from pricelang.lowering.fixes import one_clause

    scope.error(
        "duplicate-clause",
        "this is said twice in one statement",
        clause,
        "said again",
        related=(scope.label(first, "said here already"),),
        helps=("leave one of them out",),
        fix=one_clause(scope, clause, first),
    )


def notes_of(scope: Scope, tails: Iterable[nodes.Node], statement: str) -> list[Note]:
    """The notes among the clauses of a statement that takes no others."""
    notes = []
    for tail in tails:
        if isinstance(tail, (nodes.Note, nodes.Uncertain)):
            notes.append(scope.note(tail))
        else:
            misplaced(scope, tail, statement)
    return notes


def terms(scope: Scope, tails: Iterable[nodes.Node], statement: str, allowed: frozenset[type[nodes.Node]]) -> Terms:
    """When and for whom a statement holds. `statement` is what it is called in a report (`a usage price`)."""
    if not tails:
        return NO_TERMS
    fields: dict[str, Any] = {}
    notes: list[Note] = []
    seen: dict[str, nodes.Node] = {}
    for tail in tails:
        if isinstance(tail, (nodes.Note, nodes.Uncertain)):
            notes.append(scope.note(tail))
        elif type(tail) not in allowed:
            misplaced(scope, tail, statement, _SAYS.get(type(tail)))
        else:
            _term(scope, tail, fields, seen)
    start, until = seen.get("start"), seen.get("until")
    if (
        isinstance(start, nodes.TailFrom)
        and isinstance(until, nodes.TailUntil)
        and "start" in fields
        and "until" in fields
    ):
        in_order(scope, start.date, until.date)
    return Terms(**fields, notes=tuple(notes)) if fields or notes else NO_TERMS


def _term(scope: Scope, tail: nodes.Node, fields: dict[str, Any], seen: dict[str, nodes.Node]) -> None:
    field: str
    value: object
    match tail:
        case nodes.TailFrom():
            field, value = "start", day(scope, tail.date)
        case nodes.TailUntil():
            field, value = "until", day(scope, tail.date)
        case nodes.TailUntilRenewal():
            field, value = "until_renewal", True
        case nodes.TailExisting():
            field, value = "existing_customers", True
        case nodes.TailCohort():
            field, value = "cohort", text(scope, tail.name, COHORT)
        case nodes.TailRegion():
            field, value = "region", text(scope, tail.name, REGION)
        case nodes.TailUpFront():
            field, value = "grants", "up_front"
        case nodes.TailMonthly():
            field, value = "grants", "monthly"
        case nodes.TailCommit():
            field, value = "with_commitment", True
            if tail.amount is not None and field not in seen:
                fields["commitment"] = money(scope, tail.amount, "a commitment")
                fields["commitment_period"] = period(tail.period) if tail.period else None
        case nodes.TailSaves():
            field, value = "saves", percent(scope, tail.percent, "a saving")
            if field not in seen:
                fields["saves_up_to"] = tail.up_to is not None
        case _:
            return
    if field in seen:
        repeated(scope, tail, seen[field])
        return
    seen[field] = tail
    if value is not None:
        fields[field] = value
