"""Usage of one stretch of metering: which grants pay for it, what is charged, what is not served."""

from __future__ import annotations

from collections.abc import Callable

from pricelang.rating.customer import Customer
from pricelang.rating.errors import RatingError
from pricelang.rating.exact import Value
from pricelang.rating.limits import Limits
from pricelang.rating.schedule import Schedule, single
from pricelang.rating.tariff import Cell, Chain, GrantPlan, LimitPlan, PhasePlan, PricePlan, Tariff
from pricelang.rating.timing import NEVER, after
from pricelang.rating.wallets import Account, Pool, grant_starts

_DEEPEST = 8
"""Fallbacks that may follow one another."""


_FINEST = 10_000
"""Windows that are laid out one by one in a stretch; grants by the second are taken together."""


class Meter:
    """Rates the uses of one stretch. `phases` and `prices` hold how much fell into each, `burned` what each cell drew
    from each grant, `parts` how each cell was met (in the unit it was met in, with what one unit of the metric is
    worth of it)."""

    def __init__(
        self,
        tariff: Tariff,
        pools: dict[str, Pool],
        customer: Customer,
        cell_for: Callable[[str], Cell],
        start: int,
        dated: bool,
    ) -> None:
        self.tariff = tariff
        self.pools = pools
        self.customer = customer
        self.cell_for = cell_for
        self.start = start
        self.dated = dated
        self.one: Value = tariff.kind(1)
        self.phases: dict[Chain, list[Value]] = {}
        self.prices: dict[PricePlan, Value] = {}
        self.burned: dict[tuple[Cell, str, str], tuple[Account, Value, Value]] = {}
        self.parts: dict[Cell, dict[tuple[str, str | None, Value], Value]] = {}
        self.asked: dict[Cell, Value] = {}
        self.limits = Limits(tariff.zero, start, dated)
        self.rates: dict[int, Schedule] = {}
        self.upgrade: str | None = None
        self.silent: set[str] = set()

    def grant(self, index: int, start: int, end: int, first: bool, dated: bool, anchor: int) -> None:
        """Lay out the grants of the stretch: `index` counts stretches, `first` is the subscription's first one, and
        `dated` says that uses have dates."""
        for name, plan in self.tariff.pools.items():
            pool = self.pools[name]
            for grant in plan.grants:
                self._lay(pool, grant, index, start, end, first, dated, anchor)
            if len(pool.due) > 1:
                pool.due.sort(key=lambda due: due[0])
            pool.advance(start)

    def _lay(
        self, pool: Pool, grant: GrantPlan, index: int, start: int, end: int, first: bool, dated: bool, anchor: int
    ) -> None:
        copies = 1 if grant.package is None else self.customer.held.get(grant.package, 0)
        if grant.once:
            fresh = first if grant.package is None else self.customer.new.get(grant.package, 0)
            if fresh:
                each = self._each(grant, int(fresh))
                pool.due.append((start, NEVER, grant, each, each))
            return
        if not copies:
            return
        each = self._each(grant, copies)
        cap = None if grant.cap is None else grant.cap * grant.cap_windows * copies
        assert grant.window is not None
        if dated and grant.shape in ("rolling", "first_use"):
            if not any(lot.plan.key == grant.key for lot in pool.lots):
                pool.admit(grant, each, each, start, NEVER, ledger=each is not None)
            return
        if dated and not grant.at_once and grant.windows <= _FINEST:
            for at, until in grant_starts(grant, anchor, start, end, first):
                quantity = each if cap is None or each is None else min(each, cap)
                cap = None if cap is None or quantity is None else cap - quantity
                pool.due.append((at, until, grant, quantity, each))
            return
        if not grant.windows:
            if index % grant.every == 0:
                pool.due.append((start, after(start, grant.window), grant, each, each))
            return
        quantity = each if each is None or grant.windows == 1 else each * grant.windows
        if cap is not None:
            quantity = cap if quantity is None else min(quantity, cap)
        pool.due.append((start, end, grant, quantity, each))

    def _each(self, grant: GrantPlan, copies: int) -> Value:
        if grant.quantity is None:
            return None
        if grant.per is None and copies == 1:
            return grant.quantity
        return grant.quantity * self.customer.times(grant.per, self.tariff.kind) * copies

    def use(self, cell: Cell, quantity: Value, now: int) -> None:
        """Rate a use."""
        self.asked[cell] = self.asked.get(cell, self.tariff.zero) + quantity
        self._serve(cell, quantity, now, 0)

    def _serve(self, cell: Cell, left: Value, now: int, depth: int) -> None:
        if not cell.offered:
            self._part(cell, "not_offered", None, left, self.one)
            return
        for limit in cell.limits:
            left = self._limit(cell, limit, left, now)
        if not left:
            return
        if cell.own is not None:
            left = self._draw(cell, cell.own, left, self.one, now, "included")
            if not left:
                return
            if cell.chain is not None:
                self._follow(cell, cell.chain, left, self.one, now, depth)
                return
        for ref, rate, chain in cell.wallets:
            if not rate:
                self._part(cell, "credits", None, left, self.one)
                return
            missing = self._draw(cell, ref, left * rate, rate, now, "credits")
            if not missing:
                return
            if chain is not None:
                self._follow(cell, chain, missing, rate, now, depth)
                return
            left = missing / rate
        if cell.prices:
            for price in cell.prices:
                self.prices[price] = self.prices.get(price, self.tariff.zero) + left
            self._part(cell, "priced", None, left, self.one)
        elif cell.soft is not None:
            self._follow(cell, cell.soft, left, self.one, now, depth)
        elif cell.own is not None or cell.wallets:
            pool = self.pools[cell.own if cell.own is not None else cell.wallets[-1][0]]
            pool.over += left
            name = pool.of.name
            self.silent.add(f"nothing says what happens after the included `{name}`: the bill stops the use there")
            self._part(cell, "block", None, left, self.one)
        else:
            self._part(cell, "unpriced", None, left, self.one)

    def _draw(self, cell: Cell, ref: str, need: Value, rate: Value, now: int, how: str) -> Value:
        taken, missing = self.pools[ref].draw(cell.metric, need, now)
        for account, part in taken:
            key = (cell, ref, account.plan.key)
            before = self.burned.get(key)
            self.burned[key] = (account, rate, part if before is None else before[2] + part)
        if taken:
            self._part(cell, how, None, need - missing, rate)
        return missing

    def _part(self, cell: Cell, how: str, target: str | None, quantity: Value, rate: Value) -> None:
        parts = self.parts.setdefault(cell, {})
        key = (how, target, rate)
        parts[key] = parts[key] + quantity if key in parts else quantity

    def _follow(self, cell: Cell, chain: Chain, left: Value, rate: Value, now: int, depth: int) -> None:
        """Meet what exceeds the grants phase by phase; `left` is in the pool's unit."""
        pool = self.pools[chain.of.name]
        pool.over += left
        used = self.phases.get(chain)
        if used is None:
            used = self.phases[chain] = [self.tariff.zero] * len(chain.phases)
        for place, phase in enumerate(chain.phases):
            action = phase.action
            if action == "charge":
                if phase.opt_in and not self.customer.overage:
                    continue
                room = self._room(chain, place, phase)
                part = left if room is None or left <= room - used[place] else room - used[place]
                if part <= 0:
                    continue
                if phase.wallet is not None:
                    self._in_credits(cell, phase, part, now, depth)
                else:
                    self._part(cell, "overage", None, part, rate)
            elif action == "borrow":
                part = min(left, self._lendable(pool))
                if part <= 0:
                    continue
                self._borrow(pool, part)
                self._part(cell, "borrow", None, part, rate)
            else:
                part = left
                self._part(cell, action, phase.target, part, rate)
                if action == "upgrade":
                    self.upgrade = phase.target
                elif action == "fallback" and phase.target is not None:
                    if depth >= _DEEPEST:
                        raise RatingError(f"the fallbacks of `{cell.metric}` lead back to it", "", phase.span)
                    self._serve(self.cell_for(phase.target), part / rate, now, depth + 1)
            used[place] = used[place] + part
            left = left - part
            if not left:
                return
        self._part(cell, "block", None, left, rate)

    def _room(self, chain: Chain, place: int, phase: PhasePlan) -> Value | None:
        """How much a charged phase takes in all; None: no bound."""
        room: Value | None = None
        ceiling = phase.ceiling
        budget = self.customer.budget
        if ceiling is not None:
            if ceiling.kind == "factor" and ceiling.factor is not None:
                total = self._included(chain.of.name)
                room = (self.tariff.number(ceiling.factor) - 1) * total
            elif ceiling.kind == "quantity":
                room = phase.quantity
            elif (
                phase.money is not None
                and not phase.stops_bill
                and not (budget is not None and ceiling.kind == "budget")
            ):
                room = phase.capacity
                if phase.schedule is None and phase.factor is not None:
                    room = self.schedule(chain, phase).capacity(phase.money)
        if budget is not None and phase.wallet is None:
            others = self.charged(except_for=(chain, place))
            afford = self.schedule(chain, phase).capacity(budget - others)
            if afford is not None and (room is None or afford < room):
                room = afford
        return room

    def schedule(self, chain: Chain, phase: PhasePlan) -> Schedule:
        """The price of a phase; a plan rate is worked out for the customer's seats.

        Raises:
            RatingError: the tier has no fee or allowance to work it out from.
        """
        if phase.schedule is not None:
            return phase.schedule
        return self.plan_rate(chain.of.name, phase.factor, phase)

    def plan_rate(self, of: str, factor: Value, key: PhasePlan | PricePlan) -> Schedule:
        """`factor` times what the tier charges for one included unit."""
        found = self.rates.get(id(key))
        if found is None:
            total = self._included(of)
            if not total:
                raise RatingError(f"the plan rate of `{of}` has no allowance to divide the fee by", "state a price")
            tariff = self.tariff
            base = self.customer.base * tariff.scale / tariff.stretches
            found = self.rates[id(key)] = single(factor * base / total, tariff.zero, None)
        return found

    def _included(self, of: str) -> Value:
        """What the tier itself includes in the stretch."""
        tariff = self.tariff
        total = tariff.zero
        for grant in tariff.pools[of].grants if of in tariff.pools else ():
            if grant.package is None and not grant.once:
                each = self._each(grant, 1)
                if each is None:
                    raise RatingError(
                        f"`{of}` is included without a bound: no multiple of it can be billed", "", grant.span
                    )
                total += each * max(grant.windows, 1) / max(grant.every, 1)
        return total

    def charged(self, except_for: tuple[Chain, int] | None = None) -> Value:
        """What all overage of the stretch comes to."""
        total = self.tariff.zero
        for chain, used in self.phases.items():
            for place, phase in enumerate(chain.phases):
                if phase.action == "charge" and used[place] and phase.wallet is None and (chain, place) != except_for:
                    amount = self.schedule(chain, phase).amount(used[place], False)
                    total += min(amount, phase.money) if phase.stops_bill else amount
        return total

    def _in_credits(self, cell: Cell, phase: PhasePlan, part: Value, now: int, depth: int) -> None:
        wallet = phase.wallet
        assert wallet is not None
        if wallet not in self.pools:
            raise RatingError(f"the tier has no wallet of `{wallet}` to pay with", "grant some credits", phase.span)
        price = phase.credits
        missing = self._draw(cell, wallet, part * price, price, now, "credits")
        if missing:
            chains = self.tariff.chains.get(wallet, [])
            if chains:
                self._follow(cell, chains[-1][1], missing, price, now, depth + 1)
            else:
                self._part(cell, "block", None, missing, price)

    def _lendable(self, pool: Pool) -> Value:
        lent = sum(pool.debts.values(), self.tariff.zero)
        return self._included(pool.of.name) / self.tariff.scale - lent

    def _borrow(self, pool: Pool, part: Value) -> None:
        plan = self.tariff.pools[pool.of.name]
        lender = next((grant for grant in plan.grants if not grant.once), plan.grants[0])
        pool.debts[lender.key] = pool.debts.get(lender.key, self.tariff.zero) + part
        pool.borrowed += part

    def _limit(self, cell: Cell, limit: LimitPlan, quantity: Value, now: int) -> Value:
        """How much of a use a limit lets through; a use that it only slows goes on."""
        if not quantity:
            return quantity
        rate = self.one
        if limit.of.kind == "credit":
            rate = next(rate for ref, rate, _ in cell.wallets if ref == limit.of.name)
            if not rate:
                return quantity
        need = quantity * rate
        passed = self.limits.passed(limit, limit.quantity * self.customer.times(limit.per, self.tariff.kind), need, now)
        if passed == need:
            return quantity
        how = {"upgrade": "upgrade", "pause": "pause", "fallback": "fallback"}.get(limit.action, "limit")
        self._part(cell, how, limit.target, need - passed, rate)
        if limit.action == "upgrade":
            self.upgrade = limit.target
        elif limit.action == "fallback" and limit.target is not None and limit.target != cell.metric:
            self._serve(self.cell_for(limit.target), (need - passed) / rate, now, 1)
        return passed / rate
