"""Bills for a terminal."""

from __future__ import annotations

import os
from collections.abc import Iterator, Sequence

from pricelang.cli.billing.answer import Comparison, Offer
from pricelang.cli.billing.rows import HEAD, heading, rounding, rows, total
from pricelang.cli.billing.tables import fits, paragraph, table
from pricelang.rating import Bill, explain
from pricelang.rating.explanation import served_otherwise
from pricelang.rating.figures import money


def bills(found: Sequence[Bill], seats: str, width: int, explained: bool) -> str:
    """Some bills of one subscription, an empty line between them."""
    parts = []
    for number, bill in enumerate(found, 1):
        lines = list(_bill(bill, seats, number if len(found) > 1 else None, width, explained))
        parts.append("".join(f"{line}\n" for line in lines))
    if len(found) > 1:
        amount = sum((bill.total.amount for bill in found[1:]), found[0].total.amount)
        parts.append(f"{len(found)} periods: {money(amount, found[0].currency)}\n")
    return "\n".join(parts)


def _bill(bill: Bill, seats: str, period: int | None, width: int, explained: bool) -> Iterator[str]:
    yield from paragraph(heading(bill, seats, period), width)
    yield ""
    lines = rows(bill)
    end = ["Total", "", "", "", total(bill), ""]
    cells = [[row.item, row.quantity, row.unit, row.band, row.amount, row.source] for row in lines]
    short = [[*row[:5], os.path.basename(row[5])] for row in cells]
    for whole in (cells, short):
        if fits([HEAD, *whole, end], width):
            yield from table([HEAD, *whole, end], width, right=(1, 2, 4))
            break
    else:
        narrow: list[list[str]] = [["Item", "Quantity", "Unit price", "Amount"]]
        for item, quantity, unit, band, amount, source in cells:
            below = ", ".join(part for part in (band, source) if part)
            narrow.append([item, quantity, unit, amount, *([below] if below else [])])
        narrow.append(["Total", "", "", total(bill)])
        yield from table(narrow, width, right=(1, 2, 3))
    exact = rounding(bill)
    if exact is not None:
        yield from paragraph(f"exactly {exact}", width)
    if explained:
        yield ""
        for sentence in explain(bill):
            yield from paragraph(sentence, width)
        return
    rest = [*served_otherwise(bill)]
    if bill.upgrade is not None:
        rest.append(f"the customer is moved to `{bill.upgrade}`")
    rest += [f"note: {notice}" for notice in bill.notices]
    if rest:
        yield ""
    for sentence in rest:
        yield from paragraph(sentence, width)


def comparison(found: Comparison, width: int) -> str:
    """What every tier charges, the ones that cannot serve it all with the reason below them."""
    head = ["Tier", "Total", "Serves it all"]
    body = []
    for offer in found.offers:
        amount = money(offer.total.amount, offer.total.currency) if offer.total is not None else "-"
        body.append([offer.label, amount, verdict(offer), *offer.unserved, *([offer.refusal] if offer.refusal else [])])
    lines = table([head, *body], width, right=(1,)) if body else ["no tier is listed"]
    return "".join(f"{line}\n" for line in [*lines, "", *paragraph(conclusion(found), width)])


def verdict(offer: Offer) -> str:
    """Whether a tier serves it all, in a word or two."""
    if offer.refusal is not None:
        return "not sold"
    return "yes" if offer.serves else "no"


def conclusion(found: Comparison) -> str:
    """Which tier is the cheapest that serves it all."""
    best = found.cheapest
    if best is None or best.total is None:
        return "No listed tier serves it all."
    return f"The cheapest that serves it all: {best.label}, {money(best.total.amount, best.total.currency)}"
