"""Tiers and what only they say."""

from __future__ import annotations

from pricelang.syntax.nodes.clauses import Body, Per, Quantity, Tails
from pricelang.syntax.nodes.declarations import Was
from pricelang.syntax.nodes.included import Clause
from pricelang.syntax.nodes.literals import Date, Duration, Factor, Money, Name, Number, Percent, Text, Word
from pricelang.syntax.nodes.node import Node
from pricelang.syntax.nodes.prices import Fees


class Tier(Node):
    """`tier NAME extends OTHER { ... }`."""

    name: Name
    was: Was | None
    label: Text | None
    extends: Extends | None
    body: Body | None


class Extends(Node):
    """`extends free`."""

    name: Name


class Recommended(Node):
    """`recommended`."""


class Unlisted(Node):
    """`unlisted`."""


class For(Node):
    """`for writer`."""

    names: tuple[Name, ...]


class Limit(Node):
    """`limit 200 drafts per day`."""

    quantity: Quantity
    concurrent: Concurrent | None
    of: Name
    pers: tuple[Per, ...]
    clauses: tuple[Clause, ...]


class Concurrent(Node):
    """`concurrent`."""


class Alert(Node):
    """`alert ai at 80%, 100%`."""

    of: Name
    at: tuple[Percent, ...]


class Seats(Node):
    """`seats 3 to 50`."""

    range: SeatsExactly | SeatsBetween | SeatsAtLeast | SeatsUpTo
    kind: Name | None


class SeatsExactly(Node):
    """`3`."""

    count: Number


class SeatsBetween(Node):
    """`3 to 50`."""

    low: Number
    high: Number


class SeatsAtLeast(Node):
    """`at least 20`."""

    count: Number


class SeatsUpTo(Node):
    """`up to 5`."""

    count: Number


class Trial(Node):
    """`trial 14 days with 100 ai`."""

    length: Duration
    grant: TrialGrant | None
    tails: Tails


class TrialGrant(Node):
    """`with 100 ai`."""

    quantity: Quantity
    of: Name


class Commit(Node):
    """`commit $20_000 per year`."""

    amount: Money
    period: Word
    factor: Factor | None
    tails: Tails


class Minimum(Node):
    """`minimum $50 per month on image`."""

    amount: Money
    period: Word
    on: Name | None


class Invoices(Node):
    """`invoices also at $20 owed`."""

    threshold: Money | PriceMultiple


class PriceMultiple(Node):
    """`2x price`."""

    factor: Factor


class Size(Node):
    """`size 200 builds per month at $50 per month`."""

    quantity: Quantity
    of: Name
    pers: tuple[Per, ...]
    fees: Fees
    tails: Tails


class Retired(Node):
    """`retired DATE, becomes pro`."""

    date: Date
    becomes: Name | None
