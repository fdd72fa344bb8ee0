"""Examples are tests: each is billed, and one that does not hold is an error with both bills in it, line by line."""

from __future__ import annotations

from fractions import Fraction

from pricelang.catalog.catalog import Catalog, Example
from pricelang.catalog.money import Money
from pricelang.diagnostics import Diagnostic, Edit, Fix, Label, Safety, Severity
from pricelang.rating.bill import Bill, Line
from pricelang.rating.errors import RatingError
from pricelang.rating.exact import Number, tidy
from pricelang.rating.explanation import sentence
from pricelang.rating.figures import SYMBOLS, money, number, rate
from pricelang.rating.rater import Rater
from pricelang.record import Record
from pricelang.source import Span

RULE = "example-fails"
_QUANTITIES = frozenset({"seats", "fee", "one_off", "usage", "overage"})


class Verdict(Record):
    """An example, its bill (None where it could not be written), and what is wrong (None where it holds)."""

    example: Example
    bill: Bill | None
    diagnostic: Diagnostic | None


class Culprit(Record):
    """The line that would explain a wrong total: its place in the bill, the amount that the total takes it for, and how
    that may have come about."""

    place: int
    amount: Number
    why: str


def verify(catalog: Catalog) -> list[Diagnostic]:
    """What is wrong with the examples of a catalog."""
    return [found.diagnostic for found in verdicts(catalog) if found.diagnostic is not None]


def verdicts(catalog: Catalog) -> list[Verdict]:
    """The outcome of each example, in the order of the file."""
    rater = Rater(catalog)
    return [verdict(rater, example) for example in catalog.examples]


def verdict(rater: Rater, example: Example) -> Verdict:
    """The outcome of one example of the rater's catalog."""
    try:
        bill = rater.bill_example(example)
    except RatingError as problem:
        return Verdict(example, None, _refused(example, problem))
    if example.total is None or example.total == bill.total:
        return Verdict(example, bill, None)
    return Verdict(example, bill, _differs(example, example.total, bill))


def culprit(bill: Bill, stated: Money) -> Culprit | None:
    """The one line that, counted otherwise, makes the stated total: left out, counted twice, or with another whole
    quantity (the nearest to its own)."""
    missing = Fraction(stated.amount) - Fraction(bill.total.amount)
    for place, line in enumerate(bill.lines):
        if line.amount and Fraction(line.amount) == -missing:
            return Culprit(place, tidy(Fraction(0)), "is it left out?")
    for place, line in enumerate(bill.lines):
        if line.amount and Fraction(line.amount) == missing:
            return Culprit(place, tidy(2 * missing), "is it counted twice?")
    nearest: tuple[Fraction, Culprit] | None = None
    exact = Fraction(stated.amount) - Fraction(bill.exact)
    for place, line in enumerate(bill.lines):
        if line.kind not in _QUANTITIES or line.quantity is None or not line.unit or line.blocks is not None:
            continue
        change = exact * Fraction(line.per) / Fraction(line.unit)
        quantity = Fraction(line.quantity) + change
        band = line.band
        if band is not None and band.up_to is not None and quantity > Fraction(band.up_to) - Fraction(band.above):
            continue  # so many would reach the next band
        if quantity.denominator == 1 and quantity >= 0 and (nearest is None or abs(change) < nearest[0]):
            price = rate(line.unit, line.per, bill.currency)
            why = f"with {number(quantity)} at {price} it would hold"
            nearest = abs(change), Culprit(place, tidy(Fraction(line.amount) + exact), why)
    return nearest[1] if nearest is not None else None


def _symbol(example: Example) -> str:
    return f"example {example.title}"


def _refused(example: Example, problem: RatingError) -> Diagnostic:
    assert example.span is not None, "an example that was read from JSON has no place to report at"
    span = example.total_span or example.span
    why = problem.span
    related = () if why is None or why in (span, example.span) else (Label(why, "this is why"),)
    return Diagnostic(
        RULE,
        Severity.ERROR,
        f"the example `{example.title}` cannot be billed: {problem.message}",
        Label(span, "no bill comes to this"),
        related,
        helps=(problem.help,) if problem.help else (),
        symbol=_symbol(example),
    )


def _differs(example: Example, stated: Money, bill: Bill) -> Diagnostic:
    assert example.span is not None, "an example that was read from JSON has no place to report at"
    span = example.total_span or example.span
    billed, wanted = money(bill.total.amount, bill.currency), money(stated.amount, bill.currency)
    found = culprit(bill, stated)
    related: tuple[Label, ...] = ()
    if found is not None:
        line = bill.lines[found.place]
        if line.span is not None and line.span != span:
            related = (Label(line.span, f"{money(line.amount, bill.currency)} for {line.label}: {found.why}"),)
    fix = None
    if example.total_span is not None:
        edit = Edit(example.total_span, _written(example.total_span, bill.total))
        fix = Fix("state what the prices come to", (edit,), Safety.UNSAFE)
    return Diagnostic(
        RULE,
        Severity.ERROR,
        f"the example `{example.title}` bills {billed}, not {wanted}",
        Label(span, f"the bill is {billed}"),
        related,
        (*side_by_side(bill, stated, found), _distance(stated, bill)),
        ("mend the price, or the example: both are on the page",),
        fix,
        _symbol(example),
    )


def side_by_side(bill: Bill, stated: Money, found: Culprit | None) -> tuple[str, ...]:
    """The bill and the stated one in two columns of amounts: a head, the lines, the total. Only where one line explains
    the difference the stated amounts of lines are known, and that line ends in a mark."""
    rows = [("billed", "stated", "")]
    for place, line in enumerate(bill.lines):
        amount = money(line.amount, bill.currency)
        differs = found is not None and found.place == place
        other = "" if found is None else money(found.amount, bill.currency) if differs else amount
        rows.append((amount, other, _line(line, bill.currency) + (f" <- {found.why}" if differs and found else "")))
    if bill.total.amount != bill.exact:
        rows.append((money(bill.exact, bill.currency), "", "before it is rounded"))
    rows.append((money(bill.total.amount, bill.currency), money(stated.amount, bill.currency), "total"))
    left, right = (max(len(row[at]) for row in rows) for at in (0, 1))
    return tuple(f"{billed:>{left}}  {other:>{right}}  {text}".rstrip() for billed, other, text in rows)


def _line(line: Line, currency: str) -> str:
    """A line's sentence without the amount that stands in its column."""
    return sentence(line, currency).removesuffix(f" = {money(line.amount, currency)}")


def _distance(stated: Money, bill: Bill) -> str:
    missing = Fraction(stated.amount) - Fraction(bill.total.amount)
    return f"{money(tidy(abs(missing)), bill.currency)} too {'much' if missing > 0 else 'little'} is stated"


def _written(span: Span, total: Money) -> str:
    """The total as the author wrote amounts: with the same symbol or code, and grouped the same way."""
    text = span.text.strip()
    sign = text[:1] if text[:1] in SYMBOLS.values() else f"{total.currency} "
    amount = f"{total.amount:,f}"
    return sign + amount.replace(",", "_" if "_" in text else "")
