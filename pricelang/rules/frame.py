"""The frame that rules stand in: what a rule's module holds, what it is given, and how rules are run.

A rule's module holds
- its docstring, which is the rule's page in Markdown: the first line says what is wrong in one sentence, and then come
  the headings `What it does`, `Why it matters`, `Bad`, `Good`, `Options` and `Sources`. `Bad` and `Good` hold ```price
  blocks that run as tests: `Bad` gives this rule, `Good` gives nothing of it;
- `SEVERITY`, a `Severity`, and `DEFAULT`, whether the rule runs where nobody asked for it;
- `OPTIONS`, its options by name; leave it out where there are none;
- `HIDDEN_BY`, names of rules that say more about the same `symbol`; leave it out where there are none;
- `FIX`, how safe the fix is that its findings offer, and what it does in one phrase; leave it out where there is none.
  A `SAFE` fix keeps the compiled output; `pricelang.rules.edits` makes its edits;
- `check(pricing)`, which gives a `Finding` for each place at fault.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from datetime import date
from decimal import Decimal
from typing import TYPE_CHECKING, Any

from pricelang.catalog.catalog import Catalog
from pricelang.diagnostics import Diagnostic, Fix, Label, Safety, Severity, sort
from pricelang.record import Record
from pricelang.rules import SUPPRESSION, found, load
from pricelang.rules.suppressing import Suppressions
from pricelang.source import Source, Span
from pricelang.syntax import File

if TYPE_CHECKING:
    from pricelang.analysis import Analysis, Rebill, Undecided
    from pricelang.config import Config
    from pricelang.rules.reading import Shop

Value = Decimal | int | bool | str | None


class Option(Record):
    """A setting of a rule. `default` None is "not set", for which a rule has to say what it does."""

    type: type[Decimal] | type[int] | type[bool] | type[str]
    default: Value
    meaning: str


class Finding(Record):
    """What a rule has found; see `Diagnostic` for what the fields say. `span` None is a place that is in no file.

    `uncertain` lowers an error to a warning: it rests on something that its author is not sure of. `severity` is for
    the rare finding that matters more or less than its rule.
    """

    message: str
    span: Span | None
    label: str = ""
    related: tuple[Label, ...] = ()
    notes: tuple[str, ...] = ()
    helps: tuple[str, ...] = ()
    fix: Fix | None = None
    symbol: str = ""
    uncertain: bool = False
    severity: Severity | None = None

    __ignored__ = frozenset()


class Pricing:
    """What a rule is given.

    `files` are the root file and all that it imports, `options` the rule's own, complete; `today` is the day that ages
    are counted to.
    """

    def __init__(self, catalog: Catalog, files: Sequence[File], today: date, rebill: Rebill | None = None) -> None:
        self.catalog = catalog
        self.files = tuple(files)
        self.today = today
        self.options: Mapping[str, Any] = {}
        self.suppressions = Suppressions(self.files)
        self._rebill = rebill
        self._analysis: Analysis | None = None
        self._shop: Shop | None = None

    @property
    def analysis(self) -> Analysis:
        """Bills, costs and margins of the catalog, exact; made when first asked for and shared by all rules."""
        if self._analysis is None:
            from pricelang.analysis import Analysis

            self._analysis = Analysis(self.catalog, self._rebill, self.today)
        return self._analysis

    @property
    def undecided(self) -> tuple[Undecided, ...]:
        """What the analysis has left open so far."""
        return () if self._analysis is None else self._analysis.undecided

    @property
    def shop(self) -> Shop:
        """What is on sale on the day; made when first asked for and shared by all rules."""
        if self._shop is None:
            from pricelang.rules.reading import Shop

            self._shop = Shop(self.catalog, self.today)
        return self._shop

    def uncertain(self, *facts: object) -> bool:
        """Whether the author of any of these is not sure: a tier, price, allowance, limit, cost ... of the catalog."""
        return any(_uncertain(fact) for fact in (*facts, self.catalog))


class Rule(Record):
    """A rule as its module holds it."""

    name: str
    group: str
    page: str
    severity: Severity
    default: bool
    options: dict[str, Option]
    hidden_by: tuple[str, ...]
    check: Callable[[Pricing], Iterator[Finding]]
    fix: tuple[Safety, str] | None = None

    @property
    def whole_page(self) -> str:
        """The page, and what the fix does."""
        if self.fix is None:
            return self.page
        safety, does = self.fix
        return f"{self.page}\n## Fix\n\n{safety.value.capitalize()}: {does}.\n"

    @property
    def summary(self) -> str:
        """The first sentence of the page."""
        return self.page.partition("\n")[0]


def read(name: str, group: str) -> Rule:
    """The rule in a module of a group's folder."""
    module = __import__(f"pricelang.rules.{group}.{name}".replace("-", "_"), fromlist=["check"])
    return Rule(
        name,
        group,
        (module.__doc__ or "").strip() + "\n",
        module.SEVERITY,
        module.DEFAULT,
        getattr(module, "OPTIONS", {}),
        getattr(module, "HIDDEN_BY", ()),
        module.check,
        getattr(module, "FIX", None),
    )


def run(
    files: Sequence[File],
    catalog: Catalog,
    config: Config,
    today: date,
    rebill: Rebill | None = None,
    undecided: list[Undecided] | None = None,
) -> list[Diagnostic]:
    """What the rules that `config` selects find, in the order in which findings are shown.

    What the analysis had to leave open is added to `undecided`.
    `rebill` bills a usage with the rating engine: rules confirm with it what the analysis finds.
    The catalog is expected to be free of errors in structure.
    """
    pricing = Pricing(catalog, files, today, rebill)
    rules = [rule for rule in map(load, config.candidates(found())) if config.selects(rule)]
    nowhere = Span(files[0].source if files else Source("<catalog>", ""), 0, 0)
    raw = [(rule, _found(rule, pricing, config, nowhere)) for rule in rules if rule.group != SUPPRESSION]
    said = {(rule.name, each.symbol) for rule, diagnostics in raw for each in diagnostics}
    shown: list[Diagnostic] = []
    for rule, diagnostics in raw:
        for each in diagnostics:
            if any((name, each.symbol) in said for name in rule.hidden_by):
                # an allowance of the hidden rule has its purpose as long as the rule would speak
                pricing.suppressions.covers(each, today)
            elif not pricing.suppressions.covers(each, today):
                shown.append(each)
    if pricing.suppressions:
        pricing.suppressions.judged = frozenset(rule.name for rule in rules)
        for rule in rules:
            if rule.group == SUPPRESSION:
                shown += _found(rule, pricing, config, nowhere)
    if undecided is not None:
        undecided += pricing.undecided
    return sort(shown)


def _found(rule: Rule, pricing: Pricing, config: Config, nowhere: Span) -> list[Diagnostic]:
    pricing.options = config.options(rule)
    changed = config.severity.get(rule.name)
    result = []
    for finding in rule.check(pricing):
        severity = changed or finding.severity or rule.severity
        if finding.uncertain:
            severity = min(severity, Severity.WARNING)
        span = finding.span or nowhere
        if config.ignores(rule, span.source.path) or config.excludes(span.source.path, named=True):
            continue
        result.append(
            Diagnostic(
                rule.name,
                severity,
                finding.message,
                Label(span, finding.label),
                finding.related,
                finding.notes,
                finding.helps,
                finding.fix,
                finding.symbol,
            )
        )
    return result


def _uncertain(fact: object) -> bool:
    notes = list(getattr(fact, "notes", ()))
    terms = getattr(fact, "terms", None)
    if terms is not None:
        notes += terms.notes
    return any(note.uncertain for note in notes)


def labels(*places: tuple[Span | None, str]) -> tuple[Label, ...]:
    """Labels at the places that are in a file."""
    return tuple(Label(span, message) for span, message in places if span is not None)


def severity_of(word: str) -> Severity | None:
    """The severity that configuration calls so; None is `off`."""
    return None if word == "off" else Severity[word.upper()]
