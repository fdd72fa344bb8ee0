"""Workflow commands of GitHub Actions, which become annotations at the lines of a pull request.

GitHub shows the first ten of a step of each kind (error, warning, notice), so the worst come first. Columns are said of
places within one line only, since they are dropped elsewhere.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from pricelang.diagnostics import Diagnostic, Severity
from pricelang.render.display import clean
from pricelang.render.facts import facts
from pricelang.render.paths import portable
from pricelang.render.run import Run
from pricelang.render.step_summary import page

_KINDS = {Severity.ERROR: "error", Severity.WARNING: "warning", Severity.INFO: "notice"}

# The variable that names a file to which Markdown is appended, for the page of the run; and how many bytes it may hold.
APPENDS_TO = "GITHUB_STEP_SUMMARY"
APPENDED_BYTES = 1024 * 1024
appendix = page


def document(diagnostics: Sequence[Diagnostic], run: Run) -> str:
    """One command a line."""
    lines = [_command("error", {"title": "pricelang"}, [clean(problem)]) for problem in run.problems]
    lines += [
        _command(_KINDS[diagnostic.severity], _properties(diagnostic), facts(diagnostic))
        for diagnostic in sorted(diagnostics, key=lambda one: -one.severity)
    ]
    return "".join(lines)


def _properties(diagnostic: Diagnostic) -> dict[str, str]:
    span = diagnostic.span
    line, column = span.position
    end_line, end_column = span.source.position(span.end)
    properties = {"file": clean(portable(span.source.path)), "line": str(line), "endLine": str(end_line)}
    if line == end_line:
        properties |= {"col": str(column), "endColumn": str(end_column)}
    return properties | {"title": f"pricelang: {clean(diagnostic.rule)}"}


def _command(kind: str, properties: Mapping[str, str], lines: Sequence[str]) -> str:
    said = ",".join(f"{name}={_property(value)}" for name, value in properties.items())
    return f"::{kind} {said}::{_data(chr(10).join(lines))}\n"


def _data(text: str) -> str:
    return text.replace("%", "%25").replace("\r", "%0D").replace("\n", "%0A")


def _property(text: str) -> str:
    return _data(text).replace(":", "%3A").replace(",", "%2C")
