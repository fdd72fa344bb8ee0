"""In which currencies an offer can be billed: those in which each of its amounts is stated."""

from __future__ import annotations

from pricelang.catalog.catalog import Package, Tier
from pricelang.catalog.charges import Allowance, Bands, FeePrice, Price, Rate, UsagePrice
from pricelang.catalog.money import Money
from pricelang.record import Record
from pricelang.targets._rates import fee_schedule
from pricelang.targets._reading import Reading


class _Stated(Record):
    """An amount of the offer: the currencies that it is stated in, and what is reported where one is left out."""

    currencies: frozenset[str]
    value: Record
    about: str
    parts: tuple[tuple[str, Record], ...] = ()


def common_currencies(
    reading: Reading, seller: Tier | Package, prices: list[Price], given: list[Allowance], about: str
) -> tuple[str, ...]:
    """The currencies that everything with an amount is stated in, the product's first; those of the product where
    nothing has an amount. What is stated in further ones is lost there, each at its place."""
    stated = [one for price in prices for one in _of_price(price, about)]
    stated += [one for allowance in given for one in _of_allowance(allowance, about)]
    if isinstance(seller, Tier):
        bounds: list[tuple[Record, Money]] = [(one, one.amount) for one in seller.minimums]
        bounds += [(seller.commitment, seller.commitment.amount)] if seller.commitment is not None else []
        stated += [_Stated(frozenset({money.currency}), value, about) for value, money in bounds]
    if not stated:
        return reading.currencies or ("USD",)
    every = frozenset().union(*(one.currencies for one in stated))
    known = [*reading.currencies, *sorted(every - set(reading.currencies))]
    shared = tuple(code for code in known if all(code in one.currencies for one in stated))
    if not shared:
        first = stated[0]
        other = next(one for one in stated if not one.currencies & first.currencies or one is stated[-1])
        reading.lose("no-shared-currency", other.value, other.about, ", ".join(sorted(other.currencies)))
        return (known[0],)
    for one in stated:
        for code in sorted(one.currencies.difference(shared)):
            value = next((part for currency, part in one.parts if currency == code), one.value)
            reading.lose("missing-currency", value, one.about, code, one.value)
    return shared


def _of_price(price: Price, about: str) -> list[_Stated]:
    if isinstance(price, FeePrice) and price.alternatives and not price.when:
        parts = tuple((fee_schedule(fee).currency, fee) for fee in price.alternatives)
        return [_Stated(frozenset(code for code, _ in parts), price, about, parts)]
    if isinstance(price, UsagePrice):
        where = f"{about} / metric {price.metric}"
        bounds = [one for one in (price.minimum, price.maximum) if one is not None]
        return _of_rates(price.rates, price, where) + [
            _Stated(frozenset({one.currency}), price, where) for one in bounds
        ]
    return []


def _of_allowance(one: Allowance, about: str) -> list[_Stated]:
    where = f"{about} / {one.of.kind} {one.of.name}"
    found = []
    for phase in one.phases:
        found += _of_rates(phase.rates, one, where)
        if phase.ceiling is not None and phase.ceiling.money is not None:
            found.append(_Stated(frozenset({phase.ceiling.money.currency}), one, where))
    return found


def _of_rates(rates: tuple[Rate, ...], value: Record, about: str) -> list[_Stated]:
    codes = frozenset(rate.currency for rate in rates if isinstance(rate, Bands))
    return [_Stated(codes, value, about)] if codes else []
