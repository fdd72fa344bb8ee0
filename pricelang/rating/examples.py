"""Examples are tests: each is billed, and one that does not hold is an error with both amounts in it."""

from __future__ import annotations

from decimal import Decimal
from fractions import Fraction

from pricelang.catalog.catalog import Catalog, Example
from pricelang.diagnostics import Diagnostic, Edit, Fix, Label, Safety, Severity
from pricelang.rating.bill import Bill, Line
from pricelang.rating.errors import RatingError
from pricelang.rating.explanation import shown
from pricelang.rating.rater import Rater
from pricelang.record import Record
from pricelang.source import Span


class Verdict(Record):
    """An example, its bill (None where it could not be written), and what is wrong (None where it holds)."""

    example: Example
    bill: Bill | None
    diagnostic: Diagnostic | None


def verify(catalog: Catalog) -> list[Diagnostic]:
    """What is wrong with the examples of a catalog."""
    return [verdict.diagnostic for verdict in verdicts(catalog) if verdict.diagnostic is not None]


def verdicts(catalog: Catalog) -> list[Verdict]:
    """The outcome of each example, in the order of the file."""
    rater = Rater(catalog)
    return [_verdict(rater, example) for example in catalog.examples]


def _verdict(rater: Rater, example: Example) -> Verdict:
    try:
        bill = rater.bill_example(example)
    except RatingError as problem:
        return Verdict(example, None, _refused(example, problem))
    if example.total is None or example.total == bill.total:
        return Verdict(example, bill, None)
    return Verdict(example, bill, _differs(example, example.total.amount, bill))


def _symbol(example: Example) -> str:
    return f"example {example.title}"


def _refused(example: Example, problem: RatingError) -> Diagnostic:
    assert example.span is not None, "an example that was read from JSON has no place to report at"
    span = example.total_span or example.span
    related = () if problem.span in (None, span) else (Label(problem.span, "this is why"),)  # type: ignore[arg-type]
    return Diagnostic(
        "example-fails",
        Severity.ERROR,
        f"the example `{example.title}` cannot be billed: {problem.message}",
        Label(span, "no bill comes to this"),
        related,
        helps=(problem.help,) if problem.help else (),
        symbol=_symbol(example),
    )


def _differs(example: Example, stated: Decimal, bill: Bill) -> Diagnostic:
    assert example.span is not None, "an example that was read from JSON has no place to report at"
    span = example.total_span or example.span
    missing = Fraction(stated) - Fraction(bill.total.amount)
    currency = bill.currency
    notes = [*(f"{amount:>14} {text}" for amount, text in map(_row, bill.lines)), f"{shown(bill.exact):>14} {currency}"]
    distance, way = shown(abs(bill.total.amount - stated)), "much" if missing > 0 else "little"
    notes.append(f"{shown(stated):>14} {currency} is stated: {distance} too {way}")
    culprit = next((line for line in bill.lines if line.amount and abs(Fraction(line.amount)) == abs(missing)), None)
    related: tuple[Label, ...] = ()
    if culprit is not None and culprit.span is not None:
        word = "left out" if missing < 0 else "counted twice"
        related = (Label(culprit.span, f"{shown(culprit.amount)} for {culprit.label}: {word} in the example?"),)
    written = _written(span, bill)
    return Diagnostic(
        "example-fails",
        Severity.ERROR,
        f"the example `{example.title}` bills {shown(bill.total.amount)} {currency}, not {shown(stated)}",
        Label(span, f"the bill is {shown(bill.total.amount)} {currency}"),
        related,
        tuple(notes),
        ("mend the price, or the example: both are on the page",),
        Fix("state what the prices come to", (Edit(span, written),), Safety.UNSAFE),
        _symbol(example),
    )


def _row(line: Line) -> tuple[str, str]:
    quantity = f"{shown(line.quantity)} " if line.quantity is not None else ""
    each = f" at {shown(line.unit)}" if line.unit is not None and line.amount else ""
    return shown(line.amount), f"{quantity}{line.label}{each} ({line.kind.replace('_', ' ')})"


def _written(span: Span, bill: Bill) -> str:
    """The total as the author wrote amounts: with the same symbol or code."""
    text = span.text.strip()
    sign = text[:1] if text[:1] in "$€£¥₹₩" else f"{bill.currency} "
    return f"{sign}{bill.total.amount:f}"
