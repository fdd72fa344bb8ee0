"""JUnit XML: its structure, since its readers publish no one schema."""

from __future__ import annotations

from xml.etree import ElementTree as ET

from hypothesis import given
from hypothesis import strategies as st
from render.render_samples import everything, loss_at_cap, several_files, several_labels
from render.render_strategies import FEW, diagnostics
from syrupy.assertion import SnapshotAssertion
from syrupy.extensions.single_file import SingleFileSnapshotExtension, WriteMode

from pricelang.diagnostics import Diagnostic, Severity
from pricelang.render import render
from pricelang.render.run import Run

# Children and attributes of each element: what JUnit, Jenkins, GitLab and pytest agree on.
ELEMENTS: dict[str, tuple[set[str], set[str], set[str]]] = {
    # element: children, attributes that it has, attributes that it may have
    "testsuites": ({"testsuite"}, {"name", "tests", "failures", "errors"}, {"skipped", "time"}),
    "testsuite": ({"testcase"}, {"name", "tests", "failures", "errors", "skipped"}, {"time"}),
    "testcase": ({"failure", "error", "skipped", "system-out"}, {"classname", "name"}, {"file", "line", "time"}),
    "failure": (set(), {"message", "type"}, set()),
    "error": (set(), {"message", "type"}, set()),
    "skipped": (set(), {"message"}, set()),
    "system-out": (set(), set(), set()),
}


class XmlExtension(SingleFileSnapshotExtension):
    _write_mode = WriteMode.TEXT
    file_extension = "xml"


def report(*found: Diagnostic, run: Run | None = None) -> ET.Element:
    root = ET.fromstring(render(found, "junit", width=1, color=False, run=run).encode("utf-8"))
    assert root.tag == "testsuites"
    assert_sound(root)
    return root


def assert_sound(root: ET.Element) -> None:
    """Every element is known, holds what it may, and counts what is in it; no two cases of a suite share a name."""
    for element in root.iter():
        children, has, may = ELEMENTS[element.tag]
        assert {child.tag for child in element} <= children
        assert has <= set(element.attrib) <= has | may
    for suite in (root, *root.iter("testsuite")):
        for name, tag in (("tests", "testcase"), ("failures", "failure"), ("errors", "error")):
            assert suite.get(name) == str(len(list(suite.iter(tag)))), name
    for suite in root.iter("testsuite"):
        names = [case.get("name") for case in suite]
        assert len(set(names)) == len(names)
        assert all(len(case) <= 1 for case in suite)


def test_report(snapshot: SnapshotAssertion) -> None:
    shown = render(everything(), "junit", width=1, color=False, run=Run(("clean.price",)))
    assert_sound(ET.fromstring(shown.encode("utf-8")))
    assert shown == snapshot(extension_class=XmlExtension)


def test_a_clean_file_passes() -> None:
    ((case,),) = report(run=Run(("b.price",)))
    assert case.attrib == {"classname": "b.price", "name": "no findings", "file": "b.price"}
    assert len(case) == 0


def test_a_finding_fails_as_the_run_does() -> None:
    run = Run(fails=lambda one: one.severity >= Severity.ERROR)
    (suite,) = report(loss_at_cap(), several_labels(), run=run)
    assert (suite.get("tests"), suite.get("failures")) == ("2", "1")
    passed = next(case for case in suite if case.get("name") == "two-periods: tier pro")
    assert [child.tag for child in passed] == ["system-out"]
    assert "warning: a price by the month" in (passed[0].text or "")


def test_names_are_told_apart_and_have_no_line() -> None:
    (suite,) = report(several_files(), several_files(), several_files())
    name = "duplicate-name: metric draft"
    assert [case.get("name") for case in suite] == [name, f"{name} (2)", f"{name} (3)"]


def test_what_could_not_run_is_an_error() -> None:
    (suite,) = report(run=Run(problems=("`a.price` does not exist", "nor does `b.price`")))
    assert (suite.get("tests"), suite.get("errors")) == ("1", "1")
    assert suite[0][0].text == "`a.price` does not exist\nnor does `b.price`"


@FEW
@given(st.lists(diagnostics(), max_size=4), st.lists(st.text(), max_size=2))
def test_any_text_is_sound(found: list[Diagnostic], problems: list[str]) -> None:
    root = report(*found, run=Run(problems=tuple(problems)))
    assert int(root.get("tests", "")) == len(found) + bool(problems)
