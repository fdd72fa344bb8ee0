"""Outcomes as JUnit XML, the form that build servers read."""

from __future__ import annotations

from xml.etree import ElementTree as ET

from pricelang.cli.testing.outcomes import Outcome, Run
from pricelang.render import render
from pricelang.render.junit import case, report, wrong


def document(found: Run) -> str:
    """One suite with a case for each example; a file with errors is a case of its own."""
    more = {"skipped": str(found.count("skipped")), "time": f"{found.seconds:.3f}"}
    counts = {
        "tests": str(len(found.outcomes)),
        "failures": str(found.count("failed")),
        "errors": str(found.count("error")),
    }
    suite = ET.Element("testsuite", {"name": "examples", **counts, **more})
    for outcome in found.outcomes:
        _case(suite, outcome)
    return report([suite], more)


def _case(suite: ET.Element, outcome: Outcome) -> None:
    made = case(suite, outcome.path, outcome.title, line=str(outcome.line), time=f"{outcome.seconds:.3f}")
    if outcome.word == "skipped":
        ET.SubElement(made, "skipped", {"message": "the example states no bill"})
    elif outcome.word in ("failed", "error"):
        first = outcome.diagnostics[0] if outcome.diagnostics else None
        wrong(
            made,
            "failure" if outcome.word == "failed" else "error",
            first.message if first else "",
            first.rule if first else "error",
            render(outcome.diagnostics, "full", width=100, color=False),
        )
