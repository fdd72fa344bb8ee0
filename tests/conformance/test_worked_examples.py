"""Amounts that vendors publish: each row of the collection, written as a price file and billed, comes to its amount."""

from __future__ import annotations

import json
from datetime import datetime, timedelta
from decimal import Decimal
from fractions import Fraction
from pathlib import Path
from typing import Any

import pytest
from conformance.price_text import case
from conformance.sheet import Case

import pricelang
from pricelang.analysis import Analysis
from pricelang.analysis.margins import PoolCurve
from pricelang.rating import Bill, PeriodUsage, Subscription, bill_periods, use

ROWS: list[dict[str, Any]] = json.loads((Path(__file__).parents[1] / "data" / "worked_examples.json").read_bytes())

PRORATION = "a change within a billing interval is prorated by the billing system: a bill is for one whole interval"
LEFT_OUT = {
    "we-021": PRORATION,
    "we-034": PRORATION,
    "we-159": PRORATION,
    "we-211": PRORATION,
    "we-225": PRORATION,
}
MODELS_LEFT_OUT = {"proration": PRORATION}


def billed(case: Case) -> Bill:
    catalog = pricelang.load("row.price", text=case.text)
    dated = any(at is not None for period in case.periods for _, _, at in period)
    start = datetime(2027, 3, 1)
    subscription = Subscription(
        "plan",
        case.interval,
        packages=case.addons,
        existing_customer=case.existing,
        on=start.date() if dated else None,
    )
    usages = []
    for number, uses in enumerate(case.periods):
        made = [
            use(metric, quantity, None if at is None else start + timedelta(days=number, hours=at))
            for metric, quantity, at in uses
        ]
        usages.append(PeriodUsage(tuple(made)))
    return bill_periods(catalog, subscription, usages)[case.invoice]


def read(case: Case, bill: Bill) -> Fraction:
    """What the row states of the bill."""
    if case.reading == "total":
        return Fraction(bill.exact)
    (wallet,) = bill.wallets
    left: dict[str, Fraction] = {}
    for grant in wallet.grants:
        assert grant.brought is not None
        assert grant.granted is not None
        held = Fraction(grant.brought) + Fraction(grant.granted)
        left[grant.name] = held - Fraction(grant.burned) - Fraction(grant.repaid)
    if case.reading == "held":
        return sum(left.values(), Fraction(0))
    if wallet.over:
        return Fraction(wallet.over)
    drawn = wallet.draws[-1].grant if wallet.draws else next(iter(left))
    return left[drawn]


def allowed(case: Case) -> Fraction:
    """The use of a tier's only allowance, at a cost of one for each, beyond which the margin falls below the floor."""
    catalog = pricelang.load("row.price", text=case.text)
    assert catalog.product is not None
    assert catalog.product.margin is not None
    (variant,) = Analysis(catalog).variants("plan")
    (pool,) = variant.pools.values()
    curve = PoolCurve(variant, pool, seats=1, kept=1 - Fraction(catalog.product.margin) / 100)
    most = curve.slack(Fraction(0)) / curve.each
    assert curve.slack(most) == 0 > curve.slack(most + Fraction(1, 100))
    return most


@pytest.mark.parametrize(
    "row", [row for row in ROWS if row["id"] not in LEFT_OUT], ids=lambda row: f"{row['id']}-{row['model']}"
)
def test_comes_to_what_is_published(row: dict[str, Any]) -> None:
    written = case(row)
    stated = Fraction(Decimal(row["expected_total"]))
    found = allowed(written) if written.reading == "margin" else read(written, billed(written))
    assert found == stated, written.text


def test_only_these_rows_are_left_out() -> None:
    assert {row["id"]: MODELS_LEFT_OUT[row["model"]] for row in ROWS if row["model"] in MODELS_LEFT_OUT} == LEFT_OUT
    assert len(ROWS) == 121
    assert len({row["id"] for row in ROWS}) == len(ROWS)
