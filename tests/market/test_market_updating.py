"""Listed prices written into a file: only what changes is touched, and nothing else."""

from __future__ import annotations

from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st
from market.market_lists import HEAD, listing, lowered
from syrupy.assertion import SnapshotAssertion

from pricelang.editing import applied, rewritten
from pricelang.market.comparison import compare
from pricelang.market.updating import edits, expected, source_of


def updated(text: str) -> str:
    file, catalog = lowered(text)
    reports = [report for cost in catalog.costs if (report := compare(cost, listing())) is not None]
    made = [edit for report in reports for edit in edits(report, [file])]
    new = applied(text, made)
    assert lowered(new)[1] == expected(catalog, reports)
    return new


LAID_OUT = (
    HEAD
    + """
# --- costs ----------------------------------
cost mini "Mini" {
  # what is read
  rate    $0.30 per 1M input      # the dear one
  rate    $0.00001 per output    # each
  rate    $0.2 per 1M input when service_tier is flex
  rate    $0.01 per check         # ours
  source  genai_prices "acme:fox-5-mini"   # the public list
  note    "as of the vendor's page"
}

cost big { rate $2 per 1M input; rate $6.0 per 1M input above 272k input; source genai_prices "acme:fox-5" }  # one line
cost old { rate USD 1_500 per 1B input   # in bulk
  source genai_prices "acme:fox-4"; as_of 2025-01-01 } # here
cost same { rate $0.25 per 1M input; source genai_prices "acme:fox-5-mini"; as_of 2026-11-01 }
cost doubtful { rate $0.00025 per 1M input; source genai_prices "acme:fox-5-mini" }
cost own { rate $3 per hour }
cost last {
  rate   $1 per 1M input
  source genai_prices "acme:fox-moving" }
"""
)


def test_layout_comments_and_style_stay(snapshot: SnapshotAssertion) -> None:
    assert updated(LAID_OUT) == snapshot


def test_only_lines_with_a_change_are_another() -> None:
    before, after = LAID_OUT.splitlines(), updated(LAID_OUT).splitlines()
    gone = [line for line in before if line not in after]
    assert len(gone) == 8
    assert all("rate" in line or "source" in line for line in gone)
    kept = [line for line in before if line in after]
    assert [line for line in after if line in before] == kept


def test_written_once_is_written() -> None:
    once = updated(LAID_OUT)
    assert updated(once) == once


def test_line_ends_stay() -> None:
    text = LAID_OUT.replace("\n", "\r\n")
    assert updated(text) == updated(LAID_OUT).replace("\n", "\r\n")


def test_a_file_without_a_last_newline() -> None:
    text = HEAD + 'cost c {\n  rate $1 per 1M input\n  source genai_prices "acme:fox-4" }'
    assert updated(text) == text.replace('fox-4"', 'fox-4"; as_of 2026-11-01')


@pytest.mark.parametrize(
    ("written", "amount", "new"),
    [
        ("$0.25", "0.2", "$0.20"),
        ("$0.25", "0.125", "$0.125"),
        ("$0.25", "3", "$3.00"),
        ("$2", "3", "$3"),
        ("$2", "2.5", "$2.50"),
        ("$2.0", "2.5", "$2.5"),
        ("$2.0", "3", "$3.0"),
        ("$0.0005", "0.25", "$0.25"),
        ("$0.0005", "0.00000025", "$0.00000025"),
        ("USD 0.25", "0.30", "USD 0.30"),
        ("USD 1_500", "1200", "USD 1_200"),
        ("$1500", "1200.5", "$1200.50"),
        ("$20", "1500", "$1_500"),
        ("$0.10", "0", "$0.00"),
    ],
)
def test_the_style_of_a_number(written: str, amount: str, new: str) -> None:
    assert rewritten(written, Decimal(amount)) == new


@given(
    st.decimals("0", "99999999", places=4, allow_nan=False, allow_infinity=False),
    st.sampled_from(["$1", "$1.50", "$1_000.125", "$12345", "USD 0.1"]),
)
def test_a_rewritten_number_is_the_amount_exactly(amount: Decimal, written: str) -> None:
    _, catalog = lowered(f"{HEAD}cost c {{ rate {rewritten(written, amount)} per x }}\n")
    assert catalog.costs[0].rates[0].amount.amount == amount


def test_the_place_of_a_source() -> None:
    file, catalog = lowered(LAID_OUT)
    report = compare(catalog.costs[0], listing())
    assert report is not None
    span = source_of(report, [file])
    assert span is not None
    assert span.text == 'source  genai_prices "acme:fox-5-mini"'
