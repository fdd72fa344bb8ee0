"""What was asked, billed: one tier over its periods, or every listed tier."""

from __future__ import annotations

from collections.abc import Callable
from decimal import Decimal

from pricelang.catalog.catalog import Catalog, Tier
from pricelang.catalog.money import Money
from pricelang.cli.billing.asking import refusal
from pricelang.rating import Bill, PeriodUsage, Rater, RatingError, Subscription
from pricelang.rating.explanation import unserved
from pricelang.record import Record


class Offer(Record):
    """What a tier charges for a usage: its bills, or why it cannot be had. `unserved` is what it does not serve, each
    in a sentence; `total` is the sum of what is billed."""

    tier: str
    label: str
    bills: tuple[Bill, ...]
    refusal: str | None = None
    unserved: tuple[str, ...] = ()

    @property
    def total(self) -> Money | None:
        """What all its bills come to; None: it has none."""
        if not self.bills:
            return None
        amounts = [bill.total.amount for bill in self.bills]
        return Money(sum(amounts, Decimal(0)), self.bills[0].currency)

    @property
    def serves(self) -> bool:
        """Whether it serves all that was asked for."""
        return bool(self.bills) and not self.unserved


class Comparison(Record):
    """What every listed tier charges for one usage, in the order of the ladders, lowest tier first."""

    offers: tuple[Offer, ...]

    @property
    def cheapest(self) -> Offer | None:
        """The tier with the lowest total among those that serve it all; of equals the lower one."""
        able = [offer for offer in self.offers if offer.serves and offer.total is not None]
        return min(able, key=lambda offer: offer.total.amount if offer.total else 0, default=None)


def compare(
    catalog: Catalog,
    rater: Rater,
    subscription: Callable[[Tier], Subscription],
    usages: Callable[[Subscription], list[PeriodUsage]],
) -> Comparison:
    """Bill one usage on every listed tier; `usages` are its periods, as a subscription divides it."""
    offers = []
    for tier in _by_ladder(catalog):
        asked = subscription(tier)
        if tier.retired is not None and asked.on is not None and asked.on >= tier.retired:
            offers.append(Offer(tier.name, tier.label, (), f"`{tier.name}` is retired since {tier.retired}"))
            continue
        try:
            bills = rater.bill_periods(asked, usages(asked))
        except RatingError as refused:
            offers.append(Offer(tier.name, tier.label, (), refusal(refused)))
            continue
        missing: list[str] = []
        for number, bill in enumerate(bills, 1):
            missing += [f"period {number}, {text}" if len(bills) > 1 else text for text in unserved(bill)]
        offers.append(Offer(tier.name, tier.label, tuple(bills), unserved=tuple(missing)))
    return Comparison(tuple(offers))


def _by_ladder(catalog: Catalog) -> list[Tier]:
    order = {name: place for place, name in enumerate(dict.fromkeys(n for one in catalog.ladders for n in one.tiers))}
    listed = [tier for tier in catalog.tiers if not tier.unlisted]
    return sorted(listed, key=lambda tier: order.get(tier.name, len(order)))
