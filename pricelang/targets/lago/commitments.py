"""Commitments and least amounts of the bill, as the one minimum that a plan of Lago may have."""

from __future__ import annotations

from collections.abc import Iterator

from pricelang.catalog.catalog import Commitment, Minimum
from pricelang.catalog.period import Period
from pricelang.targets._amounts import whole_minor
from pricelang.targets._model import Offer, Selling, same, words
from pricelang.targets._reading import Reading


def committed(reading: Reading, offer: Offer, selling: Selling, interval: Period, currency: str) -> int | None:
    """The least amount of a plan's bill, in whole minor units; None where there is none, or it is lost."""
    tier = offer.tier
    if tier is None:
        return None
    found: list[Commitment | Minimum] = []
    if tier.commitment is not None:
        if tier.commitment.factor is not None and tier.commitment.factor != 1:
            reading.lose("commitment-factor", tier.commitment, offer.about, f"{tier.commitment.factor:f} times")
        if same(tier.commitment.period, interval):
            found.append(tier.commitment)
        else:
            reading.lose("minimum-on", tier.commitment, offer.about)
    for minimum in tier.minimums:
        if minimum.on is None and same(minimum.period, interval):
            found.append(minimum)
        else:
            on = f"on `{minimum.on.name}`, " if minimum.on is not None else ""
            reading.lose("minimum-on", minimum, offer.about, f"{on}{words(minimum.period)}")
    if len(found) > 1:
        for value in found:
            reading.lose("minimum-on", value, offer.about, "there are several")
        return None
    for value in found:
        units = whole_minor(value.amount.amount, currency)
        if units is None:
            reading.lose("too-fine", value, offer.about)
            return None
        reading.lose("minimum-premium", value, offer.about)
        beside = ", ".join(dict.fromkeys(_beside(offer, selling, isinstance(value, Commitment))))
        if beside:
            reading.lose("minimum-beside", value, offer.about, beside)
        return units
    return None


def _beside(offer: Offer, selling: Selling, discounted: bool) -> Iterator[str]:
    """What counts towards the least amount of a bill, and not towards Lago's: it looks at the plan's own fees only,
    and at these before any coupon. A commitment counts what is left after discounts."""
    yield from ("a fee paid once" for line in offer.fees if line.once)
    for other in selling.offers:
        package = other.package
        if package is not None and (not package.available_on or offer.key in package.available_on):
            yield f"package {other.key}"
    for one in selling.discounts if discounted else ():
        if not one.available_on or offer.key in one.available_on:
            yield f"discount {one.name}"
