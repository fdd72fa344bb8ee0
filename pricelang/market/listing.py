"""What a public price list says, whatever it comes from. Amounts are in US dollars."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import date
from decimal import Decimal
from typing import Protocol

from pricelang.record import Record

CURRENCY = "USD"


class Step(Record):
    """A price that holds for the whole request once it has more than `above` input units."""

    above: Decimal
    amount: Decimal


class ListedPrice(Record):
    """`amount` for each `per` units, up to the first of `steps`, which rise. `least` is the amount at the cheapest hour
    where the price depends on the hour; `amount` is the dearest then."""

    amount: Decimal
    per: Decimal
    steps: tuple[Step, ...] = ()
    least: Decimal | None = None


Prices = Mapping[str, ListedPrice]
"""Prices by the list's own name of the unit."""


class Offer(Protocol):
    """A model as the list has it."""

    @property
    def provider(self) -> str:
        """The provider's name in the list."""

    @property
    def model(self) -> str:
        """The model's name in the list; the one asked for may be another name of it."""

    def prices(self, conditions: Mapping[str, str]) -> Prices | None:
        """Prices of the day under some conditions, attribute and value; None where the list does not know them."""

    def coming(self, conditions: Mapping[str, str]) -> Sequence[tuple[date, Prices]]:
        """Prices that the list already announces, by the day on which they begin, the soonest first."""

    def siblings(self, unit: str) -> Sequence[Decimal]:
        """What the provider's other models of the same family cost by this unit; free ones are left out."""


class PriceList(Protocol):
    """A list. `day` is the last day on which, by the list itself, a price in it has begun: it is at least as new."""

    @property
    def name(self) -> str:
        """What it is called where people look for it."""

    @property
    def version(self) -> str:
        """Which edition this is."""

    @property
    def day(self) -> date:
        """The day that the list is of."""

    @property
    def units(self) -> Sequence[str]:
        """The list's own names of all units that it knows."""

    def offer(self, reference: str) -> Offer:
        """The model that a reference (`openai:gpt-5-mini`) means.

        Raises:
            NotListed: there is none.
        """


class NotListed(Exception):  # noqa: N818 - said as it is read
    """The list has no such provider or model: `message` says which, `help` what to write."""

    def __init__(self, message: str, help: str) -> None:  # noqa: A002
        self.message = message
        self.help = help
        super().__init__(f"{message}; {help}")


class CannotCompare(Exception):  # noqa: N818 - said as it is read
    """The price list cannot be read at all; the message says why and what to do."""
