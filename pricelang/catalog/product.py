"""The product, what serving it costs, and who buys it."""

from __future__ import annotations

from datetime import date
from decimal import Decimal
from typing import Literal

from pricelang.catalog.charges import Note
from pricelang.catalog.money import Exchange, Money
from pricelang.catalog.period import Period
from pricelang.catalog.quantity import Conditions, Ref
from pricelang.record import Record
from pricelang.source import Span


class Review(Record):
    """When the prices were last looked at, how often they are, and by whom."""

    on: date
    every: Period | None = None
    by: str | None = None
    span: Span | None = None


class Product(Record):
    """What is sold, to whom, in which currencies (the first one is meant where none is said); `margin` is the floor, in
    percent, that the linter proves."""

    name: str
    label: str
    audiences: tuple[Literal["b2b", "prosumer", "developer", "consumer"], ...] = ()
    stage: Literal["beta", "launch", "growth", "mature"] | None = None
    currencies: tuple[str, ...] = ()
    effective: date | None = None
    review: Review | None = None
    margin: Decimal | None = None
    exchanges: tuple[Exchange, ...] = ()
    notes: tuple[Note, ...] = ()
    span: Span | None = None


class CostRate(Record):
    """What the seller pays: `amount` for each `per` units; above `threshold` of `threshold_unit` in one request, where
    the provider prices the whole request by its size."""

    amount: Money
    unit: str
    per: Decimal = Decimal(1)
    threshold: Decimal | None = None
    threshold_unit: str | None = None
    when: Conditions = ()
    span: Span | None = None


class Cost(Record):
    """A thing that the seller pays for, by unit; `provider` and `model` name it in a public price list."""

    name: str
    label: str
    rates: tuple[CostRate, ...] = ()
    provider: str | None = None
    model: str | None = None
    as_of: date | None = None
    notes: tuple[Note, ...] = ()
    span: Span | None = None


class Pays(Record):
    """What somebody would pay at most, per seat or in all, each period."""

    amount: Money
    period: Period
    per: Ref | None = None
    span: Span | None = None


class Uses(Record):
    """How much of a metric a persona uses in a month: the median, and the 99th percentile."""

    metric: str
    typical: Decimal
    heavy: Decimal | None = None
    per: Ref | None = None
    span: Span | None = None


class Persona(Record):
    """A kind of buyer; `share` of the customers in percent; one that `retains` not is left out of decisions."""

    name: str
    label: str
    share: Decimal | None = None
    seats: int | None = None
    pays: Pays | None = None
    uses: tuple[Uses, ...] = ()
    retains: bool = True
    notes: tuple[Note, ...] = ()
    span: Span | None = None


class Cohort(Record):
    """A group of customers that a price or a discount may be for."""

    name: str
    label: str
    span: Span | None = None


class Region(Record):
    """A part of the world that a price may be for."""

    name: str
    label: str
    span: Span | None = None
