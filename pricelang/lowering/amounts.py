"""Amounts of money: which currency a symbol means, and whether the product has it."""

from __future__ import annotations

from pricelang.catalog.currencies import MINOR_UNITS
from pricelang.catalog.money import Money
from pricelang.lowering.scope import Scope
from pricelang.lowering.spelling import suggestion
from pricelang.lowering.values import not_positive
from pricelang.source import Span
from pricelang.syntax import nodes

# The currencies that write this symbol, the one that is meant unless the product says otherwise first.
SYMBOLS: dict[str, tuple[str, ...]] = {
    "$": (
        *("USD", "AUD", "CAD", "NZD", "SGD", "HKD", "TWD", "MXN", "ARS", "BBD", "BMD", "BND", "BSD", "BZD", "CLP"),
        *("COP", "DOP", "FJD", "GYD", "JMD", "KYD", "LRD", "NAD", "SBD", "SRD", "TTD", "UYU", "XCD"),
    ),
    "€": ("EUR",),
    "£": ("GBP", "FKP", "GIP", "SHP"),
    "¥": ("JPY", "CNY"),
    "₹": ("INR",),
    "₩": ("KRW",),
}


def money(
    scope: Scope,
    node: nodes.Money,
    what: str,
    *,
    zero: bool = False,
    exchanged: bool = False,
    helps: tuple[str, ...] = (),
) -> Money | None:
    """An amount above zero (or from zero on) in one of the product's currencies, or, where `exchanged` allows it, in
    one that the product states a rate for; None, and a report, if it is not."""
    amount = node.amount
    if amount < 0 or not (amount or zero):
        not_positive(scope, node, what, zero, helps)
        return None
    code = scope.currency_codes.get(node.currency) or _code(scope, node, exchanged)
    return Money(amount, code) if code else None


def free_money(scope: Scope, node: nodes.Money, what: str) -> Money | None:
    """An amount above zero in any currency."""
    if node.amount <= 0:
        not_positive(scope, node, what, False)
        return None
    code = known_code(scope, meaning(node.currency, scope.currencies), node)
    return Money(node.amount, code) if code else None


def meaning(written: str, currencies: tuple[str, ...]) -> str:
    """The code of a symbol or code, for a product of these currencies."""
    written = written.strip()
    candidates = SYMBOLS.get(written)
    if candidates is None:
        return written
    if candidates[0] in currencies:
        return candidates[0]
    own = [code for code in candidates if code in currencies]
    return own[0] if len(own) == 1 else candidates[0]


def known_code(scope: Scope, code: str, node: nodes.Node) -> str | None:
    """The code, if ISO 4217 has it; None, and a report, if not."""
    if code in MINOR_UNITS:
        return code
    from pricelang.lowering.fixes import instead

    own = suggestion(code, scope.currencies)
    close = own or suggestion(code, MINOR_UNITS)
    at = Span(scope.source, node.start, node.start + len(code))
    scope.error_once(
        ("currency", code),
        node,
        lambda: scope.error(
            "unknown-currency",
            f"there is no currency `{code}`",
            node,
            helps=(f"did you mean `{close}`?" if close else "write the ISO 4217 code of a currency, such as USD",),
            fix=instead(at, own) if own else None,
        ),
    )
    return None


def currency(scope: Scope, code: str, node: nodes.Node, exchanged: bool = False) -> str | None:
    """The code, if the product has this currency; None, and a report, if not."""
    if known_code(scope, code, node) is None:
        return None
    own = scope.currencies
    if not own or code in own or (exchanged and code in scope.exchanged):
        return code
    scope.error_once(("mismatch", code), node, lambda: _mismatch(scope, code, node, exchanged))
    return None


def _code(scope: Scope, node: nodes.Money, exchanged: bool) -> str | None:
    code = currency(scope, meaning(node.currency, scope.currencies), node, exchanged)
    if code and (not scope.currencies or code in scope.currencies):
        scope.currency_codes[node.currency] = code
    return code


def _mismatch(scope: Scope, code: str, node: nodes.Node, exchanged: bool) -> None:
    own = scope.currencies
    listed = ", ".join(own)
    rate = f", or state a rate: `exchange {code} 1 at {own[0]} ...`" if exchanged else ""
    scope.error(
        "currency-mismatch",
        f"this is in {code}, and the product is priced in {listed}",
        node,
        f"in {code}",
        related=(scope.currency_line,) if scope.currency_line else (),
        helps=(f"write it in {own[0]}, add {code} to the product's `currency`{rate}",)
        if rate
        else (f"write it in {own[0]}, or add {code} to the product's `currency`",),
    )
