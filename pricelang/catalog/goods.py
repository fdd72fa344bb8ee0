"""What is counted and sold: metrics, seats, credits, features, packages."""

from __future__ import annotations

from decimal import Decimal
from typing import Literal

from pricelang.catalog.charges import Allowance, Limit, Note, Price, Unused
from pricelang.catalog.money import Money
from pricelang.catalog.period import Period
from pricelang.catalog.quantity import Conditions, Quantity, Ref
from pricelang.record import Record
from pricelang.source import Span


class CostTerm(Record):
    """So many units of a cost."""

    quantity: Decimal
    cost: str
    unit: str


class CostFormula(Record):
    """What one unit of a metric costs to serve: the sum of its terms; formulas of one metric without conditions, or
    with the same ones, add up, and a more specific one replaces a less specific one."""

    terms: tuple[CostTerm, ...]
    when: Conditions = ()
    span: Span | None = None


class Event(Record):
    """How usage arrives: events of this name, counted, or a property of them summed, its maximum, last or unique
    values."""

    aggregation: Literal["count", "sum", "max", "last", "unique"]
    name: str
    property: str | None = None
    span: Span | None = None


class Rounding(Record):
    """Each use is rounded up to whole steps of `step`, and to at least `least` per `per`."""

    step: Period
    least: Period | None = None
    per: str | None = None
    span: Span | None = None


class Outcome(Record):
    """What an outcome is: when it counts, within which time, what never counts, and what takes it back."""

    counts_when: str | None = None
    within: Period | None = None
    excludes: tuple[str, ...] = ()
    reverses_when: str | None = None
    reverses_within: Period | None = None
    once_per: str | None = None
    succeeds: Decimal | None = None


class Metric(Record):
    """Something counted. `unit` is how its quantity is written; `currency` is set where it counts money. `worth` is its
    value to a customer, the ceiling of its price."""

    name: str
    label: str
    charged_by: Literal["usage", "task", "outcome"] | None = None
    unit: str | None = None
    currency: str | None = None
    costs: tuple[CostFormula, ...] = ()
    worth: Money | None = None
    event: Event | None = None
    rounding: Rounding | None = None
    outcome: Outcome | None = None
    was: str | None = None
    notes: tuple[Note, ...] = ()
    span: Span | None = None


class SeatKind(Record):
    """A kind of seat. A file that declares none has one, named `seat`."""

    name: str
    label: str
    was: str | None = None
    span: Span | None = None


class Burn(Record):
    """A row of a credit's rate table: so many credits for each `per` of a metric. The most specific row that fits a use
    holds; rows of equal rank hold in the order written."""

    metric: str
    quantity: Quantity
    per: Decimal = Decimal(1)
    when: Conditions = ()
    span: Span | None = None


class Credit(Record):
    """A currency of the product's own: what it burns at, the order in which grants are drawn (`soonest_expiring`,
    `included`, `purchased`, or names of pools; empty: the default order), and what happens to what is unused."""

    name: str
    label: str
    worth: Money | None = None
    burns: tuple[Burn, ...] = ()
    draws: tuple[str, ...] = ()
    unused: Unused | None = None
    was: str | None = None
    notes: tuple[Note, ...] = ()
    span: Span | None = None


class Feature(Record):
    """Something that a tier has or has not, or has a text or a number of."""

    name: str
    label: str
    kind: Literal["flag", "text", "number"] = "flag"
    lower_is_better: bool = False
    was: str | None = None
    span: Span | None = None


class Text(Record):
    """A feature's value in words."""

    text: str


class Number(Record):
    """A feature's value as a number."""

    value: Decimal


class Boundless(Record):
    """A feature's value is "unlimited"."""


FeatureValue = Text | Number | Period | Boundless


class FeatureGrant(Record):
    """A feature that a tier or package gives; `value` is None for a plain yes."""

    feature: str
    value: FeatureValue | None = None
    inherited: str | None = None
    span: Span | None = None


class PackageGrant(Record):
    """A package that a tier includes."""

    package: str
    inherited: str | None = None
    span: Span | None = None


class Alert(Record):
    """Tell the customer when this share, in percent, of an allowance is used."""

    of: Ref
    at: tuple[Decimal, ...]
    inherited: str | None = None
    span: Span | None = None


class Package(Record):
    """How something is sold: `core` in the base product, `upgrade` to lift people to a higher tier, `addon` at a price
    of its own. `offers` are its metrics, features and credits."""

    name: str
    label: str
    kind: Literal["core", "upgrade", "addon"]
    vision: Literal["mission_critical", "nice_to_have"] | None = None
    offers: tuple[Ref, ...] = ()
    available_on: tuple[str, ...] = ()
    needs: tuple[str, ...] = ()
    not_with: tuple[str, ...] = ()
    prices: tuple[Price, ...] = ()
    allowances: tuple[Allowance, ...] = ()
    features: tuple[FeatureGrant, ...] = ()
    limits: tuple[Limit, ...] = ()
    alerts: tuple[Alert, ...] = ()
    was: str | None = None
    notes: tuple[Note, ...] = ()
    span: Span | None = None
