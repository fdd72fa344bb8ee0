"""The price of a unit rises with the quantity.

## What it does

Compares unit prices within one list: the sizes of packs of the same credit on one tier, the bands of one price, and the
sizes of one tier. A rise of more than 0.5% is reported. What is free comes first and is no rise, and overage that is
dearer than what a fee includes is as it should be.

## Why it matters

Whoever buys more expects to pay less for each; whoever notices buys the small pack twice.

## Bad

```price
product p "P" { currency USD; audience consumer }
metric draft "Drafts" { charged by task }
credit ai "AI credits" { burns 1 per draft; unused expires }
package small "Small pack" addon { price $10 once; includes 250 ai, expires 1 year after purchase; available on pro }
package large "Large pack" addon { price $45 once; includes 1_000 ai, expires 1 year after purchase; available on pro }
tier pro "Pro" { price $20 per month; includes 500 ai per month, then block }
```

## Good

```price
product p "P" { currency USD; audience consumer }
metric draft "Drafts" { charged by task }
credit ai "AI credits" { burns 1 per draft; unused expires }
package small "Small pack" addon { price $10 once; includes 250 ai, expires 1 year after purchase; available on pro }
package large "Large pack" addon { price $35 once; includes 1_000 ai, expires 1 year after purchase; available on pro }
tier pro "Pro" { price $20 per month; includes 500 ai per month, then block }
```

## Options

None.

## Sources

The pricing and packaging guide: packs and bands reward volume.
"""

from __future__ import annotations

from collections.abc import Iterator
from fractions import Fraction
from itertools import pairwise

from pricelang.analysis.needs import packs
from pricelang.catalog.catalog import Package, Tier
from pricelang.catalog.charges import Bands, Fee, UsagePrice
from pricelang.catalog.quantity import Exactly, Ref
from pricelang.diagnostics import Severity
from pricelang.record import Record
from pricelang.rules.frame import Finding, Pricing, labels
from pricelang.rules.wording import money, number
from pricelang.source import Span

SEVERITY = Severity.WARNING
DEFAULT = True
TOLERANCE = Fraction(1, 200)


class _Priced(Record):
    quantity: Fraction
    each: Fraction
    span: Span | None
    said: str


def check(pricing: Pricing) -> Iterator[Finding]:
    said: set[object] = set()
    for tier, of, currency, symbol, prices in (*_packs(pricing), *_bands(pricing), *_sizes(pricing)):
        rises = [(low, high) for low, high in pairwise(prices) if high.each > low.each * (1 + TOLERANCE) and low.each]
        if not rises:
            continue
        low, high = max(rises, key=lambda pair: pair[1].each / pair[0].each)
        key = (low.span, high.span) if high.span is not None else object()
        if key in said:
            continue
        said.add(key)
        yield Finding(
            f"`{of.name}` of `{tier.label}` costs more by the unit in the larger quantity",
            high.span or tier.span,
            f"{high.said}: {money(high.each, currency)} each",
            related=labels((low.span, f"{low.said}: {money(low.each, currency)} each")),
            helps=("let the price of a unit fall, or stay, as the quantity grows",),
            symbol=symbol,
            uncertain=pricing.uncertain(tier),
        )


_List = tuple[Tier | Package, Ref, str, str, list[_Priced]]


def _packs(pricing: Pricing) -> Iterator[_List]:
    sheet = pricing.analysis.sheet
    for tier in pricing.analysis.tiers:
        for variant in pricing.analysis.variants(tier.name)[:1]:
            groups: dict[object, list[_Priced]] = {}
            refs: dict[object, Ref] = {}
            for pack in packs(sheet, variant):
                item = pack.allowance
                key: object = (item.of, item.only_for, item.expires, item.never_expires)
                refs[key] = item.of
                text = f"{number(pack.quantity)} for {money(pack.price, variant.currency)}"
                groups.setdefault(key, []).append(_Priced(pack.quantity, pack.each, pack.fee.span, text))
            for key, group in groups.items():
                group.sort(key=lambda each: each.quantity)
                name = f"{refs[key].kind} {refs[key].name}"
                yield tier, refs[key], variant.currency, f"tier {tier.name} / {name} / packs", group


def _bands(pricing: Pricing) -> Iterator[_List]:
    holders: list[Tier | Package] = [*pricing.analysis.tiers, *pricing.catalog.packages]
    for holder in holders:
        lists: list[tuple[Ref, Bands]] = []
        for price in holder.prices:
            if isinstance(price, UsagePrice):
                of = Ref("metric", price.metric)
                lists += [(of, rate) for rate in price.rates if isinstance(rate, Bands)]
        for item in holder.allowances:
            for phase in item.phases:
                lists += [(item.of, rate) for rate in phase.rates if isinstance(rate, Bands)]
        for place, (of, bands) in enumerate(lists):
            if any(band.flat for band in bands.bands):
                continue
            prices = []
            for band in bands.bands:
                each = Fraction(band.unit) / Fraction(band.per) + Fraction(band.percent or 0) / 100
                text = f"up to {number(Fraction(band.up_to))}" if band.up_to is not None else "beyond"
                prices.append(_Priced(Fraction(band.up_to or 0), each, band.span or bands.span, text))
            kind = "tier" if isinstance(holder, Tier) else "package"
            yield holder, of, bands.currency, f"{kind} {holder.name} / {of.kind} {of.name} / bands {place}", prices


def _sizes(pricing: Pricing) -> Iterator[_List]:
    for tier in pricing.analysis.tiers:
        groups: dict[object, list[_Priced]] = {}
        for size in tier.sizes:
            if not pricing.analysis.sheet.holds(size.terms) or not isinstance(size.quantity, Exactly):
                continue
            for fee in size.fees:
                if isinstance(fee, Fee) and fee.per is None and not fee.at_least and size.quantity.value:
                    quantity = Fraction(size.quantity.value)
                    amount = Fraction(fee.amount.amount)
                    text = f"{number(quantity)} for {money(amount, fee.amount.currency)}"
                    key = (size.of, size.window, size.per, fee.amount.currency, fee.period)
                    groups.setdefault(key, []).append(_Priced(quantity, amount / quantity, fee.span, text))
        for place, (_, group) in enumerate(groups.items()):
            group.sort(key=lambda each: each.quantity)
            of = tier.sizes[0].of
            currency = next(fee.amount.currency for size in tier.sizes for fee in size.fees if isinstance(fee, Fee))
            yield tier, of, currency, f"tier {tier.name} / {of.kind} {of.name} / sizes {place}", group
