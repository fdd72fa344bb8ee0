"""A fix proves itself on the very files before anything of it is written."""

from __future__ import annotations

import json
from collections import Counter
from collections.abc import Collection, Sequence

from pricelang.catalog.document import to_document
from pricelang.diagnostics import Diagnostic, Edit, Safety, Severity
from pricelang.editing import applied
from pricelang.formatting.proof import comments
from pricelang.project import Project
from pricelang.rules import structural
from pricelang.source import Source, Span
from pricelang.syntax import File

# How far a project was read: what comes later has not spoken where an earlier one found errors.
_READING = frozenset({"syntax", "not-utf8", "missing-import"})
_EXAMPLES = frozenset({"example-fails"})
# Errors that are kept back while another one stands, since they may come of it.
_KEPT_BACK = {"unused-feature": "unknown-name"}


def comments_are_kept(before: File, after: File, edits: Sequence[Edit]) -> bool:
    """Whether all comments are there, in their order and as they were but for edits in them, which leave the reason
    behind `--` alone."""
    source = before.source
    expected = []
    for start, end in before.comments:
        inside = [edit for edit in edits if start <= edit.span.start and edit.span.end <= end and edit.span.start < end]
        text = source.text[start:end]
        if inside:
            shifted = [Edit(_moved(edit.span, start), edit.text) for edit in inside]
            new = applied(text, shifted)
            if not new.startswith("#") or not new.rstrip().endswith(text.partition("--")[2].strip()):
                return False
            text = new
        expected.append(text.rstrip(" \t\r\ufeff"))
    return comments(after) == expected


def _moved(span: Span, by: int) -> Span:
    return Span(span.source, span.start - by, span.end - by)


def fault(before: Project, after: Project, fixed: Collection[Diagnostic], safety: Safety) -> str | None:
    """Why the fixes of some findings may not be made to a project; None where they may.

    They may where no error of reading, names, structure or examples is new, the findings are gone, and, for safe ones,
    the compiled output is the same, byte by byte.
    """
    new = _new_error(before, after)
    if new is not None:
        return f"it would make an error: {new.message}"
    left = _left(before, after, fixed)
    if left is not None:
        return "the finding would still be there"
    if safety is Safety.SAFE and _compiled(before) != _compiled(after):
        return "the compiled output would be another one"
    return None


def _new_error(before: Project, after: Project) -> Diagnostic | None:
    """An error of the language that was not there, of what was looked at before."""
    reached = _reached(before)
    known = structural()
    had = Counter(_said(each) for each in before.diagnostics)
    rules = {each.rule for each in before.diagnostics}
    for each in after.diagnostics:
        if each.severity is not Severity.ERROR or each.rule not in known or _phase(each.rule) > reached:
            continue
        if _KEPT_BACK.get(each.rule) in rules:
            continue
        if not had[_said(each)]:
            return each
        had[_said(each)] -= 1
    return None


def _reached(project: Project) -> int:
    errors = [each.rule for each in project.diagnostics if each.severity is Severity.ERROR]
    known = structural()
    return min((_phase(rule) for rule in errors if rule in known), default=2)


def _phase(rule: str) -> int:
    return 0 if rule in _READING else 2 if rule in _EXAMPLES else 1


def _said(each: Diagnostic) -> tuple[str, str, str]:
    return each.rule, each.span.source.path, each.message


def _left(before: Project, after: Project, fixed: Collection[Diagnostic]) -> Diagnostic | None:
    """A finding that is still there, wherever it stands now."""
    places = {_place(each) for each in fixed}
    ours = [each for each in before.diagnostics if _place(each) in places]
    count = Counter(map(_about, before.diagnostics))
    count.subtract(map(_about, ours))
    now = Counter(map(_about, after.diagnostics))
    return next((each for each in ours if now[_about(each)] > count[_about(each)]), None)


def _place(each: Diagnostic) -> tuple[str, str, Source, int, int]:
    return each.rule, each.message, each.span.source, each.span.start, each.span.end


def _about(each: Diagnostic) -> tuple[str, str, str]:
    return each.rule, each.span.source.path, each.symbol or each.message


def _compiled(project: Project) -> str | None:
    return None if project.catalog is None else json.dumps(to_document(project.catalog))
