"""Reports for people: what is wrong, the source it is about with marks, facts, what to do, and the fix."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from pricelang.diagnostics import Diagnostic, Fix, Label, Safety
from pricelang.render import patch
from pricelang.render.display import BLUE, BOLD, GREEN, RED, SEVERITY, Paint, clean, painter, wrap
from pricelang.render.excerpt import CUT, Mark, bounds, excerpt
from pricelang.render.terminal import NARROWEST
from pricelang.source import Source

SAFETY = {Safety.SAFE: "safe", Safety.UNSAFE: "unsafe, may change a price", Safety.SHOWN: "shown only"}

_Section = tuple[Source, dict[int, list[Mark]]]
"""A file and the marks in its lines."""


def render(diagnostics: Sequence[Diagnostic], *, width: int, color: bool) -> str:
    """The reports, an empty line between them; no line is wider than `width` columns (at least 40)."""
    width = max(width, NARROWEST)
    paint = painter(color)
    return "\n".join(["".join([f"{line}\n" for line in _report(item, width, paint)]) for item in diagnostics])


def _report(diagnostic: Diagnostic, width: int, paint: Paint) -> Iterator[str]:
    sections = _sections(diagnostic)
    changes = patch.changes(diagnostic.fix) if diagnostic.fix else []
    last = max([line for _, lines in sections for line in lines])
    for change in changes[: patch.MOST_CHANGES]:
        shown = min(max(len(change.old), len(change.new)), patch.MOST_LINES)
        last = max(last, max(change.line, change.new_line) + shown)
    digits = len(str(last))
    yield from _headline(diagnostic, width, paint)
    edge = paint(f"{'':{digits}} |", BLUE)
    for index, (source, lines) in enumerate(sections):
        if index:
            yield edge
        start = max(diagnostic.span.start, 0) if index == 0 else next(iter(lines.values()))[0].start
        yield from _place(source, start, "-->" if index == 0 else ":::", digits, width, paint)
        yield edge
        yield from _excerpts(source, lines, digits, width, paint)
    if diagnostic.notes or diagnostic.helps or diagnostic.fix:
        yield edge
    for word, texts in (("note", diagnostic.notes), ("help", diagnostic.helps)):
        for text in texts:
            yield from _footer(word, text, digits, width, paint)
    if diagnostic.fix:
        yield from _fix(diagnostic, diagnostic.fix, changes, digits, width, paint)


def _headline(diagnostic: Diagnostic, width: int, paint: Paint) -> Iterator[str]:
    word = diagnostic.severity.word
    head = f"{word}[{clean(diagnostic.rule)}]"
    indent = min(len(head) + 2, width // 3)
    for index, text in enumerate(wrap(f"{head}: {clean(diagnostic.message)}", width, width - indent)):
        if index:
            yield " " * indent + paint(text, BOLD)
        elif text.startswith(head):
            yield paint(head, SEVERITY[word]) + paint(text[len(head) :].rstrip(), BOLD)
        else:
            yield paint(text, SEVERITY[word])


def _place(source: Source, start: int, arrow: str, digits: int, width: int, paint: Paint) -> Iterator[str]:
    line, column = source.position(start)
    lead = f"{'':{digits}}{arrow} "
    place = f"{clean(source.path)}:{line}:{column}"
    for index, text in enumerate(wrap(place, width - len(lead), breaks="/")):
        yield (paint(lead, BLUE) if index == 0 else " " * len(lead)) + text.rstrip(" ")


def _sections(diagnostic: Diagnostic) -> list[_Section]:
    """The files of a diagnostic, its own first, each with its marks by line, from top to bottom."""
    sections: dict[Source, dict[int, list[Mark]]] = {}
    _add(sections, diagnostic.label, "^", SEVERITY[diagnostic.severity.word])
    for label in diagnostic.related:
        _add(sections, label, "-", BLUE)
    return [(source, dict(sorted(lines.items()))) for source, lines in sections.items()]


def _add(sections: dict[Source, dict[int, list[Mark]]], label: Label, sign: str, style: str) -> None:
    source = label.span.source
    start = min(max(label.span.start, 0), len(source.text))
    end = min(max(label.span.end, start), len(source.text))
    line, message = source.position(start)[0], label.message
    last = source.position(max(start, end - 1))[0]
    if last > line:
        message = f"{message} (until line {last})".lstrip()
        end = bounds(source, line)[1]
    sections.setdefault(source, {}).setdefault(line, []).append(Mark(start, max(start, end), sign, message, style))


def _excerpts(source: Source, lines: dict[int, list[Mark]], digits: int, width: int, paint: Paint) -> Iterator[str]:
    """The marked lines of a file; dots stand for the lines between them."""
    edge = paint(f"{'':{digits}} |", BLUE)
    previous = 0
    for line, marks in lines.items():
        if previous and line > previous + 1:
            yield CUT
        previous = line
        number = paint(f"{line:{digits}} |", BLUE)
        for numbered, body in excerpt(source, line, marks, width - digits - 3, paint):
            body = body.rstrip()
            yield f"{number if numbered else edge} {body}" if body else number if numbered else edge


def _footer(word: str, text: str, digits: int, width: int, paint: Paint) -> Iterator[str]:
    lead = f"{'':{digits}} = "
    indent = min(len(lead) + len(word) + 2, width // 2)
    for index, part in enumerate(wrap(f"{word}: {clean(text)}", width - len(lead), width - indent)):
        if index:
            yield " " * indent + part
        elif part.startswith(f"{word}:"):
            yield (paint(lead, BLUE) + paint(word, BOLD) + part[len(word) :]).rstrip()
        else:
            yield paint(lead, BLUE) + part


def _fix(
    diagnostic: Diagnostic, fix: Fix, changes: list[patch.Change], digits: int, width: int, paint: Paint
) -> Iterator[str]:
    yield from _footer(f"fix ({SAFETY[fix.safety]})", fix.title, digits, width, paint)
    source = diagnostic.span.source
    for change in changes[: patch.MOST_CHANGES]:
        if change.source is not source:
            source = change.source
            starts = source.line_starts
            # lines that are put in behind the last one start where that ends
            start = starts[change.line - 1] if change.line <= len(starts) else len(source.text)
            yield from _place(source, start, ":::", digits, width, paint)
        for sign, line, body in patch.rows(change, width - digits - 3):
            number = f"{line:{digits}}" if line else " " * digits
            yield f"{paint(number, BLUE)} {paint(f'{sign} {body}'.rstrip(), RED if sign == '-' else GREEN)}"
    left = len(changes) - patch.MOST_CHANGES
    if left > 0:
        yield f"{'':{digits}} {CUT} {left} more change{'s' * (left != 1)}"
