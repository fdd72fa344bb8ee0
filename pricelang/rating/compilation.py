"""From the catalog to a tariff: prices, credits, limits and what else a tier's bills have in common."""

from __future__ import annotations

from decimal import Decimal

from pricelang.catalog.charges import Bands, FeePrice, InCredits, Limit, PlanRate, Size
from pricelang.catalog.period import MONTH
from pricelang.catalog.quantity import Exactly, Ref, Unlimited, Unpublished
from pricelang.rating.errors import RatingError
from pricelang.rating.exact import Kind
from pricelang.rating.fees import compile_fees
from pricelang.rating.grants import compile_grants
from pricelang.rating.schedule import compiled
from pricelang.rating.selection import Index, Selection
from pricelang.rating.stating import in_currency, same_currency, stated, times
from pricelang.rating.tariff import LimitPlan, PricePlan, Tariff
from pricelang.rating.terms import Buyer, fee_prices, holding, usage_prices
from pricelang.rating.timing import MONTHS, share, windows


def compile_tariff(
    index: Index, selection: Selection, buyer: Buyer, kind: Kind, dated: bool, start: int | None
) -> Tariff:
    """The tariff of a selection on a date; `dated`: uses have dates, so that each stretch of metering is rated alone;
    `start` is the first moment of the interval, where it has a date.

    Raises:
        RatingError: the tier has no such price, or a price cannot be rated.
    """
    tier = index.tier(selection.tier)
    tariff = Tariff(tier, kind, selection.currency, selection.interval)
    tariff.labels = {metric.name: metric.label for metric in index.catalog.metrics}
    tariff.packages = {name: index.packages[name] for name in selection.packages}
    size = _size(tier.name, holding(tier.sizes, buyer), selection.size, bool(tier.prices))
    _meter(tariff, buyer, dated)
    compile_fees(tariff, index, buyer, size.fees if size is not None else None)
    _compile_prices(tariff, index, buyer)
    compile_grants(tariff, index, buyer, size, selection.trial, start)
    for credit in index.catalog.credits:
        ref = Ref("credit", credit.name)
        for burn in credit.burns if credit.name in tariff.pools else ():
            known = not isinstance(burn.quantity, Unpublished | Unlimited)
            rate = stated(index, tariff, burn.quantity, ref, burn.span) if known else None
            row = (burn.when, credit.name, None if rate is None else kind(rate) / kind(burn.per))
            tariff.burns.setdefault(burn.metric, []).append(row)
    _compile_limits(tariff, index, buyer, start)
    tariff.discounts = tuple(index.discounts[name] for name in selection.discounts)
    tariff.minimums = tuple((minimum, times(tariff, minimum.period)) for minimum in tier.minimums)
    for minimum in tier.minimums:
        same_currency(tariff, minimum.amount, minimum.span)
    tariff.commitment = tier.commitment
    if tier.commitment is not None:
        same_currency(tariff, tier.commitment.amount, tier.commitment.span)
    _compile_seats(tariff, index)
    return tariff


def _meter(tariff: Tariff, buyer: Buyer, dated: bool) -> None:
    """A yearly price whose grants come monthly is metered by the month; so is what has a `price` window."""
    interval = tariff.interval
    if interval is None or interval.unit not in MONTHS:
        return
    months = MONTHS[interval.unit] * interval.count
    up_front = any(price.terms.grants == "up_front" for price in fee_prices(tariff.tier.prices, buyer))
    tariff.up_front = up_front
    if months > 1 and not up_front:
        monthly = any(price.terms.grants == "monthly" for price in fee_prices(tariff.tier.prices, buyer))
        periods = [item.window.period for item in tariff.tier.allowances if item.window.period is not None]
        shorter = [
            fee.period
            for price in fee_prices(tariff.tier.prices, buyer)
            if isinstance(price, FeePrice)
            for fee in price.alternatives
        ]
        if monthly or any(period is not None and share(MONTH, period) >= 1 for period in [*periods, *shorter]):
            tariff.metering = MONTH
            tariff.stretches = months
    tariff.scale = 1 if dated else tariff.stretches


def _compile_prices(tariff: Tariff, index: Index, buyer: Buyer) -> None:
    stretch = tariff.scale
    found = usage_prices(tariff.tier.prices, buyer)
    for package in tariff.packages.values():
        found += usage_prices(package.prices, buyer)
    for price in found:
        rate = in_currency(price.rates, tariff, price.metric, price.span)
        if isinstance(rate, InCredits):
            row = (price.when, rate.credit, tariff.number(rate.quantity))
            tariff.burns.setdefault(price.metric, []).append(row)
            continue
        for bound in (price.minimum, price.maximum):
            if bound is not None:
                same_currency(tariff, bound, price.span)
        tariff.prices.setdefault(price.metric, []).append(
            PricePlan(
                price,
                compiled(rate, tariff.kind).scaled(stretch) if isinstance(rate, Bands) else None,
                tariff.number(rate.factor) if isinstance(rate, PlanRate) else None,
                None if price.minimum is None else tariff.number(price.minimum.amount) * stretch,
                None if price.maximum is None else tariff.number(price.maximum.amount) * stretch,
            )
        )


def _size(name: str, sizes: list[Size], wanted: Decimal | None, own_price: bool) -> Size | None:
    if not sizes:
        if wanted is not None:
            raise RatingError(f"`{name}` is not sold by size", "leave the size out")
        return None
    if wanted is None:
        return None if own_price else sizes[0]
    for size in sizes:
        if isinstance(size.quantity, Exactly) and size.quantity.value == wanted:
            return size
    offered = ", ".join(f"{size.quantity.value:f}" for size in sizes if isinstance(size.quantity, Exactly))
    raise RatingError(f"`{name}` has no size of {wanted:f}", f"its sizes are {offered}")


def _compile_limits(tariff: Tariff, index: Index, buyer: Buyer, start: int | None) -> None:
    given: list[Limit] = holding(tariff.tier.limits, buyer)
    for package in tariff.packages.values():
        for raised in holding(package.limits, buyer):
            given = [limit for limit in given if (limit.of, limit.window) != (raised.of, raised.window)] + [raised]
    for limit in given:
        if limit.concurrent or limit.of.kind not in ("metric", "credit"):
            continue
        quantity = stated(index, tariff, limit.quantity, limit.of, limit.span)
        if quantity is None:
            continue
        window = limit.window.period if limit.window is not None else None
        stretch = tariff.metering if tariff.scale == 1 else tariff.interval
        count = 1
        if limit.window is not None and limit.window.kind == "price":
            window = tariff.metering
        if window is not None and stretch is not None:
            count = max(1, windows(stretch, window, start))
        action = limit.phases[-1] if limit.phases else None
        rolling = limit.window is not None and limit.window.kind in ("rolling", "first_use")
        tariff.limits.setdefault(limit.of.name, []).append(
            LimitPlan(
                limit.of,
                tariff.number(quantity),
                limit.per,
                count,
                window,
                rolling,
                action.action if action is not None else "block",
                action.target if action is not None else None,
                limit.span,
            )
        )


def _compile_seats(tariff: Tariff, index: Index) -> None:
    tier = tariff.tier
    tariff.seat_ranges = {seats.kind: seats for seats in tier.seats}
    kinds = [seats.kind for seats in tier.seats]
    refs = [plan.per for plan in tariff.fees] + [grant.per for pool in tariff.pools.values() for grant in pool.grants]
    kinds += [ref.name for ref in refs if ref is not None and ref.kind == "seat"]
    kinds += [seat.name for seat in index.catalog.seats] or ["seat"]
    tariff.seat_kinds = tuple(dict.fromkeys(kinds))
