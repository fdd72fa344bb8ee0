"""The amounts that a catalog states, to be found again in what is emitted for it."""

from __future__ import annotations

from collections.abc import Iterator
from decimal import Decimal
from fractions import Fraction
from itertools import count
from typing import Any

from pricelang.catalog.catalog import Catalog, Package, Tier
from pricelang.catalog.charges import Band, BandedFee, Bands, Fee, FeePrice, UsagePrice
from pricelang.catalog.money import Money
from pricelang.record import Record, replace

Amount = tuple[str, Fraction]


def distinct(catalog: Catalog) -> Catalog:
    """The catalog with an amount of its own wherever there is one: each is whole where it is billed as it stands, and
    has three decimals where it is the price of a unit."""
    numbers = count(1)

    def changed(value: Any) -> Any:
        if isinstance(value, tuple) and not hasattr(value, "source"):
            return tuple(changed(one) for one in value)
        if not isinstance(value, Record):
            return value
        fields = {field: changed(getattr(value, field)) for field in value.__fields__}
        if isinstance(value, Money):
            fields["amount"] = Decimal(100 + next(numbers)) if value.amount else value.amount
        if isinstance(value, Band):
            fields["unit"] = Decimal(next(numbers) * 10 + 1).scaleb(-3) if value.unit else value.unit
            fields["flat"] = Decimal(100 + next(numbers)) if value.flat else value.flat
        return type(value)(**fields)

    made: Catalog = changed(catalog)
    # the steps of a fee for seats are billed as they stand
    return replace(made, tiers=tuple(replace(tier, prices=tuple(map(_whole, tier.prices))) for tier in made.tiers))


def _whole(price: Any) -> Any:
    if not isinstance(price, FeePrice):
        return price
    alternatives = tuple(
        replace(fee, rate=replace(fee.rate, bands=tuple(replace(b, unit=b.unit * 1000) for b in fee.rate.bands)))
        if isinstance(fee, BandedFee)
        else fee
        for fee in price.alternatives
    )
    return replace(price, alternatives=alternatives)


def amounts(catalog: Catalog) -> set[Amount]:
    """What has to be emitted: each offer in the currencies that all of it is stated in."""
    found: set[Amount] = set()
    sellers: list[Tier | Package] = [*catalog.tiers, *catalog.packages]
    for seller in sellers:
        parts = [set(one) for one in _parts(seller)]
        shared = [{code for code, _ in part} for part in parts]
        sold = set.intersection(*shared) if shared else set()
        found |= {(code, amount) for part in parts for code, amount in part if code in sold}
    return {(code, amount) for code, amount in found if amount}


def discounts(catalog: Catalog) -> set[Amount]:
    """What discounts take off, as amounts."""
    return {_money(one.amount) for one in catalog.discounts if one.amount is not None}


def _parts(seller: Tier | Package) -> Iterator[list[Amount]]:
    for price in seller.prices:
        if isinstance(price, FeePrice):
            yield [one for fee in price.alternatives for one in _fee(fee)]
        elif isinstance(price, UsagePrice):
            yield [one for rate in price.rates if isinstance(rate, Bands) for one in _bands(rate)]
            yield from ([_money(one)] for one in (price.minimum, price.maximum) if one is not None)
    for allowance in seller.allowances:
        for phase in allowance.phases:
            if phase.rates:
                yield [one for rate in phase.rates if isinstance(rate, Bands) for one in _bands(rate)]
    if isinstance(seller, Tier):
        yield from ([_money(one.amount)] for one in seller.minimums)
        if seller.commitment is not None:
            yield [_money(seller.commitment.amount)]


def _money(money: Money) -> Amount:
    return money.currency, Fraction(money.amount)


def _fee(fee: Fee | BandedFee) -> list[Amount]:
    if isinstance(fee, BandedFee):
        return _bands(fee.rate)
    amount = Fraction(fee.amount.amount)
    return [(fee.amount.currency, amount if fee.started else amount / Fraction(fee.block))]


def _bands(rate: Bands) -> list[Amount]:
    found = []
    for band in rate.bands:
        unit = Fraction(band.unit)
        found.append((rate.currency, unit if band.started else unit / Fraction(band.per)))
        found.append((rate.currency, Fraction(band.flat)))
    return found
