"""One JSON document for programs; a change that could break a reader raises `VERSION`.

Lines and columns count from 1, a column counts characters, ends are exclusive; offsets count characters of the decoded
file from 0. Everything outside ASCII is escaped, so the document can go to any terminal or log.
"""

from __future__ import annotations

import json
from collections.abc import Sequence
from typing import Any

from pricelang.diagnostics import Diagnostic, Fix, Label
from pricelang.render.fingerprint import fingerprints
from pricelang.source import Span

VERSION = 1


def render(diagnostics: Sequence[Diagnostic], *, width: int, color: bool) -> str:
    """The document, with each diagnostic on a line of its own; width and colour do not apply."""
    encode = json.JSONEncoder().encode
    rows = [
        encode(_diagnostic(diagnostic, fingerprint))
        for diagnostic, fingerprint in zip(diagnostics, fingerprints(diagnostics), strict=True)
    ]
    body = "\n" + ",\n".join(rows) + "\n" if rows else ""
    return f'{{"version": {VERSION}, "diagnostics": [{body}]}}\n'


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
        "path": span.source.path,
        "line": line,
        "column": column,
        "end_line": end_line,
        "end_column": end_column,
        "offset": span.start,
        "end_offset": span.end,
    }
