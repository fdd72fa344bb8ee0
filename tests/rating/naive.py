"""A deliberately naive rating, written apart from the engine: it counts unit by unit, in fractions, and knows whole
quantities only. Where it and the engine disagree, one of them is wrong."""

from __future__ import annotations

from fractions import Fraction

from pricelang.catalog.charges import Bands


def price(bands: Bands, units: int, billed_unused: bool = True) -> Fraction:
    """What so many units cost, one at a time."""
    if bands.mode == "volume":
        return _volume(bands, units, billed_unused)
    started = {band.per for band in bands.bands if band.started}
    if started:
        return _blocks(bands, units, started.pop(), billed_unused)
    total = Fraction(0)
    entered = set()
    if billed_unused and not bands.bands[0].flat_when_used:
        entered.add(0)
    for unit in range(1, units + 1):
        place = _place(bands, unit)
        band = bands.bands[place]
        entered.add(place)
        total += Fraction(band.unit) / Fraction(band.per)
        if band.percent is not None:
            total += Fraction(band.percent) / 100
    return total + sum((Fraction(bands.bands[place].flat) for place in entered), Fraction(0))


def _place(bands: Bands, unit: int) -> int:
    for place, band in enumerate(bands.bands):
        if band.up_to is None or unit <= band.up_to:
            return place
    raise AssertionError("the last band is open")


def _volume(bands: Bands, units: int, billed_unused: bool) -> Fraction:
    band = bands.bands[_place(bands, units)]
    flat = Fraction(band.flat) if units or (billed_unused and not band.flat_when_used) else Fraction(0)
    if band.started:
        blocks = 0
        while blocks * band.per < units:
            blocks += 1
        return flat + blocks * Fraction(band.unit)
    return flat + sum((Fraction(band.unit) / Fraction(band.per) for _ in range(units)), Fraction(0))


def _blocks(bands: Bands, units: int, per: object, billed_unused: bool) -> Fraction:
    """Each block is paid in the band that its first unit falls in, in whole blocks."""
    size = int(str(per))
    total = Fraction(0)
    entered = {0} if billed_unused and not bands.bands[0].flat_when_used else set()
    paid_up_to = 0
    for unit in range(1, units + 1):
        place = _place(bands, unit)
        entered.add(place)
        if unit > paid_up_to:
            total += Fraction(bands.bands[place].unit)
            paid_up_to += size
    return total + sum((Fraction(bands.bands[place].flat) for place in entered), Fraction(0))


def wallet(
    grants: list[tuple[int, frozenset[str]]],
    rates: dict[str, int],
    uses: list[tuple[str, int]],
    overage: Bands | None,
    stop: int | None,
) -> tuple[Fraction, int, list[int]]:
    """Burn credits one by one from the grants in the order given: what the overage costs, how many credits were over
    and served, and what is left of each grant."""
    left = [quantity for quantity, _ in grants]
    over = 0
    for name, quantity in uses:
        for _ in range(quantity * rates[name]):
            for place, (_, only_for) in enumerate(grants):
                if left[place] and (not only_for or name in only_for):
                    left[place] -= 1
                    break
            else:
                if overage is not None and (stop is None or price(overage, over + 1, False) <= stop):
                    over += 1
    return (price(overage, over, False) if overage is not None and over else Fraction(0)), over, left
