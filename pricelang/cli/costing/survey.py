"""The costs of some projects against the price list, and the way back into their files."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import date

from pricelang.catalog.product import Cost
from pricelang.cli.reporting import CannotRun
from pricelang.diagnostics import Edit
from pricelang.editing import applied
from pricelang.market.comparison import CostReport, compare
from pricelang.market.listing import CannotCompare
from pricelang.market.updating import edits, expected, source_of
from pricelang.project import Loader, Project
from pricelang.record import Record
from pricelang.source import Source, Span


class Item(Record):
    """A cost that names a list, what the list says, and the place where it is named."""

    report: CostReport
    span: Span | None


class Survey(Record):
    """All of them. `name`, `version` and `day` are the list's, empty where no cost names one; `unsourced` are the names
    of the costs that name none."""

    items: tuple[Item, ...]
    unsourced: tuple[str, ...]
    name: str = ""
    version: str = ""
    day: date | None = None


def survey(projects: Sequence[Project]) -> Survey:
    """Compare all costs; the list is read only where one of them names it.

    Raises:
        CannotRun: the list cannot be read.
    """
    costs: dict[object, tuple[Cost, Project]] = {}
    for project in projects:
        for cost in project.catalog.costs if project.catalog else ():
            costs.setdefault((id(cost.span.source), cost.span.start) if cost.span else id(cost), (cost, project))
    unsourced = tuple(cost.name for cost, _ in costs.values() if cost.provider is None)
    if len(unsourced) == len(costs):
        return Survey((), unsourced)
    from pricelang.market.genai_prices import load

    try:
        listing = load(date.today())
    except CannotCompare as cannot:
        raise CannotRun(str(cannot)) from None
    items = []
    for cost, project in costs.values():
        report = compare(cost, listing)
        if report is not None:
            items.append(Item(report, source_of(report, project.files)))
    return Survey(tuple(items), unsourced, listing.name, listing.version, listing.day)


def write_back(projects: Sequence[Project], found: Survey) -> list[str]:
    """Write what differs into the files, all of them or none, and say what was written.

    Before that the new texts are read again: they must mean the same as before but for these prices and days.

    Raises:
        CannotRun: a file cannot be written, or the new text would say something else.
    """
    from pricelang.cli.rewriting.places import rewrite

    made: dict[Source, list[Edit]] = {}
    files = list({id(file): file for project in projects for file in project.files}.values())
    for item in found.items:
        for edit in edits(item.report, files):
            made.setdefault(edit.span.source, []).append(edit)
    if not made:
        return ["nothing to write"]
    texts = {source.path: applied(source.text, each) for source, each in made.items()}
    _verify(projects, found, texts)
    rewrite({source: texts[source.path] for source in made})
    return [f"wrote {path}" for path in texts]


def _verify(projects: Sequence[Project], found: Survey, texts: Mapping[str, str]) -> None:
    loader = Loader()
    for path, text in texts.items():
        loader.load(path, text)
    reports = [item.report for item in found.items]
    for project in projects:
        again = loader.load(project.root.path, texts.get(project.root.path))
        if project.catalog is None or again.failed or again.catalog != expected(project.catalog, reports):
            raise CannotRun(
                f"`{project.root.path}` would say something else with the listed prices: nothing was written; "
                "please report it, with the file"
            )
