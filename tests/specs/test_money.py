"""Money is exact from text to output, where binary floats would not be."""

from __future__ import annotations

from decimal import Decimal
from fractions import Fraction
from pathlib import Path

import pricelang
from pricelang.catalog.charges import UsagePrice
from pricelang.catalog.money import Money
from pricelang.rating import Subscription, use

ROOT = Path(__file__).parents[2]


def test_seven_million_posthog_events() -> None:
    catalog = pricelang.load(ROOT / "specs" / "posthog.price")
    tier, price = next(
        (tier, price) for tier in catalog.tiers for price in tier.prices if isinstance(price, UsagePrice)
    )
    bill = pricelang.bill(catalog, Subscription(tier.name, "monthly"), [use(price.metric, 7_000_000)])
    # the vendor's own figure; binary floats come to 959.9999999999999
    assert Fraction(bill.exact) == 960
    assert bill.total == Money(Decimal("960.00"), "USD")


def test_a_forty_digit_price_survives() -> None:
    price = "0.0000000000000000000000000000000000000001"
    text = f'product x {{\n  currency USD\n}}\nmetric call "Calls"\ntier pro {{\n  price ${price} per call\n}}\n'
    catalog = pricelang.load("x.price", text=text)
    assert f'"unit": "{price}"' in pricelang.emit(catalog, "json")
    assert price in pricelang.emit(catalog, "markdown")
