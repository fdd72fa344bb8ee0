"""One JSON document for programs; a change that could break a reader raises `VERSION`.

Paths are from the folder where the command ran. Lines and columns count from 1, a column counts characters, ends are
exclusive; offsets count characters of the decoded file from 0. `problems` say why something could not be done: with
any, the findings are not the whole. Everything outside ASCII is escaped, so the document can go to any terminal or log.
`diagnostics.schema.json` beside this module says it all as a JSON Schema; `pricelang schema diagnostics` prints it.
"""

from __future__ import annotations

import json
from collections.abc import Sequence
from typing import Any

from pricelang.diagnostics import Diagnostic, Fix, Label
from pricelang.render.fingerprint import fingerprints
from pricelang.render.paths import portable
from pricelang.render.run import Run
from pricelang.render.statistics import Count, counts
from pricelang.source import Span

VERSION = 1


def document(diagnostics: Sequence[Diagnostic], run: Run) -> str:
    """The document, with each diagnostic on a line of its own."""
    encode = json.JSONEncoder().encode
    rows = [
        encode(_diagnostic(diagnostic, fingerprint))
        for diagnostic, fingerprint in zip(diagnostics, fingerprints(diagnostics), strict=True)
    ]
    body = "\n" + ",\n".join(rows) + "\n" if rows else ""
    rest = f', "problems": {encode(list(run.problems))}'
    if run.statistics:
        rest += f', "statistics": {encode([_count(row) for row in counts(diagnostics)])}'
    return f'{{"version": {VERSION}, "diagnostics": [{body}]{rest}}}\n'


def _count(row: Count) -> dict[str, Any]:
    return {"rule": row.rule, "severity": row.severity.word, "count": row.count}


def _diagnostic(diagnostic: Diagnostic, fingerprint: str) -> dict[str, Any]:
    return {
        "rule": diagnostic.rule,
        "severity": diagnostic.severity.word,
        "message": diagnostic.message,
        **_place(diagnostic.span),
        "label": diagnostic.label.message,
        "related": [_label(label) for label in diagnostic.related],
        "notes": list(diagnostic.notes),
        "helps": list(diagnostic.helps),
        "fix": _fix(diagnostic.fix) if diagnostic.fix else None,
        "symbol": diagnostic.symbol,
        "fingerprint": fingerprint,
    }


def _label(label: Label) -> dict[str, Any]:
    return {"message": label.message, **_place(label.span)}


def _fix(fix: Fix) -> dict[str, Any]:
    return {
        "title": fix.title,
        "safety": fix.safety.value,
        "edits": [{**_place(edit.span), "text": edit.text} for edit in fix.edits],
    }


def _place(span: Span) -> dict[str, Any]:
    line, column = span.position
    end_line, end_column = span.source.position(span.end)
    return {
        "path": portable(span.source.path),
        "line": line,
        "column": column,
        "end_line": end_line,
        "end_column": end_column,
        "offset": span.start,
        "end_offset": span.end,
    }
