"""Bills of the rating engine, for the analysis to confirm its witnesses with: the two know nothing of each other."""

from __future__ import annotations

from collections.abc import Mapping
from decimal import Decimal
from fractions import Fraction
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from pricelang.analysis import Rebill
    from pricelang.analysis.cells import Cell
    from pricelang.catalog.catalog import Catalog
    from pricelang.catalog.period import Period


def rebilling(catalog: Catalog) -> Rebill:
    """What bills a usage of a catalog with the rating engine; it is imported when first asked."""

    def rebill(
        tier: str, interval: Period | None, currency: str, seats: int, usage: Mapping[Cell, Fraction]
    ) -> Fraction | None:
        from pricelang.catalog.catalog import Use
        from pricelang.catalog.period import MONTH
        from pricelang.catalog.quantity import Condition
        from pricelang.rating import RatingError, Subscription, bill

        uses = [
            Use(
                cell.metric,
                Decimal(quantity.numerator) / Decimal(quantity.denominator),
                tuple(Condition(name, (value,)) for name, value in cell.attributes),
            )
            for cell, quantity in usage.items()
        ]
        try:
            found = bill(catalog, Subscription(tier, interval or MONTH, currency, seats), uses)
        except RatingError:
            return None
        return Fraction(found.exact)

    return rebill
