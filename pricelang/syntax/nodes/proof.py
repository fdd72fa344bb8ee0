"""Discounts, and the examples that prove a file."""

from __future__ import annotations

from pricelang.syntax.nodes.clauses import Body, When
from pricelang.syntax.nodes.literals import Date, Duration, Money, Name, Number, Percent, Text, Word
from pricelang.syntax.nodes.node import Node


class Discount(Node):
    """`discount NAME { ... }`."""

    name: Name
    label: Text | None
    body: Body


class PercentOff(Node):
    """`20% off`."""

    percent: Percent
    on: tuple[Name, ...] | None


class AmountOff(Node):
    """`$10 off`."""

    amount: Money
    on: tuple[Name, ...] | None


class FreeFor(Node):
    """`free 3 months`."""

    length: Duration


class Lasts(Node):
    """`lasts 12 months`."""

    length: Duration


class Code(Node):
    """`code "LAUNCH"`."""

    code: Text


class From(Node):
    """`from DATE`."""

    date: Date


class Until(Node):
    """`until DATE`."""

    date: Date


class ForExisting(Node):
    """`for existing customers`."""


class ForAtLeast(Node):
    """`for at least 250 seats`."""

    count: Number
    kind: Name


class ForCohort(Node):
    """`for nonprofit`."""

    name: Name


class Stacks(Node):
    """`stacks`."""


class StacksWith(Node):
    """`stacks with launch`."""

    names: tuple[Name, ...]


class Example(Node):
    """`example "..." { ... }`."""

    title: Text
    body: Body


class ExampleTier(Node):
    """`tier pro monthly`."""

    tier: Name
    cadence: Word


class ExampleSeats(Node):
    """`seats 3`."""

    count: Number
    kind: Name | None


class Buys(Node):
    """`buys 2 credit_pack`."""

    count: Number
    package: Name


class Use(Node):
    """`use 460 drafts, 15 images`."""

    uses: tuple[Used, ...]
    when: When | None


class Used(Node):
    """`460 drafts`."""

    quantity: Number
    metric: Name


class WithDiscount(Node):
    """`with launch`."""

    name: Name


class OverageOff(Node):
    """`overage off`."""


class OverageUpTo(Node):
    """`overage up to $50`."""

    amount: Money


class ExampleCohort(Node):
    """`for nonprofit`."""

    name: Name


class ExampleRegion(Node):
    """`in eu`."""

    name: Name


class On(Node):
    """`on DATE`."""

    date: Date


class Total(Node):
    """`total $24.00`."""

    amount: Money
