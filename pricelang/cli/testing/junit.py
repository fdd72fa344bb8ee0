"""Outcomes as JUnit XML, the form that build servers read."""

from __future__ import annotations

import re
from xml.etree import ElementTree as ET

from pricelang.cli.testing.outcomes import Outcome, Run
from pricelang.render import render

# What XML 1.0 cannot hold, even escaped.
_UNSAID = re.compile("[^\t\n\r\x20-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")


def document(found: Run) -> str:
    """One suite with a case for each example; a file with errors is a case of its own."""
    counts = {
        "tests": str(len(found.outcomes)),
        "failures": str(found.count("failed")),
        "errors": str(found.count("error")),
        "skipped": str(found.count("skipped")),
        "time": f"{found.seconds:.3f}",
    }
    suites = ET.Element("testsuites", {"name": "pricelang", **counts})
    suite = ET.SubElement(suites, "testsuite", {"name": "examples", **counts})
    for outcome in found.outcomes:
        _case(suite, outcome)
    ET.indent(suites)
    return f'<?xml version="1.0" encoding="utf-8"?>\n{ET.tostring(suites, encoding="unicode")}\n'


def _case(suite: ET.Element, outcome: Outcome) -> None:
    path, title = _said(outcome.path), _said(outcome.title)
    case = ET.SubElement(
        suite,
        "testcase",
        {
            "classname": path,
            "name": title,
            "file": path,
            "line": str(outcome.line),
            "time": f"{outcome.seconds:.3f}",
        },
    )
    if outcome.word == "skipped":
        ET.SubElement(case, "skipped", {"message": "the example states no bill"})
    elif outcome.word in ("failed", "error"):
        first = outcome.diagnostics[0] if outcome.diagnostics else None
        wrong = ET.SubElement(
            case,
            "failure" if outcome.word == "failed" else "error",
            {"message": _said(first.message) if first else "", "type": first.rule if first else "error"},
        )
        wrong.text = _said(render(outcome.diagnostics, "full", width=100, color=False))


def _said(text: str) -> str:
    return _UNSAID.sub("\ufffd", text)
