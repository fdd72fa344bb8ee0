"""SARIF 2.1.0, the format in which analyses exchange results: for code scanning and for editors.

Places are relative to the folder where the command ran, which the document calls `SRCROOT` and does not name. A result
is known again by the fingerprint `pricelang/v1`, made of rule, path and symbol. Only the rules that results refer to
are described.
"""

from __future__ import annotations

import json
import os
from collections.abc import Iterable, Sequence
from typing import Any
from urllib.parse import quote

from pricelang import __version__
from pricelang.diagnostics import Diagnostic, Edit, Fix, Label, Safety, Severity
from pricelang.render.display import clean
from pricelang.render.facts import own_facts
from pricelang.render.fingerprint import fingerprints
from pricelang.render.full import SAFETY
from pricelang.render.paths import portable
from pricelang.render.run import Run
from pricelang.source import Source, Span

SCHEMA = "https://docs.oasis-open.org/sarif/sarif/v2.1.0/errata01/os/schemas/sarif-schema-2.1.0.json"
_BASE = "SRCROOT"
_LEVELS = {Severity.ERROR: "error", Severity.WARNING: "warning", Severity.INFO: "note"}

_Object = dict[str, Any]


def document(diagnostics: Sequence[Diagnostic], run: Run) -> str:
    """The log, with one run."""
    rules = sorted({diagnostic.rule for diagnostic in diagnostics})
    index = {rule: place for place, rule in enumerate(rules)}
    made = {
        "$schema": SCHEMA,
        "version": "2.1.0",
        "runs": [
            {
                "tool": {
                    "driver": {
                        "name": "pricelang",
                        "version": __version__,
                        "semanticVersion": __version__,
                        "rules": [_rule(rule, diagnostics, run) for rule in rules],
                    }
                },
                "invocations": [_invocation(run)],
                "originalUriBaseIds": {_BASE: {"description": {"text": "The folder in which pricelang ran."}}},
                "columnKind": "unicodeCodePoints",
                "results": [
                    _result(diagnostic, fingerprint, index[diagnostic.rule])
                    for diagnostic, fingerprint in zip(diagnostics, fingerprints(diagnostics), strict=True)
                ],
            }
        ],
    }
    return json.dumps(made, indent=2) + "\n"


def _invocation(run: Run) -> _Object:
    made: _Object = {"executionSuccessful": not run.problems}
    if run.problems:
        made["toolExecutionNotifications"] = [
            {"level": "error", "message": {"text": problem}} for problem in run.problems
        ]
    return made


def _rule(name: str, diagnostics: Iterable[Diagnostic], run: Run) -> _Object:
    about = run.about(name)
    severity = about.severity if about else None
    if severity is None:  # the rule has none of its own: its worst finding says how much it may matter
        severity = max(one.severity for one in diagnostics if one.rule == name)
    made: _Object = {"id": name}
    if about:
        made |= {
            "shortDescription": {"text": about.summary},
            "fullDescription": {"text": about.description},
            "help": {"text": about.page, "markdown": about.page},
        }
    made["defaultConfiguration"] = {"level": _LEVELS[severity]}
    if about:
        made["properties"] = {"tags": [about.group]}
    return made


def _result(diagnostic: Diagnostic, fingerprint: str, index: int) -> _Object:
    made: _Object = {
        "ruleId": diagnostic.rule,
        "ruleIndex": index,
        "level": _LEVELS[diagnostic.severity],
        "message": {"text": "\n".join(own_facts(diagnostic))},
        "locations": [_location(diagnostic.label)],
    }
    if diagnostic.symbol:
        made["locations"][0]["logicalLocations"] = [{"fullyQualifiedName": diagnostic.symbol}]
    if diagnostic.related:
        made["relatedLocations"] = [
            {"id": number, **_location(label)} for number, label in enumerate(diagnostic.related, 1)
        ]
    made["partialFingerprints"] = {"pricelang/v1": fingerprint}
    fix = diagnostic.fix
    if fix is not None and fix.edits and fix.safety is not Safety.SHOWN:  # what is only shown is not to be applied
        made["fixes"] = [_fix(fix)]
    return made


def _location(label: Label) -> _Object:
    made: _Object = {
        "physicalLocation": {"artifactLocation": _artifact(label.span.source), "region": _region(label.span)}
    }
    if label.message:
        made["message"] = {"text": clean(label.message)}
    return made


def _region(span: Span) -> _Object:
    line, column = span.position
    end_line, end_column = span.source.position(span.end)
    return {"startLine": line, "startColumn": column, "endLine": end_line, "endColumn": end_column}


def _artifact(source: Source) -> _Object:
    path = portable(source.path)
    if path.startswith("/") or os.path.isabs(path):
        return {"uri": f"file://{'' if path.startswith('/') else '/'}{_quoted(path)}"}
    return {"uri": _quoted(path), "uriBaseId": _BASE}


def _quoted(path: str) -> str:
    try:
        data = path.encode("utf-8", "surrogateescape")  # the bytes of a name that is not UTF-8
    except UnicodeEncodeError:
        data = path.encode("utf-8", "surrogatepass")
    return quote(data, safe="/")


def _fix(fix: Fix) -> _Object:
    by_source: dict[Source, list[Edit]] = {}
    for edit in fix.edits:
        by_source.setdefault(edit.span.source, []).append(edit)
    return {
        "description": {"text": f"{clean(fix.title)} ({SAFETY[fix.safety]})"},
        "artifactChanges": [
            {
                "artifactLocation": _artifact(source),
                "replacements": [
                    {"deletedRegion": _region(edit.span), "insertedContent": {"text": edit.text}} for edit in edits
                ],
            }
            for source, edits in by_source.items()
        ],
        "properties": {"safety": fix.safety.value},
    }
