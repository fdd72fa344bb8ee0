"""What is included of a metric or credit, and what is charged after it, as the price of that metric or credit."""

from __future__ import annotations

from decimal import Decimal
from fractions import Fraction

from pricelang.catalog.charges import Allowance, Bands, FeePrice, InCredits, Phase, PlanRate, Rate
from pricelang.catalog.period import Period
from pricelang.catalog.quantity import Exactly, Unlimited
from pricelang.record import replace
from pricelang.targets._model import Schedule, same, times
from pricelang.targets._rates import plan_fee, schedule_of, single
from pricelang.targets._reading import Reading

_SOFT = frozenset({"slow", "ask"})


class Metering:
    """How an offer at one interval is metered: `period` is what usage is billed by, `price_window` what an allowance
    without a window of its own recurs by; `up_front`: a long price hands its grants out at once; `currencies` are
    those in which it is sold then."""

    __slots__ = ("currencies", "fees", "interval", "period", "price_window", "up_front")

    def __init__(
        self,
        interval: Period,
        period: Period,
        price_window: Period,
        up_front: bool,
        fees: list[FeePrice],
        currencies: tuple[str, ...],
    ) -> None:
        self.interval = interval
        self.period = period
        self.price_window = price_window
        self.up_front = up_front
        self.fees = fees
        self.currencies = currencies


class Included:
    """What allowances come to: `quantity` free units (None: without bound), `schedules` of what is charged after them,
    `decisive` where nothing else is asked then, `stops` where use ends there."""

    def __init__(self) -> None:
        self.quantity: Decimal | None = Decimal(0)
        self.schedules: tuple[Schedule, ...] = ()
        self.decisive = False
        self.stops = False


def included(reading: Reading, allowances: list[Allowance], metering: Metering, about: str, priced: bool) -> Included:
    """Read the allowances of one metric or credit; `priced`: it has a price of its own beside them."""
    result = Included()
    if len(allowances) > 1 or any(one.pool or one.only_for for one in allowances):
        for one in allowances:
            reading.lose("several-allowances", one, about, f"pool `{one.pool}`" if one.pool else "")
            _facts(reading, one, about)
    else:
        result.quantity = _quantity(reading, allowances[0], metering, about)
    for one in allowances:
        _grant_terms(reading, one, about)
    last = allowances[-1]
    for one in allowances[:-1]:
        if one.phases:
            reading.lose("several-overages", one, about, "of another pool")
    unbounded = isinstance(last.quantity, Unlimited)
    _follow(reading, last, metering, about, result, priced or unbounded)
    return result


def _quantity(reading: Reading, one: Allowance, metering: Metering, about: str) -> Decimal | None:
    """How much is free in one metering period, where the price can say it; 0 where the application counts."""
    counted = _facts(reading, one, about)
    if isinstance(one.quantity, Unlimited):
        return None
    if not isinstance(one.quantity, Exactly):
        reading.lose("vague-quantity", one, about)
        return Decimal(0)
    window = one.window.period or metering.price_window
    count = times(metering.period, window)
    fits = one.window.kind in ("price", "billing") and (count == 1 or (count and metering.up_front))
    if not fits:
        reading.lose("allowance-window", one, about, window_words(one))
        return Decimal(0)
    return Decimal(0) if counted else one.quantity.value * (count or 1)


def _facts(reading: Reading, one: Allowance, about: str) -> bool:
    """Report what makes an allowance more than a number; gives whether the application has to count it."""
    counted = False
    if one.per is not None:
        counted = reading.lose("per-seat-allowance", one, about, f"per {one.per.name}{', pooled' * one.pooled}")
    if one.cap is not None:
        counted = reading.lose("allowance-cap", one, about) or counted
    return counted


def _grant_terms(reading: Reading, one: Allowance, about: str) -> None:
    credit = reading.credits.get(one.of.name) if one.of.kind == "credit" else None
    unused = one.unused or (credit.unused if credit else None)
    if unused is not None and unused.fate == "rolls_over":
        reading.lose("rollover", one, about)
    if one.expires is not None:
        reading.lose("grant-expiry", one, about, f"after {one.expires.count} {one.expires.unit}s")
    if one.never_expires:
        reading.lose("grant-expiry", one, about, "never")
    if one.fair_use is not None:
        reading.lose("fair-use", one, about)
    if one.may_change:
        reading.report.remark(about, "the allowance may change")


def _follow(reading: Reading, one: Allowance, metering: Metering, about: str, result: Included, priced: bool) -> None:
    """The phases after an allowance, in order."""
    result.decisive = any(phase.action not in _SOFT for phase in one.phases)
    for place, phase in enumerate(one.phases):
        follower = one.phases[place + 1].action if place + 1 < len(one.phases) else None
        match phase.action:
            case "charge":
                if result.schedules:
                    reading.lose("several-overages", phase, about, whole=one)
                else:
                    result.schedules = _charge(reading, one, phase, follower, metering, about)
            case "block" | "pause":
                result.stops = not result.schedules
                lost = reading.lose("hard-cap" if result.stops else "overage-stop", phase, about, phase.action, one)
                if result.stops and not lost and result.quantity == 0:
                    reading.report.remark(about, "your application counts what is included, and stops the use there")
            case "slow" | "ask":
                reading.lose("throttle", phase, about, phase.action, one)
            case "free":
                if place == 0:
                    reading.report.remark(about, "free after what is included")
            case _:
                detail = f"{phase.action}{f' to `{phase.target}`' if phase.target else ''}"
                reading.lose("after-allowance", phase, about, detail, one)
    if not one.phases and not priced:
        result.stops = True
        if not reading.lose("hard-cap", one, about, "nothing is said of what comes after it"):
            reading.report.remark(about, "nothing is said of what comes after what is included: use stops there")


def _charge(
    reading: Reading, one: Allowance, phase: Phase, follower: str | None, metering: Metering, about: str
) -> tuple[Schedule, ...]:
    schedules: list[Schedule] = []
    for rate in phase.rates:
        schedules += _rated(reading, rate, one, metering, about, phase)
    if phase.opt_in:
        reading.lose("overage-opt-in", phase, about, whole=one)
    ceiling = phase.ceiling
    if ceiling is None:
        return tuple(schedules)
    money = ceiling.money
    period = ceiling.period or metering.period
    if ceiling.kind == "money" and money is not None and follower == "free" and same(period, metering.period):
        if not reading.lose("usage-maximum", phase, about, f"{money.amount:f} {money.currency}"):
            return tuple(
                replace(made, maximum=money.amount) if made.currency == money.currency else made for made in schedules
            )
    else:
        reading.lose("overage-ceiling", phase, about, ceiling.kind, one)
    return tuple(schedules)


def _rated(
    reading: Reading, rate: Rate, one: Allowance | None, metering: Metering, about: str, value: Phase
) -> list[Schedule]:
    """A rate after an allowance as schedules, in each currency; none where it is lost."""
    match rate:
        case Bands():
            return [schedule_of(rate, after_included=True)] if rate.currency in metering.currencies else []
        case InCredits():
            reading.lose("price-in-credits", value, about, f"{rate.quantity:f} {rate.credit}")
        case PlanRate():
            return plan_rates(reading, rate.factor, one, metering, about, value)
    return []


def plan_rates(
    reading: Reading, factor: Decimal, one: Allowance | None, metering: Metering, about: str, value: Phase | None
) -> list[Schedule]:
    """A multiple of what the tier charges for one included unit, in each currency, where that is one number."""
    count = times(metering.interval, metering.period)
    window = (one.window.period or metering.price_window) if one is not None else None
    fees = {code: plan_fee(metering.fees, metering.interval, code) for code in metering.currencies}
    quantity = one.quantity if one is not None and one.per is None else None
    if not count or not isinstance(quantity, Exactly) or not quantity.value or not same(window, metering.period):
        fees = {}
    made = [
        single(Fraction(factor) * fee / (count or 1) / Fraction(quantity.value), code)
        for code, fee in fees.items()
        if fee is not None and isinstance(quantity, Exactly)
    ]
    if not made or len(made) < len(fees):
        reading.lose("plan-rate", value, about, f"{factor:f} times")
        return []
    return made


def window_words(one: Allowance) -> str:
    """When an allowance comes again, in words."""
    window = one.window
    if window.period is None:
        return window.kind.replace("_", " ")
    count = f"{window.period.count} " if window.period.count > 1 else ""
    kind = f"{window.kind.replace('_', ' ')} " if window.kind != "billing" else ""
    return f"per {kind}{count}{window.period.unit}{'s' * (window.period.count > 1)}"
