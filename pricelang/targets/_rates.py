"""Rates of the catalog as neutral schedules."""

from __future__ import annotations

from decimal import Decimal
from fractions import Fraction

from pricelang.catalog.charges import Band, BandedFee, Bands, Fee, FeePrice
from pricelang.catalog.period import Period
from pricelang.record import replace
from pricelang.targets._model import Schedule, Step, same


def schedule_of(bands: Bands, *, after_included: bool = False) -> Schedule:
    """A price by bands. `after_included`: it counts what exceeds an allowance, so that a flat amount needs a use.

    A single band is the same by either mode, and is taken as graduated, which may stand after an included quantity.
    """
    steps = tuple(_step(band, after_included) for band in bands.bands)
    mode = bands.mode if len(steps) > 1 else "graduated"
    return Schedule(mode, bands.currency, steps, span=bands.span)


def after_free(schedule: Schedule, free: Decimal) -> Schedule:
    """A price of which the first units are free.

    A flat amount of its first step that is due at zero use is due while units are free, too: then these are a step of
    their own, which has it.
    """
    first = schedule.steps[0]
    if not free or not first.flat or first.flat_when_used or schedule.mode == "volume":
        return replace(schedule, included=free)
    free_step = Step(free, Fraction(0), flat=first.flat, span=first.span)
    rest = [replace(step, up_to=None if step.up_to is None else step.up_to + free) for step in schedule.steps]
    return replace(schedule, steps=(free_step, replace(rest[0], flat=Decimal(0)), *rest[1:]))


def single(price: Fraction, currency: str) -> Schedule:
    """One price for each unit."""
    return Schedule("graduated", currency, (Step(None, price),))


def fee_schedule(fee: Fee | BandedFee) -> Schedule:
    """What a fee costs by the quantity of what it is for (one for the account)."""
    if isinstance(fee, BandedFee):
        return schedule_of(fee.rate)
    price = Fraction(fee.amount.amount)
    step = Step(None, price, fee.block, True) if fee.started else Step(None, price / Fraction(fee.block))
    return Schedule("graduated", fee.amount.currency, (step,), span=fee.span)


def plan_fee(prices: list[FeePrice], interval: Period, currency: str) -> Fraction | None:
    """What the tier itself charges the account each interval, where that is one plain fee; None otherwise."""
    found = [
        fee
        for price in prices
        for fee in price.alternatives
        if isinstance(fee, Fee) and fee.period and same(fee.period, interval) and fee.amount.currency == currency
    ]
    if len(found) != 1 or found[0].per is not None:
        return None
    return Fraction(found[0].amount.amount)


def _step(band: Band, after_included: bool) -> Step:
    price = Fraction(band.unit)
    percent = Fraction(band.percent or 0) / 100
    when_used = band.flat_when_used or after_included
    if band.started:
        return Step(band.up_to, price, band.per, True, band.flat, when_used, band.span)
    return Step(band.up_to, price / Fraction(band.per) + percent, Decimal(1), False, band.flat, when_used, band.span)
