"""Grants and what comes after them, compiled: allowances of the tier, of its packages and of add-ons."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Literal

from pricelang.catalog.catalog import Credit, Package
from pricelang.catalog.charges import (
    Allowance,
    BandedFee,
    Bands,
    FeePrice,
    InCredits,
    Phase,
    PlanRate,
    Rate,
    Size,
    Unused,
)
from pricelang.catalog.period import ONCE, Period, Window
from pricelang.catalog.quantity import Ref
from pricelang.rating.errors import RatingError
from pricelang.rating.schedule import compiled
from pricelang.rating.selection import Index
from pricelang.rating.stating import in_currency, same_currency, stated
from pricelang.rating.tariff import Chain, GrantPlan, PhasePlan, PoolPlan, Tariff
from pricelang.rating.terms import Buyer, holding
from pricelang.rating.timing import MONTHS, share, windows
from pricelang.record import replace

_SOURCES = ("included", "purchased")


def compile_grants(
    tariff: Tariff, index: Index, buyer: Buyer, size: Size | None, trial: bool, start: int | None
) -> None:
    """Pools by what they hold, and the phases after each.

    Raises:
        RatingError: a rate is missing in the bill's currency, or a quantity cannot be read.
    """
    tier = tariff.tier
    given: list[tuple[Allowance, str | None, bool]] = []
    for allowance in holding(tier.allowances, buyer):
        if size is not None and allowance.of == size.of:
            allowance = replace(allowance, quantity=size.quantity, window=size.window, per=size.per)
        given.append((allowance, None, False))
    if size is not None and all(allowance.of != size.of for allowance, _, _ in given):
        given.append((Allowance(size.of, size.quantity, size.window, size.per, span=size.span), None, False))
    for included in tier.packages:
        package = index.packages.get(included.package)
        if package is not None and package.name not in tariff.packages:
            given += [(allowance, None, False) for allowance in holding(package.allowances, buyer)]
    for package in tariff.packages.values():
        given += [(item, package.name, _paid_once(package)) for item in holding(package.allowances, buyer)]
    if trial and tier.trial is not None and tier.trial.of is not None and tier.trial.quantity is not None:
        own = tier.trial.of
        given = [item for item in given if item[0].of != own or item[1] is not None]
        given.append((Allowance(own, tier.trial.quantity, ONCE, span=tier.trial.span), None, False))
    pools: dict[Ref, list[tuple[GrantPlan, Allowance]]] = {}
    for number, (allowance, package_name, once) in enumerate(given):
        if allowance.of.kind in ("metric", "credit"):
            plan = _grant(tariff, index, allowance, package_name, once, start, number)
            pools.setdefault(allowance.of, []).append((plan, allowance))
    for ref, grants in pools.items():
        declared = index.credits.get(ref.name) if ref.kind == "credit" else index.metrics.get(ref.name)
        label = declared.label if declared is not None else ref.name
        plans = tuple(plan for plan, _ in grants)
        tariff.pools[ref.name] = PoolPlan(ref, label, plans, grants[0][0].span)
        chains = tariff.chains.setdefault(ref.name, [])
        for plan, allowance in sorted(grants, key=lambda pair: pair[0].rank):
            if allowance.phases:
                phases = _phases(tariff, index, allowance.phases, ref, trial, start)
                chains.append((plan, Chain(ref, phases, allowance.span)))


def _paid_once(package: Package) -> bool:
    fees = [fee for price in package.prices if isinstance(price, FeePrice) for fee in price.alternatives]
    return bool(fees) and all(not isinstance(fee, BandedFee) and fee.period is None for fee in fees)


def _grant(
    tariff: Tariff,
    index: Index,
    allowance: Allowance,
    package: str | None,
    paid_once: bool,
    start: int | None,
    number: int,
) -> GrantPlan:
    of = allowance.of
    credit = index.credits.get(of.name) if of.kind == "credit" else None
    quantity = stated(index, tariff, allowance.quantity, of, allowance.span)
    stretch = tariff.metering if tariff.scale == 1 else tariff.interval
    once = allowance.window.kind == "once" or (paid_once and allowance.window.kind == "price") or stretch is None
    window = None if once else allowance.window.period or _price_window(tariff)
    count = windows(stretch, window, start) if window is not None and stretch is not None else 1
    every = -(-share(window, stretch) // 1) if window is not None and stretch is not None and not count else 1
    cap = None if allowance.cap is None else stated(index, tariff, allowance.cap, of, allowance.span)
    cap_window = (allowance.cap_window or Window("price")).period or _price_window(tariff)
    caps = windows(stretch, cap_window, start) if cap_window is not None and stretch is not None else 1
    unused = allowance.unused or (credit.unused if credit is not None else None) or Unused("expires")
    origin: Literal["included", "purchased", "trial"] = "purchased" if package is not None and once else "included"
    shape = allowance.window.kind if allowance.window.kind in ("calendar", "rolling", "first_use") else "billing"
    kind = tariff.kind
    return GrantPlan(
        f"{package or ''}/{of.name}/{allowance.pool or ''}/{number}",
        allowance.pool or (index.packages[package].label if package is not None else tariff.tier.label),
        origin,
        of,
        allowance.pool,
        allowance.only_for,
        None if quantity is None else kind(quantity),
        allowance.per,
        package,
        once,
        window,
        shape,
        count,
        int(every),
        tariff.up_front and window is not None and window.unit in MONTHS,
        None if cap is None else kind(cap),
        max(caps, 1),
        cap_window,
        unused.fate == "rolls_over",
        unused.lasts,
        None if unused.balance is None else kind(unused.balance),
        None if unused.balance_quantity is None else kind(unused.balance_quantity),
        allowance.expires,
        allowance.never_expires,
        _rank(credit, allowance.pool, origin),
        allowance.span,
    )


def _price_window(tariff: Tariff) -> Period | None:
    """What a `price` window recurs by: the metering, or the shortest period that the tier is sold for where a longer
    price hands its grants out at once."""
    if tariff.stretches > 1 or tariff.interval is None:
        return tariff.metering
    periods = [tariff.interval]
    for price in tariff.tier.prices:
        if isinstance(price, FeePrice):
            periods += [fee.period for fee in price.alternatives if fee.period is not None]
    return min(periods, key=lambda period: share(period, tariff.interval or period))


def _rank(credit: Credit | None, pool: str | None, origin: str) -> tuple[int, int]:
    """A grant's place in the stated order: among what is named before `soonest_expiring`, and after it."""
    draws = credit.draws if credit is not None else ()
    cut = draws.index("soonest_expiring") if "soonest_expiring" in draws else len(draws)

    def place(names: Iterable[str]) -> int:
        listed = list(names)
        for name in (pool, origin):
            if name is not None and name in listed:
                return listed.index(name)
        return len(listed)

    return place(draws[:cut]), place(draws[cut + 1 :])


def _phases(
    tariff: Tariff, index: Index, phases: tuple[Phase, ...], of: Ref, trial: bool, start: int | None
) -> tuple[PhasePlan, ...]:
    result = []
    for position, phase in enumerate(phases):
        if trial and phase.action == "charge":
            continue  # a trial is not charged
        follower = phases[position + 1].action if position + 1 < len(phases) else None
        result.append(_phase(tariff, index, phase, of, follower, start))
    return tuple(result)


def _phase(tariff: Tariff, index: Index, phase: Phase, of: Ref, follower: str | None, start: int | None) -> PhasePlan:
    scale = tariff.scale
    stretch = tariff.metering if scale == 1 else tariff.interval
    rate: Rate | None = None
    if phase.action == "charge":
        rate = in_currency(phase.rates, tariff, of.name, phase.span)
    base = compiled(rate, tariff.kind) if isinstance(rate, Bands) else None
    ceiling = phase.ceiling
    money = quantity = capacity = None
    if ceiling is not None:
        if ceiling.money is not None:
            same_currency(tariff, ceiling.money, phase.span)
            times = windows(stretch, ceiling.period, start) if ceiling.period and stretch else 1
            money = tariff.number(ceiling.money.amount) * max(times, 1)
            if base is not None:
                each = base.capacity(money / tariff.number(scale))
                capacity = None if each is None else each * scale
        if ceiling.kind == "quantity" and ceiling.quantity is not None:
            period = ceiling.window.period if ceiling.window is not None else tariff.metering
            times = windows(stretch, period, start) if period and stretch else 1
            quantity = tariff.number(ceiling.quantity) * max(times, 1)
            if ceiling.of is not None and ceiling.of != of:
                raise RatingError(
                    f"a ceiling in `{ceiling.of.name}` on a charge of `{of.name}` cannot be rated",
                    "state it in one unit",
                    phase.span,
                )
    return PhasePlan(
        phase.action,
        base.scaled(scale) if base is not None else None,
        tariff.number(rate.factor) if isinstance(rate, PlanRate) else None,
        tariff.number(rate.quantity) if isinstance(rate, InCredits) else None,
        rate.credit if isinstance(rate, InCredits) else None,
        ceiling,
        money,
        quantity,
        money is not None and follower == "free",
        phase.opt_in,
        phase.target,
        scale,
        capacity,
        phase.span,
    )
