"""`check` with the linter's rules, `rules` and `config`."""

from __future__ import annotations

import json
from pathlib import Path

import pytest
from cli.cli_runs import run

CLAIM = "tier pro { price $20 per month or $200 per year, saves 20% }\n"
SHARED = 'tier pro { price $20 per month or $200 per year, saves 20%, uncertain "third party" }\n'


@pytest.fixture
def folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    (tmp_path / ".git").mkdir()
    (tmp_path / "a.price").write_text(CLAIM, "utf-8")
    monkeypatch.chdir(tmp_path)
    return tmp_path


def test_check_runs_the_rules(folder: Path) -> None:
    done = run("check", "--output-format", "concise")
    assert "annual-discount-claim" in done.stdout
    assert done.exit_code == 1


def test_errors_of_structure_come_first(folder: Path) -> None:
    (folder / "a.price").write_text(CLAIM + "tier pro { price free }", "utf-8")
    done = run("check", "--output-format", "concise")
    assert "duplicate-name" in done.stdout
    assert "annual-discount-claim" not in done.stdout


@pytest.mark.parametrize(
    ("arguments", "found"),
    [
        (["--ignore", "annual-discount-claim"], 0),
        (["--ignore", "margin,tiers"], 0),
        (["--ignore", "margin", "--ignore", "tiers"], 0),
        (["--select", "margin"], 0),
        (["--select", "margin,annual-discount-claim"], 1),
        (["--isolated"], 1),
    ],
)
def test_check_is_told_which_rules(folder: Path, arguments: list[str], found: int) -> None:
    assert run("check", *arguments).exit_code == found


def test_configuration_holds_and_can_be_left_out(folder: Path) -> None:
    (folder / "pricelang.toml").write_text('ignore = ["tiers"]\n', "utf-8")
    assert run("check").exit_code == 0
    assert run("check", "--isolated").exit_code == 1
    assert run("check", "--select", "tiers").exit_code == 1
    other = folder / "other.toml"
    other.write_text('[severity]\nannual-discount-claim = "info"\n', "utf-8")
    done = run("check", "--config", other, "--output-format", "concise")
    assert done.exit_code == 0
    assert "info" in done.stdout


def test_fail_on_is_configured(folder: Path) -> None:
    (folder / "a.price").write_text(SHARED, "utf-8")
    assert run("check").exit_code == 0
    (folder / "pricelang.toml").write_text('fail-on = "warning"\n', "utf-8")
    assert run("check").exit_code == 1
    assert run("check", "--fail-on", "never").exit_code == 0
    assert run("check", "--fail-on", "error").exit_code == 0


def test_excludes_hold_for_named_files_too(folder: Path) -> None:
    (folder / "pricelang.toml").write_text('exclude = ["a.price"]\n', "utf-8")
    assert run("check").exit_code == 0
    assert run("check", "a.price").exit_code == 0
    assert run("check", "-", "--stdin-filename", "a.price", stdin=CLAIM).exit_code == 0
    assert run("check", "-", "--stdin-filename", "b.price", stdin=CLAIM).exit_code == 1


def test_include_is_for_folders(folder: Path) -> None:
    (folder / "pricelang.toml").write_text('include = ["prices/**"]\n', "utf-8")
    assert run("check").exit_code == 0
    assert run("check", "a.price").exit_code == 1


def test_a_configuration_that_cannot_be_used(folder: Path) -> None:
    (folder / "pricelang.toml").write_text('\nselct = ["all"]\n', "utf-8")
    done = run("config", "--isolated")
    assert done.exit_code == 0
    from cli.cli_runs import process

    for command in ("check", "config"):
        ended = process(command, cwd=folder)
        assert ended.returncode == 2
        assert "pricelang.toml:2: unknown key `selct`; did you mean `select`?" in ended.stderr.decode()
    ended = process("check", "--select", "margn", "--isolated", cwd=folder)
    assert ended.returncode == 2
    assert "did you mean `margin`?" in ended.stderr.decode()


def test_rules() -> None:
    text = run("rules").stdout
    assert "loss-at-cap" in text
    group = run("rules", "review", "--output-format", "json")
    listed = json.loads(group.stdout)
    assert {rule["group"] for rule in listed} == {"review"}
    overdue = next(rule for rule in listed if rule["name"] == "review-overdue")
    assert overdue["options"]["months"] == {
        "type": "integer",
        "default": 12,
        "meaning": "for how many months a review is good, where the file states no cadence",
    }


def test_config_says_where_each_part_is_from(folder: Path) -> None:
    (folder / "pricelang.toml").write_text(
        'ignore = ["review"]\n[severity]\nno-entry = "error"\n[rules.price-step]\nmost = 4\n', "utf-8"
    )
    done = run("config", "--select", "tiers", "--output-format", "json")
    document = json.loads(done.stdout)
    settings = document["settings"]
    path = "pricelang.toml"  # from where one is
    assert document["file"] == path
    assert settings["select"] == {"value": ["tiers"], "from": "--select"}
    assert settings["severity.no-entry"] == {"value": "error", "from": path}
    assert settings["rules.price-step.most"] == {"value": "4", "from": path}
    assert settings["rules.price-step.least"] == {"value": "1.2", "from": "default"}
    assert settings["severity.review-overdue"] == {"value": "off", "from": "--select"}
    assert "rules.review-overdue.months" not in settings
    assert settings["fail-on"] == {"value": "error", "from": "default"}
    assert 'fail-on = "error"' in run("config").stdout
