"""Outcomes for a terminal, as test runners write them: while they come in, and at the end."""

from __future__ import annotations

from collections.abc import Callable, Iterator

from pricelang.cli.testing.outcomes import Outcome, Run
from pricelang.render import render
from pricelang.render.display import GREEN, RED, YELLOW, Paint, clean, columns

_MARKS = {"passed": ".", "failed": "F", "skipped": "s", "error": "E"}
_STYLES = {"passed": GREEN, "failed": RED, "skipped": YELLOW, "error": RED}


class Progress:
    """Writes a letter for each example behind its file's name, or with `verbose` a line for each."""

    def __init__(self, write: Callable[[str], None], paint: Paint, width: int, verbose: bool) -> None:
        self._write = write
        self._paint = paint
        self._width = width
        self._verbose = verbose
        self._path: str | None = None
        self._at = 0

    def __call__(self, outcome: Outcome) -> None:
        style = _STYLES[outcome.word]
        if self._verbose:
            self._write(f"{clean(outcome.name)} {self._paint(outcome.word.upper(), style)}\n")
            return
        if outcome.path != self._path:
            self.finish()
            self._path = outcome.path
            self._write(f"{clean(outcome.path)} ")
            self._at = columns(clean(outcome.path)) + 1
        if self._at >= self._width:
            self._write("\n")
            self._at = 0
        self._write(self._paint(_MARKS[outcome.word], style))
        self._at += 1

    def finish(self) -> None:
        """End the line that is being written."""
        if self._path is not None:
            self._write("\n")
            self._path = None


def report(found: Run, width: int, paint: Paint, color: bool) -> str:
    """What is wrong, with both bills; which examples failed, a line for each; and the last line."""
    parts = list(_parts(found, width, color))
    return "".join(parts) + paint(rule(summary(found), width), RED if found.failed else GREEN) + "\n"


def _parts(found: Run, width: int, color: bool) -> Iterator[str]:
    for word, title in (("error", "ERRORS"), ("failed", "FAILURES")):
        wrong = [outcome for outcome in found.outcomes if outcome.word == word]
        if wrong:
            yield f"\n{rule(title, width)}\n"
        for outcome in wrong:
            yield f"{rule(clean(outcome.title), width, '_')}\n"
            yield render(outcome.diagnostics, "full", width=width, color=color) + "\n"
    wrong = [outcome for outcome in found.outcomes if outcome.word in ("failed", "error")]
    if wrong:
        yield f"{rule('short test summary info', width)}\n"
    else:
        yield "\n"
    for outcome in wrong:
        yield f"{outcome.word.upper()} {clean(outcome.name)}{_why(outcome)}\n"


def _why(outcome: Outcome) -> str:
    if not outcome.diagnostics:
        return ""
    message = clean(outcome.diagnostics[0].message).removeprefix(f"the example `{clean(outcome.title)}` ")
    return f" - {message}"


def summary(found: Run) -> str:
    """`1 failed, 44 passed in 0.12s`."""
    counts = [
        (found.count("failed"), "failed"),
        (found.count("passed"), "passed"),
        (found.count("skipped"), "skipped"),
        (found.deselected, "deselected"),
        (found.count("error"), "error" if found.count("error") == 1 else "errors"),
    ]
    said = ", ".join(f"{count} {word}" for count, word in counts if count)
    if not said:
        said = f"no examples in {found.files} file{'s' * (found.files != 1)}"
    return f"{said} in {found.seconds:.2f}s"


def rule(text: str, width: int, sign: str = "=") -> str:
    """A text in the middle of a line."""
    room = max(width - columns(text) - 2, 6)
    left = room // 2
    return f"{sign * left} {text} {sign * (room - left)}"
