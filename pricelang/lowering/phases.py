"""What happens after an allowance or at a limit: the phases, in the order written."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any, cast

from pricelang.catalog.charges import Ceiling, Phase
from pricelang.catalog.quantity import Ref
from pricelang.lowering.amounts import money
from pricelang.lowering.prices import same_currency
from pricelang.lowering.rates import phase_rates
from pricelang.lowering.resolve import COUNTED, METRIC, TIER, ref, text
from pricelang.lowering.scope import Scope
from pricelang.lowering.values import not_positive, period, positive, window
from pricelang.syntax import nodes

# After these nothing is left to happen.
_LAST = frozenset({"block", "pause", "free", "slow", "upgrade"})


def phases(scope: Scope, written: Sequence[nodes.Then], of: Ref | None) -> tuple[Phase, ...]:
    """The phases after an allowance of something; one that can never begin is an error."""
    made: list[Phase] = []
    endless: nodes.Then | None = None
    for node in written:
        if endless is not None:
            scope.error(
                "unreachable-phase",
                "this never happens: the phase before it has no end",
                node.phase,
                related=(scope.label(endless.phase, "goes on for good"),),
                helps=("give the phase before it a ceiling (`up to $200 per month`), or leave this one out",),
                about=of.name if of else "",
            )
            break
        one = _phase(scope, node.phase, of)
        if one is not None:
            made.append(one)
            if one.action in _LAST or _is_endless(node.phase):
                endless = node
    return tuple(made)


def _is_endless(node: nodes.Node) -> bool:
    """Whether a charge goes on for good: it has no ceiling, needs no consent, and is not paid with credits that end."""
    return (
        isinstance(node, nodes.PhaseRate)
        and node.ceiling is None
        and node.if_enabled is None
        and not any(isinstance(rate, nodes.CreditsEach) for rate in node.rates)
    )


def _phase(scope: Scope, node: nodes.Node, of: Ref | None) -> Phase | None:
    at = scope.span(node)
    if isinstance(node, nodes.PhaseAction):
        return Phase(cast(Any, node.word.text), span=at)
    if isinstance(node, nodes.PhaseRate):
        rates = phase_rates(scope, node.rates, of)
        ceiling = _ceiling(scope, node.ceiling) if node.ceiling else None
        if not rates:
            return None
        if ceiling is not None and ceiling.money is not None and node.ceiling is not None:
            same_currency(scope, ceiling.money, node.ceiling, rates, "ceiling")
        return Phase("charge", rates, ceiling, node.if_enabled is not None, span=at)
    if isinstance(node, nodes.PhaseFallback):
        metric = text(scope, node.to, METRIC)
        return Phase("fallback", target=metric, span=at) if metric else None
    if isinstance(node, nodes.PhaseUpgrade):
        tier = text(scope, node.to, TIER)
        return Phase("upgrade", target=tier, span=at) if tier else None
    return None


def _ceiling(scope: Scope, node: nodes.Ceiling) -> Ceiling | None:
    if isinstance(node, nodes.CeilingMoney):
        amount = money(scope, node.amount, "a ceiling")
        return Ceiling("money", amount, period(node.period)) if amount else None
    if isinstance(node, nodes.CeilingBudget):
        amount = money(scope, node.amount, "a budget") if node.amount else None
        return Ceiling("budget", amount, period(node.period) if amount and node.period else None)
    if isinstance(node, nodes.CeilingFactor):
        factor = positive(scope, node.factor, "a ceiling")
        if factor is not None and factor <= 1:
            scope.error(
                "wrong-value",
                "this ceiling leaves nothing: it counts what is included too",
                node,
                helps=("write more than 1x: `3x included` stops at three times the allowance",),
            )
            return None
        return Ceiling("factor", factor=factor) if factor is not None else None
    count = node.quantity
    if count.value <= 0:
        not_positive(scope, count, "a ceiling", False)
        return None
    of = ref(scope, node.of, COUNTED) if node.of else None
    if node.of and of is None:
        return None
    every = window(scope, node.window) if node.window else None
    return Ceiling("quantity", quantity=count.value, of=of, window=every)
