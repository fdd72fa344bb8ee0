"""What a tier is sold for: its variants, one for each currency and interval."""

from __future__ import annotations

from pricelang.analysis.exact import months
from pricelang.analysis.fees import currency_of
from pricelang.analysis.sheet import Sheet
from pricelang.analysis.variants import Variant
from pricelang.catalog.catalog import Tier
from pricelang.catalog.charges import BandedFee, CustomPrice, Fee, FeePrice, FreePrice, UsagePrice
from pricelang.catalog.period import Period


def variants_of(sheet: Sheet, tier: Tier) -> tuple[Variant, ...]:
    """The variants of a tier: one for each currency and interval that all its recurring fees are sold in."""
    if tier.sizes:
        sized = [size for size in tier.sizes if sheet.holds(size.terms)]
        return tuple(
            Variant(sheet, tier, currency_of(fee), fee.period, (), (fee,), custom=fee.at_least, size=size)
            for size in sized
            for fee in size.fees
            if fee.period is not None
        )
    lines = _standing(sheet, tier)
    custom = any(isinstance(price, CustomPrice) for price in lines)
    free = any(isinstance(price, FreePrice) for price in lines)
    recurring = tuple(price for price in lines if isinstance(price, FeePrice) and _recurs(price))
    if custom or free or not recurring:
        if not custom and not free and any(isinstance(price, FeePrice) for price in lines):
            return ()  # paid once: there is no month to compare
        usage = any(isinstance(price, UsagePrice) for price in tier.prices)
        unpriced = not lines and not usage
        currencies = sheet.currencies[:1] if not usage else sheet.currencies
        return tuple(
            Variant(sheet, tier, currency, None, (), (), custom=custom or unpriced, free=free)
            for currency in currencies
        )
    found = []
    wanted = dict.fromkeys(
        (currency_of(fee), fee.period) for price in recurring for fee in price.alternatives if fee.period is not None
    )
    for currency, interval in wanted:
        chosen = [_chosen(price, currency, interval) for price in recurring]
        fees = tuple(fee for fee in chosen if fee is not None)
        if len(fees) == len(chosen):
            least = any(fee.at_least for fee in fees)
            found.append(Variant(sheet, tier, currency, interval, recurring, fees, custom=least))
    return tuple(found)


def _chosen(price: FeePrice, currency: str, interval: Period | None) -> Fee | BandedFee | None:
    """The alternative that is paid by an interval: the one of its length, or a shorter one that fits into it."""
    here = [fee for fee in price.alternatives if currency_of(fee) == currency and fee.period is not None]
    for fee in here:
        if fee.period == interval:
            return fee
    for fee in here:
        if interval is not None and fee.period is not None and (months(interval) / months(fee.period)).denominator == 1:
            return fee
    return None


def _recurs(price: FeePrice) -> bool:
    return any(fee.period is not None for fee in price.alternatives)


def _standing(sheet: Sheet, tier: Tier) -> list[FeePrice | FreePrice | CustomPrice]:
    """The fees that hold for everybody on the day; of the same shape the one that starts last."""
    found: dict[object, list[FeePrice | FreePrice | CustomPrice]] = {}
    for price in tier.prices:
        if isinstance(price, UsagePrice) or not sheet.holds(price.terms):
            continue
        key: object = "whole"
        if isinstance(price, FeePrice):
            if price.when:
                continue
            key = (_recurs(price), tuple(sorted({fee.per.name if fee.per else "" for fee in price.alternatives})))
        group = found.setdefault(key, [])
        starts = [(each.terms.start or sheet.on.min) for each in (price, *group[:1])]
        if len(starts) == 2 and starts[0] > starts[1]:
            group.clear()
        if not group or starts[0] == starts[-1]:
            group.append(price)
    return [price for group in found.values() for price in group]
