"""A Code Quality report of GitLab: what it shows in a merge request, told apart by fingerprints.

A finding of a file is all that this format knows: that something could not be run is not in it.
"""

from __future__ import annotations

import json
from collections.abc import Sequence

from pricelang.diagnostics import Diagnostic, Severity
from pricelang.render.facts import facts
from pricelang.render.fingerprint import fingerprints
from pricelang.render.paths import portable
from pricelang.render.run import Run

_SEVERITIES = {Severity.ERROR: "major", Severity.WARNING: "minor", Severity.INFO: "info"}


def document(diagnostics: Sequence[Diagnostic], run: Run) -> str:
    """The report."""
    entries = [
        {
            "description": "; ".join(facts(diagnostic)),
            "check_name": diagnostic.rule,
            "fingerprint": fingerprint,
            "severity": _SEVERITIES[diagnostic.severity],
            "location": {
                "path": portable(diagnostic.span.source.path),
                "lines": {"begin": diagnostic.span.position[0]},
            },
        }
        for diagnostic, fingerprint in zip(diagnostics, fingerprints(diagnostics), strict=True)
    ]
    return json.dumps(entries, indent=2) + "\n"
