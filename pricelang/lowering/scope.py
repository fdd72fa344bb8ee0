"""What the whole of a lowering shares: what was found wrong, where it is reading, and what it knows by name."""

from __future__ import annotations

from collections.abc import Callable, Iterable

from pricelang.catalog.catalog import Feature, Metric
from pricelang.catalog.charges import Note
from pricelang.catalog.money import Money
from pricelang.diagnostics import Diagnostic, Edit, Fix, Label, Severity, sort
from pricelang.lowering.names import Names
from pricelang.record import replace
from pricelang.source import Source, Span
from pricelang.syntax import nodes

_SHOWN = 3  # how many further places of one mistake a report shows


class Scope:
    """The state of one lowering. `source` and `owner` say what is being read; all else only grows."""

    __slots__ = (
        "_repeated",
        "attributes",
        "cost_units",
        "credit_worth",
        "currencies",
        "currency_codes",
        "currency_line",
        "diagnostics",
        "exchanged",
        "features",
        "given",
        "metrics",
        "names",
        "owner",
        "pools",
        "source",
    )

    def __init__(self, names: Names) -> None:
        self.names = names
        self.source = Source("", "")
        self.owner = ""
        self.diagnostics: list[Diagnostic] = []
        self._repeated: dict[tuple[object, ...], tuple[int, list[Span]]] = {}
        # the product's currencies, those it can be converted to, and what each symbol and code written so far means
        self.currencies: tuple[str, ...] = ()
        self.exchanged: frozenset[str] = frozenset()
        self.currency_line: Label | None = None
        self.currency_codes: dict[str, str] = {}
        # what later passes need to know of earlier ones
        self.metrics: dict[str, Metric] = {}
        self.features: dict[str, Feature] = {}
        self.given: set[str] = set()
        self.credit_worth: dict[str, Money] = {}
        self.cost_units: dict[str, dict[str, Span]] = {}
        self.attributes: dict[str, dict[str, set[str]]] = {}
        self.pools: dict[str, set[str]] = {}

    def enter(self, source: Source, owner: str) -> None:
        """From here on `owner` (`tier pro`) of this file is read."""
        self.source = source
        self.owner = owner

    def span(self, node: nodes.Node) -> Span:
        return Span(self.source, node.start, node.end)

    def between(self, first: nodes.Node, last: nodes.Node) -> Span:
        return Span(self.source, first.start, last.end)

    def word(self, statement: nodes.Node, word: str) -> Span:
        """The first place of a keyword in a statement that is known to have it."""
        at = self.source.text.find(word, statement.start, statement.end)
        return Span(self.source, at, at + len(word)) if at >= 0 else self.span(statement)

    def label(self, node: nodes.Node, message: str) -> Label:
        return Label(self.span(node), message)

    def note(self, node: nodes.Note | nodes.Uncertain) -> Note:
        text = node.text
        return Note(text.value if text else None, type(node) is nodes.Uncertain, self.span(text or node))

    # --- what is wrong ----------------------------------------------------

    def error(
        self,
        rule: str,
        message: str,
        at: nodes.Node | Span,
        label: str = "",
        *,
        related: Iterable[Label] = (),
        notes: tuple[str, ...] = (),
        helps: tuple[str, ...] = (),
        about: str = "",
        severity: Severity = Severity.ERROR,
        fix: Fix | None = None,
    ) -> None:
        """Keep a finding; `about` names the part of the owner that it is about."""
        span = at if isinstance(at, Span) else self.span(at)
        symbol = f"{self.owner} / {about}" if about and self.owner else about or self.owner
        self.diagnostics.append(
            Diagnostic(rule, severity, message, Label(span, label), tuple(related), notes, helps, fix, symbol)
        )

    def error_once(self, key: tuple[object, ...], at: nodes.Node, report: Callable[[], None]) -> None:
        """Report a mistake that one file repeats once; its next places become labels of the first report."""
        full = (self.source, *key)
        if full in self._repeated:
            self._repeated[full][1].append(self.span(at))
        else:
            report()
            self._repeated[full] = (len(self.diagnostics) - 1, [])

    def finish(self) -> tuple[Diagnostic, ...]:
        """All findings in the order in which they are shown, each with the further places of the same mistake."""
        for index, places in self._repeated.values():
            if places:
                first = self.diagnostics[index]
                more = tuple(Label(place, "here too") for place in places[:_SHOWN])
                rest = len(places) - _SHOWN
                notes = (f"and in {rest} more place{'s' if rest > 1 else ''} of this file",) if rest > 0 else ()
                self.diagnostics[index] = replace(
                    first, related=first.related + more, notes=first.notes + notes, fix=_everywhere(first.fix, places)
                )
        return tuple(sort(self.diagnostics))


def _everywhere(fix: Fix | None, places: Iterable[Span]) -> Fix | None:
    """A fix of a word made in further places of the same mistake, too."""
    if fix is None:
        return None
    edit = fix.edits[0]
    length = edit.span.end - edit.span.start
    more = (Edit(Span(place.source, place.start, place.start + length), edit.text) for place in places)
    return replace(fix, edits=(*fix.edits, *more))
