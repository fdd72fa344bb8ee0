"""What all parts of reading a catalog for billing share: names, terms, and the report of what is lost."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date
from typing import Protocol, TypeVar

from pricelang.catalog.catalog import Catalog
from pricelang.catalog.charges import Note, Terms
from pricelang.catalog.goods import Credit, Feature, Metric, Package, SeatKind
from pricelang.record import Record
from pricelang.source import Span
from pricelang.targets._losses import Report
from pricelang.targets._requests import Keys, writable


class HasTerms(Protocol):
    """A price, an allowance, a limit or a size."""

    @property
    def terms(self) -> Terms: ...


T = TypeVar("T", bound=HasTerms)


class Reading:
    """One catalog, read for one target. `says` names the common losses that the target can express."""

    def __init__(self, catalog: Catalog, report: Report, says: Iterable[str]) -> None:
        self.catalog = catalog
        self.report = report
        self.says = frozenset(says)
        self.metrics: dict[str, Metric] = {one.name: one for one in catalog.metrics}
        self.credits: dict[str, Credit] = {one.name: one for one in catalog.credits}
        self.packages: dict[str, Package] = {one.name: one for one in catalog.packages}
        self.features: dict[str, Feature] = {one.name: one for one in catalog.features}
        self.seats: dict[str, SeatKind] = {one.name: one for one in catalog.seats}
        product = catalog.product
        self.keys = Keys(200)
        for name in (*self.metrics, *self.credits, *self.features):
            self.keys.of(name)
        self.currencies: tuple[str, ...] = tuple(dict.fromkeys(product.currencies)) if product is not None else ()
        self.effective: date | None = product.effective if product is not None else None

    def lose(
        self, loss: str, value: Record | Span | None, about: str, detail: str = "", whole: Record | None = None
    ) -> bool:
        """Report a common loss, unless the target can say it; gives whether it is lost."""
        if loss in self.says:
            return False
        self.report.lose(loss, value, about, detail, whole)
        return True

    def notes(self, notes: Iterable[Note], about: str) -> None:
        """Keep what the author notes."""
        for note in notes:
            words = note.text or "not certain"
            self.report.remark(about, f"uncertain: {words}" if note.uncertain and note.text else words)

    def exact(self, words: str, value: Record | None, about: str, longest: int = 250) -> str:
        """Words that the system has to get as they are, because something else has the same; lost where they cannot
        be written."""
        if writable(words, longest):
            return words
        self.lose("unwritable-text", value, about, words if len(words) <= 60 else f"{words[:59]}…")
        return "x"

    def label(self, name: str) -> str:
        """The label of what is sold under a name, or the name."""
        for named in (self.metrics, self.credits, self.packages, self.features, self.seats):
            if name in named:
                return named[name].label
        return name

    def holding(self, items: Iterable[T], about: str) -> list[T]:
        """Those that are for everybody on the product's effective date; the others are lost, each at its place."""
        found = []
        for item in items:
            terms = item.terms
            where = item if isinstance(item, Record) else None
            self.notes(terms.notes, about)
            if terms.saves is not None:
                bound = "up to " if terms.saves_up_to else ""
                self.report.remark(about, f"saves {bound}{terms.saves:f}%")
            whom = _whom(terms)
            if whom and self.lose("price-for-some", where, about, whom):
                continue
            today = self.effective or date.min
            if terms.start is not None or terms.until is not None:
                begins = f"from {terms.start} " if terms.start else ""
                ends = f"until {terms.until}" if terms.until else ""
                past = terms.start is not None and terms.start <= today and terms.until is None
                if not past:
                    self.lose("dated-price", where, about, (begins + ends).strip())
                else:
                    self.report.remark(about, f"holds {begins}".strip())
                if (terms.start and terms.start > today) or (terms.until and terms.until <= today):
                    continue
            found.append(item)
        return found


def _whom(terms: Terms) -> str:
    parts = []
    if terms.cohort:
        parts.append(f"for `{terms.cohort}`")
    if terms.region:
        parts.append(f"in `{terms.region}`")
    if terms.existing_customers:
        parts.append("for existing customers")
    if terms.until_renewal:
        parts.append("until renewal")
    if terms.with_commitment or terms.commitment is not None:
        of = f" of {terms.commitment.amount:f} {terms.commitment.currency}" if terms.commitment else ""
        parts.append(f"with a commitment{of}")
    return ", ".join(parts)
