"""From a catalog to the requests of one target: what the modules of billing targets share."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import Any, Protocol

from pricelang.catalog.catalog import Catalog
from pricelang.targets._losses import Emitted, Loss, Report
from pricelang.targets._model import Selling
from pricelang.targets._offers import read
from pricelang.targets._reading import Reading
from pricelang.targets._renames import formerly
from pricelang.targets._requests import Requests, document, head


class Writer(Protocol):
    """Adds the requests of one catalog."""

    def __init__(self, reading: Reading, requests: Requests) -> None: ...

    def add(self, selling: Selling) -> None: ...


def requests_of(catalog: Catalog, report: Report, says: Iterable[str], writer: type[Writer]) -> Requests:
    """The requests for a catalog; those that are named after something that was renamed say their former names."""
    requests = Requests()
    selling, reading = read(catalog, report, says=says)
    writer(reading, requests).add(selling)
    before = formerly(catalog)
    if before is not None:
        former = Requests()
        selling, reading = read(before, Report(report.target, report.losses, report.allowed), says=says)
        writer(reading, former).add(selling)
        requests.renamed_from(former)
    return requests


def as_document(
    target: str,
    losses: Mapping[str, Loss],
    says: Iterable[str],
    writer: type[Writer],
    catalog: Catalog,
    allow_loss: frozenset[str],
    **more: Any,
) -> Emitted:
    """The requests as the JSON document that most targets write; `more` stands at its head.

    Raises:
        UnknownLoss: a name in `allow_loss` is no loss of the target, or cannot be approximated.
    """
    report = Report(target, losses, allow_loss)
    requests = requests_of(catalog, report, says, writer)
    return report.emitted(document(target, requests, report, **head(catalog.product), **more))
