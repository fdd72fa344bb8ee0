"""The usage prices of an offer at one interval: its own prices, with what is included, and what is charged after it."""

from __future__ import annotations

from decimal import Decimal

from pricelang.catalog.charges import Allowance, Bands, InCredits, UsagePrice
from pricelang.catalog.quantity import Conditions, Ref
from pricelang.record import replace
from pricelang.targets._included import Included, Metering, included, plan_rates, window_words
from pricelang.targets._model import Schedule, UsageLine
from pricelang.targets._rates import after_free, schedule_of
from pricelang.targets._reading import Reading
from pricelang.targets._requests import Keys


def usages(
    reading: Reading, metering: Metering, seller: str, given: list[Allowance], paid: list[UsagePrice]
) -> tuple[UsageLine, ...]:
    """One line for each metric or credit that is included or has a price, and for each row of attributes."""
    lines: list[UsageLine] = []
    refs = dict.fromkeys([*(one.of for one in given), *(Ref("metric", one.metric) for one in paid)])
    for ref in refs:
        about = f"{seller} / {ref.kind} {ref.name}"
        own = [one for one in given if one.of == ref]
        prices = [one for one in paid if ref.kind == "metric" and one.metric == ref.name]
        if ref.kind not in ("metric", "credit"):
            for one in own:
                reading.lose("included-seats", one, about)
            continue
        found = included(reading, own, metering, about, bool(prices)) if own else None
        lines += _lines(reading, metering, ref, about, found, own, prices)
    return tuple(lines)


def _lines(
    reading: Reading,
    metering: Metering,
    ref: Ref,
    about: str,
    found: Included | None,
    own: list[Allowance],
    prices: list[UsagePrice],
) -> list[UsageLine]:
    label = reading.label(ref.name)
    key = reading.keys.of(ref.name)
    if found is not None and (found.decisive or not prices):
        for price in prices:
            reading.lose("several-overages", price, about, "a price beside the charge after the allowance")
        free = found.quantity or Decimal(0)
        schedules = tuple(replace(one, included=free) for one in found.schedules)
        if found.quantity is None:
            schedules = ()
            reading.report.remark(about, f"included without a bound, {window_words(own[-1])}")
        span = own[-1].span
        return [
            UsageLine(
                key, ref, label, metering.period, schedules, about, (), found.stops, found.quantity, own[-1], span
            )
        ]
    if found is not None and found.quantity is None:
        reading.report.remark(about, "included without a bound: its price is never reached")
        return [UsageLine(key, ref, label, metering.period, (), about, source=own[-1], span=own[-1].span)]
    free = Decimal(0) if found is None or found.quantity is None else found.quantity
    if free and len(prices) > 1:
        for one in own:
            reading.lose("shared-allowance", one, about)
        free = Decimal(0)
    lines = []
    seen: dict[Conditions, int] = {}
    for price in prices:
        line = _line(reading, metering, ref, label, about, price, free, own)
        if line is not None:
            seen[price.when] = seen.get(price.when, 0) + 1
            again = f" {seen[price.when]}" if seen[price.when] > 1 else ""
            lines.append(replace(line, key=row_key(reading.keys, ref.name, price.when, again)))
    return lines


def row_key(keys: Keys, name: str, when: Conditions, again: str = "") -> str:
    """The key of a price of uses with these attributes, after their values: no other price, metric or feature has it.
    `again` is a number where several prices have the same conditions."""
    exactly = "".join(f" when {one.attribute} is {' or '.join(one.values)}" for one in when)
    values = "".join(f"_{value}" for one in when for value in one.values)
    both = "".join(f"_{one.attribute}_{'_'.join(one.values)}" for one in when)
    return keys.of(f"{name}{exactly}{again}", f"{name}{values}{again}", f"{name}{both}{again}")


def _line(
    reading: Reading,
    metering: Metering,
    ref: Ref,
    label: str,
    about: str,
    price: UsagePrice,
    free: Decimal,
    own: list[Allowance],
) -> UsageLine | None:
    schedules: list[Schedule] = []
    for rate in price.rates:
        if isinstance(rate, InCredits):
            reading.lose("price-in-credits", price, about, f"{rate.quantity:f} {rate.credit}")
        elif isinstance(rate, Bands):
            schedules += [schedule_of(rate)] if rate.currency in metering.currencies else []
        else:
            schedules += plan_rates(reading, rate.factor, own[-1] if own else None, metering, about, None)
    bounded = []
    for schedule in schedules:
        schedule = after_free(schedule, free)
        for bound, loss in ((price.minimum, "usage-minimum"), (price.maximum, "usage-maximum")):
            if bound is None or reading.lose(loss, price, about, f"{bound.amount:f} {bound.currency}"):
                continue
            if bound.currency == schedule.currency:
                named = "minimum" if loss == "usage-minimum" else "maximum"
                schedule = replace(schedule, **{named: bound.amount})
        bounded.append(schedule)
    if price.when:
        rows = "; ".join(f"{one.attribute} is {' or '.join(one.values)}" for one in price.when)
        reading.lose("attributes", price, about, rows)
    if not bounded:
        return None
    shown = label + (f" ({', '.join(value for one in price.when for value in one.values)})" if price.when else "")
    return UsageLine(
        ref.name,
        ref,
        shown,
        metering.period,
        tuple(bounded),
        about,
        price.when,
        source=price,
        span=price.span,
    )
