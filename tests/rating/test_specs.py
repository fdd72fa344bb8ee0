"""Every price sheet of the project can be billed, for every tier, interval and plausible use."""

from __future__ import annotations

import random
from datetime import date, timedelta
from decimal import Decimal
from fractions import Fraction
from functools import cache
from pathlib import Path

import pytest

import pricelang
from pricelang.catalog.catalog import Catalog, Use
from pricelang.catalog.charges import UsagePrice
from pricelang.catalog.quantity import Condition
from pricelang.rating import Bill, DatedUse, Rater, RatingError, Subscription, explain

SPECS = sorted((Path(__file__).parents[2] / "specs").glob("*.price"))
SOLD_OTHERWISE = ("is not sold", "is custom", "is sold", "no rate of", "burns of", "is only sold")


@cache
def rater_of(path: Path) -> Rater:
    return Rater(pricelang.load(path))


def some_use(catalog: Catalog, choose: random.Random, on: date | None) -> list[Use | DatedUse]:
    values: dict[str, dict[str, set[str]]] = {}
    rows = [(burn.metric, burn.when) for credit in catalog.credits for burn in credit.burns]
    for tier in catalog.tiers:
        rows += [(price.metric, price.when) for price in tier.prices if isinstance(price, UsagePrice)]
    for name, when in rows:
        for condition in when:
            values.setdefault(name, {}).setdefault(condition.attribute, set()).update(condition.values)
    uses: list[Use | DatedUse] = []
    for metric in catalog.metrics:
        for _ in range(choose.randint(0, 2)):
            attributes = tuple(
                Condition(attribute, (choose.choice(sorted(known)),))
                for attribute, known in values.get(metric.name, {}).items()
            )
            quantity = Decimal(choose.choice([0, 1, 7, 150, 12_345, 10**9])) / choose.choice([1, 1, 8])
            if on is None:
                uses.append(Use(metric.name, quantity, attributes))
            else:
                at = on + timedelta(days=choose.randint(0, 27))
                uses.append(DatedUse(metric.name, quantity, at, attributes))
    return uses


def holds_together(result: Bill) -> None:
    assert sum((Fraction(line.amount) for line in result.lines), Fraction(0)) == Fraction(result.exact)
    assert result.exact >= 0
    assert explain(result)
    for served in result.uses:
        assert sum((Fraction(part.quantity) for part in served.parts), Fraction(0)) >= Fraction(served.quantity)
    for wallet in result.wallets:
        for grant in wallet.grants:
            if grant.brought is None or grant.granted is None:
                continue
            out = [grant.burned, grant.expired, grant.rolled_over, grant.left, grant.repaid]
            kept = [Fraction(part) for part in out if part is not None]
            assert min(kept) >= 0
            assert Fraction(grant.brought) + Fraction(grant.granted) == sum(kept, Fraction(0))


@pytest.mark.parametrize("path", SPECS, ids=lambda path: path.stem)
@pytest.mark.parametrize("interval", ["monthly", "yearly", "once"])
def test_every_tier_can_be_billed(path: Path, interval: str) -> None:
    rater = rater_of(path)
    catalog = rater.catalog
    billed, refusals = 0, []
    for tier in catalog.tiers:
        for seed in range(4):
            choose = random.Random(seed)
            on = date(2027, 2, 1) if seed % 2 else None
            subscription = Subscription(tier.name, interval, on=on)
            usages = [some_use(catalog, choose, on), [] if on else some_use(catalog, choose, None)]
            try:
                bills = rater.bill_periods(subscription, usages if interval != "once" else usages[:1])
            except RatingError as refusal:
                refusals.append(refusal.message)
                continue
            for result in bills:
                holds_together(result)
            billed += 1
    assert [text for text in refusals if not any(reason in text for reason in SOLD_OTHERWISE)] == []
    assert billed or interval != "monthly" or all("custom" in text or "no rate" in text for text in refusals)


@pytest.mark.parametrize("path", SPECS, ids=lambda path: path.stem)
def test_examples_hold(path: Path) -> None:
    rater = rater_of(path)
    for example in rater.catalog.examples:
        assert example.total is None or rater.bill_example(example).total == example.total
