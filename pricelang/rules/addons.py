"""What add-ons give and cost, as the rules compare them."""

from __future__ import annotations

from collections.abc import Mapping
from fractions import Fraction

from pricelang.catalog.catalog import Package, Tier
from pricelang.catalog.charges import Fee, FeePrice, FreePrice
from pricelang.catalog.quantity import Ref
from pricelang.rules.reading import months

# What a fee is paid in, by what interval, and for each of what.
Key = tuple[str, str, Ref | None]


def plain_features(package: Package) -> frozenset[str]:
    """The features of an add-on that gives nothing but plain ones; none for any other."""
    only = package.kind == "addon" and not package.allowances and not package.limits
    if not only or any(ref.kind != "feature" for ref in package.offers):
        return frozenset()
    if any(grant.value is not None for grant in package.features):
        return frozenset()
    return frozenset([ref.name for ref in package.offers] + [grant.feature for grant in package.features])


def together(first: Package, second: Package) -> bool:
    """Whether both can be bought on one tier."""
    either = not first.available_on or not second.available_on
    return either or not set(first.available_on).isdisjoint(second.available_on)


def fees(seller: Tier | Package) -> Mapping[Key, Fraction] | None:
    """The recurring fees by the month, where there are no other prices; None where they cannot be compared."""
    found: dict[Key, Fraction] = {}
    for price in seller.prices:
        if isinstance(price, FreePrice):
            continue
        if not isinstance(price, FeePrice) or price.when or price.terms.notes or price.terms.cohort:
            return None
        for each in price.alternatives:
            if not isinstance(each, Fee) or each.period is None or each.at_least or each.block != 1:
                return None
            key = (each.amount.currency, each.period.unit, each.per)
            if key in found:
                return None
            found[key] = Fraction(each.amount.amount) / months(each.period)
    return found
