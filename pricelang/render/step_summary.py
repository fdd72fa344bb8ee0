"""Findings as a page of GitHub-flavoured Markdown of a bounded size, for the summary of a run."""

from __future__ import annotations

import re
from collections.abc import Sequence

from pricelang.diagnostics import Diagnostic
from pricelang.render import summary
from pricelang.render.display import clean
from pricelang.render.facts import facts, place
from pricelang.render.run import Run

_HEAD = "| | where | rule | what |\n|---|---|---|---|\n"
_PUNCTUATION = re.compile(r"[!#&*+\-.:<=>@\[\\\]_`|~]")


def page(diagnostics: Sequence[Diagnostic], run: Run, room: int) -> str:
    """The page in at most `room` bytes of UTF-8, the worst findings first; what has no room is counted. Nothing where
    not even the heading has room."""
    head = f"### pricelang: {summary(diagnostics) if not run.problems else 'could not run'}\n\n"
    checked = f"{len(run.files)} file{'s' * (len(run.files) != 1)} checked.\n\n"
    parts = [head + "".join(f"{escape(problem)}\n\n" for problem in run.problems) + checked]
    if _size(parts[0]) > room:
        parts = [head]
    # what the last line may take, which says how many findings are left out
    left = room - _size(parts[0]) - _size(_HEAD) - _size(_rest(len(diagnostics))) - len("\n")
    if left < 0:
        return parts[0] if _size(parts[0]) <= room else ""
    shown = 0
    for diagnostic in sorted(diagnostics, key=lambda one: -one.severity):
        row = _row(diagnostic)
        left -= _size(row)
        if left < 0:
            break
        parts.append(row if shown else _HEAD + row)
        shown += 1
    if shown < len(diagnostics):
        parts.append(_rest(len(diagnostics) - shown))
    return "".join(parts) + ("\n" if diagnostics else "")


def _row(diagnostic: Diagnostic) -> str:
    what = "<br>".join(escape(fact) for fact in facts(diagnostic))
    where, rule = escape(place(diagnostic.label)), escape(clean(diagnostic.rule))
    return f"| {diagnostic.severity.word} | {where} | {rule} | {what} |\n"


def _rest(count: int) -> str:
    return f"\nand {count} more, in the log of the step.\n"


def _size(text: str) -> int:
    return len(text.encode("utf-8"))


def escape(text: str) -> str:
    """A text of one line in a cell of a table: it reads as it is, and names in backticks are code."""
    parts = clean(text).split("`")
    if len(parts) % 2 == 0 or any(not part.strip() or part != part.strip() for part in parts[1::2]):
        return _plain("`".join(parts))
    # a bar ends a cell even in code
    return "".join(
        f"`{part.replace('|', chr(92) + '|')}`" if index % 2 else _plain(part) for index, part in enumerate(parts)
    )


def _plain(text: str) -> str:
    # two dollars on a line would be mathematics, and a backslash does not keep them from it
    return "<span>$</span>".join(_PUNCTUATION.sub(r"\\\g<0>", part) for part in text.split("$"))
