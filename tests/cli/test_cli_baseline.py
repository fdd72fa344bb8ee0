"""`pricelang check` with a baseline: written, used, grown old, broken."""

from __future__ import annotations

import json
import os
from pathlib import Path
from typing import Any

import pytest
from cli.cli_runs import FAULTY, WARNED, process, run, write

CLAIM = "tier pro { price $20 per month or $200 per year, saves 20% }\n"
SOUND = CLAIM.replace("20%", "16.7%")
NAME = "pricelang-baseline.json"


@pytest.fixture
def folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    (tmp_path / ".git").mkdir()
    write(tmp_path, a=CLAIM, b=CLAIM.replace("pro", "max"))
    monkeypatch.chdir(tmp_path)
    return tmp_path


def rows(path: Path) -> list[dict[str, Any]]:
    found: list[dict[str, Any]] = json.loads(path.read_text("utf-8"))["findings"]
    return found


def test_it_is_written_and_then_nothing_is_new(folder: Path) -> None:
    done = run("check", "--write-baseline")
    assert (done.exit_code, done.stdout) == (0, "")
    assert done.stderr.splitlines() == [
        f"wrote {NAME}: 2 findings",
        f'to use it: `baseline = "{NAME}"` in `[tool.pricelang]`, or `--baseline {NAME}`',
        "2 files checked: no findings, and 2 in the baseline",
    ]
    assert [(row["path"], row["rule"]) for row in rows(folder / NAME)] == [
        ("a.price", "annual-discount-claim"),
        ("b.price", "annual-discount-claim"),
    ]
    assert run("check").exit_code == 1
    done = run("check", "--baseline", NAME)
    assert (done.exit_code, done.stdout) == (0, "")
    before = (folder / NAME).read_bytes()
    run("check", "--write-baseline")
    assert (folder / NAME).read_bytes() == before


def test_new_findings_are_shown_and_fail_wherever_lines_move(folder: Path) -> None:
    run("check", "--write-baseline=base.json")
    write(folder, a="# a line more\n\n" + CLAIM, c=CLAIM)
    done = run("check", "--baseline", "base.json", "--output-format", "concise")
    assert done.exit_code == 1
    assert done.stdout.startswith("c.price:1:18: error[annual-discount-claim]")
    assert done.stdout.count("\n") == 1
    assert (
        done.stderr
        == "3 files checked: 1 error in 1 file, and 2 in the baseline; 1 fixable with --fix --unsafe-fixes\n"
    )


def test_it_can_be_configured_and_left_out(folder: Path) -> None:
    (folder / "lists").mkdir()
    (folder / "pricelang.toml").write_text('baseline = "lists/known.json"\n', "utf-8")
    done = run("check", "--write-baseline")
    assert done.stderr.splitlines()[0] == "wrote lists/known.json: 2 findings"
    assert "to use it" not in done.stderr
    assert rows(folder / "lists/known.json")[0]["path"] == "../a.price"
    assert run("check").exit_code == 0
    assert run("check", "--isolated").exit_code == 1
    done = run("check", "--no-baseline")
    assert done.exit_code == 1
    assert "in the baseline" not in done.stderr
    assert run("config", "--output-format", "json").stdout.count("lists/known.json") == 1


@pytest.mark.parametrize("place", ["", "sub"])
def test_where_one_stands_does_not_matter(place: str, folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    (folder / "sub").mkdir()
    (folder / "pricelang.toml").write_text(f'baseline = "{NAME}"\n', "utf-8")
    assert run("check", "--write-baseline").exit_code == 0
    monkeypatch.chdir(folder / place)
    assert run("check", folder).exit_code == 0
    assert run("check", folder / "a.price").exit_code == 0


def test_an_entry_without_a_finding_is_told_and_fails_nothing(folder: Path) -> None:
    run("check", "--write-baseline")
    write(folder, a=SOUND)
    done = run("check", "--baseline", NAME)
    assert done.exit_code == 0
    assert done.stderr.splitlines()[:2] == [
        f"warning: 1 entry of the baseline `{NAME}` holds more than there is: `--write-baseline` mends it",
        "  a.price: annual-discount-claim (tier pro)",
    ]
    run("check", "--write-baseline")
    assert [row["path"] for row in rows(folder / NAME)] == ["b.price"]
    assert "warning" not in run("check", "--baseline", NAME).stderr


def test_what_was_not_checked_is_not_stale_and_is_kept(folder: Path) -> None:
    run("check", "--write-baseline")
    before = (folder / NAME).read_bytes()
    for args in (["a.price"], ["--select", "margin"], ["--ignore", "tiers"], ["--select", "margin", "b.price"]):
        assert "warning" not in run("check", "--baseline", NAME, *args).stderr
        run("check", "--write-baseline", *args)
        assert (folder / NAME).read_bytes() == before


def test_rules_that_are_ignored_in_a_file_are_not_judged(folder: Path) -> None:
    run("check", "--write-baseline")
    (folder / "pricelang.toml").write_text('[per-file-ignores]\n"a.price" = ["tiers"]\n', "utf-8")
    assert "warning" not in run("check", "--baseline", NAME).stderr


def test_an_entry_of_a_file_or_a_rule_that_is_no_more_is_stale(folder: Path) -> None:
    run("check", "--write-baseline")
    (folder / "b.price").unlink()
    held = json.loads((folder / NAME).read_text("utf-8"))
    held["findings"][0]["rule"] = "no-such-rule"
    (folder / NAME).write_text(json.dumps(held), "utf-8")
    done = run("check", "--baseline", NAME)
    assert done.exit_code == 1
    assert "2 entries of the baseline" in done.stderr
    assert "  a.price: no-such-rule (tier pro)\n  b.price: annual-discount-claim (tier max)\n" in done.stderr


def test_a_suppressed_finding_needs_no_entry(folder: Path) -> None:
    run("check", "--write-baseline")
    write(folder, a="# price: allow annual-discount-claim -- rounded on the page\n" + CLAIM)
    assert "  a.price: annual-discount-claim" in run("check", "--baseline", NAME).stderr


def test_errors_of_the_language_are_never_held(folder: Path) -> None:
    write(folder, b=FAULTY)
    done = run("check", "--write-baseline")
    assert done.exit_code == 1
    assert "currency-mismatch" in done.stdout
    assert "no baseline was written: mend 1 error of the language first, which none can hold" in done.stderr
    assert not (folder / NAME).exists()
    write(folder, b=WARNED)
    done = run("check", "--write-baseline")
    assert done.exit_code == 0
    assert "warning[missing-statement]" in done.stdout
    assert [row["path"] for row in rows(folder / NAME)] == ["a.price"]


def test_a_file_whose_rules_could_not_run_is_not_judged(folder: Path) -> None:
    run("check", "--write-baseline")
    write(folder, b="tier {\n")
    done = run("check", "--baseline", NAME)
    assert done.exit_code == 1
    assert "warning" not in done.stderr


def test_what_two_projects_share_is_held_once(folder: Path) -> None:
    write(folder, tiers=CLAIM, a='import "tiers.price"\n', b='import "tiers.price"\nmetric m\n')
    run("check", "--write-baseline")
    assert [(row["path"], row.get("count", 1)) for row in rows(folder / NAME)] == [("tiers.price", 1)]
    assert run("check", "--baseline", NAME).exit_code == 0
    assert run("check", "--baseline", NAME, "a.price").exit_code == 0


def test_a_part_of_a_project_is_judged_as_a_part(folder: Path) -> None:
    write(folder, shared=CLAIM, main='import "shared.price"\n' + CLAIM.replace("pro", "max"))
    for name in "ab":
        (folder / f"{name}.price").unlink()
    (folder / "pricelang.toml").write_text('select = ["annual-discount-claim"]\n', "utf-8")
    run("check", "--write-baseline")
    assert [row["path"] for row in rows(folder / NAME)] == ["main.price", "shared.price"]
    before = (folder / NAME).read_bytes()
    done = run("check", "--baseline", NAME, "shared.price")
    # what the baseline holds of the files that are not named fails nothing there either
    assert (done.exit_code, done.stdout) == (0, "")
    assert done.stderr == "1 file checked: no findings, and 1 in the baseline\n"
    run("check", "--write-baseline", "shared.price")
    assert (folder / NAME).read_bytes() == before
    write(folder, shared=SOUND)
    done = run("check", "--baseline", NAME, "main.price")
    assert "warning" not in done.stderr
    done = run("check", "--baseline", NAME, "shared.price")
    assert "  shared.price: annual-discount-claim" in done.stderr


def test_errors_elsewhere_that_keep_a_part_from_being_checked_keep_it_from_being_written(folder: Path) -> None:
    write(folder, shared=CLAIM, main='import "shared.price"\ntier {\n')
    done = run("check", "--write-baseline", "shared.price")
    assert done.exit_code == 1
    assert "no baseline was written" in done.stderr
    assert "the named files are checked in full once the errors there are mended" in done.stderr
    assert not (folder / NAME).exists()


def test_a_word_after_it_that_can_be_no_baseline_is_a_path(folder: Path) -> None:
    for path in ("a.price", "."):
        before = (folder / "a.price").read_bytes()
        done = run("check", "--write-baseline", path)
        assert done.stderr.splitlines()[0].startswith(f"wrote {NAME}: ")
        assert (folder / "a.price").read_bytes() == before
    done = run("check", "--write-baseline", "-", stdin=CLAIM)
    assert done.exit_code == 2
    assert done.stderr == ("error: standard input has no place in a baseline: name its file with `--stdin-filename`\n")
    assert run("check", "--write-baseline", "-", "--stdin-filename", "a.price", stdin=CLAIM).exit_code == 0


def test_no_other_file_is_overwritten(folder: Path) -> None:
    (folder / "notes.json").write_text('{"notes": []}', "utf-8")
    done = run("check", "--write-baseline", "notes.json")
    assert done.exit_code == 2
    assert "the baseline `notes.json` states no `version`, so it is none" in done.stderr
    assert (folder / "notes.json").read_text("utf-8") == '{"notes": []}'


def test_it_is_not_written_where_a_file_was_not_read(folder: Path) -> None:
    (folder / "c.price").symlink_to("gone.price")
    done = run("check", "--write-baseline")
    assert (done.exit_code, done.stdout) == (2, "")
    assert "`c.price` does not exist" in done.stderr
    assert not (folder / NAME).exists()


def test_where_it_cannot_be_written(folder: Path) -> None:
    done = run("check", "--write-baseline", "none/base.json")
    assert (done.exit_code, done.stdout) == (2, "")
    assert done.stderr == "error: `none/base.json` cannot be written: there is no folder `none`\n"


def test_missing_broken_and_of_another_version(folder: Path) -> None:
    done = run("check", "--baseline", "none.json")
    assert (done.exit_code, done.stdout) == (2, "")
    assert done.stderr == ("error: the baseline `none.json` does not exist: `--write-baseline=none.json` writes it\n")
    (folder / "pricelang.toml").write_text('baseline = "none.json"\n', "utf-8")
    done = run("check")
    assert done.exit_code == 2
    assert "`none.json`, which `baseline` in pricelang.toml names, does not exist" in done.stderr
    (folder / "none.json").write_text("<<<<<<<\n", "utf-8")
    assert "is not JSON: line 1" in run("check").stderr
    (folder / "none.json").write_text('{"version": 9, "findings": []}', "utf-8")
    done = run("check")
    assert done.exit_code == 2
    assert "is of version 9, and this pricelang reads 1" in done.stderr


def test_fixes_wait_for_a_baseline_that_can_be_used(folder: Path) -> None:
    (folder / "bad.json").write_text("{", "utf-8")
    before = (folder / "a.price").read_bytes()
    for args in (["--baseline", "gone.json"], ["--baseline", "bad.json"], ["--write-baseline=bad.json"]):
        assert run("check", "--fix", "--unsafe-fixes", *args).exit_code == 2
        assert (folder / "a.price").read_bytes() == before
    assert run("check", "--fix", "--unsafe-fixes", "--write-baseline=new.json").exit_code == 0
    assert (folder / "a.price").read_bytes() != before


@pytest.mark.skipif(not hasattr(os, "mkfifo"), reason="a system without pipes that have names")
def test_it_is_not_written_to_a_pipe(folder: Path) -> None:
    os.mkfifo(folder / "pipe")
    done = process("check", "--write-baseline=pipe", cwd=folder)  # reading from it would never end
    assert done.returncode == 2
    assert done.stderr.startswith(b"error: `pipe` is no file")


def test_contradictions(folder: Path) -> None:
    done = run("check", "--no-baseline", "--write-baseline")
    assert (done.exit_code, done.stdout) == (2, "")
    (folder / "pricelang.toml").write_text("baseline = 1\n", "utf-8")
    assert "`baseline` is the path of a file, not 1" in run("check").stderr


def test_programs_are_told_new_findings_only(folder: Path) -> None:
    run("check", "a.price", "--write-baseline")
    done = run("check", "--baseline", NAME, "--output-format", "json")
    assert [one["path"] for one in json.loads(done.stdout)["diagnostics"]] == ["b.price"]
    assert run("check", "--write-baseline", "--output-format", "json").stdout.startswith(
        '{"version": 1, "diagnostics": []'
    )
