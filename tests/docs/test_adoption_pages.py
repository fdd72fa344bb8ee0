"""The pages about formats and adoption are true: their commands run, their names exist, their sample is read."""

from __future__ import annotations

import re
import shlex
import tomllib
from pathlib import Path

import pytest
from cli.cli_runs import run, write

import pricelang
from pricelang import baseline
from pricelang.config import find
from pricelang.render import formats

DOCS = Path(__file__).parents[2] / "docs"
PAGES = {name: (DOCS / f"{name}.md").read_text("utf-8") for name in ("output-formats", "adopting")}
COMMANDS = sorted(
    {
        command
        for page in PAGES.values()
        for block in re.findall(r"^```(?:sh|yaml)\n(.*?)^```$", page, re.MULTILINE | re.DOTALL)
        for command in re.findall(r"^[ -]*(?:run: )?pricelang (.*)$", block, re.MULTILINE)
    }
)


def blocks(page: str, language: str) -> list[str]:
    found: list[str] = re.findall(rf"^```{language}\n(.*?)^```$", PAGES[page], re.MULTILINE | re.DOTALL)
    return found


@pytest.mark.parametrize("command", COMMANDS)
def test_commands_run(command: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    write(tmp_path, a="tier pro { price $20 per month or $200 per year, saves 20% }\n")
    monkeypatch.chdir(tmp_path)
    done = run(*shlex.split(command))
    assert done.exit_code == (0 if re.search("exit-zero|write-baseline", command) else 1), done.stderr


def test_there_are_commands() -> None:
    assert len(COMMANDS) >= 6


def test_every_format_stands_in_the_table() -> None:
    assert sorted(re.findall(r"^\| `(\w+)` \|", PAGES["output-formats"], re.MULTILINE)) == formats()


def test_the_sample_is_a_baseline(tmp_path: Path) -> None:
    (sample,) = blocks("adopting", "json")
    (tmp_path / "base.json").write_text(sample, "utf-8")
    held = baseline.read(str(tmp_path / "base.json"))
    assert baseline.text(held) == sample


@pytest.mark.parametrize("settings", blocks("adopting", "toml"))
def test_settings_are_read(settings: str, tmp_path: Path) -> None:
    assert tomllib.loads(settings)
    (tmp_path / "pyproject.toml").write_text(settings, "utf-8")
    assert find(str(tmp_path)).path is not None


def test_the_allowance_is_one() -> None:
    (sample,) = blocks("adopting", "price")
    head = "product p { currency USD }\ncost c { rate $0.01 per unit }\nmetric draft { costs 1 c.unit }\n"
    assert any(one.rule == "loss-at-cap" for one in pricelang.check("x.price", text=head + sample.split("\n", 1)[1]))
    assert not any("loss-at-cap" in (one.rule, *one.notes) for one in pricelang.check("x.price", text=head + sample))
