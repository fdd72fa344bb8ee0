"""Fees: which alternative is paid, and the first lines of a bill."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping

from pricelang.catalog.charges import BandedFee, CustomPrice, Fee, FeePrice, FreePrice, Price
from pricelang.catalog.period import Period
from pricelang.catalog.quantity import Ref
from pricelang.rating.bill import BandSlice, Line, LineKind
from pricelang.rating.errors import RatingError, listed
from pricelang.rating.exact import Value, ceiling, tidy
from pricelang.rating.schedule import Schedule, compiled
from pricelang.rating.selection import Index
from pricelang.rating.subscription import INTERVALS, normal
from pricelang.rating.tariff import FeePlan, Tariff
from pricelang.rating.terms import Buyer, fee_prices, none_holds
from pricelang.rating.timing import share
from pricelang.source import Span

_WORDS = {period: word for word, period in INTERVALS.items()}


def words(interval: Period | None) -> str:
    """An interval as a person says it: `monthly`, `every 2 weeks`."""
    if interval is None:
        return "once"
    return _WORDS.get(interval) or f"every {interval.count} {interval.unit}s"


def compile_fees(tariff: Tariff, index: Index, buyer: Buyer, fees: tuple[Fee | BandedFee, ...] | None) -> None:
    """Choose the fees of the tier and its add-ons; `fees` are those of a chosen size.

    Raises:
        RatingError: the price is custom, or not sold in this interval or currency, or none holds.
    """
    tier = tariff.tier
    prices = fee_prices(tier.prices, buyer)
    if fees is not None:
        once = [price for price in prices if isinstance(price, FeePrice) and not _recurring(price)]
        prices = [FeePrice(fees), *once]
    if not prices and any(not _is_usage(price) for price in tier.prices):
        raise none_holds(tier.name, [price for price in tier.prices if not _is_usage(price)], buyer)
    plans: list[FeePlan] = []
    matched = False
    recurring = [price for price in prices if isinstance(price, FeePrice) and _recurring(price)]
    for price in prices:
        if isinstance(price, CustomPrice):
            start = "" if price.start is None else "; the published start is not its price"
            raise RatingError(
                f"the price of `{tier.name}` is custom{start}",
                "rate it with a catalog that states the agreed price",
                price.span,
            )
        if isinstance(price, FreePrice):
            tariff.free_span = price.span
        elif price.when:
            tariff.notices += (f"a fee of `{tier.name}` holds under conditions that a subscription does not state",)
        else:
            plan, exactly = _choose(tariff, index, price, None)
            matched = matched or exactly
            plans.append(plan)
    if recurring and not matched and tariff.interval is not None:
        raise _not_sold(tier.name, recurring, tariff)
    for package in tariff.packages.values():
        chosen = fee_prices(package.prices, buyer)
        if not chosen and any(not _is_usage(price) for price in package.prices):
            raise none_holds(package.name, package.prices, buyer)
        for price in chosen:
            if isinstance(price, CustomPrice):
                raise RatingError(f"the price of `{package.name}` is custom", "leave it out of the bill", price.span)
            if isinstance(price, FeePrice) and not price.when:
                plans.append(_choose(tariff, index, price, package.name)[0])
    tariff.fees = tuple(plans)


def _is_usage(price: Price) -> bool:
    return not isinstance(price, FeePrice | FreePrice | CustomPrice)


def _recurring(price: FeePrice) -> bool:
    return any(isinstance(fee, BandedFee) or fee.period is not None for fee in price.alternatives)


def _choose(tariff: Tariff, index: Index, price: FeePrice, package: str | None) -> tuple[FeePlan, bool]:
    """The alternative that is paid, and whether its period is the billing interval."""
    name = package or tariff.tier.name
    here = [fee for fee in price.alternatives if _currency(fee) == tariff.currency]
    if not here:
        currencies = sorted({_currency(fee) for fee in price.alternatives})
        raise RatingError(
            f"`{name}` is not sold in {tariff.currency}", f"it is sold in {' and '.join(currencies)}", price.span
        )
    for fee in here:
        if fee.period is None or (tariff.interval is not None and normal(fee.period) == tariff.interval):
            return _plan(tariff, index, fee, package, tariff.number(1), 1), True
    if tariff.interval is None:
        raise _not_sold(name, [price], tariff)
    for fee in here:  # a shorter period that fits into the interval, or a longer one that it fits into
        assert fee.period is not None
        times = share(tariff.interval, fee.period)
        if times.denominator == 1:
            return _plan(tariff, index, fee, package, tariff.number(times.numerator), 1), False
    for fee in here:
        assert fee.period is not None
        times = share(fee.period, tariff.interval)
        if times.denominator == 1 and package is not None:
            return _plan(tariff, index, fee, package, tariff.number(1), times.numerator), False
    raise _not_sold(name, [price], tariff)


def _plan(tariff: Tariff, index: Index, fee: Fee | BandedFee, package: str | None, times: Value, every: int) -> FeePlan:
    label = index.packages[package].label if package is not None else tariff.tier.label
    of = Ref("package", package) if package is not None else fee.per
    if fee.per is not None and package is None:
        named = index.seats if fee.per.kind == "seat" else index.metrics
        label = named[fee.per.name].label if fee.per.name in named else fee.per.name
    number = tariff.kind
    if isinstance(fee, BandedFee):
        schedule = compiled(fee.rate, number)
        return FeePlan(
            label, False, tariff.zero, fee.per, number(1), False, schedule, times, every, package, of, fee.span
        )
    if fee.block <= 0:
        raise RatingError("a fee is for a block of nothing", "", fee.span)
    amount = number(fee.amount.amount)
    once = fee.period is None
    return FeePlan(
        label, once, amount, fee.per, number(fee.block), fee.started, None, times, every, package, of, fee.span
    )


def _currency(fee: Fee | BandedFee) -> str:
    return fee.rate.currency if isinstance(fee, BandedFee) else fee.amount.currency


def _not_sold(name: str, prices: Iterable[FeePrice], tariff: Tariff) -> RatingError:
    fees = [fee for price in prices for fee in price.alternatives]
    sold = list(dict.fromkeys(words(normal(fee.period) if fee.period else None) for fee in fees))
    return RatingError(f"`{name}` is not sold {words(tariff.interval)}", f"it is sold {listed(sold, 'or')}")


def fee_lines(
    tariff: Tariff,
    index: int,
    seats: Mapping[str, int],
    bought: Callable[[str], Value],
    held: Mapping[str, int],
    new: Mapping[str, int],
    trial: bool,
) -> tuple[list[Line], Value]:
    """Recurring fees, fees per seat, one-off fees, in this order; and what the tier itself charges each interval.

    `index` counts billing intervals from 0; `held` packages are paid each interval, `new` ones once.
    """
    recurring: list[Line] = []
    per_seat: list[Line] = []
    once: list[Line] = []
    base = tariff.zero
    if tariff.free_span is not None:
        recurring.append(Line("fee", tariff.tier.label, tidy(tariff.zero), span=tariff.free_span))
    for plan in tariff.fees:
        copies = 1
        if plan.package is not None:
            copies = (new if plan.once else held).get(plan.package, 0)
        elif plan.once and index:
            continue
        if not copies or (plan.every > 1 and index % plan.every):
            continue
        if trial and not plan.once and plan.package is None:
            continue
        kind: LineKind = "one_off" if plan.once else "fee"
        per = plan.per
        if per is not None and per.kind == "seat":
            kind = "one_off" if plan.once else "seats"
            quantity = tariff.kind(seats.get(per.name, 0))
        elif per is not None and per.kind == "metric":
            quantity = bought(per.name)
        else:
            quantity = tariff.kind(1)
        lines = _lines(plan, kind, quantity * copies if plan.schedule is None else quantity, tariff)
        if plan.schedule is not None and copies > 1:
            lines = lines * copies
        (once if plan.once else per_seat if kind == "seats" else recurring).extend(lines)
        if plan.package is None and not plan.once:
            base = sum((tariff.kind(line.amount) for line in lines), base)
    return recurring + per_seat + once, base


def _lines(plan: FeePlan, kind: LineKind, quantity: Value, tariff: Tariff) -> list[Line]:
    if plan.schedule is not None:
        return _banded(plan, plan.schedule, kind, quantity)
    unit = plan.amount * plan.times
    counted = tidy(quantity) if plan.per is not None or quantity != 1 else None
    blocks = ceiling(quantity, plan.block) if plan.started else None
    amount = (blocks * unit) if blocks is not None else quantity * unit / plan.block
    return [
        Line(
            kind,
            plan.label,
            tidy(amount),
            counted,
            tidy(unit),
            tidy(plan.block),
            blocks=None if blocks is None else tidy(blocks),
            of=plan.of,
            span=plan.span,
        )
    ]


def _banded(plan: FeePlan, schedule: Schedule, kind: LineKind, quantity: Value) -> list[Line]:
    lines = []
    for piece in schedule.pieces(quantity):
        step = schedule.steps[piece.place]
        band = BandSlice(piece.place, tidy(step.above), None if step.up_to is None else tidy(step.up_to))
        amount = tidy(piece.amount * plan.times)
        span: Span | None = step.span or plan.span
        if piece.flat:
            lines.append(Line(kind, plan.label, amount, band=band, of=plan.of, span=span))
            continue
        blocks = None if piece.blocks is None else tidy(piece.blocks)
        unit = tidy(step.unit * plan.times)
        lines.append(
            Line(
                kind,
                plan.label,
                amount,
                tidy(piece.quantity),
                unit,
                tidy(step.per),
                blocks=blocks,
                band=band,
                of=plan.of,
                span=span,
            )
        )
    return lines
