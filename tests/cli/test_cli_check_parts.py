"""`pricelang check` of named files: each is a part of its project, and runs over parts of the files add up to one."""

from __future__ import annotations

import json
import re
from collections.abc import Iterable
from itertools import combinations
from pathlib import Path
from typing import Any

import pytest
from cli.cli_runs import run

COSTS = "cost model { rate $10 per 1M output; as_of 2020-01-01 }\n"
# whoever imports this imports the costs too: alone, it names what nobody declares
METRICS = 'metric draft "Drafts" { costs 10k model.output }\n'
FEATURES = 'feature sso "SSO"\nfeature audit "Audit log"\n'
PRICING = """import "shared/costs.price"
import "shared/metrics.price"
import "shared/features.price"
product inkwell "Inkwell" { currency USD; margin at least 50%; reviewed 2026-01-01, every 1_000 months }
tier pro "Pro" { price $20 per month; includes sso, audit; includes 500 drafts per month, then block }
"""
TEAM = """import "../shared/costs.price"
import "../shared/metrics.price"
import "../shared/features.price"
product team "Team" { currency USD; reviewed 2026-01-01, every 1_000 months }
tier team "Team" { price $30 per month or $300 per year, saves 20%; includes sso, audit; includes 400 drafts per month }
"""
LONE = "tier lone { price $20 per month or $200 per year, saves 20% }\n"

PROJECT = {
    "lone.price": LONE,
    "pricing.price": PRICING,
    "shared/costs.price": COSTS,
    "shared/features.price": FEATURES,
    "shared/metrics.price": METRICS,
    "team/team.price": TEAM,
}
# Errors that keep the linter's rules from running, in files that others need.
BROKEN = PROJECT | {
    "shared/costs.price": COSTS + "cost model { rate $1 per input }\n",
    "shared/features.price": FEATURES + "feature draft\n",
    "team/team.price": TEAM + "tier { }\n",
}
CIRCLE = {
    "a.price": 'import "b.price"\n' + LONE,
    "b.price": 'import "c.price"\nfeature nobody\n',
    "c.price": 'import "a.price"\nmetric draft\n',
    "d.price": 'import "c.price"\nfeature somebody\n',
}
PROJECTS = {"sound": PROJECT, "broken": BROKEN, "circle": CIRCLE}


def checkout(folder: Path, files: dict[str, str], git: bool = True) -> Path:
    """A repository with some files."""
    if git:
        (folder / ".git").mkdir()
    for name, text in files.items():
        (folder / name).parent.mkdir(parents=True, exist_ok=True)
        (folder / name).write_text(text, "utf-8")
    return folder


def found(*args: str | Path, stdin: str | None = None) -> list[str]:
    """The findings of a run with all that is said of them, as JSON."""
    done = run("check", *args, "--output-format", "json", "--quiet", "--select", "all", stdin=stdin)
    assert done.exit_code in (0, 1)
    listed: list[dict[str, Any]] = json.loads(done.stdout)["diagnostics"]
    return [json.dumps(one, sort_keys=True) for one in listed]


def rules(findings: Iterable[str]) -> dict[str, set[str]]:
    """The rules that speak, by file."""
    grouped: dict[str, set[str]] = {}
    for one in map(json.loads, findings):
        grouped.setdefault(one["path"], set()).add(one["rule"])
    return grouped


@pytest.mark.parametrize("project", PROJECTS)
def test_two_parts_say_what_one_run_says(project: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    files = PROJECTS[project]
    monkeypatch.chdir(checkout(tmp_path, files))
    whole = found()
    assert len({json.loads(one)["path"] for one in whole}) > 1
    if project == "broken":  # a name declared in two files
        assert any(label["path"] != one["path"] for one in map(json.loads, whole) for label in one["related"])
    assert found(*files) == whole
    for size in range(len(files) // 2 + 1):
        for chosen in combinations(files, size):
            rest = [name for name in files if name not in chosen]
            halves = (found(*chosen) if chosen else []) + found(*rest)
            assert sorted(halves) == sorted(whole), chosen


def test_a_part_is_not_held_to_be_a_whole(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(checkout(tmp_path, PROJECT | {"alone.price": METRICS}))
    assert "unknown-name" not in rules(found("shared/metrics.price")).get("shared/metrics.price", ())
    assert rules(found("alone.price")) == {"alone.price": {"unknown-name"}}


def test_standard_input_is_a_part_too(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(checkout(tmp_path, PROJECT))
    name = "shared/metrics.price"
    assert found("-", "--stdin-filename", name, stdin=METRICS) == found(name)
    unsaved = METRICS + "metric extra { costs 1 model.image }\n"
    spoken = [json.loads(one) for one in found("-", "--stdin-filename", name, stdin=unsaved)]
    assert {(one["path"], one["rule"]) for one in spoken} == {(name, "unknown-name")}
    # the buffer's own imports count, not those of the file on the disk
    assert found("-", "--stdin-filename", "lone.price", stdin='import "pricing.price"\n') == []


def test_what_is_found_in_other_files_is_counted_and_not_shown(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(checkout(tmp_path, PROJECT))
    done = run("check", "shared/costs.price", "--select", "loss-at-cap")
    assert (done.exit_code, done.stdout) == (0, "")
    assert done.stderr == (
        "1 file checked: no findings\n"
        "not shown, since not named: 2 errors in 2 files: `pricing.price`, `team/team.price`\n"
    )
    assert run("check", "shared/costs.price", "--select", "loss-at-cap", "--quiet").stderr == ""


def test_a_part_that_could_not_be_checked_is_not_called_clean(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(checkout(tmp_path, PROJECT | {"shared/costs.price": "cost model { rate }\n"}))
    done = run("check", "pricing.price", "--quiet")
    assert (done.exit_code, done.stdout) == (1, "")
    assert done.stderr == (
        "not shown, since not named: 1 error in 1 file: `shared/costs.price`\n"
        "the named files are checked in full once the errors there are mended\n"
    )
    assert run("check", "pricing.price", "--fail-on", "never").exit_code == 0


# --- where a project is looked for ----------------------------------------


USER = 'import "costs.price"\nimport "{}metrics.price"\nproduct p {{ currency USD }}\n'


def test_the_folder_of_the_configuration_bounds_a_project(tmp_path: Path) -> None:
    checkout(tmp_path, {"shop/metrics.price": METRICS, "shop/pricelang.toml": "", "shop/deep/costs.price": COSTS})
    metrics = tmp_path / "shop/metrics.price"
    checkout(tmp_path, {"other.price": USER.format("shop/"), "costs.price": COSTS}, git=False)
    assert rules(found(metrics))[str(metrics)] == {"unknown-name"}
    (tmp_path / "shop/deep/pricing.price").write_text(USER.format("../"), "utf-8")
    assert "unknown-name" not in rules(found(metrics)).get(str(metrics), ())
    # without a configuration, the repository does
    (tmp_path / "shop/deep/pricing.price").unlink()
    (tmp_path / "shop/pricelang.toml").unlink()
    assert "unknown-name" not in rules(found(metrics)).get(str(metrics), ())


def test_a_file_outside_of_any_repository(tmp_path: Path) -> None:
    checkout(
        tmp_path,
        {"below/pricing.price": USER.format("../"), "below/costs.price": COSTS, "metrics.price": METRICS},
        git=False,
    )
    assert "unknown-name" not in rules(found(tmp_path / "metrics.price")).get(str(tmp_path / "metrics.price"), ())
    (tmp_path / "below/pricing.price").unlink()
    assert rules(found(tmp_path / "metrics.price")) == {str(tmp_path / "metrics.price"): {"unknown-name"}}


@pytest.mark.parametrize("skipped", ["node_modules", "venv", ".cache"])
def test_other_peoples_files_are_not_looked_at(skipped: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    user = {f"{skipped}/user.price": USER.format("../"), f"{skipped}/costs.price": COSTS}
    monkeypatch.chdir(checkout(tmp_path, {"metrics.price": METRICS, **user}))
    assert rules(found("metrics.price")) == {"metrics.price": {"unknown-name"}}
    assert found("metrics.price") == found()
    # where one of them is named, it is checked
    assert f"{skipped}/user.price" in rules(found(f"{skipped}/user.price"))


def test_an_excluded_file_stays_out(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(checkout(tmp_path, PROJECT, git=False))
    (tmp_path / "pricelang.toml").write_text('exclude = ["team/**", "lone.price"]\n', "utf-8")
    assert found("lone.price", "team/team.price") == []
    assert found("-", "--stdin-filename", "lone.price", stdin=LONE) == []
    # nor does it speak for what it imports
    assert "team/team.price" not in "".join(found("shared/metrics.price") + found())


def test_paths_are_shown_as_they_were_named(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(checkout(tmp_path, BROKEN))

    def paths(*args: str | Path) -> list[str]:
        lines = run("check", "--output-format", "concise", *args).stdout.splitlines()
        return sorted({re.split(r":\d", line)[0] for line in lines})

    name = "shared/features.price"
    assert paths(name) == [name]
    assert "::: shared/metrics.price:" in run("check", name).stdout
    assert paths(tmp_path / name) == [str(tmp_path / name)]
    monkeypatch.chdir(tmp_path / "team")
    assert paths(f"../{name}") == [f"../{name}"]
    assert "::: ../shared/metrics.price:" in run("check", f"../{name}").stdout


def test_a_checkout_that_is_too_large_says_so(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    from pricelang import membership

    monkeypatch.chdir(checkout(tmp_path, PROJECT))
    monkeypatch.setattr(membership, "MOST_FOLDERS", 2)
    done = run("check", "shared/costs.price")
    assert "note: `.` is too large to look everywhere for what imports the named files" in done.stderr
    # what is near is found all the same: the folders above come first
    assert "pricing.price" in run("check", "shared/costs.price", "--select", "loss-at-cap").stderr
