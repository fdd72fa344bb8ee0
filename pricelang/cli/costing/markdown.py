"""The comparison in Markdown."""

from __future__ import annotations

from pricelang.cli.costing.rows import HEAD, cells, conclusion, heading, place, remarks
from pricelang.cli.costing.survey import Survey
from pricelang.targets.markdown.document import Document, Inline


def page(found: Survey) -> str:
    """Each cost with its rates, and a sentence about all."""
    document = Document()
    for item in found.items:
        document.heading(2, heading(item))
        if place(item):
            document.paragraph(place(item))
        if item.report.rates:
            body: list[list[Inline]] = [list(cells(compared)) for compared in item.report.rates]
            document.table(list(HEAD), body)
        document.bullets([*remarks(item)])
    document.paragraph(conclusion(found))
    if found.unsourced and found.items:
        document.paragraph(f"Without a source, and so not compared: {', '.join(found.unsourced)}.")
    return document.text
