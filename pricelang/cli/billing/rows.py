"""A bill as rows of cells: what the table for a terminal and the one in Markdown have in common."""

from __future__ import annotations

from datetime import timedelta

from pricelang.rating import Bill, Line
from pricelang.rating.fees import words
from pricelang.rating.figures import band, conditions, money, number, rate
from pricelang.record import Record
from pricelang.source import Span

HEAD = ("Item", "Quantity", "Unit price", "Band", "Amount", "Source")

_KINDS = {
    "one_off": "once",
    "included": "included in {}",
    "credits": "from {}",
    "overage": "overage",
    "minimum": "minimum",
    "maximum": "maximum",
    "discount": "discount",
    "beyond_commitment": "beyond the commitment",
    "true_up": "up to the commitment",
}


class Row(Record):
    """A line of a bill as text; `source` is `file:line`."""

    item: str
    quantity: str
    unit: str
    band: str
    amount: str
    source: str


def rows(bill: Bill) -> list[Row]:
    """The lines of a bill."""
    return [
        Row(
            _item(line),
            _quantity(line, bill.currency),
            _unit(line, bill.currency),
            band(line.band) if line.band is not None else "",
            money(line.amount, bill.currency),
            place(line.span),
        )
        for line in bill.lines
    ]


def total(bill: Bill) -> str:
    """What is billed."""
    return money(bill.total.amount, bill.currency)


def rounding(bill: Bill) -> str | None:
    """What the total was before it was rounded, where it was."""
    exact = money(bill.exact, bill.currency)
    return None if exact == total(bill) else f"{exact}, rounded once, half up"


def heading(bill: Bill, seats: str, period: int | None = None) -> str:
    """`Pro, monthly, 5 seats, in USD`; with the number of its period and its days, where they are known."""
    parts = [bill.label, words(bill.interval), *([seats] if seats else []), f"in {bill.currency}"]
    text = ", ".join(parts)
    if period is not None:
        text = f"Period {period}: {text}"
    if bill.starts is not None:
        text += f", {bill.starts} to {bill.ends - timedelta(days=1)}" if bill.ends is not None else f", {bill.starts}"
    return text


def place(span: Span | None) -> str:
    """`specs/scribe.price:131`."""
    return "" if span is None else f"{span.source.path}:{span.position[0]}"


def _item(line: Line) -> str:
    kind = _KINDS.get(line.kind, "").format(line.grant)
    if line.band is not None and line.quantity is None and line.kind in ("usage", "overage", "fee", "seats"):
        kind = f"{kind}, flat".removeprefix(", ")
    when = f", from {line.at}" if line.at is not None else ""
    return f"{line.label}{conditions(line.attributes)}{', ' + kind if kind else ''}{when}"


def _quantity(line: Line, currency: str) -> str:
    if line.quantity is not None:
        return number(line.quantity)
    return money(line.base, currency) if line.base is not None else ""


def _unit(line: Line, currency: str) -> str:
    if line.bound is not None:
        word = {"maximum": "at most ", "discount": ""}.get(line.kind, "at least ")
        return word + money(line.bound, currency)
    if line.percent is not None:
        percent = f"{number(line.percent)}%"
        return f"{percent} plus {rate(line.unit, line.per, currency)}" if line.unit else percent
    if line.unit is None or line.kind in ("included", "credits"):
        return ""
    return rate(line.unit, line.per, currency, started=line.blocks is not None)
