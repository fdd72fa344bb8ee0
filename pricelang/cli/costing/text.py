"""The comparison for a terminal."""

from __future__ import annotations

from collections.abc import Iterator

from pricelang.cli.billing.tables import paragraph, table
from pricelang.cli.costing.rows import HEAD, cells, conclusion, heading, place, remarks
from pricelang.cli.costing.survey import Item, Survey


def report(found: Survey, width: int) -> str:
    """Each cost with its rates, an empty line between them, and a sentence about all."""
    lines: list[str] = []
    for item in found.items:
        lines += [*_cost(item, width), ""]
    lines += paragraph(conclusion(found), width)
    if found.unsourced and found.items:
        names = ", ".join(found.unsourced)
        lines += paragraph(f"without a source, and so not compared: {names}", width)
    return "".join(f"{line}\n" for line in lines)


def _cost(item: Item, width: int) -> Iterator[str]:
    yield from paragraph(heading(item), width)
    if place(item):
        yield from paragraph(place(item), width)
    if item.report.rates:
        yield ""
        rows = [list(HEAD), *(list(cells(compared)) for compared in item.report.rates)]
        yield from table(rows, width, right=(1, 2, 3))
    for remark in remarks(item):
        yield from paragraph(remark, width)
