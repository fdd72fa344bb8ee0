"""What an add-on meters that its tiers meter too.

On the bill it joins what the tier has: allowances add up, and one charge follows. Two prices of one meter do not join,
they would both bill the same use.
"""

from __future__ import annotations

from pricelang.catalog.catalog import Package, Tier
from pricelang.catalog.charges import Allowance, Price, UsagePrice
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
    """What the tiers include or charge for that the add-on is sold on."""
    found: set[Ref] = set()
    for tier in reading.catalog.tiers:
        if package.available_on and tier.name not in package.available_on:
            continue
        sellers: list[Tier | Package] = [tier]
        sellers += [reading.packages[one.package] for one in tier.packages if one.package in reading.packages]
        for seller in sellers:
            found |= {one.of for one in seller.allowances}
            found |= {Ref("metric", one.metric) for one in seller.prices if isinstance(one, UsagePrice)}
    return found
