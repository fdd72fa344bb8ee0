"""How often each rule speaks."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from pricelang.diagnostics import Diagnostic, Severity
from pricelang.record import Record
from pricelang.render.display import SEVERITY, Paint, clean


class Count(Record):
    """How many findings of one rule and one severity there are."""

    rule: str
    severity: Severity
    count: int


def counts(diagnostics: Iterable[Diagnostic]) -> list[Count]:
    """The counts, the most frequent first, then by rule."""
    found: dict[tuple[str, Severity], int] = {}
    for diagnostic in diagnostics:
        key = diagnostic.rule, diagnostic.severity
        found[key] = found.get(key, 0) + 1
    rows = [Count(rule, severity, count) for (rule, severity), count in found.items()]
    return sorted(rows, key=lambda row: (-row.count, row.rule, -row.severity))


def table(rows: Sequence[Count], paint: Paint) -> str:
    """The counts as lines for people: how many, how severe, of which rule."""
    digits = max((len(str(row.count)) for row in rows), default=0)
    lines = []
    for row in rows:
        word = row.severity.word
        lines.append(f"{row.count:>{digits}}  {paint(f'{word:<7}', SEVERITY[word])}  {clean(row.rule)}\n")
    return "".join(lines)
