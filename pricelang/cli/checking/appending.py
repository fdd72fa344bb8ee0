"""What a format of diagnostics adds to a file that the environment names."""

from __future__ import annotations

import os
from collections.abc import Sequence
from typing import Any

from pricelang.cli.reporting import note
from pricelang.diagnostics import Diagnostic, sort
from pricelang.render.run import Run


def append(module: Any, found: Sequence[Diagnostic], run: Run) -> None:
    """Append what the module of a format has for the file that its variable names, where that is set. A fault is said
    and fails nothing: the findings are written."""
    path = os.environ.get(module.APPENDS_TO)
    if not path:
        return
    try:
        with open(path, "ab") as file:
            text: str = module.appendix(sort(list(found)), run, module.APPENDED_BYTES - file.tell())
            file.write(text.encode("utf-8", "backslashreplace"))
    except (OSError, ValueError) as fault:
        why = (getattr(fault, "strerror", None) or str(fault)).lower()
        note(f"warning: `{path}`, which {module.APPENDS_TO} names, cannot be written: {why}")
