"""The entry of the renderers, the summary, and what a start costs."""

from __future__ import annotations

import subprocess
import sys

import pytest
from render.render_samples import everything, loss_at_cap, several_files, several_lines, with_fix

from pricelang.diagnostics import Diagnostic
from pricelang.render import render, summary


@pytest.mark.parametrize("name", ["yaml", "terminal", "display", "full.py", "full.render", "", "../full"])
def test_unknown_format(name: str) -> None:
    with pytest.raises(ValueError, match="no format of diagnostics"):
        render([], name, width=100, color=False)


@pytest.mark.parametrize(
    ("found", "expected"),
    [
        ([], "no findings"),
        ([loss_at_cap()], "1 error in 1 file"),
        ([several_lines(), loss_at_cap(), with_fix()], "2 errors, 1 info in 2 files"),
        ([several_files()] * 2, "2 errors in 1 file"),
        (everything(), "9 errors, 2 warnings, 1 info in 6 files"),
    ],
)
def test_summary(found: list[Diagnostic], expected: str) -> None:
    assert summary(found) == expected


def test_rendering_full_imports_little() -> None:
    script = """
import sys
from pricelang.diagnostics import error
from pricelang.render import render, summary, terminal
from pricelang.source import Source, Span
found = [error("x", "m", Span(Source("a", "abc"), 0, 1))]
print(render(found, "full", width=100, color=True), summary(found))
heavy = "json dataclasses textwrap unicodedata hashlib importlib.metadata asyncio pydantic rich shutil inspect".split()
sys.exit(" ".join(name for name in heavy if name in sys.modules) or 0)
"""
    # Without `site`, which may import anything, nothing but the renderer can be to blame.
    command = [sys.executable, "-S", "-c", script]
    done = subprocess.run(command, capture_output=True, text=True, check=False, cwd=_checkout())
    assert (done.returncode, done.stderr) == (0, "")
    assert "error[x]" in done.stdout


def _checkout() -> str:
    import pricelang

    assert pricelang.__file__
    return pricelang.__file__.rsplit("pricelang", 1)[0]
