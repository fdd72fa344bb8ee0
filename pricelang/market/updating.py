"""Writes listed prices into a file: only the numbers and days that change; layout, comments and style stay."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date

from pricelang.catalog.catalog import Catalog
from pricelang.catalog.product import Cost
from pricelang.diagnostics import Edit
from pricelang.editing import rewritten
from pricelang.market.comparison import CostReport
from pricelang.record import replace
from pricelang.source import Span
from pricelang.syntax import File, nodes


def edits(report: CostReport, files: Iterable[File]) -> list[Edit]:
    """The edits that take the file of a cost to the list: its amounts that differ, and the day."""
    found = _declared(report.cost, files)
    if found is None:
        return []
    file, node = found
    new = {rate.rate.span.start: rate.amount for rate in report.rates if rate.state == "differs" and rate.rate.span}
    made = []
    for statement in node.body:
        if isinstance(statement, nodes.CostRate):
            amount = new.get(statement.amount.start)
            if amount is not None:
                span = Span(file.source, statement.amount.start, statement.amount.end)
                made += _in_place(file, span, rewritten(span.text, amount))
        elif isinstance(statement, nodes.AsOf) and report.as_of is not None:
            span = Span(file.source, statement.date.start, statement.date.end)
            made.append(Edit(span, report.as_of.isoformat()))
    if report.as_of is not None and not any(isinstance(statement, nodes.AsOf) for statement in node.body):
        made.append(_added(file, node, report.as_of))
    return list({(edit.span.start, edit.span.end): edit for edit in reversed(made)}.values())


def source_of(report: CostReport, files: Iterable[File]) -> Span | None:
    """Where a cost names its model in the list; else where its name stands."""
    found = _declared(report.cost, files)
    if found is None:
        return report.cost.span
    file, node = found
    for statement in node.body:
        if isinstance(statement, nodes.Source):
            return Span(file.source, statement.start, statement.end)
    return report.cost.span


def expected(catalog: Catalog, reports: Iterable[CostReport]) -> Catalog:
    """The catalog that the written files must have: nothing but these amounts and days is another."""
    changed = {_place(report.cost.span): report for report in reports}
    return replace(catalog, costs=tuple(_updated(cost, changed.get(_place(cost.span))) for cost in catalog.costs))


def _place(span: Span | None) -> tuple[int, int] | None:
    return None if span is None else (id(span.source), span.start)


def _declared(cost: Cost, files: Iterable[File]) -> tuple[File, nodes.Cost] | None:
    if cost.span is None:
        return None
    for file in files:
        if file.source is cost.span.source:
            for node in file.declarations:
                if isinstance(node, nodes.Cost) and node.name.start == cost.span.start:
                    return file, node
    return None


def _in_place(file: File, span: Span, new: str) -> list[Edit]:
    """The edit of a number, and one that keeps a comment behind it in its column."""
    made = [Edit(span, new)]
    wider = len(new) - len(span.text)
    text = file.source.text
    end = text.find("\n", span.end)
    for start, _ in file.comments:
        if span.end <= start < (len(text) if end == -1 else end):
            gap = len(text[:start]) - len(text[:start].rstrip(" "))
            alone = not set(";}") & set(text[span.end : start])  # a comment behind a block is not in a column of rates
            if wider and gap > 1 and alone:
                made.append(Edit(Span(file.source, start - gap, start), " " * max(1, gap - wider)))
            break
    return made


def _added(file: File, node: nodes.Cost, day: date) -> Edit:
    """`as_of` behind the source: on a line of its own where the source has one, in its columns."""
    source = next(statement for statement in node.body if isinstance(statement, nodes.Source))
    text = file.source.text
    start = text.rfind("\n", 0, source.start) + 1
    end = text.find("\n", source.end)
    end = len(text) if end == -1 else end
    comment = next((at for at, _ in file.comments if source.end <= at < end), end)
    indent = text[start : source.start]
    if indent.strip() or text[source.end : comment].strip() or end == len(text):
        return Edit(Span(file.source, source.end, source.end), f"; as_of {day}")
    line_end = "\r\n" if text[:end].endswith("\r") else "\n"
    gap = " " * max(1, source.provider.start - source.start - len("as_of"))
    return Edit(Span(file.source, end + 1, end + 1), f"{indent}as_of{gap}{day}{line_end}")


def _updated(cost: Cost, report: CostReport | None) -> Cost:
    if report is None:
        return cost
    new = {_place(one.rate.span): one.amount for one in report.rates if one.state == "differs"}
    rates = []
    for rate in cost.rates:
        amount = new.get(_place(rate.span))
        rates.append(rate if amount is None else replace(rate, amount=replace(rate.amount, amount=amount)))
    return replace(cost, rates=tuple(rates), as_of=report.as_of or cost.as_of)
