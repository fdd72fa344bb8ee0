"""Wallets at work: lots of credits come, are drawn in order, roll over and expire.

A pool keeps its lots from bill to bill. It never goes below zero and never makes credits: over a bill, what was
brought and granted is what was burned, expired, repaid and left.
"""

from __future__ import annotations

from datetime import date

from pricelang.catalog.quantity import Ref
from pricelang.rating.exact import Value
from pricelang.rating.tariff import GrantPlan, PoolPlan
from pricelang.rating.timing import MONTHS, NEVER, SECONDS, after, calendar_start

Due = tuple[int, int, GrantPlan, Value, Value]
"""A grant to come: its moment, the end of its window, where it is from, its quantity (None: unlimited), and how much
of it is for one window."""


class Lot:
    """What is left of one grant; `remaining` None: unlimited. `end` is when it expires, `window_end` when its window
    ends."""

    __slots__ = ("end", "key", "ledger", "plan", "remaining", "start", "window_end")

    def __init__(self, plan: GrantPlan, quantity: Value, start: int, window_end: int, number: int) -> None:
        self.plan = plan
        self.remaining = quantity
        self.start = start
        self.window_end = window_end
        self.end = _end(plan, start, window_end)
        self.ledger: list[tuple[int, Value]] | None = None
        # what rolls over up to a balance may be lost when its window ends, long before it expires
        at_risk = plan.rolls and plan.lasts is None and (plan.balance is not None or plan.balance_quantity is not None)
        soonest = min(self.end, window_end) if at_risk else self.end
        self.key = (plan.rank[0], soonest, plan.rank[1], plan.origin == "purchased", start, number)


class Account:
    """What became of the grants of one plan during a bill."""

    __slots__ = ("brought", "burned", "expired", "expires", "granted", "plan", "repaid", "starts", "unlimited")

    def __init__(self, plan: GrantPlan, zero: Value) -> None:
        self.plan = plan
        self.brought = self.granted = self.burned = self.expired = self.repaid = zero
        self.unlimited = False
        self.starts: int | None = None
        self.expires: int | None = None


class Pool:
    """The lots of one credit or metric that one customer holds."""

    __slots__ = ("accounts", "borrowed", "debts", "due", "last", "lots", "made", "of", "over", "plan", "zero")

    def __init__(self, of: Ref, zero: Value) -> None:
        self.of = of
        self.zero = zero
        self.plan: PoolPlan | None = None
        self.lots: list[Lot] = []
        self.accounts: dict[str, Account] = {}
        self.debts: dict[str, Value] = {}
        self.due: list[Due] = []
        self.last: dict[str, Value] = {}
        self.over: Value = zero
        self.borrowed: Value = zero
        self.made = 0

    def begin(self, plan: PoolPlan | None, now: int) -> None:
        """Start a bill: what is held is brought forward."""
        self.plan = plan
        self.accounts = {}
        self.over = self.borrowed = self.zero
        if self.lots:
            self.lots = [lot for lot in self.lots if lot.remaining is None or lot.remaining or lot.ledger is not None]
            for lot in self.lots:
                account = self._account(lot)
                if lot.remaining is None:
                    account.unlimited = True
                else:
                    account.brought += lot.remaining
            self._expire(now)

    def advance(self, now: int) -> None:
        """Bring the pool to a moment: windows end, lots expire, grants arrive."""
        while self.due and self.due[0][0] <= now:
            start, window_end, plan, quantity, each = self.due.pop(0)
            self._expire(start)
            self.admit(plan, quantity, each, start, window_end)
        self._expire(now)

    def admit(
        self, plan: GrantPlan, quantity: Value, each: Value, start: int, window_end: int, ledger: bool = False
    ) -> None:
        """A grant arrives: what is left of the last ones rolls over, and what was borrowed is repaid first."""
        if plan.rolls:
            self._roll(plan, each, start)
        self.last[plan.key] = each
        lot = Lot(plan, quantity, start, window_end, self.made)
        self.made += 1
        account = self._account(lot)
        account.starts = start if account.starts is None else account.starts
        account.expires = lot.end
        if quantity is None:
            account.unlimited = True
        else:
            account.granted += quantity
            debt = self.debts.pop(plan.key, None) if self.debts else None
            if debt:
                repaid = min(debt, quantity)
                lot.remaining = quantity - repaid
                account.repaid += repaid
                if debt > repaid:
                    self.debts[plan.key] = debt - repaid
        if ledger:
            lot.ledger = []
        self.lots.append(lot)
        if len(self.lots) > 1:
            self.lots.sort(key=_order)

    def draw(self, metric: str, need: Value, now: int) -> tuple[list[tuple[Account, Value]], Value]:
        """Take `need` from the lots in order, as far as they reach; what each gave, and what is missing."""
        taken: list[tuple[Account, Value]] = []
        for lot in self.lots:
            plan = lot.plan
            if plan.only_for and metric not in plan.only_for:
                continue
            if lot.ledger is not None:
                self._refresh(lot, now)
            remaining = lot.remaining
            if remaining is None:
                part = need
            elif not remaining:
                continue
            else:
                part = need if need < remaining else remaining
                lot.remaining = remaining - part
            account = self.accounts[plan.key]
            account.burned += part
            taken.append((account, part))
            if lot.ledger is not None:
                lot.ledger.append((now, part))
            need = need - part
            if not need:
                break
        return taken, need

    def finish(self, end: int) -> None:
        """End a stretch of metering: the grants whose window is over expire, or roll over up to their balance."""
        self.advance(end - 1)
        self._expire(end)
        seen: set[str] = set()
        for lot in self.lots:
            plan = lot.plan
            if plan.rolls and lot.window_end <= end and plan.key not in seen:
                seen.add(plan.key)
                self._roll(plan, self.last.get(plan.key), end)

    def total(self) -> Value | None:
        """What is held now; None: unlimited."""
        total = self.zero
        for lot in self.lots:
            if lot.remaining is None:
                return None
            total += lot.remaining
        return total

    def _roll(self, plan: GrantPlan, quantity: Value, now: int) -> None:
        """Trim what rolls over, so that with the next grant no more than the balance is held."""
        if not plan.rolls or quantity is None:
            return
        bound = plan.balance_quantity
        if plan.balance is not None:
            bound = plan.balance * quantity
        if bound is None:
            return
        keep = max(bound - quantity, self.zero)
        old = [lot for lot in self.lots if lot.plan.key == plan.key and lot.remaining and lot.window_end <= now]
        excess = sum((lot.remaining for lot in old), self.zero) - keep
        for lot in old:
            if excess <= 0:
                return
            lost = min(excess, lot.remaining)
            lot.remaining = lot.remaining - lost
            self._account(lot).expired += lost
            excess = excess - lost

    def _expire(self, now: int) -> None:
        for lot in self.lots:
            if lot.end <= now:
                break
        else:
            return
        for lot in self.lots:
            if lot.end <= now and lot.remaining is not None:
                self._account(lot).expired += lot.remaining
        self.lots = [lot for lot in self.lots if lot.end > now]

    def _refresh(self, lot: Lot, now: int) -> None:
        """A rolling window gives back what was used before it; one from the first use starts anew after it ended."""
        ledger, plan = lot.ledger, lot.plan
        if not ledger or plan.window is None or lot.remaining is None:
            return
        account = self._account(lot)
        if plan.shape == "rolling":
            while ledger and after(ledger[0][0], plan.window) <= now:
                _, part = ledger.pop(0)
                lot.remaining = lot.remaining + part
                account.granted += part
        elif after(ledger[0][0], plan.window) <= now:
            used = sum((part for _, part in ledger), self.zero)
            account.expired += lot.remaining
            account.granted += lot.remaining + used
            lot.remaining = lot.remaining + used
            ledger.clear()

    def _account(self, lot: Lot) -> Account:
        account = self.accounts.get(lot.plan.key)
        if account is None:
            account = self.accounts[lot.plan.key] = Account(lot.plan, self.zero)
            account.starts, account.expires = lot.start, lot.end
        return account


def grant_starts(plan: GrantPlan, anchor: int, start: int, end: int, first: bool) -> list[tuple[int, int]]:
    """Start and end of every window of a plan that begins in a stretch of metering, by the calendar."""
    window = plan.window
    assert window is not None
    if plan.shape == "calendar":
        unit = window.unit
        at = calendar_start(start, unit)
        starts = [start] if first and at < start else []
        ends = []
        while at < end:
            following = after(at, window)
            if at >= start:
                starts.append(at)
            if following > start:
                ends.append(following)
            at = following
        return list(zip(starts, ends[-len(starts) :], strict=False)) if starts else []
    found = []
    if window.unit in MONTHS:
        passed = date.fromordinal(start // 86_400).year * 12 - date.fromordinal(anchor // 86_400).year * 12
        count = max(0, passed // (MONTHS[window.unit] * window.count) - 1)
    else:
        count = max(0, (start - anchor) // (SECONDS[window.unit] * window.count))
    while (at := after(anchor, window, count)) < end:
        count += 1
        if at >= start:
            found.append((at, after(anchor, window, count)))
    return found


def _end(plan: GrantPlan, start: int, window_end: int) -> int:
    if plan.never_expires:
        return NEVER
    if plan.expires is not None:
        return after(start, plan.expires)
    if plan.rolls:
        return NEVER if plan.lasts is None or window_end >= NEVER else after(window_end, plan.lasts)
    return window_end


def _order(lot: Lot) -> tuple[int, int, int, bool, int, int]:
    return lot.key
