"""Which of several prices holds: dates, cohorts, regions, existing customers."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date
from typing import NamedTuple, TypeVar

from pricelang.catalog.charges import (
    NO_TERMS,
    Allowance,
    BandedFee,
    CustomPrice,
    FeePrice,
    FreePrice,
    Limit,
    Price,
    Size,
    Terms,
    UsagePrice,
)
from pricelang.catalog.money import Money
from pricelang.catalog.quantity import Conditions
from pricelang.rating.errors import RatingError

T = TypeVar("T", Allowance, Limit, Size)
Rank = tuple[bool, bool, bool, bool, date]


class Buyer(NamedTuple):
    """What the choice of a price looks at; `first` is the subscription's running (first) interval."""

    on: date
    cohort: str | None
    region: str | None
    existing: bool
    commitment: Money | None
    first: bool


def holds(terms: Terms, buyer: Buyer) -> bool:
    """Whether a price with these terms is this buyer's to pay."""
    if terms is NO_TERMS:
        return True
    if terms.start is not None and buyer.on < terms.start:
        return False
    if terms.until is not None and buyer.on >= terms.until:
        return False
    if terms.until_renewal and not (buyer.existing and buyer.first):
        return False
    if terms.existing_customers and not buyer.existing:
        return False
    if terms.cohort is not None and terms.cohort != buyer.cohort:
        return False
    if terms.region is not None and terms.region != buyer.region:
        return False
    if terms.with_commitment or terms.commitment is not None:
        if buyer.commitment is None:
            return False
        if terms.commitment is not None:
            same = buyer.commitment.currency == terms.commitment.currency
            return same and buyer.commitment.amount >= terms.commitment.amount
    return True


def rank(terms: Terms) -> Rank:
    """How closely terms name their buyer, then how late they start: the highest holds."""
    return (
        terms.cohort is not None,
        terms.region is not None,
        terms.existing_customers or terms.until_renewal,
        terms.with_commitment or terms.commitment is not None,
        terms.start or date.min,
    )


def fee_prices(prices: Iterable[Price], buyer: Buyer) -> list[FeePrice | FreePrice | CustomPrice]:
    """The prices of fees that hold: of those with the same shape the best fitting, and all that fit equally well.

    A free or custom price replaces every fee that fits less well than it.
    """
    fitting: dict[object, list[FeePrice | FreePrice | CustomPrice]] = {}
    for price in prices:
        if not isinstance(price, UsagePrice) and holds(price.terms, buyer):
            _enter(fitting, _shape(price), price)
    chosen = [price for group in fitting.values() for price in group]
    whole = [price for price in chosen if not isinstance(price, FeePrice)]
    if whole:
        best = max(whole, key=lambda price: rank(price.terms))
        better = [price for price in chosen if isinstance(price, FeePrice) and rank(price.terms) > rank(best.terms)]
        beside = [price for price in chosen if isinstance(price, FeePrice) and _shape(price)[0] == "once"]
        return [*better] if better else [best, *beside]
    return chosen


def usage_prices(prices: Iterable[Price], buyer: Buyer) -> list[UsagePrice]:
    """The usage prices that hold, one group for each metric and conditions."""
    fitting: dict[object, list[UsagePrice]] = {}
    for price in prices:
        if isinstance(price, UsagePrice) and holds(price.terms, buyer):
            group = fitting.setdefault((price.metric, conditions_key(price.when)), [])
            if group and rank(price.terms) > rank(group[0].terms):
                group.clear()
            if not group or rank(price.terms) == rank(group[0].terms):
                group.append(price)
    return [price for group in fitting.values() for price in group]


def holding(items: Iterable[T], buyer: Buyer) -> list[T]:
    """The allowances, limits or sizes that hold; of several for the same thing the best fitting."""
    fitting: dict[object, list[T]] = {}
    for item in items:
        if holds(item.terms, buyer):
            key: tuple[object, ...] = (item.of, item.per, item.window)
            if isinstance(item, Allowance):
                key = (item.of, item.pool, item.per, item.only_for)
            elif isinstance(item, Size):
                key = (item.of, item.quantity)
            group = fitting.setdefault(key, [])
            if group and rank(item.terms) > rank(group[0].terms):
                group.clear()
            if not group or rank(item.terms) == rank(group[0].terms):
                group.append(item)
    return [item for group in fitting.values() for item in group]


def conditions_key(when: Conditions) -> tuple[tuple[str, tuple[str, ...]], ...]:
    """Conditions, whatever their order."""
    return tuple(sorted((condition.attribute, tuple(sorted(condition.values))) for condition in when))


def none_holds(tier: str, prices: Iterable[Price], buyer: Buyer) -> RatingError:
    """Why a tier has prices, and none for this buyer."""
    terms = [price.terms for price in prices]
    starts = sorted(term.start for term in terms if term.start is not None and term.start > buyer.on)
    if starts:
        return RatingError(f"no price of `{tier}` holds on {buyer.on}", f"its prices start on {starts[0]}")
    ends = sorted(term.until for term in terms if term.until is not None)
    if ends and ends[-1] <= buyer.on:
        return RatingError(f"no price of `{tier}` holds on {buyer.on}", f"the last one ended on {ends[-1]}")
    asks = sorted(
        {f"cohort `{term.cohort}`" for term in terms if term.cohort}
        | {f"region `{term.region}`" for term in terms if term.region}
        | {"existing customers" for term in terms if term.existing_customers or term.until_renewal}
        | {"a commitment" for term in terms if term.with_commitment or term.commitment}
    )
    return RatingError(
        f"no price of `{tier}` is for this customer", f"its prices are for {', '.join(asks)}" if asks else ""
    )


def _shape(price: FeePrice | FreePrice | CustomPrice) -> tuple[object, ...]:
    if not isinstance(price, FeePrice):
        return ("whole",)
    once = all(not isinstance(fee, BandedFee) and fee.period is None for fee in price.alternatives)
    pers = sorted({fee.per.name if fee.per is not None else "" for fee in price.alternatives})
    return ("once" if once else "recurring", *pers, conditions_key(price.when))


def _enter(
    groups: dict[object, list[FeePrice | FreePrice | CustomPrice]],
    key: object,
    price: FeePrice | FreePrice | CustomPrice,
) -> None:
    group = groups.setdefault(key, [])
    if group and rank(price.terms) > rank(group[0].terms):
        group.clear()
    if not group or rank(price.terms) == rank(group[0].terms):
        group.append(price)
