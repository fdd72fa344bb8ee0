"""What an add-on meters that its tiers, or other add-ons beside it, meter too.

On the bill these join: allowances add up, and one charge follows. Two prices of one meter do not join, they would both
bill the same use.
"""

from __future__ import annotations

from pricelang.catalog.catalog import Package, Tier
from pricelang.catalog.charges import Allowance, FeePrice, Price, UsagePrice
from pricelang.catalog.quantity import Ref
from pricelang.targets._reading import Reading


def apart(
    reading: Reading, package: Package, prices: list[Price], given: list[Allowance], about: str
) -> tuple[list[Price], list[Allowance]]:
    """The prices and allowances of a recurring add-on that stand for themselves; the others are lost, unless the
    target adds allowances up by itself."""
    shared = _metered(reading, package)
    kept_prices: list[Price] = []
    for price in prices:
        joins = isinstance(price, UsagePrice) and Ref("metric", price.metric) in shared
        if not (joins and reading.lose("addon-charge", price, about)):
            kept_prices.append(price)
    kept = []
    for one in given:
        charged = any(phase.rates for phase in one.phases)
        loss = "addon-charge" if charged else "addon-allowance"
        if not (one.of in shared and reading.lose(loss, one, f"{about} / {one.of.kind} {one.of.name}")):
            kept.append(one)
    return kept_prices, kept


def _metered(reading: Reading, package: Package) -> set[Ref]:
    """What is included or charged for beside an add-on: by the tiers that it is sold on, and by other add-ons that
    recur and may be held with it."""
    sellers: list[Tier | Package] = []
    for tier in reading.catalog.tiers:
        if not package.available_on or tier.name in package.available_on:
            sellers.append(tier)
            sellers += [reading.packages[one.package] for one in tier.packages if one.package in reading.packages]
    sellers += [other for other in reading.catalog.packages if _beside(package, other)]
    found: set[Ref] = set()
    for seller in sellers:
        found |= {one.of for one in seller.allowances}
        found |= {Ref("metric", one.metric) for one in seller.prices if isinstance(one, UsagePrice)}
    return found


def _beside(package: Package, other: Package) -> bool:
    """Whether a customer may hold another add-on that recurs beside this one."""
    if other.kind != "addon" or other.name == package.name:
        return False
    if other.name in package.not_with or package.name in other.not_with:
        return False
    if package.available_on and other.available_on and not set(package.available_on) & set(other.available_on):
        return False
    fees = [fee for price in other.prices if isinstance(price, FeePrice) for fee in price.alternatives]
    return any(fee.period is not None for fee in fees) or not fees
