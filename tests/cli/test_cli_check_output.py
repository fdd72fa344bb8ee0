"""`pricelang check`: its formats for programs, whatever happens, and where it writes them."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any
from xml.etree import ElementTree

import pytest
from cli.cli_runs import CLEAN, FAULTY, WARNED, process, run, write
from click.testing import Result

from pricelang.rules import frame

PROGRAMS = ["github", "gitlab", "json", "junit", "sarif"]
CLAIM = "tier pro { price $20 per month or $200 per year, saves 20% }\n"


@pytest.fixture
def folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    (tmp_path / ".git").mkdir()
    monkeypatch.chdir(tmp_path)
    monkeypatch.delenv("GITHUB_STEP_SUMMARY", raising=False)
    return tmp_path


def failure(name: str, text: str) -> Any:
    """What a document says of a run that failed, after it was read whole."""
    if name == "github":
        assert text.endswith("\n")
        assert text.count("\n") == 1
        assert text.startswith("::error title=pricelang::")
        return text.removeprefix("::error title=pricelang::").strip()
    if name == "gitlab":
        assert json.loads(text) == []  # it has no place for it
        return None
    if name == "json":
        (problem,) = json.loads(text)["problems"]
        return problem
    if name == "junit":
        (error,) = ElementTree.fromstring(text.encode("utf-8")).iter("error")
        return error.get("message")
    (invocation,) = json.loads(text)["runs"][0]["invocations"]
    assert invocation["executionSuccessful"] is False
    return invocation["toolExecutionNotifications"][0]["message"]["text"]


def assert_failed(name: str, done: Result, why: str) -> None:
    """The document is whole and says why, people read it on stderr, and the status says it too."""
    assert done.exit_code == 2
    said = failure(name, done.stdout)
    assert said is None or why in said
    assert f"error: {why}" in done.stderr or why in done.stderr


@pytest.mark.parametrize("name", PROGRAMS)
def test_a_missing_file(name: str, folder: Path) -> None:
    assert_failed(name, run("check", "gone.price", "--output-format", name), "`gone.price` does not exist")


@pytest.mark.parametrize("name", PROGRAMS)
def test_a_configuration_that_cannot_be_used(name: str, folder: Path) -> None:
    write(folder, a=CLEAN)
    (folder / "pricelang.toml").write_text("select = 1\n", "utf-8")
    assert_failed(name, run("check", "--output-format", name), "`select` is a list of strings, not 1")


@pytest.mark.parametrize("name", PROGRAMS)
def test_a_rule_that_fails(name: str, folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def broken(*_: object) -> None:
        raise ZeroDivisionError("rule\nbroken")

    monkeypatch.setattr(frame, "_found", broken)
    write(folder, a=CLAIM)
    done = run("check", "--output-format", name)
    assert done.exit_code == 2
    said = failure(name, done.stdout)
    assert said is None or "pricelang failed, and the fault is its own: ZeroDivisionError: rule" in said
    assert "please report it" in done.stderr
    assert "Traceback" not in done.stdout + done.stderr


@pytest.mark.parametrize("name", PROGRAMS)
def test_a_baseline_that_is_missing(name: str, folder: Path) -> None:
    write(folder, a=CLAIM)
    done = run("check", "--output-format", name, "--baseline", "none.json")
    assert_failed(name, done, "the baseline `none.json` does not exist")


@pytest.mark.parametrize("name", PROGRAMS)
def test_findings_of_what_can_be_read_and_that_the_rest_cannot(name: str, folder: Path) -> None:
    write(folder, a=FAULTY)
    (folder / "b.price").symlink_to("gone.price")
    done = run("check", "--output-format", name)
    assert done.exit_code == 2
    assert "currency-mismatch" in done.stdout
    assert ("`b.price` does not exist" in done.stdout) == (name != "gitlab")


@pytest.mark.parametrize("name", PROGRAMS)
def test_the_same_bytes_in_any_environment_and_from_any_path(name: str, folder: Path) -> None:
    write(folder, a=FAULTY.replace("inkwell", 'inkwell "Tinte — 墨"'), b=CLEAN)
    plain = process("check", "--output-format", name, cwd=folder)
    assert plain.returncode == 1
    other = process(
        "check", folder, "--output-format", name, "--color", "always", cwd=folder,
        PYTHONIOENCODING="latin-1", LC_ALL="C", COLUMNS="40", FORCE_COLOR="1",
    )  # fmt: skip
    assert other.stdout == plain.stdout
    assert b"\r" not in plain.stdout
    process("check", "--output-format", name, "--output-file", "out", cwd=folder)
    assert (folder / "out").read_bytes() == plain.stdout


def test_junit_fails_where_the_run_does(folder: Path) -> None:
    write(folder, a=WARNED, b=CLEAN)
    done = run("check", "--output-format", "junit")
    assert done.exit_code == 0
    root = ElementTree.fromstring(done.stdout)
    assert (root.get("tests"), root.get("failures")) == ("2", "0")
    done = run("check", "--output-format", "junit", "--fail-on", "warning")
    assert done.exit_code == 1
    assert ElementTree.fromstring(done.stdout).get("failures") == "1"


# --- a file ---------------------------------------------------------------


@pytest.mark.parametrize("name", ["full", "concise", "sarif"])
def test_a_file_takes_what_stdout_would(name: str, folder: Path) -> None:
    write(folder, a=FAULTY)
    said = run("check", "--output-format", name)
    done = run("check", "--output-format", name, "--output-file", "out", "--color", "auto", FORCE_COLOR="")
    assert (done.exit_code, done.stdout, done.stderr) == (1, "", said.stderr)
    assert (folder / "out").read_text("utf-8") == said.stdout
    assert run("check", "--output-format", name, "--output-file", "-").stdout == said.stdout


def test_a_file_is_written_when_nothing_is_found_and_when_it_fails(folder: Path) -> None:
    write(folder, a=CLEAN)
    assert run("check", "--output-file", "out").exit_code == 0
    assert (folder / "out").read_text("utf-8") == ""
    done = run("check", "gone.price", "--output-format", "json", "--output-file", "out")
    assert (done.exit_code, done.stdout) == (2, "")
    assert failure("json", (folder / "out").read_text("utf-8")) == "`gone.price` does not exist"


@pytest.mark.skipif(not Path("/dev/stdout").exists(), reason="this system does not name its streams so")
def test_a_stream_with_a_name(folder: Path) -> None:
    write(folder, a=FAULTY)
    done = process("check", "--output-format", "json", "--output-file", "/dev/stdout", cwd=folder)
    assert [one["rule"] for one in json.loads(done.stdout)["diagnostics"]] == ["currency-mismatch"]


def test_a_file_that_cannot_be_written(folder: Path) -> None:
    write(folder, a=FAULTY)
    for name in ("full", "sarif"):
        done = run("check", "--output-format", name, "--output-file", "none/out")
        assert (done.exit_code, done.stdout) == (2, "")
        assert done.stderr == "error: `none/out` cannot be written: there is no folder `none`\n"
    done = run("check", ".", "-q", "--output-file", ".")
    assert (done.exit_code, done.stderr) == (2, "error: `.` is a folder, not a file\n")


@pytest.mark.parametrize("target", ["a.price", "new.price", "link", "odd.txt"])
def test_a_price_file_is_never_overwritten(target: str, folder: Path) -> None:
    write(folder, a=CLEAN)
    (folder / "odd.txt").write_text(CLEAN, "utf-8")
    (folder / "link").symlink_to("a.price")
    done = run("check", "a.price", "odd.txt", "gone.price", "--output-format", "json", "--output-file", target)
    assert (done.exit_code, done.stdout) == (2, "")
    assert done.stderr == f"error: `{target}` is a price file: write the findings elsewhere\n"
    assert (folder / "a.price").read_text("utf-8") == (folder / "odd.txt").read_text("utf-8") == CLEAN


# --- the page of a run on GitHub ------------------------------------------


def test_the_page_is_appended(folder: Path) -> None:
    write(folder, a=FAULTY)
    page = folder / "page.md"
    page.write_text("before\n", "utf-8")
    done = run("check", "--output-format", "github", GITHUB_STEP_SUMMARY=str(page))
    assert done.stdout.startswith("::error file=a.price,line=2,")
    text = page.read_text("utf-8")
    assert text.startswith("before\n### pricelang: 1 error in 1 file\n\n1 file checked.\n")
    assert "currency\\-mismatch" in text
    run("check", "gone.price", "--output-format", "github", GITHUB_STEP_SUMMARY=str(page))
    assert "### pricelang: could not run\n\n`gone.price` does not exist" in page.read_text("utf-8")
    before = page.read_text("utf-8")
    run("check", "--output-format", "json", GITHUB_STEP_SUMMARY=str(page))
    assert page.read_text("utf-8") == before


def test_the_page_stays_within_what_is_taken(folder: Path) -> None:
    write(folder, a=FAULTY)
    page = folder / "page.md"
    page.write_bytes(b"x" * (1024 * 1024 - 100))
    assert run("check", "--output-format", "github", GITHUB_STEP_SUMMARY=str(page)).exit_code == 1
    assert 1024 * 1024 - 100 < page.stat().st_size <= 1024 * 1024


def test_a_page_that_cannot_be_written_fails_nothing(folder: Path) -> None:
    write(folder, a=CLEAN)
    done = run("check", "--output-format", "github", GITHUB_STEP_SUMMARY=str(folder))
    assert (done.exit_code, done.stdout) == (0, "")
    assert done.stderr.startswith(f"warning: `{folder}`, which GITHUB_STEP_SUMMARY names, cannot be written: ")


# --- counts and the status ------------------------------------------------


def test_statistics(folder: Path) -> None:
    write(folder, a=CLAIM, b=CLAIM.replace("pro", "max"))
    done = run("check", "--statistics", "--select", "annual-discount-claim,no-growth-path")
    assert done.exit_code == 1
    assert done.stdout == "2  error    annual-discount-claim\n2  info     no-growth-path\n"
    assert done.stderr == "2 files checked: 2 errors, 2 infos in 2 files; 2 fixable with --fix --unsafe-fixes\n"
    assert "\x1b[" in run("check", "--statistics", "--color", "always").stdout
    found = json.loads(run("check", "--statistics", "--output-format", "json").stdout)
    assert found["statistics"] == [{"rule": "annual-discount-claim", "severity": "error", "count": 2}]
    assert len(found["diagnostics"]) == 2
    run("check", "--statistics", "--output-file", "out")
    assert (folder / "out").read_text("utf-8") == "2  error    annual-discount-claim\n"


@pytest.mark.parametrize("name", ["github", "gitlab", "junit", "sarif"])
def test_statistics_have_no_place_elsewhere(name: str, folder: Path) -> None:
    done = run("check", "--statistics", "--output-format", name)
    assert (done.exit_code, done.stdout) == (2, "")
    assert done.stderr == f"error: `{name}` has no place for statistics: write `--output-format json` or `full`\n"


def test_exit_zero(folder: Path) -> None:
    write(folder, a=FAULTY)
    done = run("check", "--exit-zero")
    assert done.exit_code == 0
    assert "currency-mismatch" in done.stdout
    assert run("check", "--exit-zero", "--fail-on", "info").exit_code == 0
    assert run("check", "--exit-zero", "gone.price").exit_code == 2


@pytest.mark.parametrize("args", [["check"], ["config"], ["fmt"], ["what-if", "a.price", "--price", "pro=+10%"]])
def test_a_project_that_wants_another_version(args: list[str], folder: Path) -> None:
    write(folder, a=CLEAN)
    (folder / "pricelang.toml").write_text('a-key-of-later = 1\nrequired-version = ">=99"\n', "utf-8")
    done = run(*args)
    assert (done.exit_code, done.stdout) == (2, "")
    assert "pricelang.toml:2: this project wants pricelang >=99, and this is " in done.stderr


def test_formats_are_completed() -> None:
    from click.shell_completion import ShellComplete

    from pricelang.cli.program import program

    found = ShellComplete(program, {}, "pricelang", "_X").get_completions(["check", "--output-format"], "j")
    assert [item.value for item in found] == ["json", "junit"]


def test_schemas_are_printed() -> None:
    for name, title in (("diagnostics", "Findings of pricelang"), ("config", "Configuration of pricelang")):
        assert json.loads(run("schema", name).stdout)["title"] == title
    assert run("schema").stdout == run("schema", "catalog").stdout
