"""The engine: one catalog, many bills."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Callable, Iterable, Sequence
from datetime import date, timedelta
from decimal import Decimal, DivisionByZero, Inexact, InvalidOperation, Overflow, localcontext
from fractions import Fraction

from pricelang.catalog.catalog import Catalog, Example, Package, Tier, Use
from pricelang.catalog.money import Money
from pricelang.rating.adjustments import Committed, commitment_lines, discount_lines, minimum_lines
from pricelang.rating.bill import Bill, Line
from pricelang.rating.cells import cell_of
from pricelang.rating.compilation import compile_tariff
from pricelang.rating.customer import Customer
from pricelang.rating.errors import RatingError
from pricelang.rating.exact import WIDE, Kind, Value, rounded, tidy
from pricelang.rating.fees import fee_lines
from pricelang.rating.gathering import Timed, gathered
from pricelang.rating.metering import Meter
from pricelang.rating.selection import Index, Selection
from pricelang.rating.statement import served, usage_lines, wallet_statements
from pricelang.rating.subscription import DatedUse, PeriodUsage, Subscription, Usage, counts, of_example, quantity_of
from pricelang.rating.tariff import Cell, Tariff
from pricelang.rating.timing import NEVER, UNDATED, after, day, moment
from pricelang.rating.wallets import Pool
from pricelang.record import replace

_MOST_TARIFFS = 512


class _Account:
    """One subscription over its bills."""

    __slots__ = ("committed", "held", "index", "new", "pools", "stretch")

    def __init__(self, zero: Value) -> None:
        self.pools: dict[str, Pool] = {}
        self.held: dict[str, int] = {}
        self.new: dict[str, int] = {}
        self.committed = Committed(zero)
        self.index = 0
        self.stretch = 0


class Rater:
    """Rates bills of one catalog; what bills of one tier, interval, currency and kind of customer share is compiled
    once."""

    def __init__(self, catalog: Catalog) -> None:
        self.catalog = catalog
        self._index = Index(catalog)
        self._tariffs: dict[tuple[object, ...], Tariff] = {}
        self._inexact: set[tuple[object, ...]] = set()
        self._changes = _dates(catalog)

    def bill(self, subscription: Subscription, usage: Usage = ()) -> Bill:
        """The bill of one billing interval, the subscription's first.

        Raises:
            RatingError: it cannot be written, and why.
        """
        return self.bill_periods(subscription, (usage,))[0]

    def bill_example(self, example: Example) -> Bill:
        """The bill of what an example states.

        Raises:
            RatingError: it cannot be written, and why.
        """
        subscription, usage = of_example(example)
        try:
            return self.bill(subscription, usage)
        except RatingError as problem:
            if problem.span is None:
                problem.span = example.span
            raise

    def bill_periods(self, subscription: Subscription, periods: Iterable[Usage]) -> list[Bill]:
        """The bills of consecutive billing intervals.

        Raises:
            RatingError: one cannot be written, and why.
        """
        usages = [_read(usage) for usage in periods]
        with localcontext(WIDE):
            selection = self._index.select(subscription)
            key = _key(selection)
            if key not in self._inexact:
                try:
                    return self._bills(subscription, selection, usages, Decimal)
                except Inexact:
                    if len(self._inexact) >= _MOST_TARIFFS:
                        self._inexact.clear()
                    self._inexact.add(key)
                except (InvalidOperation, DivisionByZero, Overflow):
                    pass
            return self._bills(subscription, selection, usages, Fraction)

    def _bills(
        self, subscription: Subscription, selection: Selection, usages: Sequence[PeriodUsage], kind: Kind
    ) -> list[Bill]:
        account = _Account(kind(0))
        bills = []
        for usage in usages:
            bills.append(self._one(subscription, selection, account, usage, kind))
            account.index += 1
        return bills

    def _one(
        self, subscription: Subscription, selection: Selection, account: _Account, usage: PeriodUsage, kind: Kind
    ) -> Bill:
        index = account.index
        interval = selection.interval
        anchor = moment(subscription.on or UNDATED)
        start = anchor if interval is None or not index else after(anchor, interval, index)
        end = NEVER if interval is None else after(anchor, interval, index + 1)
        if end >= NEVER and interval is not None:
            raise RatingError("the billing interval ends after the year 9999", "bill fewer intervals")
        bought = counts("packages", subscription.packages) if index == 0 and subscription.packages else {}
        if usage.buys:
            for name, number in counts("packages", usage.buys).items():
                bought[name] = bought.get(name, 0) + number
        if bought:
            for name, number in bought.items():
                account.held[name] = account.held.get(name, 0) + number
            self._index.sold(self._index.tiers[selection.tier], account.held)
        account.new = bought
        dated = _dated(usage.uses, subscription, start, end)
        on = day(start) if subscription.on is not None else None
        tariff = self._tariff(selection, on, index == 0, tuple(account.held), kind, dated, start)
        return self._rate(subscription, selection, account, usage, tariff, start, end, anchor, dated, on)

    def _rate(
        self,
        subscription: Subscription,
        selection: Selection,
        account: _Account,
        usage: PeriodUsage,
        tariff: Tariff,
        start: int,
        end: int,
        anchor: int,
        dated: bool,
        on: date | None,
    ) -> Bill:
        kind, index = tariff.kind, account.index
        ranges = {name: (item.minimum, item.maximum) for name, item in tariff.seat_ranges.items()}
        seats = self._index.seats_of(tariff.tier, ranges, tariff.seat_kinds[0], subscription)
        trial = subscription.trial and index == 0
        bought = _bought(subscription, usage, kind)
        lines, base = fee_lines(tariff, index, seats, bought, account.held, account.new, trial)
        budget = None if subscription.budget is None else kind(subscription.budget.amount)
        customer = Customer(seats, bought, account.held, account.new, subscription.overage, budget, base)
        pools = account.pools
        for name, plan in tariff.pools.items():
            if name not in pools:
                pools[name] = Pool(plan.of, tariff.zero)
        for name, pool in pools.items():
            pool.begin(tariff.pools.get(name) or pool.plan, start)
        meters: list[Meter] = []
        bounds: list[Line] = []
        uses = self._uses(tariff, usage, dated, start)
        for number in range(tariff.stretches if dated else 1):
            if dated and tariff.metering is not None:
                opened = after(start, tariff.metering, number)
                closed = after(start, tariff.metering, number + 1)
            else:
                opened, closed = start, end
            meter = Meter(tariff, pools, customer, self._cells(tariff), opened, dated)
            meter.grant(account.stretch, opened, closed, account.stretch == 0, dated, anchor)
            account.stretch += 1
            here = [use for use in uses if opened <= use[0] < closed] if dated else uses
            for at, cell, quantity in gathered(self._index, here, opened, tariff.scale):
                if dated:
                    for pool in pools.values():
                        pool.advance(at)
                meter.use(cell, quantity, at)
            many = dated and tariff.stretches > 1
            stretch_lines, stretch_bounds = usage_lines(meter, day(opened) if many else None)
            lines += stretch_lines
            bounds += stretch_bounds
            for pool in pools.values():
                pool.finish(closed)
            meters.append(meter)
        lines += bounds
        if tariff.minimums:
            lines += minimum_lines(tariff, lines)
        lines += discount_lines(tariff, lines, index, on, selection.existing, seats, selection.cohort)
        lines += commitment_lines(tariff, lines, index, account.committed)
        exact = sum((kind(line.amount) for line in lines), tariff.zero)
        notices = tariff.notices + tuple(sorted({text for meter in meters for text in meter.silent}))
        ends = day(end) if on is not None and end < NEVER else None
        return Bill(
            tariff.tier.name,
            tariff.tier.label,
            tariff.interval,
            tariff.currency,
            tuple(lines),
            tidy(exact),
            Money(rounded(exact, tariff.currency), tariff.currency),
            wallet_statements(pools, meters, end, on is not None),
            served(meters),
            notices,
            next((meter.upgrade for meter in meters if meter.upgrade is not None), None),
            on,
            ends,
        )

    def _tariff(
        self,
        selection: Selection,
        on: date | None,
        first: bool,
        packages: tuple[str, ...],
        kind: Kind,
        dated: bool,
        start: int,
    ) -> Tariff:
        buyer = self._index.buyer(selection, on, first)
        season = bisect_right(self._changes, buyer.on)
        # the days of an interval count for grants per day: there are few different lengths
        length = None
        if on is not None and selection.interval is not None:
            length = after(start, selection.interval) - start
        key = (*_key(selection), season, first, packages, kind, dated, length)
        tariff = self._tariffs.get(key)
        if tariff is None:
            if len(self._tariffs) >= _MOST_TARIFFS:
                self._tariffs.clear()
            chosen = replace(selection, packages=packages, trial=selection.trial and first)
            tariff = compile_tariff(self._index, chosen, buyer, kind, dated, start if on is not None else None)
            self._tariffs[key] = tariff
        return tariff

    def _uses(self, tariff: Tariff, usage: PeriodUsage, dated: bool, start: int) -> list[Timed]:
        uses = []
        for use in usage.uses:
            quantity = tariff.kind(quantity_of(use.metric, use.quantity))
            cell = cell_of(tariff, self._index, use)
            uses.append((moment(use.at) if dated and isinstance(use, DatedUse) else start, cell, quantity))
        return uses

    def _cells(self, tariff: Tariff) -> Callable[[str], Cell]:
        return lambda name: cell_of(tariff, self._index, Use(name, Decimal(1)))


def _read(usage: Usage) -> PeriodUsage:
    if isinstance(usage, PeriodUsage):
        return usage
    uses = tuple(usage)
    for item in uses:
        if not isinstance(item, Use | DatedUse):
            raise RatingError(f"a use is a {type(item).__name__}", "make it with `use(metric, quantity)`")
    return PeriodUsage(uses)


def _bought(subscription: Subscription, usage: PeriodUsage, kind: Kind) -> Callable[[str], Value]:
    """How much of a metric is bought: what the subscription says, else what is used."""

    def quantity(name: str) -> Value:
        given = subscription.quantities
        if given is not None and name in given:
            return kind(quantity_of(name, given[name]))
        used = kind(0)
        for use in usage.uses:
            if use.metric == name:
                used += kind(quantity_of(name, use.quantity))
        return used

    return quantity


def _dated(uses: tuple[Use | DatedUse, ...], subscription: Subscription, start: int, end: int) -> bool:
    """Whether the uses count by their dates.

    Raises:
        RatingError: only some have a date, the subscription has none, or a use is outside the interval.
    """
    count = 0
    for use in uses:
        if isinstance(use, DatedUse):
            count += 1
    if not count:
        return False
    if count != len(uses):
        raise RatingError("some uses have a date and some have not", "date all of an interval's uses, or none")
    if subscription.on is None:
        raise RatingError("uses have dates and the subscription has none", "say its first day (`on`)")
    for use in uses:
        if isinstance(use, DatedUse) and not start <= moment(use.at) < end:
            last = day(end) - timedelta(days=1) if end < NEVER else None
            raise RatingError(
                f"a use of `{use.metric}` on {use.at} is outside the billing interval",
                f"it runs from {day(start)} to {last}",
            )
    return True


def _key(selection: Selection) -> tuple[object, ...]:
    budget = selection.commitment
    return (
        selection.tier,
        selection.interval and (selection.interval.count, selection.interval.unit),
        selection.currency,
        selection.cohort,
        selection.region,
        selection.existing,
        selection.size,
        selection.discounts,
        budget and (budget.amount, budget.currency),
        selection.trial,
    )


def _dates(catalog: Catalog) -> list[date]:
    """The days on which any price, allowance or limit starts or ends: between two of them a tariff stays the same."""
    days: set[date] = set()
    sellers: list[Tier | Package] = [*catalog.tiers, *catalog.packages]
    for seller in sellers:
        terms = [item.terms for item in seller.prices] + [item.terms for item in seller.allowances]
        terms += [item.terms for item in seller.limits]
        terms += [item.terms for item in seller.sizes] if isinstance(seller, Tier) else []
        days |= {at for item in terms for at in (item.start, item.until) if at is not None}
    return sorted(days)
