"""The answer in Markdown."""

from __future__ import annotations

from pricelang.cli.supposing.outcome import Outcome
from pricelang.cli.supposing.rows import HEAD, below, cells, conclusion, finding, title, unknown
from pricelang.targets.markdown.document import Document, Inline


def page(found: Outcome) -> str:
    """What is another, the margins, and the findings that come and go."""
    document = Document()
    document.heading(2, "What if")
    document.bullets([change.said for change in found.changes])
    body: list[list[Inline]] = [
        [title(sold), line.label, *cells(line, sold.currency)] for sold in found.sold for line in sold.lines
    ]
    if body:
        document.table(["Tier", "Use", *HEAD], body)
    document.bullets([*unknown(found)])
    under = below(found)
    if under is not None:
        document.paragraph(under)
    document.paragraph(conclusion(found))
    document.bullets([f"new: {finding(one)}" for one in found.appear])
    document.bullets([f"gone: {finding(one)}" for one in found.disappear])
    return document.text
