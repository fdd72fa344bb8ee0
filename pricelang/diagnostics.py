"""What is said about a file: values that are collected and returned, never raised."""

from __future__ import annotations

import enum

from pricelang.record import Record
from pricelang.source import Span


class Severity(enum.IntEnum):
    """How much a finding matters; ordered, so that `>=` compares."""

    INFO = 1
    WARNING = 2
    ERROR = 3

    @property
    def word(self) -> str:
        return self.name.lower()


class Safety(enum.Enum):
    """What a fix may do: `SAFE` keeps the compiled output, `UNSAFE` may change a price, `SHOWN` is for reading only."""

    SAFE = "safe"
    UNSAFE = "unsafe"
    SHOWN = "shown"


class Label(Record):
    """A place and what to know there; several labels tell a story across files."""

    span: Span
    message: str = ""

    __ignored__ = frozenset()


class Edit(Record):
    """Replace the text of a span."""

    span: Span
    text: str

    __ignored__ = frozenset()


class Fix(Record):
    """Edits that would mend a finding, what they do in one phrase, and how safe they are."""

    title: str
    edits: tuple[Edit, ...]
    safety: Safety


class Diagnostic(Record):
    """One finding.

    `rule` is its name (`syntax`, `unknown-name`, `loss-at-cap`); `message` one sentence in lower case with names in
    backticks and no full stop. `label` is the place, `related` the places that say why, `notes` facts with numbers,
    `helps` what to do. `symbol` names what it is about (`tier pro / metric draft`): fingerprints use it in place of the
    line number.
    """

    rule: str
    severity: Severity
    message: str
    label: Label
    related: tuple[Label, ...] = ()
    notes: tuple[str, ...] = ()
    helps: tuple[str, ...] = ()
    fix: Fix | None = None
    symbol: str = ""

    @property
    def span(self) -> Span:
        return self.label.span


def error(rule: str, message: str, span: Span, label: str = "", **rest: object) -> Diagnostic:
    """An error at a span; `rest` holds the other fields of a diagnostic."""
    return Diagnostic(rule, Severity.ERROR, message, Label(span, label), **rest)  # type: ignore[arg-type]


def warning(rule: str, message: str, span: Span, label: str = "", **rest: object) -> Diagnostic:
    """A warning at a span; `rest` holds the other fields of a diagnostic."""
    return Diagnostic(rule, Severity.WARNING, message, Label(span, label), **rest)  # type: ignore[arg-type]


def sort(diagnostics: list[Diagnostic]) -> list[Diagnostic]:
    """The order in which findings are shown: path, line, column, rule, message. The same on every run."""

    def key(diagnostic: Diagnostic) -> tuple[str, int, str, str]:
        span = diagnostic.span
        return span.source.path, span.start, diagnostic.rule, diagnostic.message

    return sorted(diagnostics, key=key)
