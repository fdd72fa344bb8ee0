"""A price file that is written line by line, and what to bill of it."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass, field
from decimal import Decimal
from typing import Any, Literal

Row = Mapping[str, Any]
Reading = Literal["total", "drawn", "held", "margin"]


@dataclass
class Case:
    """A price file, and what to bill: `periods` are the uses of consecutive intervals, each (metric, quantity, hours
    after the interval's start or None). `invoice` is the bill to look at (from 0), and `reading` what of it: its total,
    what is left of the grant that was drawn last (or what exceeded all grants), all that is held, or what may be spent
    on serving before the margin falls below the product's floor."""

    text: str
    periods: list[list[tuple[str, str, int | None]]]
    interval: str = "monthly"
    addons: dict[str, int] = field(default_factory=dict)
    existing: bool = False
    invoice: int = 0
    reading: Reading = "total"


class Sheet:
    """The lines of a price file with one tier, `plan`."""

    def __init__(self, row: Row) -> None:
        self.currency: str = row["currency"] or "USD"
        self.product: list[str] = []
        self.declarations: list[str] = []
        self.tier: list[str] = []

    def money(self, amount: str) -> str:
        return f"{self.currency} {plain(amount)}"

    def metric(self, name: str, unit: str = "") -> str:
        name = named(name)
        self.declarations.append(f"metric {name} {{ {unit} }}" if unit else f"metric {name}")
        return name

    def base(self, structure: Row) -> None:
        if "base_fee" in structure:
            self.tier.append(f"price {self.money(structure['base_fee'])} per month")

    def minimum(self, structure: Row, metric: str) -> None:
        if "minimum" in structure:
            self.tier.append(f"minimum {self.money(structure['minimum'])} per month on {metric}")

    def text(self) -> str:
        head = ['product demo "Demo" {', f"  currency {self.currency}", *(f"  {line}" for line in self.product), "}"]
        lines = [*head, *self.declarations]
        return "\n".join([*lines, 'tier plan "Plan" {', *(f"  {line}" for line in self.tier), "}", ""])


def plain(number: str) -> str:
    return f"{Decimal(number):f}"


def named(text: str) -> str:
    return "m_" + re.sub(r"[^a-z0-9]+", "_", text.lower()).strip("_")


def single(row: Row) -> str:
    quantity = row["quantity"]
    if isinstance(quantity, Mapping):
        (quantity,) = quantity.values()
    return plain(quantity)
