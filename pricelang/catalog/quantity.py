"""Quantities: exact, or as much as the vendor says."""

from __future__ import annotations

from decimal import Decimal
from typing import Literal

from pricelang.record import Record


class Exactly(Record):
    """This many."""

    value: Decimal


class AtLeast(Record):
    """This many are promised, more may be served."""

    value: Decimal


class Between(Record):
    """The vendor states a range."""

    low: Decimal
    high: Decimal


class Unlimited(Record):
    """No bound."""


class Unpublished(Record):
    """There is a bound, and the vendor does not say which."""


class TimesTier(Record):
    """A multiple of what another tier has of the same thing (`5x pro`)."""

    factor: Decimal
    tier: str


Quantity = Exactly | AtLeast | Between | Unlimited | Unpublished | TimesTier

Kind = Literal["metric", "credit", "feature", "package", "seat"]


class Ref(Record):
    """A name of something sold, with its kind: the five kinds share one namespace, and readers tell them apart."""

    kind: Kind
    name: str


class Condition(Record):
    """An attribute of a use has one of these values (`when quality is high or best`)."""

    attribute: str
    values: tuple[str, ...]


Conditions = tuple[Condition, ...]
