"""Limits at work: how much of a use passes in a window."""

from __future__ import annotations

from collections import deque

from pricelang.rating.errors import RatingError
from pricelang.rating.exact import Value
from pricelang.rating.tariff import LimitPlan
from pricelang.rating.timing import SECONDS, after

_GO_ON = frozenset({"slow", "ask", "charge", "free"})


class _Past:
    """What has passed a limit and still counts, oldest first."""

    __slots__ = ("total", "uses")

    def __init__(self, zero: Value) -> None:
        self.total = zero
        self.uses: deque[tuple[int, Value]] = deque()


class Limits:
    """What has passed each limit in a stretch of metering that begins at `start`; `dated`: uses have dates."""

    def __init__(self, zero: Value, start: int, dated: bool) -> None:
        self.zero = zero
        self.start = start
        self.dated = dated
        self.past: dict[int, _Past] = {}

    def passed(self, limit: LimitPlan, bound: Value, need: Value, now: int) -> Value:
        """How much of `need` a limit of `bound` lets through; all of it where the limit only slows.

        Without dates a window's bound holds for all windows of the stretch together.

        Raises:
            RatingError: what goes beyond the limit is charged, which only an allowance can say.
        """
        past = self.past.get(id(limit))
        if past is None:
            past = self.past[id(limit)] = _Past(self.zero)
        if limit.window is not None and not self.dated:
            bound = bound * limit.windows
        elif limit.window is not None:
            self._forget(limit, past, now)
        room = bound - past.total
        passed = need if need <= room or limit.action in _GO_ON else max(room, self.zero)
        if need > room and limit.action == "charge":
            raise RatingError(
                f"a charge beyond a limit of `{limit.of.name}` cannot be billed",
                "say it after an allowance",
                limit.span,
            )
        past.total += passed
        if self.dated:
            past.uses.append((now, passed))
        return passed

    def _forget(self, limit: LimitPlan, past: _Past, now: int) -> None:
        """Drop what is out of the window: it rolls, or it is one of those that follow each other from the start."""
        assert limit.window is not None
        if limit.rolling:
            while past.uses and after(past.uses[0][0], limit.window) <= now:
                past.total -= past.uses.popleft()[1]
        elif limit.window.unit in SECONDS:
            length = SECONDS[limit.window.unit] * limit.window.count
            opened = now - (now - self.start) % length
            while past.uses and past.uses[0][0] < opened:
                past.total -= past.uses.popleft()[1]
