"""Variants: what a tier sells in one currency and by one interval, with money and grants by the month."""

from __future__ import annotations

from collections.abc import Iterable
from fractions import Fraction
from functools import cached_property

from pricelang.analysis.cells import Cell, Row, fits, tier_rows
from pricelang.analysis.curves import Charge
from pricelang.analysis.exact import MONTH_LENGTHS, ONE, ZERO, months, stated
from pricelang.analysis.fees import Fees, fee_part
from pricelang.analysis.pools import Grant, Overage, Pool, overage_of
from pricelang.analysis.routes import Bound, Metered, Route
from pricelang.analysis.sheet import Sheet
from pricelang.catalog.catalog import Package, Tier
from pricelang.catalog.charges import (
    Allowance,
    BandedFee,
    Bands,
    Fee,
    FeePrice,
    InCredits,
    PlanRate,
    Price,
    Size,
    UsagePrice,
)
from pricelang.catalog.period import MONTH, Period, Window
from pricelang.record import replace


class Variant:
    """A tier in one currency and by one interval (None: it has no recurring fee).

    `custom`: the price is agreed, or only a lowest one is published. `free`: nothing is paid. `sound` is False where
    a part of
    the price cannot be put into months, as a fee for a bought quantity.
    """

    def __init__(
        self,
        sheet: Sheet,
        tier: Tier,
        currency: str,
        interval: Period | None,
        prices: tuple[FeePrice, ...],
        fees: tuple[Fee | BandedFee, ...],
        *,
        custom: bool = False,
        free: bool = False,
        size: Size | None = None,
    ) -> None:
        self.sheet = sheet
        self.tier = tier
        self.currency = currency
        self.interval = interval
        self.prices = prices
        self.custom = custom
        self.free = free
        self.size = size
        self.kind = _main_kind(tier, fees)
        parts = [fee_part(fee, self.kind) for fee in fees]
        self.sound = all(part is not None for part in parts)
        self.fees = Fees([part for part in parts if part is not None])
        seats = next((each for each in tier.seats if each.kind == self.kind), None)
        self.least = max(1, seats.minimum) if seats is not None else 1
        self.most: int | None = seats.maximum if seats is not None else None
        self.metering, self.scale = self._metered()
        self._overages: dict[tuple[str, int, bool], Overage] = {}

    @property
    def paid(self) -> bool:
        """Whether there is a fee that is known."""
        return not self.custom and not self.free and self.sound and bool(self.fees.parts)

    @property
    def word(self) -> str:
        """`monthly`, `yearly` ... as a message says it; empty where there is no interval."""
        if self.interval is None:
            return ""
        if self.interval.count == 1:
            return {"day": "daily"}.get(self.interval.unit, f"{self.interval.unit}ly")
        return f"{self.interval.count}-{self.interval.unit}"

    @property
    def fee(self) -> Fee | BandedFee | None:
        """The fee that a message points at: the largest."""
        parts = sorted(self.fees.parts, key=lambda part: -part.at(self.least))
        return parts[0].fee if parts else None

    @property
    def seated(self) -> bool:
        """Whether the number of seats changes a fee, a grant or a limit."""
        if any(part.seat for part in self.fees.parts):
            return True
        return any(grant.seat for pool in self.pools.values() for grant in pool.grants)

    def _metered(self) -> tuple[Period | None, Fraction]:
        """What usage is metered by, and how many months of it at once."""
        interval = self.interval
        if interval is None or months(interval) <= 1 or interval.unit not in MONTH_LENGTHS:
            return interval, ONE if interval is None else months(interval)
        if not any(price.terms.grants == "up_front" for price in self.prices):
            periods = [item.window.period for item in self.tier.allowances]
            periods += [fee.period for price in self.prices for fee in price.alternatives]
            shorter = any(period is not None and months(period) <= 1 for period in periods)
            if shorter or any(price.terms.grants == "monthly" for price in self.prices):
                return MONTH, ONE
        return interval, months(interval)

    def window(self, window: Window) -> Fraction | None:
        """How many months a window lasts; None: it never starts again."""
        if window.kind == "once":
            return None
        if window.period is not None:
            return months(window.period)
        if self.metering is None:
            return ONE if self.interval is None and not self.fees.parts else None
        if self.metering != self.interval:
            return months(self.metering)
        periods = [self.interval] if self.interval is not None else []
        periods += [fee.period for price in self.prices for fee in price.alternatives if fee.period is not None]
        return min(months(period) for period in periods) if periods else ONE

    @cached_property
    def included(self) -> tuple[Package, ...]:
        """The packages that are a part of the tier."""
        packages = self.sheet.packages
        return tuple(packages[grant.package] for grant in self.tier.packages if grant.package in packages)

    @cached_property
    def allowances(self) -> tuple[Allowance, ...]:
        """The tier's allowances and those of its packages that hold for everybody."""
        own = [item for item in self.tier.allowances if self.sheet.holds(item.terms)]
        size = self.size
        if size is not None:
            sized = Allowance(size.of, size.quantity, size.window, size.per, span=size.span)
            fits_one = [item for item in own if item.of == size.of]
            own = [
                replace(item, quantity=size.quantity, window=size.window, per=size.per) if item.of == size.of else item
                for item in own
            ]
            own += [] if fits_one else [sized]
        for package in self.included:
            own += [item for item in package.allowances if self.sheet.holds(item.terms)]
        return tuple(own)

    @cached_property
    def pools(self) -> dict[str, Pool]:
        """Grants that come again, by credit or metric."""
        found: dict[str, list[Grant]] = {}
        for item in self.allowances:
            grant = self.grant(item) if item.of.kind in ("metric", "credit") else None
            if grant is not None:
                found.setdefault(item.of.name, []).append(grant)
        return {name: Pool(grants[0].allowance.of, grants) for name, grants in found.items()}

    def grant(self, item: Allowance) -> Grant | None:
        """An allowance by the month; None for one that is given once."""
        length = self.window(item.window)
        if length is None:
            return None
        stated_ = stated(self.sheet.catalog, item.quantity, item.of)
        fair = item.fair_use
        if stated_.known and stated_.value is None and fair is not None and fair.quantity is not None:
            bound = stated(self.sheet.catalog, fair.quantity, item.of)
            fair_length = self.window(fair.window) if fair.window is not None else ONE
            if bound.value is None or fair_length is None:
                return Grant(item, known=False)
            return self._granted(item, bound.value / fair_length, fair=True)
        if not stated_.known:
            return Grant(item, known=False)
        if stated_.value is None:
            return Grant(item, unlimited=True)
        quantity = stated_.value / length
        if item.cap is not None:
            cap = stated(self.sheet.catalog, item.cap, item.of)
            cap_length = self.window(item.cap_window) if item.cap_window is not None else ONE
            if cap.value is not None and cap_length:
                quantity = min(quantity, cap.value / cap_length)
        return self._granted(item, quantity)

    def _granted(self, item: Allowance, quantity: Fraction, fair: bool = False) -> Grant:
        if item.per is None:
            return Grant(item, base=quantity, fair=fair)
        if item.per.kind == "seat" and item.per.name == self.kind:
            return Grant(item, seat=quantity, fair=fair)
        return Grant(item, known=False)

    @cached_property
    def usage_prices(self) -> tuple[UsagePrice, ...]:
        """Usage prices that hold for everybody, of the tier and of its packages; of the same metric and conditions
        the latest."""
        holders: list[Price] = list(self.tier.prices)
        for package in self.included:
            holders += package.prices
        found: dict[object, list[UsagePrice]] = {}
        for price in holders:
            if isinstance(price, UsagePrice) and self.sheet.holds(price.terms):
                group = found.setdefault((price.metric, price.when), [])
                if group and (price.terms.start is not None or group[0].terms.start is not None):
                    starts = [each.terms.start or self.sheet.on.min for each in (price, group[0])]
                    if starts[0] > starts[1]:
                        group.clear()
                    elif starts[0] < starts[1]:
                        continue
                group.append(price)
        return tuple(price for group in found.values() for price in group)

    @cached_property
    def metered(self) -> dict[str, tuple[Metered, ...]]:
        """Usage prices in the variant's currency, by metric."""
        found: dict[str, tuple[Metered, ...]] = {}
        for price in self.usage_prices:
            charge = self._charge(price)
            if charge is None:
                continue
            bounds = [
                Fraction(each.amount) / self.scale if each is not None and each.currency == self.currency else None
                for each in (price.minimum, price.maximum)
            ]
            found[price.metric] = (*found.get(price.metric, ()), Metered(price, charge, bounds[0], bounds[1]))
        return found

    def _charge(self, price: UsagePrice) -> Charge | None:
        for rate in price.rates:
            if isinstance(rate, Bands) and rate.currency == self.currency:
                return Charge.of(rate, self.scale)
            if isinstance(rate, PlanRate):
                pool = self.pools.get(price.metric)
                granted = pool.at(self.least) if pool is not None and pool.known else ZERO
                return Charge.single(Fraction(rate.factor) * self.fees.at(self.least) / granted) if granted else None
            if isinstance(rate, InCredits):
                return None
        return None

    @cached_property
    def bounds(self) -> tuple[Bound, ...]:
        """Limits of metrics and credits, by the month; those of a moment, as of concurrent use, bound nothing."""
        found = []
        for limit in (*self.tier.limits, *(each for package in self.included for each in package.limits)):
            if limit.of.kind not in ("metric", "credit") or not self.sheet.holds(limit.terms):
                continue
            if limit.concurrent:
                found.append(Bound(limit, ZERO, ZERO, True, False))
                continue
            stated_ = stated(self.sheet.catalog, limit.quantity, limit.of)
            length = self.window(limit.window) if limit.window is not None else ONE
            last = limit.phases[-1].action if limit.phases else "block"
            stops = last in ("block", "pause", "upgrade", "fallback")
            own_seat = limit.per is not None and limit.per.kind == "seat" and limit.per.name == self.kind
            known = stated_.value is not None and bool(length) and (limit.per is None or own_seat)
            value = stated_.value / length if known and stated_.value is not None and length else ZERO
            found.append(Bound(limit, ZERO if own_seat else value, value if own_seat else ZERO, stops, known))
        return tuple(found)

    @cached_property
    def offered(self) -> dict[str, None]:
        """The metrics that the tier offers: in its packages, limits, charges and allowances. What a credit burns for
        is offered
        only where no package sells it apart."""
        found = dict.fromkeys(ref.name for package in self.included for ref in package.offers if ref.kind == "metric")
        found.update(dict.fromkeys(bound.limit.of.name for bound in self.bounds if bound.limit.of.kind == "metric"))
        found.update(dict.fromkeys(price.metric for price in self.usage_prices))
        for name, pool in self.pools.items():
            if pool.of.kind == "metric":
                found[name] = None
                continue
            found.update(dict.fromkeys(metric for grant in pool.grants for metric in grant.allowance.only_for))
            rows = self.sheet.cells.rows.get(name, {})
            found.update(dict.fromkeys(metric for metric in rows if metric not in self.sheet.packaged))
        return {name: None for name in found if name in self.sheet.metrics}

    @cached_property
    def _rows(self) -> dict[tuple[str, str], list[Row]]:
        return tier_rows(self.usage_prices)

    @cached_property
    def routes(self) -> dict[Cell, Route] | None:
        """How each offered cell is met; None where a metric has too many cells."""
        found: dict[Cell, Route] = {}
        purses = [pool for pool in self.pools.values() if pool.of.kind == "credit"]
        for metric in self.offered:
            cells = self.sheet.cells.of(metric)
            if cells is None:
                return None
            own = self.pools.get(metric)
            if own is not None and own.of.kind != "metric":
                own = None
            wallets: dict[Cell, list[tuple[Pool, Fraction | None]]] = {}
            for pool in purses:
                for cell, rate in self._rated(pool.of.name, metric):
                    wallets.setdefault(cell, []).append((pool, rate))
            for cell in cells:
                fitting = [each for each in self.metered.get(metric, ()) if fits(each.price.when, cell)]
                most = max((len(each.price.when) for each in fitting), default=0)
                prices = tuple(each for each in fitting if len(each.price.when) == most)
                found[cell] = Route(cell, own, tuple(wallets.get(cell, ())), prices)
        return found

    def _rated(self, credit: str, metric: str) -> Iterable[tuple[Cell, Fraction | None]]:
        own = self._rows.get((credit, metric))
        if own is None:
            return self.sheet.cells.rates(credit, metric)
        return self.sheet.cells.rated([*self.sheet.cells.rows.get(credit, {}).get(metric, []), *own], metric)

    def overage(self, pool: Pool, seats: int, opted: bool = True) -> Overage:
        """What happens beyond a pool's grants, for so many seats."""
        key = (pool.of.name, seats, opted)
        found = self._overages.get(key)
        if found is None:
            fee, granted = self.fees.at(seats), pool.at(seats)
            found = overage_of(pool.chain, self.currency, granted, fee, self.scale, opted)
            self._overages[key] = found
        return found


def _main_kind(tier: Tier, fees: Iterable[Fee | BandedFee]) -> str | None:
    """The kind of seat that the number of seats means: the first that a fee or an allowance is for, or that is sold."""
    kinds = [each.kind for each in tier.seats]
    refs = [fee.per for fee in fees] + [item.per for item in tier.allowances] + [item.per for item in tier.limits]
    kinds += [ref.name for ref in refs if ref is not None and ref.kind == "seat"]
    return kinds[0] if kinds else None
