"""Bills in Markdown."""

from __future__ import annotations

from collections.abc import Sequence

from pricelang.cli.billing.answer import Comparison
from pricelang.cli.billing.rows import HEAD, heading, rounding, rows, total
from pricelang.cli.billing.text import conclusion, verdict
from pricelang.rating import Bill, explain
from pricelang.rating.explanation import served_otherwise
from pricelang.rating.figures import money
from pricelang.targets.markdown.document import Document, Inline, Strong


def bills(found: Sequence[Bill], seats: str, explained: bool) -> str:
    """Some bills of one subscription."""
    document = Document()
    for number, bill in enumerate(found, 1):
        document.heading(2, heading(bill, seats, number if len(found) > 1 else None))
        body: list[list[Inline]] = [
            [row.item, row.quantity, row.unit, row.band, row.amount, row.source] for row in rows(bill)
        ]
        body.append([Strong("Total"), "", "", "", Strong(total(bill)), ""])
        document.table(list(HEAD), body)
        exact = rounding(bill)
        if exact is not None:
            document.paragraph(f"Exactly {exact}.")
        sentences = list(explain(bill)) if explained else [*served_otherwise(bill), *bill.notices]
        document.bullets(_joined(sentences))
    if len(found) > 1:
        amount = sum((bill.total.amount for bill in found[1:]), found[0].total.amount)
        document.paragraph(Strong(f"{len(found)} periods: {money(amount, found[0].currency)}"))
    return document.text


def _joined(sentences: Sequence[str]) -> list[Inline]:
    """Sentences, each with the indented ones that belong to it."""
    found: list[str] = []
    for sentence in sentences:
        if sentence.startswith(" ") and found:
            found[-1] += f"; {sentence.strip()}"
        else:
            found.append(sentence)
    return list(found)


def comparison(found: Comparison) -> str:
    """What every tier charges."""
    document = Document()
    body: list[list[Inline]] = []
    for offer in found.offers:
        amount = money(offer.total.amount, offer.total.currency) if offer.total is not None else ""
        body.append([offer.label, amount, verdict(offer), offer.refusal or "; ".join(offer.unserved)])
    document.table(["Tier", "Total", "Serves it all", "Why not"], body)
    document.paragraph(Strong(conclusion(found)))
    return document.text
