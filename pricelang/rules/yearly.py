"""What a longer interval saves against a shorter one."""

from __future__ import annotations

from decimal import ROUND_DOWN, ROUND_HALF_UP, Decimal
from fractions import Fraction

from pricelang.catalog.charges import BandedFee, Fee, FeePrice, Price
from pricelang.catalog.period import Period
from pricelang.record import Record
from pricelang.rules.reading import months

_YEAR = Fraction(12)


class Saving(Record):
    """How much less `later` costs than `first` over the same time, in percent; `month`: both amounts by the month."""

    first: Fee | BandedFee
    later: Fee | BandedFee
    percent: Fraction
    currency: str
    month: tuple[Fraction, Fraction]

    @property
    def by_the_month(self) -> str:
        return f"{amount(self.month[1], self.currency)} against {amount(self.month[0], self.currency)}"

    def at(self, percent: Fraction) -> str:
        """The later price that would save so much."""
        period = self.later.period
        assert period is not None
        return f"{amount(self.month[0] * (1 - percent / 100) * months(period), self.currency)} {every(period)}"


def savings(price: Price) -> list[Saving]:
    """The last alternative against the first one, in each currency that has both."""
    if not isinstance(price, FeePrice):
        return []
    found = []
    for currency in dict.fromkeys(map(currency_of, price.alternatives)):
        same = [each for each in price.alternatives if currency_of(each) == currency]
        saving = between(same[0], same[-1])
        if saving is not None:
            found.append(saving)
    return found


def between(first: Fee | BandedFee, later: Fee | BandedFee) -> Saving | None:
    """What one fee saves against another; None where they recur by the same interval, or are not for the same thing.

    Of fees in bands it is the first one that counts.
    """
    if first.period is None or later.period is None or first.period == later.period:
        return None
    if first.per != later.per or first.at_least or later.at_least:
        return None
    before, after = _unit(first), _unit(later)
    if before is None or after is None:
        return None
    month = before / months(first.period), after / months(later.period)
    return Saving(first, later, (1 - month[1] / month[0]) * 100, currency_of(first), month) if month[0] else None


def _unit(fee: Fee | BandedFee) -> Fraction | None:
    if isinstance(fee, Fee):
        return Fraction(fee.amount.amount) / Fraction(fee.block)
    band = next((band for band in fee.rate.bands if band.unit), None)
    return None if band is None else Fraction(band.unit) / Fraction(band.per)


def currency_of(fee: Fee | BandedFee) -> str:
    return fee.amount.currency if isinstance(fee, Fee) else fee.rate.currency


def percent(value: Fraction, *, down: bool = False) -> str:
    """A percentage to one decimal place, or rounded down to a whole one: what may be claimed."""
    exact = Decimal(value.numerator) / Decimal(value.denominator)
    if down:
        return f"{exact.quantize(Decimal(1), ROUND_DOWN)}%"
    shown = exact.quantize(Decimal("0.1"), ROUND_HALF_UP)
    return f"{shown.quantize(Decimal(1)) if shown == shown.to_integral_value() else shown}%"


def amount(value: Fraction, currency: str) -> str:
    """An amount, exact where it has an end."""
    from pricelang.rules.wording import money

    return money(value, currency)


def shown(fee: Fee | BandedFee) -> str:
    """A fee as people say it: `$192.00 per year`."""
    unit = _unit(fee) or Fraction(0)
    per = f" per {fee.per.name}" if fee.per else ""
    return (
        f"{amount(unit, currency_of(fee))}{per} {every(fee.period)}" if fee.period else amount(unit, currency_of(fee))
    )


def every(period: Period) -> str:
    return f"per {period.unit}" if period.count == 1 else f"every {period.count} {period.unit}s"
