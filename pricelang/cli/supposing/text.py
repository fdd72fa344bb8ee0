"""The answer for a terminal."""

from __future__ import annotations

from pricelang.cli.billing.tables import fits, paragraph, table
from pricelang.cli.supposing.outcome import Outcome, Sold
from pricelang.cli.supposing.rows import HEAD, below, cells, conclusion, finding, title, unknown, unmoved

_LEAVES = 3
"""The column that a narrow terminal does without: it follows from the two before it."""


def report(found: Outcome, width: int) -> str:
    """What is another, the margins that move, and the findings that come and go."""
    lines = [line for change in found.changes for line in paragraph(change.said, width)]
    for sold in found.sold:
        if sold.moves:
            lines += ["", *_margins(sold, width)]
    for said in (unmoved(found), *unknown(found), below(found)):
        lines += ["", *paragraph(said, width)] if said else []
    lines += ["", *paragraph(conclusion(found), width)]
    for word, diagnostics in (("new ", found.appear), ("gone", found.disappear)):
        for one in diagnostics:
            lines += paragraph(f"{word}  {finding(one)}", width)
    return "".join(f"{line}\n" for line in lines)


def _margins(sold: Sold, width: int) -> list[str]:
    rows = [[title(sold), *HEAD], *([line.label, *cells(line, sold.currency)] for line in sold.lines)]
    if not fits(rows, width):
        rows = [[*row[:_LEAVES], *row[_LEAVES + 1 :]] for row in rows]
    return table(rows, width, right=range(1, len(rows[0])))
