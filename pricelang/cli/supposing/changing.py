"""From the words of the command line to another catalog."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Sequence
from decimal import Decimal
from fractions import Fraction

from pricelang.catalog.catalog import Catalog, Cost, CostRate, Tier
from pricelang.catalog.charges import BandedFee, CustomPrice, Fee, FeePrice, Price, Size
from pricelang.catalog.money import Money
from pricelang.catalog.period import Period
from pricelang.cli.billing.asking import amount, cut, interval, name_in, unknown
from pricelang.cli.reporting import CannotRun
from pricelang.rating.exact import tidy
from pricelang.rating.figures import conditions, money, number, span_of
from pricelang.record import Record, replace

_PERCENT = re.compile(r"([+-])(\d{1,6}(?:\.\d{1,20})?)%", re.ASCII)


class Change(Record):
    """An amount that is supposed to be another: what it is of, and what it is for, in words."""

    what: str
    before: Money
    after: Money
    per: str = ""

    @property
    def said(self) -> str:
        """`gpt5_mini.input: $0.25 -> $0.20 per 1,000,000`."""
        before, after = money(self.before.amount, self.before.currency), money(self.after.amount, self.after.currency)
        return f"{self.what}: {before} -> {after}{self.per}"


class _Asked(Record):
    """One option: its name and what stands behind the dot, and the factor or the amount that it asks for."""

    option: str
    name: str
    part: str | None
    factor: Decimal | None
    amount: Money | None

    def applied(self, before: Money) -> Money:
        """An amount as it is supposed to be."""
        if self.factor is not None:
            exact = tidy(Fraction(before.amount) * Fraction(self.factor))
            assert isinstance(exact, Decimal), "a product of decimals is one"
            return Money(exact, before.currency)
        assert self.amount is not None
        return self.amount


def supposed(catalog: Catalog, costs: Sequence[str], prices: Sequence[str]) -> tuple[Catalog, tuple[Change, ...]]:
    """The catalog with other costs and prices, and all amounts that are another.

    Raises:
        CannotRun: an option cannot be read, names nothing, or more than one amount where one is given.
    """
    changes: list[Change] = []
    for written in costs:
        catalog = _with_cost(catalog, _asked(catalog, "--cost", written), changes)
    for written in prices:
        catalog = _with_price(catalog, _asked(catalog, "--price", written), changes)
    return catalog, tuple(changes)


def _asked(catalog: Catalog, option: str, written: str) -> _Asked:
    name, equals, value = written.partition("=")
    name, _, part = name.strip().partition(".")
    if not equals or not name or not value.strip():
        raise CannotRun(f"`{option} {cut(written)}` is no change; write `{option} NAME=-30%` or `{option} NAME=$0.20`")
    shown = f"{option} {name}"
    value = value.strip()
    if value.endswith("%"):
        found = _PERCENT.fullmatch(value)
        if found is None:
            raise CannotRun(f"`{shown}={cut(value)}` is no change; write it with its sign, `+10%` or `-30%`")
        factor = Decimal(1) + Decimal(found[1] + found[2]) / 100
        if factor < 0:
            raise CannotRun(f"`{shown}={cut(value)}` would leave less than nothing; `-100%` is all of it")
        return _Asked(shown, name, part or None, factor, None)
    currency = catalog.product.currencies[0] if catalog.product and catalog.product.currencies else None
    return _Asked(shown, name, part or None, None, amount(value, option, currency))


def _with_cost(catalog: Catalog, asked: _Asked, changes: list[Change]) -> Catalog:
    cost = next((one for one in catalog.costs if one.name == asked.name), None)
    if cost is None:
        raise CannotRun(f"`{asked.option}`: {unknown('cost', asked.name, (one.name for one in catalog.costs))}")
    chosen = _rates(cost, asked)
    rates = []
    for each in cost.rates:
        if each in chosen:
            new = asked.applied(each.amount)
            if new.currency != each.amount.currency:
                raise CannotRun(f"`{asked.option}`: the rate is in {each.amount.currency}, not in {new.currency}")
            above = "" if each.threshold is None else f" above {number(each.threshold)}"
            what = f"{cost.name}.{each.unit}{above}{conditions(each.when)}"
            changes.append(Change(what, each.amount, new, "" if each.per == 1 else f" per {number(each.per)}"))
            rates.append(replace(each, amount=new))
        else:
            rates.append(each)
    return replace(catalog, costs=tuple(replace(cost, rates=tuple(rates)) if one is cost else one
                                        for one in catalog.costs))  # fmt: skip


def _rates(cost: Cost, asked: _Asked) -> list[CostRate]:
    chosen = list(cost.rates)
    if asked.part is not None:
        units = {one.unit for one in cost.rates}
        unit = name_in(asked.part, units)
        if unit is None:
            raise CannotRun(f"`{asked.option}.{cut(asked.part)}`: {unknown('unit', asked.part, sorted(units))}")
        chosen = [one for one in cost.rates if one.unit == unit]
    if asked.amount is not None and len(chosen) > 1:
        plain = [one for one in chosen if one.threshold is None and not one.when]
        if asked.part is None or len(plain) != 1:
            named = ", ".join(dict.fromkeys(f"`{cost.name}.{one.unit}`" for one in cost.rates))
            raise CannotRun(f"`{asked.option}` has {len(chosen)} rates: change them in percent, or name one of {named}")
        chosen = plain
    return chosen


def _with_price(catalog: Catalog, asked: _Asked, changes: list[Change]) -> Catalog:
    owners = [*(one.name for one in catalog.tiers), *(one.name for one in catalog.packages)]
    if asked.name not in owners:
        raise CannotRun(f"`{asked.option}`: {unknown('tier or package', asked.name, owners)}")
    period = interval(asked.part) if asked.part is not None else None
    found: list[Change] = []

    def fee(one: Fee | BandedFee, owner: str) -> Fee | BandedFee:
        return _other_fee(one, asked, period, owner, found)

    tiers = tuple(_other_tier(tier, asked.name, fee) for tier in catalog.tiers)
    packages = tuple(
        replace(one, prices=_other_prices(one.prices, one.name, None, fee)) if one.name == asked.name else one
        for one in catalog.packages
    )
    own = [one for one in found if one.what.partition(",")[0] == asked.name]
    if not own:
        when = "" if asked.part is None else f" per {asked.part}"
        raise CannotRun(f"`{asked.option}`: `{asked.name}` has no fixed fee{when} that can be another")
    if asked.amount is not None and len(own) > 1:
        fees = ", ".join(f"{one.what} {money(one.before.amount, one.before.currency)}" for one in own[:6])
        raise CannotRun(f"`{asked.option}` has {len(own)} fees ({fees}): change them in percent, or say a period")
    changes += found
    return replace(catalog, tiers=tiers, packages=packages)


_Change = Callable[["Fee | BandedFee", str], "Fee | BandedFee"]


def _other_tier(tier: Tier, name: str, fee: _Change) -> Tier:
    """A tier's own prices, or those that it took over from the tier that is meant."""
    inherited = None if tier.name == name else name
    prices = _other_prices(tier.prices, tier.name, inherited, fee)
    sizes = tuple(
        replace(size, fees=tuple(fee(one, tier.name) for one in size.fees)) if _meant(size, inherited) else size
        for size in tier.sizes
    )
    return replace(tier, prices=prices, sizes=sizes)


def _meant(one: Price | Size, inherited: str | None) -> bool:
    return inherited is None or one.inherited == inherited


def _other_prices(prices: Iterable[Price], owner: str, inherited: str | None, fee: _Change) -> tuple[Price, ...]:
    made: list[Price] = []
    for price in prices:
        if isinstance(price, FeePrice) and _meant(price, inherited):
            made.append(replace(price, alternatives=tuple(fee(one, owner) for one in price.alternatives)))
        elif isinstance(price, CustomPrice) and price.start is not None and _meant(price, inherited):
            made.append(replace(price, start=fee(price.start, owner)))
        else:
            made.append(price)
    return tuple(made)


def _other_fee(
    fee: Fee | BandedFee, asked: _Asked, period: Period | None, owner: str, found: list[Change]
) -> Fee | BandedFee:
    if asked.part is not None and fee.period != period:
        return fee
    every = "once" if fee.period is None else f"each {span_of(fee.period)}"
    per = "" if fee.per is None else f" per {fee.per.name}"
    if isinstance(fee, Fee):
        if asked.amount is not None and asked.amount.currency != fee.amount.currency:
            return fee
        new = asked.applied(fee.amount)
        found.append(Change(f"{owner}, {every}", fee.amount, new, per))
        return replace(fee, amount=new)
    if asked.amount is not None:
        return fee  # one amount for many bands: not to be guessed
    bands = []
    for band in fee.rate.bands:
        unit = asked.applied(Money(band.unit, fee.rate.currency))
        flat = asked.applied(Money(band.flat, fee.rate.currency))
        up_to = "further" if band.up_to is None else f"up to {number(band.up_to)}"
        for before, after, what in ((band.unit, unit, per), (band.flat, flat, " flat")):
            if before:
                found.append(Change(f"{owner}, {every}, {up_to}", Money(before, after.currency), after, what))
        bands.append(replace(band, unit=unit.amount, flat=flat.amount))
    return replace(fee, rate=replace(fee.rate, bands=tuple(bands)))
