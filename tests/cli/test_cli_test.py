"""`pricelang test`: examples as tests."""

from __future__ import annotations

import json
import re
from pathlib import Path
from xml.etree import ElementTree as ET

import pytest
from cli.commands import SPECS, Runner, runner
from syrupy.assertion import SnapshotAssertion


@pytest.fixture
def run(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> Runner:
    run = runner(monkeypatch, tmp_path)
    wrong = (tmp_path / "scribe.price").read_text("utf-8").replace("$24.00", "$23.00")
    (tmp_path / "wrong.price").write_text(wrong.replace('"A studio', '"The <&> studio'), "utf-8")
    return run


def timeless(text: str) -> str:
    """The text without what takes another time on each run."""
    return re.sub(r"=* (.* in )\d+\.\d\ds =*", r"=== \1TIME ===", text)


def test_all_examples_hold(run: Runner) -> None:
    ran = run("test", "scribe.price")
    assert (ran.status, ran.err) == (0, "")
    assert timeless(ran.out) == "scribe.price ..\n\n=== 2 passed in TIME ===\n"


def test_those_of_the_project_hold(run: Runner) -> None:
    ran = run("test", str(SPECS))
    assert ran.status == 0
    assert re.search(r"=+ \d\d passed in \d+\.\d\ds =+\n$", ran.out)


@pytest.mark.parametrize("width", [60, 100])
def test_failures(run: Runner, snapshot: SnapshotAssertion, width: int) -> None:
    ran = run("test", "wrong.price", "scribe.price", width=width)
    assert (ran.status, ran.err) == (1, "")
    assert timeless(ran.out) == snapshot
    assert len(ran.out.splitlines()[-1]) == width


def test_verbose(run: Runner) -> None:
    out = run("test", "scribe.price", "-v").out
    assert timeless(out) == (
        "scribe.price::A writer's busy month PASSED\n"
        "scribe.price::A studio of three at a launch PASSED\n\n"
        "=== 2 passed in TIME ===\n"
    )


def test_selection(run: Runner) -> None:
    assert timeless(run("test", "wrong.price", "-k", "STUDIO").out).endswith("=== 1 passed, 1 deselected in TIME ===\n")
    missed = run("test", "scribe.price", "-k", "nobody")
    assert (missed.status, missed.out) == (2, "")
    assert missed.err == "error: none of 2 examples has `nobody` in its title\n"


def test_files_with_errors_and_without_examples(run: Runner) -> None:
    broken = run("test", "-", stdin="tier one { price fre }\n")
    assert broken.status == 1
    assert "did you mean `free`?" in broken.out
    assert timeless(broken.out).endswith("ERROR <stdin> - unexpected `fre`\n=== 1 error in TIME ===\n")
    bare = run("test", "-", stdin="product x { currency USD }\ntier one { price free }\n")
    assert bare.status == 0
    assert timeless(bare.out) == "\n=== no examples in 1 file in TIME ===\n"
    silent = 'product x { currency USD }\ntier one { price free }\nexample "e" { tier one monthly }\n'
    assert timeless(run("test", "-", stdin=silent).out) == "<stdin> s\n\n=== 1 skipped in TIME ===\n"
    assert run("test", "nowhere.price").status == 2


def test_json(run: Runner, snapshot: SnapshotAssertion) -> None:
    ran = run("test", "wrong.price", "--output-format", "json")
    assert ran.status == 1
    made = json.loads(ran.out)
    assert made["summary"] == {"passed": 1, "failed": 1, "skipped": 0, "errors": 0, "deselected": 0}
    first = made["examples"][0]
    assert (first["outcome"], first["stated"]["amount"], first["billed"]["amount"]) == ("failed", "23.00", "24.00")
    assert first["diagnostics"][0]["rule"] == "example-fails"
    assert ran.out == snapshot


def test_junit(run: Runner, tmp_path: Path) -> None:
    ran = run("test", "wrong.price", "--junit", "out.xml")
    assert ran.status == 1
    suite = ET.parse(tmp_path / "out.xml").getroot()[0]
    assert {name: suite.get(name) for name in ("tests", "failures", "errors", "skipped")} == {
        "tests": "2",
        "failures": "1",
        "errors": "0",
        "skipped": "0",
    }
    failed, passed = suite
    assert passed.get("name") == "The <&> studio of three at a launch"
    assert [child.tag for child in failed] == ["failure"]
    assert failed[0].get("message") == "the example `A writer's busy month` bills $24.00, not $23.00"
    assert "= note: $24.00  $23.00  total" in str(failed[0].text)
    assert list(passed) == []


def test_junit_is_xml_whatever_a_title_holds(run: Runner, tmp_path: Path) -> None:
    sheet = (
        "product x { currency USD }\ntier one { price $1 per month }\n"
        'example "\x01 ]]> \ud7ff \x7f \uffff" { tier one monthly; total $2 }\n'
    )
    assert run("test", "-", "--junit", "out.xml", stdin=sheet).status == 1
    (case,) = ET.parse(tmp_path / "out.xml").getroot()[0]
    assert case.get("name") == "\ufffd ]]> \ud7ff \x7f \ufffd"


def test_a_report_never_writes_over_a_price_file(run: Runner, tmp_path: Path) -> None:
    before = (tmp_path / "scribe.price").read_bytes()
    ran = run("test", "scribe.price", "--junit", "scribe.price")
    assert ran.status == 2
    assert "is a price file that is read here" in ran.err
    assert (tmp_path / "scribe.price").read_bytes() == before
    assert run("test", "scribe.price", "--junit", "nowhere/out.xml").status == 2
