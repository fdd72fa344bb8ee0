"""An example that does not hold: both bills side by side, the line that differs, and the fix that states the bill."""

from __future__ import annotations

import pytest

from pricelang.diagnostics import Diagnostic, Safety
from pricelang.project import Loader
from pricelang.render import render

SHEET = """product demo "Demo" {{ currency {currency} }}
metric draft "Drafts"
metric image "Images"
tier pro "Pro" {{
  price {fee} per seat per month
  price {unit} per draft
  price {unit} per started 10 image
}}
example "A month" {{
  tier pro monthly
  seats 3
  use {use}
  total {total}
}}
"""


def sheet(total: str, use: str = "40 drafts", currency: str = "USD", fee: str = "$20", unit: str = "$0.05") -> str:
    return SHEET.format(currency=currency, fee=fee, unit=unit, use=use, total=total)


def said(text: str) -> tuple[Diagnostic, ...]:
    return Loader().load("demo.price", text).diagnostics


def finding(text: str) -> Diagnostic:
    (found,) = said(text)
    assert found.rule == "example-fails"
    return found


def mended(text: str) -> str:
    fix = finding(text).fix
    assert fix is not None
    assert fix.safety is Safety.UNSAFE
    (edit,) = fix.edits
    return text[: edit.span.start] + edit.text + text[edit.span.end :]


def test_a_line_with_another_quantity() -> None:
    found = finding(sheet("$61.50"))
    assert found.message == "the example `A month` bills $62.00, not $61.50"
    assert found.notes == (
        "billed  stated",
        "$60.00  $60.00  Seat: 3 x $20.00",
        " $2.00   $1.50  Drafts: 40 x $0.05 <- with 30 at $0.05 it would hold",
        "$62.00  $61.50  total",
        "$0.50 too little is stated",
    )
    (why,) = found.related
    assert why.span.position[0] == 6
    assert why.message == "$2.00 for Drafts: with 30 at $0.05 it would hold"


@pytest.mark.parametrize(
    ("total", "marked"),
    [
        ("$60.00", " $2.00   $0.00  Drafts: 40 x $0.05 <- is it left out?"),
        ("$64.00", " $2.00   $4.00  Drafts: 40 x $0.05 <- is it counted twice?"),
        ("$82.00", "$60.00  $80.00  Seat: 3 x $20.00 <- with 4 at $20.00 it would hold"),
        ("$42.00", "$60.00  $40.00  Seat: 3 x $20.00 <- with 2 at $20.00 it would hold"),
        ("$2.00", "$60.00   $0.00  Seat: 3 x $20.00 <- is it left out?"),
    ],
)
def test_which_line_differs(total: str, marked: str) -> None:
    assert [note for note in finding(sheet(total)).notes if "<-" in note] == [marked]


def test_without_an_explanation_only_the_totals_differ() -> None:
    assert finding(sheet("$61.99")).notes == (
        "billed  stated",
        "$60.00          Seat: 3 x $20.00",
        " $2.00          Drafts: 40 x $0.05",
        "$62.00  $61.99  total",
        "$0.01 too little is stated",
    )


def test_started_blocks_are_not_explained_by_a_quantity() -> None:
    found = finding(sheet("$60.05", "12 images"))
    assert "$60.10  $60.05  total" in found.notes
    assert " $0.10          Images: 12 in started blocks of 10 = 2; 2 x $0.05" in found.notes


def test_what_is_rounded_says_so() -> None:
    found = finding(sheet("$60.10", "3 drafts", unit="$0.011"))
    assert found.notes[-3:-1] == ("$60.033          before it is rounded", " $60.03  $60.10  total")


@pytest.mark.parametrize(
    ("currency", "fee", "unit", "total", "written"),
    [
        ("JPY", "¥2_000", "¥50", "¥8_100", "¥8_000"),
        ("JPY", "¥2000", "¥50", "JPY 8100", "JPY 8000"),
        ("CHF", "CHF 20", "CHF 0.05", "CHF 62.10", "CHF 62.00"),
        ("KWD", "KWD 20", "KWD 0.0505", "KWD 62", "KWD 62.020"),
        ("CAD", "$20", "$0.05", "$63", "$62.00"),
        ("EUR", "€1_000", "€0.05", "€3_003", "€3_002.00"),
        ("USD", "$1_000", "$0.05", "$3003", "$3002.00"),
    ],
)
def test_the_fix_states_the_bill_as_the_author_wrote(
    currency: str, fee: str, unit: str, total: str, written: str
) -> None:
    text = sheet(total, currency=currency, fee=fee, unit=unit)
    assert f"total {written}\n" in mended(text)
    assert said(mended(text)) == ()


def test_amounts_of_a_currency_without_cents() -> None:
    found = finding(sheet("¥8_100", currency="JPY", fee="¥2_000", unit="¥50"))
    assert found.message == "the example `A month` bills ¥8,000, not ¥8,100"
    assert found.notes[-1] == "¥100 too much is stated"


def test_what_cannot_be_billed_points_at_the_reason() -> None:
    text = sheet("$62.00").replace("tier pro monthly", "tier pro yearly").replace(" per month", " per quarter")
    text = text.replace("yearly", "weekly")
    found = finding(text)
    assert found.message == "the example `A month` cannot be billed: `pro` is not sold weekly"
    assert found.helps == ("it is sold `quarterly`",)
    assert found.fix is None
    assert found.span.text == "$62.00"


def test_both_bills_on_a_narrow_terminal() -> None:
    text = render([finding(sheet("$61.50"))], "full", width=60, color=False)
    assert max(map(len, text.splitlines())) <= 60
    assert "= note: $60.00  $60.00  Seat: 3 x $20.00" in text
    assert "= note: $62.00  $61.50  total" in text
