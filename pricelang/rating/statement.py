"""The lines of usage, the wallets' statements and what was served, from what a meter has counted."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date

from pricelang.catalog.quantity import Conditions, Ref
from pricelang.rating.bill import (
    BandSlice,
    Draw,
    GrantStatement,
    Line,
    LineKind,
    Part,
    Served,
    Threshold,
    WalletStatement,
)
from pricelang.rating.exact import ZERO, Value, quotient, tidy
from pricelang.rating.metering import Meter
from pricelang.rating.schedule import Piece, Schedule, Step
from pricelang.rating.tariff import Chain, PricePlan
from pricelang.rating.timing import NEVER, day
from pricelang.rating.wallets import Account, Pool
from pricelang.source import Span


def usage_lines(meter: Meter, at: date | None) -> tuple[list[Line], list[Line]]:
    """What is included, credits in draw order, use at its price, overage at its price; and apart from them the minimums
    and maximums. Each part follows the order of the catalog."""
    included: list[Line] = []
    burned_credits: dict[tuple[str, str], tuple[Account, Value]] = {}
    for (cell, name, plan), (account, _, burned) in meter.burned.items():
        if name == cell.metric:
            following = _after_grants(meter, name)
            included.append(
                Line(
                    "included",
                    cell.label,
                    ZERO,
                    tidy(burned),
                    of=cell.ref,
                    attributes=cell.attributes,
                    grant=account.plan.name,
                    next=following,
                    at=at,
                    span=account.plan.span,
                )
            )
        else:
            before = burned_credits.get((name, plan))
            burned_credits[name, plan] = (account, burned if before is None else before[1] + burned)
    lines = included
    for (name, _), (account, burned) in burned_credits.items():
        pool = meter.tariff.pools[name]
        lines.append(
            Line(
                "credits",
                pool.label,
                ZERO,
                tidy(burned),
                of=pool.of,
                grant=account.plan.name,
                next=_after_grants(meter, name),
                at=at,
                span=account.plan.span,
            )
        )
    bounds: list[Line] = []
    for metric, plans in meter.tariff.prices.items():
        for price in plans:
            _price_lines(meter, metric, price, at, lines, bounds)
    for chain, used in meter.phases.items():
        _chain_lines(meter, chain, used, at, lines, bounds)
    return lines, bounds


def _price_lines(
    meter: Meter, metric: str, plan: PricePlan, at: date | None, lines: list[Line], bounds: list[Line]
) -> None:
    tariff = meter.tariff
    used = meter.prices.get(plan)
    if used is None and plan.minimum is None and (plan.schedule is None or plan.schedule.simple):
        return
    schedule = plan.schedule if plan.schedule is not None else meter.plan_rate(metric, plan.factor, plan)
    price = plan.price
    quantity = tariff.zero if used is None else used
    label = meter.tariff.labels[metric]
    of = Ref("metric", metric)
    pieces = schedule.pieces(quantity)
    lines += _piece_lines("usage", label, of, price.when, schedule, pieces, tariff.zero, None, at, price.span)
    total = sum((piece.amount for piece in pieces), tariff.zero)
    if plan.minimum is not None and total < plan.minimum:
        missing, bound = tidy(plan.minimum - total), tidy(plan.minimum)
        bounds.append(
            Line(
                "minimum",
                label,
                missing,
                base=tidy(total),
                bound=bound,
                of=of,
                attributes=price.when,
                at=at,
                span=price.span,
            )
        )
    if plan.maximum is not None and total > plan.maximum:
        excess, bound = tidy(plan.maximum - total), tidy(plan.maximum)
        bounds.append(
            Line(
                "maximum",
                label,
                excess,
                base=tidy(total),
                bound=bound,
                of=of,
                attributes=price.when,
                at=at,
                span=price.span,
            )
        )


def _chain_lines(
    meter: Meter, chain: Chain, used: list[Value], at: date | None, lines: list[Line], bounds: list[Line]
) -> None:
    pool = meter.pools[chain.of.name]
    label = meter.tariff.pools[chain.of.name].label
    covered = sum((account.burned for account in pool.accounts.values()), meter.tariff.zero)
    for place, phase in enumerate(chain.phases):
        quantity = used[place]
        if phase.action != "charge" or not quantity or phase.wallet is not None:
            continue
        schedule = meter.schedule(chain, phase)
        pieces = schedule.pieces(quantity)
        end = None
        if phase.capacity is not None and not phase.stops_bill and place + 1 < len(chain.phases):
            end = Threshold(tidy(covered + phase.capacity), chain.phases[place + 1].action)
        lines += _piece_lines("overage", label, chain.of, (), schedule, pieces, covered, end, at, phase.span)
        if phase.stops_bill:
            total = sum((piece.amount for piece in pieces), meter.tariff.zero)
            if total > phase.money:
                excess = tidy(phase.money - total)
                bound = tidy(phase.money)
                line = Line(
                    "maximum", label, excess, base=tidy(total), bound=bound, of=chain.of, at=at, span=phase.span
                )
                bounds.append(line)


def _piece_lines(
    kind: LineKind,
    label: str,
    of: Ref,
    attributes: Conditions,
    schedule: Schedule,
    pieces: Iterable[Piece],
    before: Value,
    end: Threshold | None,
    at: date | None,
    span: Span | None,
) -> list[Line]:
    lines = []
    several = len(schedule.steps) > 1
    for piece in pieces:
        step = schedule.steps[piece.place]
        band = (
            BandSlice(piece.place, tidy(step.above), None if step.up_to is None else tidy(step.up_to))
            if several
            else None
        )
        where = (step.span or span) if several else span
        if piece.flat:
            lines.append(
                Line(kind, label, tidy(piece.amount), band=band, of=of, attributes=attributes, at=at, span=where)
            )
            continue
        following = end
        upper = step.up_to
        if upper is not None and piece.place + 1 < len(schedule.steps):
            beyond = tidy(before + upper)
            if end is None or beyond < end.beyond:
                following = _band_threshold(beyond, schedule.steps[piece.place + 1])
        percent: Value = step.percent
        lines.append(
            Line(
                kind,
                label,
                tidy(piece.amount),
                tidy(piece.quantity),
                None if percent is not None and not step.unit else tidy(step.unit),
                tidy(step.per),
                None if percent is None else tidy(percent),
                None if piece.blocks is None else tidy(piece.blocks),
                band=band,
                of=of,
                attributes=attributes,
                next=following,
                at=at,
                span=where,
            )
        )
    return lines


def _band_threshold(beyond: Value, step: Step) -> Threshold:
    percent = None if step.percent is None else tidy(step.percent)
    return Threshold(beyond, "charge", tidy(step.unit), tidy(step.per), percent)


def _after_grants(meter: Meter, name: str) -> Threshold | None:
    """What happens when the grants of a pool are used up: beyond all that was burned of them and is left."""
    pool = meter.pools[name]
    held = pool.total()
    if held is None:
        return None
    beyond = tidy(sum((account.burned for account in pool.accounts.values()), held))
    for _, chain in reversed(meter.tariff.chains.get(name, [])):
        for phase in chain.phases:
            if phase.action == "charge" and phase.opt_in and not meter.customer.overage:
                continue
            if phase.action == "charge" and phase.schedule is not None:
                return _band_threshold(beyond, phase.schedule.steps[0])
            return Threshold(beyond, phase.action)
    return Threshold(beyond, "block")


def served(meters: Iterable[Meter]) -> tuple[Served, ...]:
    """How each metric's uses were met, in the order of the catalog."""
    asked: dict[tuple[str, Conditions], Value] = {}
    parts: dict[tuple[str, Conditions], dict[tuple[str, str | None], Value]] = {}
    for meter in meters:
        for cell, met in meter.parts.items():
            key = (cell.metric, cell.attributes)
            before, more = asked.get(key), meter.asked.get(cell)
            if more is not None or before is None:
                more = meter.tariff.zero if more is None else more
                asked[key] = more if before is None else before + more
            into = parts.setdefault(key, {})
            for (how, target, rate), quantity in met.items():
                units = tidy(quantity) if rate == 1 else quotient(quantity, rate)
                before = into.get((how, target))
                into[how, target] = units if before is None else _sum(before, units)
    return tuple(
        Served(
            metric,
            attributes,
            tidy(asked[metric, attributes]),
            tuple(Part(how, quantity, target) for (how, target), quantity in met.items()),  # type: ignore[arg-type]
        )
        for (metric, attributes), met in parts.items()
    )


def _sum(one: Value, other: Value) -> Value:
    if type(one) is type(other):
        return one + other
    from fractions import Fraction

    return tidy(Fraction(one) + Fraction(other))


def wallet_statements(
    pools: dict[str, Pool], meters: list[Meter], end: int, dated: bool
) -> tuple[WalletStatement, ...]:
    """Each wallet over the bill, after its last stretch has been finished."""
    draws: dict[str, list[Draw]] = {}
    for meter in meters:
        at = day(meter.start) if dated and len(meters) > 1 else None
        for (cell, name, _), (account, rate, burned) in meter.burned.items():
            if name != cell.metric:
                quantity = quotient(burned, rate)
                draw = Draw(cell.metric, cell.attributes, account.plan.name, quantity, tidy(rate), tidy(burned), at)
                draws.setdefault(name, []).append(draw)
    statements = []
    for name, pool in pools.items():
        if pool.plan is None or not pool.accounts:
            continue
        burned = sum((account.burned for account in pool.accounts.values()), pool.zero)
        grants = tuple(_grant_statement(pool, account, end, dated) for account in pool.accounts.values())
        own = tuple(draws.get(name, ()))
        over, borrowed = tidy(pool.over), tidy(pool.borrowed)
        statements.append(WalletStatement(pool.of, pool.plan.label, grants, own, tidy(burned), over, borrowed))
    return tuple(statements)


def _grant_statement(pool: Pool, account: Account, end: int, dated: bool) -> GrantStatement:
    plan = account.plan
    left = rolled = pool.zero
    for lot in pool.lots:
        if lot.plan.key == plan.key and lot.remaining:
            if plan.rolls and lot.window_end <= end:
                rolled += lot.remaining
            else:
                left += lot.remaining
    endless = account.unlimited
    expires = account.expires
    return GrantStatement(
        plan.name,
        plan.origin,
        None if endless else tidy(account.brought),
        None if endless else tidy(account.granted),
        tidy(account.burned),
        None if endless else tidy(account.expired),
        None if endless else tidy(rolled),
        None if endless else tidy(left),
        tidy(account.repaid),
        day(account.starts) if dated and account.starts is not None else None,
        day(expires) if dated and expires is not None and expires < NEVER else None,
        plan.only_for,
        plan.span,
    )
