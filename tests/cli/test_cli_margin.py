"""`pricelang margin`: the numbers of the sample, and what it refuses."""

from __future__ import annotations

import json
import re
from pathlib import Path

import pytest
from cli.cli_runs import CLEAN, FAULTY, run, write

SCRIBE = Path(__file__).parents[2] / "specs" / "scribe.price"
LOSING = """product p "P" { currency USD; audience consumer }
cost model { rate $0.005 per draft }
metric draft "Drafts" { charged by task; costs 1 model.draft }
credit ai "AI credits" { burns 1 per draft; unused expires }
tier pro "Pro" { price $20 per month; includes 8_000 ai per month, then block }
"""
TWO_CURRENCIES = """product p "P" { currency USD, EUR }
cost llm "LLM" { rate $3 per 1M input }
persona w "Writer" { pays up to $90 per month; uses 100 drafts typical }
metric draft "Drafts" { charged by task; costs 10k llm.input }
tier t "T" { price $20 per month or €18 per month; includes 500 drafts per month, then block }
"""
UNSAFE = re.compile(r"[\x00-\x09\x0b-\x1f\x7f-\x9f\u202a-\u202e\u2066-\u2069]")
INJECTED = LOSING.replace('"Pro"', '"Pro\x1b[31m\x07\x9b31m\u202e\u2066<b>|"').replace('"P"', '"P\x1b]0;x\x07"')


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


def test_costs_in_another_currency_are_unknown(tmp_path: Path) -> None:
    path = write(tmp_path, p=TWO_CURRENCIES) / "p.price"
    dollars, euros = run("margin", path).stdout.split("\n\n")[1:]
    assert dollars.startswith("T monthly, USD\n")
    assert "  500 `draft`" not in euros
    lines = [line.strip() for line in euros.splitlines()]
    assert lines[0] == "T monthly, EUR"
    assert [line.split() for line in lines[2:4]] == [
        ["full", "use", "€18.00", "unknown", "unknown", "unknown"],
        ["Writer,", "typical", "(not", "its", "tier)", "€18.00", "unknown", "unknown", "unknown"],
    ]
    assert lines[4:] == ["costs are in USD: declare `exchange €1 at $...`"]
    found = json.loads(run("margin", path, "--output-format", "json").stdout)["tiers"][1]
    assert (found["currency"], found["unconverted"], found["courses"]) == ("EUR", ["USD"], [])
    assert (found["full_use_cost"], found["margin"]) == (None, None)
    assert [(each["cost"], each["margin"]) for each in found["personas"]] == [(None, None)]
    page = run("margin", path, "--output-format", "markdown").stdout
    assert "| T monthly, EUR | full use | €18.00 | unknown | unknown | unknown |" in page
    assert "- T monthly, EUR: costs are in USD: declare `exchange €1 at $...`" in page


def test_a_declared_exchange_makes_costs_known(tmp_path: Path) -> None:
    known = TWO_CURRENCIES.replace("USD, EUR", "USD, EUR; exchange €1 at $1.20")
    euros = run("margin", write(tmp_path, p=known) / "p.price").stdout.split("\n\n")[2]
    assert "unknown" not in euros
    assert ["full", "use", "€18.00", "€12.50", "€5.50", "30.6%"] in [line.split() for line in euros.splitlines()]


def test_a_persona_whose_use_has_no_declared_cost(tmp_path: Path) -> None:
    bare = TWO_CURRENCIES.replace("; costs 10k llm.input", "").replace(" or €18 per month", "")
    result = run("margin", write(tmp_path, p=bare) / "p.price")
    assert result.stdout.startswith("P: margin by tier, per month\n\nT monthly\n")
    assert "100%" not in result.stdout
    assert result.stdout.count("no cost is declared") == 2


def test_a_file_without_product_and_tier(tmp_path: Path) -> None:
    result = run("margin", write(tmp_path, p="cost llm { rate $3 per 1M input }\n") / "p.price")
    assert (result.exit_code, result.stdout) == (2, "")
    assert "p.price` declares no product and no tier" in result.stderr


@pytest.mark.parametrize("output_format", ["text", "markdown"])
def test_labels_cannot_command_the_terminal(tmp_path: Path, output_format: str) -> None:
    path = write(tmp_path, p=INJECTED) / "p.price"
    result = run("margin", path, "--output-format", output_format)
    assert result.exit_code == 0
    assert "31m" in result.stdout
    assert not UNSAFE.search(result.stdout)
