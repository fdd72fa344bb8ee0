"""What the catalog states, as numbers of a bill: quantities, rates in its currency, amounts by the interval."""

from __future__ import annotations

from decimal import Decimal

from pricelang.catalog.charges import Allowance, Bands, Limit, Rate
from pricelang.catalog.money import Money
from pricelang.catalog.period import Period
from pricelang.catalog.quantity import AtLeast, Between, Exactly, Quantity, Ref, TimesTier, Unlimited, Unpublished
from pricelang.rating.errors import RatingError
from pricelang.rating.exact import Value
from pricelang.rating.selection import Index
from pricelang.rating.tariff import Tariff
from pricelang.rating.timing import share
from pricelang.source import Span


def in_currency(rates: tuple[Rate, ...], tariff: Tariff, name: str, span: Span | None) -> Rate:
    """The rate in the bill's currency; one without a currency serves every bill.

    Raises:
        RatingError: there is none.
    """
    for rate in rates:
        if not isinstance(rate, Bands) or rate.currency == tariff.currency:
            return rate
    currencies = sorted({rate.currency for rate in rates if isinstance(rate, Bands)})
    raise RatingError(
        f"`{name}` has no price in {tariff.currency}", f"it is priced in {' and '.join(currencies) or 'nothing'}", span
    )


def stated(index: Index, tariff: Tariff, quantity: Quantity, of: Ref, span: Span | None) -> Decimal | None:
    """How much a quantity is: the least that is promised; None: no bound.

    Raises:
        RatingError: it is a multiple of what another tier does not have.
    """
    if isinstance(quantity, Exactly | AtLeast):
        return quantity.value
    if isinstance(quantity, Between):
        _notice(
            tariff, f"`{of.name}` is stated as {quantity.low:f} to {quantity.high:f}: the bill counts {quantity.low:f}"
        )
        return quantity.low
    if isinstance(quantity, Unlimited):
        return None
    if isinstance(quantity, Unpublished):
        _notice(tariff, f"how much `{of.name}` is included is unpublished: the bill takes it as without a bound")
        return None
    return _times_tier(index, tariff, quantity, of, span, 0)


def _times_tier(
    index: Index, tariff: Tariff, quantity: TimesTier, of: Ref, span: Span | None, depth: int
) -> Decimal | None:
    other = index.tier(quantity.tier)
    had: list[Allowance | Limit] = [*other.allowances, *other.limits]
    for item in had:
        if item.of == of and depth < 50:
            if isinstance(item.quantity, TimesTier):
                inner = _times_tier(index, tariff, item.quantity, of, span, depth + 1)
            else:
                inner = stated(index, tariff, item.quantity, of, span)
            return None if inner is None else inner * quantity.factor
    raise RatingError(f"`{quantity.tier}` has no `{of.name}` that could be multiplied", "", span)


def _notice(tariff: Tariff, text: str) -> None:
    if text not in tariff.notices:
        tariff.notices += (text,)


def times(tariff: Tariff, period: Period) -> Value:
    """How many of a period the billing interval is worth."""
    if tariff.interval is None:
        return tariff.number(1)
    ratio = share(tariff.interval, period)
    return tariff.number(ratio.numerator) / tariff.number(ratio.denominator)


def same_currency(tariff: Tariff, money: Money, span: Span | None) -> None:
    """Refuse an amount in another currency than the bill's.

    Raises:
        RatingError: it is.
    """
    if money.currency != tariff.currency:
        raise RatingError(f"an amount is in {money.currency}, the bill in {tariff.currency}", "", span)
