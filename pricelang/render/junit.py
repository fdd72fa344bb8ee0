"""JUnit XML, the form in which build servers read tests: a suite for each file, a case for each finding in it.

A finding that does not fail the run is a case that passes and says what it is; a file without findings is one that
passes. The name of a case is made of rule and symbol, so that a server knows it again when lines have moved.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping, Sequence
from xml.etree import ElementTree as ET

from pricelang.diagnostics import Diagnostic
from pricelang.render.facts import facts, place
from pricelang.render.paths import portable
from pricelang.render.run import Run

# What XML 1.0 cannot hold, even escaped.
_UNSAID = re.compile("[^\t\n\r\x20-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")


def document(diagnostics: Sequence[Diagnostic], run: Run) -> str:
    """The report of a run."""
    by_file: dict[str, list[Diagnostic]] = {portable(path): [] for path in run.files}
    for diagnostic in diagnostics:
        by_file.setdefault(portable(diagnostic.span.source.path), []).append(diagnostic)
    suites = [_suite(path, found, run) for path, found in sorted(by_file.items())]
    if run.problems:
        suites.append(_could_not_run(run.problems))
    return report(suites, {})


def report(suites: Iterable[ET.Element], more: Mapping[str, str]) -> str:
    """The document of some suites, counted, with `more` attributes on its root."""
    suites = list(suites)
    counts = {name: str(sum(int(suite.get(name, "0")) for suite in suites)) for name in ("tests", "failures", "errors")}
    root = ET.Element("testsuites", {"name": "pricelang", **counts, **more})
    root.extend(suites)
    ET.indent(root)
    return f'<?xml version="1.0" encoding="utf-8"?>\n{ET.tostring(root, encoding="unicode")}\n'


def safe(text: str) -> str:
    """A text without what XML cannot hold."""
    return _UNSAID.sub("\ufffd", text)


def case(suite: ET.Element, path: str, name: str, **more: str) -> ET.Element:
    """A new case of a suite, about a file."""
    path = safe(path)
    return ET.SubElement(suite, "testcase", {"classname": path, "name": safe(name), "file": path, **more})


def wrong(made: ET.Element, tag: str, message: str, kind: str, text: str) -> None:
    """What is wrong with a case: `tag` is `failure` or `error`."""
    ET.SubElement(made, tag, {"message": safe(message), "type": safe(kind)}).text = safe(text)


def _suite(path: str, found: Sequence[Diagnostic], run: Run) -> ET.Element:
    failures = sum(run.fails(diagnostic) for diagnostic in found)
    counts = {"tests": str(max(len(found), 1)), "failures": str(failures), "errors": "0", "skipped": "0"}
    suite = ET.Element("testsuite", {"name": safe(path), **counts})
    if not found:
        case(suite, path, "no findings")
    names: set[str] = set()
    for diagnostic in found:
        name = _name(diagnostic, names)
        names.add(name)
        made = case(suite, path, name, line=str(diagnostic.span.position[0]))
        message, *rest = facts(diagnostic)
        text = "\n".join([f"{place(diagnostic.label)}: {diagnostic.severity.word}: {message}", *rest])
        if run.fails(diagnostic):
            wrong(made, "failure", message, diagnostic.rule, text)
        else:
            ET.SubElement(made, "system-out").text = safe(text)
    return suite


def _name(diagnostic: Diagnostic, taken: set[str]) -> str:
    """The name of a case; a server drops the second case of a name, so those after the first are counted."""
    name = first = safe(f"{diagnostic.rule}: {diagnostic.symbol}" if diagnostic.symbol else diagnostic.rule)
    count = 1
    while name in taken:
        count += 1
        name = f"{first} ({count})"
    return name


def _could_not_run(problems: Sequence[str]) -> ET.Element:
    suite = ET.Element("testsuite", {"name": "pricelang", "tests": "1", "failures": "0", "errors": "1", "skipped": "0"})
    made = ET.SubElement(suite, "testcase", {"classname": "pricelang", "name": "check could be run"})
    wrong(made, "error", problems[0], "could-not-run", "\n".join(problems))
    return suite
