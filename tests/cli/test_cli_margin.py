"""`pricelang margin`: the numbers of the sample, and what it refuses."""

from __future__ import annotations

import json
from pathlib import Path

from cli.cli_runs import CLEAN, FAULTY, run, write

SCRIBE = Path(__file__).parents[2] / "specs" / "scribe.price"
LOSING = """product p "P" { currency USD; audience consumer }
cost model { rate $0.005 per draft }
metric draft "Drafts" { charged by task; costs 1 model.draft }
credit ai "AI credits" { burns 1 per draft; unused expires }
tier pro "Pro" { price $20 per month; includes 8_000 ai per month, then block }
"""


def test_margins_of_the_sample() -> None:
    result = run("margin", SCRIBE)
    assert result.exit_code == 0
    lines = [line.split() for line in result.stdout.splitlines()]
    assert ["full", "use", "$20.00", "$2.50", "$17.50", "87.5%"] in lines
    assert ["Freelance", "writer,", "heavy", "$23.00", "$2.80", "$20.20", "87.8%"] in lines
    assert ["Content", "studio,", "heavy,", "3", "seats", "$147.00", "$21.00", "$126.00", "85.7%"] in lines
    assert "Enterprise: not worked out, its price is agreed on" in result.stdout


def test_margins_as_data_are_exact() -> None:
    data = json.loads(run("margin", SCRIBE, "--output-format", "json").stdout)
    studio = next(each for each in data["tiers"] if (each["tier"], each["interval"]) == ("studio", "monthly"))
    assert (studio["revenue"], studio["full_use_cost"], studio["margin"]) == ("147", "22.5", "83/98")
    assert data["target"] == "0.7"
    assert {each["persona"] for each in studio["personas"]} == {"writer", "studio"}


def test_a_loss_is_seen_in_the_line(tmp_path: Path) -> None:
    result = run("margin", write(tmp_path, p=LOSING) / "p.price")
    assert "a loss from 4,001 credits" in result.stdout
    line = next(line for line in result.stdout.splitlines() if "█" in line)
    assert line.index("█") < line.index("▁") < line.index("!")


def test_margins_as_markdown(tmp_path: Path) -> None:
    result = run("margin", write(tmp_path, p=LOSING) / "p.price", "--output-format", "markdown")
    assert "| Pro monthly | full use | $20.00 | $40.00 | -$20.00 | -100% |" in result.stdout


def test_nothing_is_known_of_undeclared_costs(tmp_path: Path) -> None:
    result = run("margin", write(tmp_path, p=CLEAN) / "p.price")
    assert "no cost is declared" in result.stdout


def test_files_with_errors_and_no_files(tmp_path: Path) -> None:
    write(tmp_path, p=FAULTY)
    assert run("margin", tmp_path / "p.price").exit_code == 1
    result = run("margin", tmp_path / "missing.price")
    assert result.exit_code == 2
    assert "does not exist" in result.stderr
