"""Reviews and promotions: where the rules speak, and where they must not."""

from __future__ import annotations

from datetime import date

import pytest
from rules.linting import only

TIER = "\ntier pro { price $20 per month }"

REVIEWS = [
    ("reviewed 2026-09-01, every 3 months", None),  # due on the day of the run
    ("reviewed 2026-08-31, every 3 months", "warning"),
    ("reviewed 2025-12-01", None),
    ("reviewed 2025-11-30", "warning"),
    ("reviewed 2027-01-01, every 1 week", None),
    ("stage beta", "info"),
]


@pytest.mark.parametrize(("statement", "severity"), REVIEWS)
def test_review_overdue(statement: str, severity: str | None) -> None:
    found = only("review-overdue", f"product p {{ currency USD; {statement} }}{TIER}")
    assert [each.severity.word for each in found] == ([severity] if severity else [])


def test_review_overdue_counts_in_months() -> None:
    text = f"product p {{ currency USD; reviewed 2026-11-30, every 3 months }}{TIER}"
    assert not only("review-overdue", text, today=date(2027, 2, 28))
    (found,) = only("review-overdue", text, today=date(2027, 3, 1))
    assert found.message == "the prices of `P` were due for a review 1 day ago"


def test_shared_declarations_need_no_review() -> None:
    assert not only("review-overdue", TIER)


PROMOTIONS = [
    ("tier pro { price $9 per month, until 2027-01-01 }", 1),
    ("tier pro { price $9 per month, until 2027-01-01; price $20 per month, from 2027-01-01 }", 0),
    ("tier pro { price $9 per month, until 2027-01-01; price $20 per month, from 2027-02-01 }", 1),
    ("tier pro { price $20 per month; price $9 per month, until 2027-01-01, for existing customers }", 0),
    ('cohort early "Early"\ntier pro { price $20 per month; price $9 per month, until 2027-01-01, for early }', 0),
    ('cohort early "Early"\ntier pro { price $9 per month, until 2027-01-01; price $5 per month, for early }', 1),
    ("metric a\nmetric b\ntier pro { price $1 per a, until 2027-01-01; price $2 per b }", 1),
    ("metric a\ntier pro { price $1 per a, until 2027-01-01; price $2 per a, from 2027-01-01 }", 0),
    ("tier pro { price $9 per month, until renewal, for existing customers; price $20 per month }", 0),
    ("tier old { price $9 per month, until 2027-01-01; retired 2027-01-01, becomes pro }" + TIER, 0),
    ("tier beta { price $9 per month }", 1),
    ("tier alphabeta { price $9 per month }", 0),
    ("tier beta { price $9 per month; retired 2027-01-01, becomes pro }" + TIER, 0),
]


@pytest.mark.parametrize(("text", "findings"), PROMOTIONS)
def test_promo_without_end(text: str, findings: int) -> None:
    assert len(only("promo-without-end", text)) == findings


DISCOUNTS = [
    ("launch", "10% off", 1),
    ("launch", "10% off; until 2027-01-01", 0),
    ("launch", "10% off; lasts 3 months", 0),
    ("nonprofit", "10% off", 0),
    ("nonprofit", '10% off; code "GOOD"', 1),
    ("nonprofit", '10% off; code "GOOD"; for early', 0),
    ("launch", "10% off; for at least 9 seats", 0),
    ("launch", "10% off; for existing customers", 0),
    ("launch", "free 1 month", 0),
]


@pytest.mark.parametrize(("name", "statements", "findings"), DISCOUNTS)
def test_discount_without_end(name: str, statements: str, findings: int) -> None:
    text = f'cohort early "Early"\ndiscount {name} {{ {statements} }}{TIER}'
    assert len(only("promo-without-end", text)) == findings


def test_tourist_counted() -> None:
    personas = "persona a { retains no }\npersona b\n"
    assert only("tourist-counted", personas + "tier pro { price $20 per month; for a }")
    assert not only("tourist-counted", personas + "tier pro { price $20 per month; for a, b }")
    assert not only("tourist-counted", personas + "tier pro { price free; for a }")
    assert not only("tourist-counted", personas + "tier pro { price $20 per month }")
