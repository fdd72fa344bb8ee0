"""A bill: lines with exact amounts, what was granted and burned, what was served, and how each number came about."""

from __future__ import annotations

from datetime import date
from decimal import Decimal
from typing import Literal, TypeAlias

from pricelang.catalog.money import Money
from pricelang.catalog.period import Period
from pricelang.catalog.quantity import Conditions, Ref
from pricelang.rating.exact import Number
from pricelang.record import Record
from pricelang.source import Span

LineKind: TypeAlias = Literal[
    "fee",  # a recurring fee for the account, or for a bought quantity
    "seats",  # a recurring fee per seat
    "one_off",  # paid once: on the first bill, or on the one of its purchase
    "included",  # use that an allowance of its own covers; the amount is zero
    "credits",  # credits burned, one line for each metric and grant in draw order; the amount is zero
    "usage",  # use at its usage price
    "overage",  # use or credits beyond what is included, at the price of the phase it fell in
    "minimum",  # raises the charges of one price, one metric or the whole bill
    "maximum",  # takes back what exceeds a price's maximum or a charge cap; negative
    "discount",  # negative
    "beyond_commitment",  # usage beyond the commitment at its factor: the difference to the list rate
    "true_up",  # what is missing to the commitment
]


class Step(Record):
    """One piece of a line's arithmetic: `result` is `operation` on `operands`.

    `times`: the product. `divided_by`: the quotient. `blocks`: the first operand in whole blocks of the second, rounded
    up. `percent_of`: the first operand's percentage of the second. `flat`: the operand itself. `at_least`, `at_most`:
    what raises the first operand to the second, or lowers it.
    """

    operation: Literal["times", "divided_by", "blocks", "percent_of", "flat", "at_least", "at_most"]
    operands: tuple[Number, ...]
    result: Number


class BandSlice(Record):
    """The band that a line is about: its place in the price (from 0), and the quantities that it prices, beyond
    `above` and up to `up_to` (None: open)."""

    index: int
    above: Number
    up_to: Number | None


class Threshold(Record):
    """What comes next: beyond `beyond` of a metric or credit (so at `beyond` + 1), `action` holds; `unit` money for
    each `per` where it charges."""

    beyond: Number
    action: str
    unit: Number | None = None
    per: Number = Decimal(1)
    percent: Number | None = None


class Line(Record):
    """One line of a bill.

    `label` is the label of what is charged. `amount` is exact, in the bill's currency, major units. `quantity` units
    (in `blocks` whole blocks, where the price is by started blocks) cost `unit` money for each `per`; or `percent` of
    `quantity`, or of `base`. `base` is what a minimum, maximum, discount or true-up was measured against, `bound` that
    minimum, maximum or commitment. `of` is the metric, credit, seat kind or package. `at` is the first day of the
    part of the interval that the line is about, where an interval has several.
    """

    kind: LineKind
    label: str
    amount: Number
    quantity: Number | None = None
    unit: Number | None = None
    per: Number = Decimal(1)
    percent: Number | None = None
    blocks: Number | None = None
    base: Number | None = None
    bound: Number | None = None
    band: BandSlice | None = None
    of: Ref | None = None
    attributes: Conditions = ()
    grant: str | None = None
    next: Threshold | None = None
    at: date | None = None
    span: Span | None = None

    @property
    def steps(self) -> tuple[Step, ...]:
        """How the amount came about, in order; the last step's result is the amount (but for the sign of what is
        taken off)."""
        return _steps(self)


class Draw(Record):
    """Credits taken from one grant, in the order of the bill: `quantity` of a metric at `rate` credits each."""

    metric: str
    attributes: Conditions
    grant: str
    quantity: Number
    rate: Number
    credits: Number
    at: date | None = None


class GrantStatement(Record):
    """What became of one grant during the bill's interval; quantities in the wallet's unit, None where it is unlimited.

    `brought` + `granted` = `burned` + `expired` + `rolled_over` + `left` + `repaid`: `brought` was held when the
    interval began; `rolled_over` goes on as what is left of an included grant, `left` as a grant that is still running
    (a pack, or a grant for longer than the interval); `repaid` was borrowed before. `expires` None: never.
    """

    name: str
    origin: Literal["included", "purchased", "trial"]
    brought: Number | None
    granted: Number | None
    burned: Number
    expired: Number | None
    rolled_over: Number | None
    left: Number | None
    repaid: Number = Decimal(0)
    starts: date | None = None
    expires: date | None = None
    only_for: tuple[str, ...] = ()
    span: Span | None = None


class WalletStatement(Record):
    """A wallet of credits, or a metric with an allowance of its own, over the bill's interval; `draws` is empty for the
    latter. `over` is what was needed beyond all grants, `borrowed` the part of it taken from the next grant."""

    of: Ref
    label: str
    grants: tuple[GrantStatement, ...]
    draws: tuple[Draw, ...] = ()
    burned: Number = Decimal(0)
    over: Number = Decimal(0)
    borrowed: Number = Decimal(0)

    @property
    def left(self) -> Number | None:
        """What the next interval starts with, beside its own grants; None: unlimited."""
        from fractions import Fraction

        from pricelang.rating.exact import tidy

        total = Fraction(0)
        for grant in self.grants:
            if grant.left is None or grant.rolled_over is None:
                return None
            total += Fraction(grant.left) + Fraction(grant.rolled_over)
        return tidy(total)


How: TypeAlias = Literal[
    "included",
    "credits",
    "priced",
    "overage",
    "free",
    "slow",
    "ask",
    "borrow",
    "fallback",
    "unpriced",
    "upgrade",
    "block",
    "pause",
    "limit",
    "not_offered",
]

NOT_SERVED: frozenset[str] = frozenset({"upgrade", "block", "pause", "limit", "fallback", "not_offered"})


class Part(Record):
    """How a part of a use was met, in units of its metric; `target` is the metric that was served in its place or the
    tier to move to."""

    how: How
    quantity: Number
    target: str | None = None


class Served(Record):
    """What became of the uses of a metric with the same attributes; its parts add up to the quantity asked for."""

    metric: str
    attributes: Conditions
    quantity: Number
    parts: tuple[Part, ...]

    @property
    def unserved(self) -> Number:
        """How much was asked for and not served as asked (blocked, paused, beyond a limit, or met by another
        metric)."""
        from fractions import Fraction

        from pricelang.rating.exact import tidy

        return tidy(sum((Fraction(part.quantity) for part in self.parts if part.how in NOT_SERVED), Fraction(0)))


class Bill(Record):
    """The bill of one billing interval.

    `exact` is the sum of the lines; `total` is `exact` rounded once, half up, to the currency's minor unit. `starts`
    and `ends` (exclusive) are None without a date. `upgrade` names the tier that the customer is moved to. `notices`
    are sentences on what the catalog leaves open and how it was read here.
    """

    tier: str
    label: str
    interval: Period | None
    currency: str
    lines: tuple[Line, ...]
    exact: Number
    total: Money
    wallets: tuple[WalletStatement, ...] = ()
    uses: tuple[Served, ...] = ()
    notices: tuple[str, ...] = ()
    upgrade: str | None = None
    starts: date | None = None
    ends: date | None = None


def _steps(line: Line) -> tuple[Step, ...]:
    amount = line.amount
    if line.kind == "discount" and line.bound is not None and line.base is not None:
        return (Step("at_most", (line.bound, line.base), amount),)
    if line.bound is not None and line.base is not None:
        bound: Literal["at_most", "at_least"] = "at_most" if line.kind == "maximum" else "at_least"
        return (Step(bound, (line.base, line.bound), amount),)
    if line.percent is not None:
        base = line.base if line.base is not None else line.quantity
        return () if base is None else (Step("percent_of", (line.percent, base), amount),)
    if line.unit is None:
        return (Step("flat", (amount,), amount),)
    if line.blocks is not None and line.quantity is not None:
        blocks = Step("blocks", (line.quantity, line.per), line.blocks)
        return blocks, Step("times", (line.blocks, line.unit), amount)
    if line.quantity is None:
        return (Step("flat", (amount,), amount),)
    if line.per != 1:
        from pricelang.rating.exact import quotient

        shares = quotient(line.quantity, line.per)
        return Step("divided_by", (line.quantity, line.per), shares), Step("times", (shares, line.unit), amount)
    return (Step("times", (line.quantity, line.unit), amount),)
