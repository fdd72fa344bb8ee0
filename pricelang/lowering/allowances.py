"""The statements `includes` and `limit`: what is granted, how often, for whom, and what happens after it."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from pricelang.catalog.charges import Allowance, FairUse, Limit, Phase, Unused
from pricelang.catalog.period import PER_PRICE, Period, Window
from pricelang.catalog.quantity import AtLeast, Exactly, Quantity, Ref
from pricelang.lowering.amounts import money
from pricelang.lowering.phases import phases
from pricelang.lowering.resolve import COUNTED, COUNTED_OR_SEAT, METRIC, SEAT_OR_METRIC, listed, ref
from pricelang.lowering.scope import Scope
from pricelang.lowering.terms import ON_GRANTS, TAILS, misplaced, repeated, terms
from pricelang.lowering.values import duration, positive, quantity, quotient, window
from pricelang.source import Span
from pricelang.syntax import nodes

_NOT_COUNTED = {
    "feature": 'a feature is included by its name, and its value after it: `includes {} "90 days"`',
    "package": "a package is included by its name alone: `includes {}`",
    "seat": "say `seats at least 5`; or `price per {} per month graduated {{ first 5 free; rest at $9 }}`",
}
_NOT_LIMITED = {
    "feature": "a feature has a value, not a limit: `includes {} 5`",
    "package": "limit the metrics that the package offers",
}
_ON_LIMIT = {
    nodes.Pooled: "a limit for all seats together is one without `per seat`",
    nodes.Unused: "only what is included can be left over: write it on the allowance",
    nodes.ExpiresAfter: "only what is included can expire: write it on the allowance",
    nodes.NeverExpires: "only what is included can expire: write it on the allowance",
    nodes.OnlyFor: "a limit is of one thing: write a limit for each",
    nodes.AsPool: "only an allowance can be a pool of its own",
}
_CONCURRENT = "what runs at the same time has no window: leave the period out, or `concurrent`"

_Clauses = dict[type[nodes.Node], Any]


def unused(scope: Scope, node: nodes.Unused) -> Unused | None:
    """What becomes of what is left over."""
    fate = node.fate
    at = scope.span(node)
    if isinstance(fate, nodes.FateExpires):
        return Unused("expires", span=at)
    balance = quantity_ = None
    if fate.balance is not None:
        value = positive(scope, fate.balance, "a balance")
        if value is None:
            return None
        if isinstance(fate.balance, nodes.Factor):
            balance = value
        else:
            quantity_ = value
    lasts = duration(scope, fate.lasts) if fate.lasts else None
    return Unused("rolls_over", balance, quantity_, lasts, at)


def pers(scope: Scope, written: Sequence[nodes.Per]) -> tuple[Ref | None, Window | None, bool]:
    """For each of what, and how often; and whether all of it could be read."""
    if not written:
        return None, None, True
    per: Ref | None = None
    every: Window | None = None
    sound = True
    seen: dict[type[nodes.Node], nodes.Node] = {}
    for node in written:
        kind = type(node)
        if kind in seen:
            repeated(scope, node, seen[kind])
            continue
        seen[kind] = node
        if isinstance(node, nodes.PerName):
            per = ref(scope, node.name, SEAT_OR_METRIC)
            sound = sound and per is not None
        else:
            every = window(scope, node.window)
            sound = sound and every is not None
    return per, every, sound


def allowance(
    scope: Scope, node: nodes.Allowance | nodes.MoneyAllowance, default: Window = PER_PRICE
) -> Allowance | None:
    """A grant of a metric or a credit; `default` is how often, where it does not say."""
    of = ref(scope, node.of, COUNTED, _NOT_COUNTED)
    at: Span
    if isinstance(node, nodes.Allowance):
        amount = quantity(scope, node.quantity, "an allowance")
        at = scope.span(node.quantity)
    else:
        amount = _worth(scope, node, of)
        at = scope.span(node.amount)
    per, every, sound = pers(scope, node.pers)
    cap = cap_window = None
    if node.cap:
        cap = quantity(scope, node.cap.quantity, "the cap of an allowance")
        cap_window = window(scope, node.cap.window)
    if not node.clauses:
        if of is None or amount is None or not sound:
            return None
        return Allowance(of, amount, every or default, per, cap, cap_window, span=at)
    found, thens, tails = _sort(scope, node.clauses)
    rest = terms(scope, tails, "an allowance", ON_GRANTS)
    steps = phases(scope, thens, of)
    left = unused(scope, found[nodes.Unused]) if nodes.Unused in found else None
    expires = _expiry(scope, found)
    only_for = _earmarks(scope, found)
    fair_use = _fair_use(scope, found)
    pool = found[nodes.AsPool].name if nodes.AsPool in found else None
    if of is None or amount is None or not sound:
        return None
    if pool is not None:
        if pool.text in ("included", "purchased"):
            scope.error(
                "reserved-name",
                f"`{pool.text}` is a word of `draws`, and no pool can have it as its name",
                pool,
                helps=("take another name",),
                about=of.name,
            )
        scope.pools.setdefault(of.name, set()).add(pool.text)
    return Allowance(
        of,
        amount,
        every or default,
        per,
        cap,
        cap_window,
        nodes.Pooled in found,
        pool.text if pool else None,
        only_for,
        steps,
        left,
        expires,
        nodes.NeverExpires in found,
        fair_use,
        nodes.MayChange in found,
        rest,
        span=at,
    )


def limit(scope: Scope, node: nodes.Limit) -> Limit | None:
    """A bound on a metric, a credit or a kind of seat."""
    of = ref(scope, node.of, COUNTED_OR_SEAT, _NOT_LIMITED)
    amount = quantity(scope, node.quantity, "a limit")
    per, every, sound = pers(scope, node.pers)
    if node.concurrent and every is not None:
        last = node.pers[-1]
        misplaced(scope, last, "a limit on what runs at the same time", _CONCURRENT)
        every = None
    found, thens, tails = _sort(scope, node.clauses)
    rest = terms(scope, tails, "a limit", ON_GRANTS)
    for kind, advice in _ON_LIMIT.items():
        if kind in found:
            misplaced(scope, found[kind], "a limit", advice)
    steps: tuple[Phase, ...] = phases(scope, thens, of) if thens else ()
    fair_use = _fair_use(scope, found)
    if of is None or amount is None or not sound:
        return None
    return Limit(
        of,
        amount,
        every,
        per,
        node.concurrent is not None,
        steps,
        fair_use,
        nodes.MayChange in found,
        rest,
        span=scope.span(node.quantity),
    )


def _sort(scope: Scope, clauses: Sequence[nodes.Node]) -> tuple[_Clauses, list[nodes.Then], list[nodes.Node]]:
    """The clauses that stand once, the phases, and the tails."""
    found: _Clauses = {}
    thens: list[nodes.Then] = []
    tails: list[nodes.Node] = []
    for clause in clauses:
        kind = type(clause)
        if kind is nodes.Then:
            thens.append(clause)  # type: ignore[arg-type]
        elif kind in TAILS:
            tails.append(clause)
        elif kind in found:
            repeated(scope, clause, found[kind])
        else:
            found[kind] = clause
    return found, thens, tails


def _expiry(scope: Scope, found: _Clauses) -> Period | None:
    expires = found.get(nodes.ExpiresAfter)
    if expires is None:
        return None
    never = found.get(nodes.NeverExpires)
    if never is not None:
        scope.error(
            "duplicate-clause",
            "this allowance expires and never expires",
            never,
            related=(scope.label(expires, "expires here"),),
            helps=("leave one of them out",),
        )
    return duration(scope, expires.length)


def _earmarks(scope: Scope, found: _Clauses) -> tuple[str, ...]:
    only_for = found.get(nodes.OnlyFor)
    if only_for is None:
        return ()
    return tuple(symbol.name for symbol, _ in listed(scope, only_for.names, METRIC))


def _fair_use(scope: Scope, found: _Clauses) -> FairUse | None:
    node = found.get(nodes.FairUse)
    if node is None:
        return None
    amount = quantity(scope, node.quantity, "fair use") if node.quantity else None
    return FairUse(amount, window(scope, node.window) if node.window else None)


# --- `includes $20 of usage` ----------------------------------------------


def _worth(scope: Scope, node: nodes.MoneyAllowance, of: Ref | None) -> Quantity | None:
    """How much of a metric or a credit an amount of money is."""
    amount = money(scope, node.amount, "an allowance", zero=True)
    if amount is None or of is None:
        return None
    value = None
    if of.kind == "metric":
        counted = scope.metrics[of.name].currency if of.name in scope.metrics else None
        if counted == amount.currency:
            value = amount.amount
        elif counted is not None:
            _mismatch(scope, node, of, f"`{of.name}` counts {counted}, and this is in {amount.currency}")
            return None
        elif of.name in scope.metrics:
            advice = f"give its metric a currency as its unit (`unit {amount.currency}`), or write a quantity"
            _mismatch(scope, node, of, f"`{of.name}` does not count money", advice)
            return None
    else:
        worth = scope.credit_worth.get(of.name)
        if worth is None:
            advice = (
                f"say what one is worth in its credit (`worth {node.amount.currency.strip()}...`), or write a quantity"
            )
            _mismatch(scope, node, of, f"`{of.name}` has no worth in money", advice)
            return None
        if worth.currency != amount.currency:
            _mismatch(
                scope, node, of, f"`{of.name}` is worth an amount in {worth.currency}, and this is in {amount.currency}"
            )
            return None
        value = quotient(amount.amount, worth.amount)
        if value is None:
            scope.error(
                "wrong-value",
                f"{scope.span(node.amount).text} is no exact number of `{of.name}`, one being worth {worth.amount}",
                node.amount,
                helps=(f"write the quantity: `includes {int(amount.amount / worth.amount)} {of.name}`",),
                about=of.name,
            )
    if value is None:
        return None
    return AtLeast(value) if node.at_least else Exactly(value)


def _mismatch(scope: Scope, node: nodes.MoneyAllowance, of: Ref, message: str, advice: str | None = None) -> None:
    found = scope.names.find("sold", of.name)
    scope.error(
        "wrong-dimension",
        message,
        node.amount,
        related=found.labels("declared here") if found else (),
        helps=(advice or f"write the quantity: `includes 400 {of.name}`",),
        about=of.name,
    )
