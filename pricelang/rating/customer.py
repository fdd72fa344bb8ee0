"""What the rating of usage asks about a customer."""

from __future__ import annotations

from collections.abc import Callable, Mapping

from pricelang.catalog.quantity import Ref
from pricelang.rating.exact import Value


class Customer:
    """What the rating of usage asks about a customer in one bill. `base` is what the tier itself charges for the
    interval, `quantity_of` how much of a metric is bought."""

    __slots__ = ("base", "budget", "held", "new", "overage", "quantity_of", "seats")

    def __init__(
        self,
        seats: Mapping[str, int],
        quantity_of: Callable[[str], Value],
        held: Mapping[str, int],
        new: Mapping[str, int],
        overage: bool,
        budget: Value | None,
        base: Value,
    ) -> None:
        self.seats = seats
        self.quantity_of = quantity_of
        self.held = held
        self.new = new
        self.overage = overage
        self.budget = budget
        self.base = base

    def times(self, per: Ref | None, kind: Callable[[int], Value]) -> Value:
        """For how many a quantity is granted or limited: seats, units of a metric, or the account."""
        if per is None:
            return kind(1)
        if per.kind == "metric":
            return self.quantity_of(per.name)
        return kind(self.seats.get(per.name, 0)) if per.kind == "seat" else kind(1)
