"""Clauses that many statements share: windows, quantities, conditions, dates and cohorts."""

from __future__ import annotations

from pricelang.syntax.nodes.literals import (
    Date,
    Duration,
    Factor,
    Money,
    Name,
    Note,
    Number,
    Percent,
    Text,
    Uncertain,
    Word,
)
from pricelang.syntax.nodes.node import Node


class TailFrom(Node):
    """`from DATE`."""

    date: Date


class TailUntil(Node):
    """`until DATE`."""

    date: Date


class TailUntilRenewal(Node):
    """`until renewal`."""


class TailExisting(Node):
    """`for existing customers`."""


class TailCohort(Node):
    """`for nonprofits`."""

    name: Name


class TailRegion(Node):
    """`in eu`."""

    name: Name


class TailUpFront(Node):
    """`grants up front`."""


class TailMonthly(Node):
    """`grants monthly`."""


class TailCommit(Node):
    """`with commit of $20_000 per year`."""

    amount: Money | None
    period: Word | None


class TailSaves(Node):
    """`saves 20%`."""

    up_to: UpToSign | None
    percent: Percent


class UpToSign(Node):
    """`up to`."""


class PerName(Node):
    """`per seat`."""

    name: Name


class PerWindow(Node):
    """`per month`."""

    window: Window


class WindowCalendar(Node):
    """`calendar month`."""

    period: Word


class WindowRolling(Node):
    """`rolling 5 hours`."""

    length: Duration


class WindowFirstUse(Node):
    """`5 hours from first use`."""

    length: Duration


class WindowPeriod(Node):
    """`month`."""

    period: Word


class WindowDuration(Node):
    """`5 hours`."""

    length: Duration


class Exactly(Node):
    """`500`."""

    value: Number


class AtLeast(Node):
    """`at least 225`."""

    value: Number


class Between(Node):
    """`25 to 50`."""

    low: Number
    high: Number


class Unlimited(Node):
    """`unlimited`."""


class Unpublished(Node):
    """`unpublished`."""


class TimesTier(Node):
    """`5x pro`."""

    factor: Factor
    tier: Name


class When(Node):
    """`when quality is high and size is large`."""

    conditions: tuple[Condition, ...]


class Condition(Node):
    """`quality is high or best`."""

    attribute: Name
    keys: tuple[Name | Text, ...]


Quantity = Exactly | AtLeast | Between | Unlimited | Unpublished | TimesTier
Window = WindowCalendar | WindowRolling | WindowFirstUse | WindowPeriod | WindowDuration
Per = PerName | PerWindow
Tail = (
    TailFrom
    | TailUntil
    | TailUntilRenewal
    | TailExisting
    | TailCohort
    | TailRegion
    | TailUpFront
    | TailMonthly
    | TailCommit
    | TailSaves
    | Note
    | Uncertain
)
Tails = tuple[Tail, ...]
Keys = tuple[tuple[Name | Text, ...], ...]
Body = tuple[Node, ...]
