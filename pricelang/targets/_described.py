"""What an offer is beside its prices, as texts for the metadata that systems keep."""

from __future__ import annotations

from pricelang.targets._model import Offer
from pricelang.targets._reading import Reading
from pricelang.targets._requests import text
from pricelang.targets._values import plain_value


def described(
    reading: Reading, offer: Offer, *, longest: int = 500, most: int = 40, values: bool = True
) -> dict[str, str]:
    """The offer's name, place in its ladder, marks and packages, and the values of its features (`values`).

    Keys have at most 40 letters, values at most `longest`; there are at most `most` of them.
    """
    meta = {"pricelang_key": offer.key, "pricelang_kind": offer.kind}
    if offer.free and not offer.fees:
        meta["pricelang_free"] = "true"
    if offer.custom is not None:
        meta["pricelang_custom"] = "true"
    if offer.packages:
        meta["pricelang_packages"] = text(", ".join(map(reading.label, offer.packages)), "-", longest)
    if offer.tier is not None:
        for ladder in reading.catalog.ladders:
            if offer.key in ladder.tiers:
                meta["pricelang_ladder"] = ladder.name
                meta["pricelang_place"] = str(ladder.tiers.index(offer.key) + 1)
        if offer.tier.recommended:
            meta["pricelang_recommended"] = "true"
        if offer.tier.unlisted:
            meta["pricelang_unlisted"] = "true"
    for kind in dict.fromkeys(line.per.name for line in offer.fees if line.per is not None and line.per.kind == "seat"):
        seat = reading.seats.get(kind)
        former = f", was {seat.was}" if seat is not None and seat.was else ""
        meta[f"seat_{kind}"[:40]] = text(f"{reading.label(kind)}{former}", kind, longest)
    for grant in offer.features if values else ():
        if len(meta) < most:
            label, value = reading.label(grant.feature), plain_value(grant.value)
            meta[f"feature_{grant.feature}"[:40]] = text(label if value is None else f"{label}: {value}", "-", longest)
    return meta
