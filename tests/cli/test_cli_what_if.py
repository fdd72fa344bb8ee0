"""What other costs and prices would do: margins and findings before and after."""

from __future__ import annotations

import json
import re
from decimal import Decimal
from pathlib import Path
from typing import Any

import pytest
from cli.cli_runs import run
from rules.linting import lowered
from syrupy.assertion import SnapshotAssertion

from pricelang.cli.reporting import CannotRun
from pricelang.cli.supposing.changing import supposed
from pricelang.cli.supposing.command import command
from pricelang.record import replace

ROOT = Path(__file__).parents[2]
SPEC = """product p "P" { currency USD; audience consumer; margin at least 50% }
cost model {
  rate $0.005 per draft
  rate $2 per 1M input
  rate $4 per 1M input above 200k input
}
metric draft "Drafts" { charged by task; costs 1 model.draft }
credit ai "AI credits" { burns 1 per draft; unused expires }
tier pro "Pro" {
  price     $20 per month or $192 per year, grants monthly
  includes  1_000 ai per month, then block
}
tier team "Team" extends pro {
  includes  1_500 ai per month, then block
}
tier large "Large" {
  price     $100 per month
  includes  1_000 ai per month, then block
}
package extra "Extra" addon { price $5 per month; includes 100 ai per month }
"""
TIGHT = SPEC.replace("1_500 ai", "3_500 ai")


@pytest.fixture(autouse=True)
def _somewhere(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    monkeypatch.setattr("pricelang.cli.what_if.command", command)
    monkeypatch.chdir(tmp_path)
    Path("a.price").write_text(SPEC, "utf-8")


def ask(*args: str) -> dict[str, Any]:
    done = run("what-if", "a.price", *args, "--output-format", "json", "--select", "margin")
    assert done.exit_code == 0, done.stderr
    return json.loads(done.stdout)  # type: ignore[no-any-return]


def full(found: dict[str, Any]) -> dict[str, tuple[str | None, str | None]]:
    """The margin of full use before and after, by tier and interval."""
    return {
        f"{each['tier']} {each['interval']}": (each["uses"][0]["before"]["margin"], each["uses"][0]["after"]["margin"])
        for each in found["tiers"]
    }


@pytest.mark.parametrize("output_format", ["text", "markdown", "json"])
def test_formats(output_format: str, snapshot: SnapshotAssertion) -> None:
    args = ["--cost", "model.draft=+200%", "--price", "large=-50%", "--select", "margin"]
    done = run("what-if", "a.price", *args, "--output-format", output_format, COLUMNS="100")
    assert done.exit_code == 0
    assert done.stdout == snapshot


def test_margins_before_and_after() -> None:
    found = full(ask("--cost", "model=-30%"))
    assert found["pro monthly"] == ("0.75", "0.825")
    assert found["pro yearly"] == ("0.6875", "0.78125")
    assert found["large monthly"] == ("0.95", "0.965")


def test_findings_come_and_go() -> None:
    found = ask("--cost", "model=+400%")["findings"]
    assert {one["rule"] for one in found["appear"]} == {"loss-at-cap"}
    assert {one["symbol"] for one in found["appear"]} == {"tier pro / credit ai", "tier team / credit ai"}
    assert found["disappear"] == []
    Path("a.price").write_text(TIGHT, "utf-8")
    found = ask("--cost", "model=-50%")["findings"]
    assert [one["rule"] for one in found["disappear"]] == ["loss-at-cap"]
    assert Path("a.price").read_text("utf-8") == TIGHT


def test_a_supposed_amount_is_what_an_edit_of_the_file_gives() -> None:
    _, catalog = lowered(SPEC)
    for args, edited in (
        ((["model.draft=$0.007"], []), SPEC.replace("$0.005", "$0.007")),
        ((["model.input=+50%"], []), SPEC.replace("$2 per", "$3 per").replace("$4", "$6")),
        ((["model.input=$1"], []), SPEC.replace("$2 per", "$1 per")),
        (([], ["pro.month=$25"]), SPEC.replace("$20 per", "$25 per")),
        (([], ["pro.yearly=-50%"]), SPEC.replace("$192", "$96")),
        (([], ["large=$90"]), SPEC.replace("$100", "$90")),
        (([], ["extra=+10%"]), SPEC.replace("$5 per", "$5.50 per")),
        ((["model.drafts=-100%"], []), SPEC.replace("$0.005", "$0")),
    ):
        after, changes = supposed(catalog, *args)
        assert changes
        assert after == replace(lowered(edited)[1], examples=catalog.examples)


def test_a_tier_that_takes_over_a_price_takes_over_the_other_one() -> None:
    after, changes = supposed(lowered(SPEC)[1], [], ["pro.month=$25"])
    assert [one.said for one in changes] == ["pro, each month: $20.00 -> $25.00", "team, each month: $20.00 -> $25.00"]
    assert after.tiers[1].prices[0] == replace(after.tiers[0].prices[0], inherited="pro")


def test_bands_change_in_percent() -> None:
    text = SPEC.replace(
        "$100 per month", "per editor per month volume { up to 10 at $10; above at $8 plus $5 flat }"
    ).replace('tier pro "Pro"', 'seat editor "Editor"\ntier pro "Pro"')
    _, changes = supposed(lowered(text)[1], [], ["large=+10%"])
    assert [(one.before.amount, one.after.amount) for one in changes] == [
        (Decimal(10), Decimal("11.0")),
        (Decimal(8), Decimal("8.8")),
        (Decimal(5), Decimal("5.5")),
    ]
    with pytest.raises(CannotRun, match="has no fixed fee"):
        supposed(lowered(text)[1], [], ["large=$9"])


@pytest.mark.parametrize(
    ("option", "written", "said"),
    [
        ("--cost", "model", "is no change; write `--cost NAME=-30%`"),
        ("--cost", "=3", "is no change"),
        ("--cost", "model=30%", "write it with its sign"),
        ("--cost", "model=-101%", "would leave less than nothing"),
        ("--cost", "modle=-1%", "unknown cost `modle`; did you mean `model`?"),
        ("--cost", "model.dragt=-1%", "unknown unit `dragt`; did you mean `draft`?"),
        ("--cost", "model=$1", "has 3 rates: change them in percent, or name one of `model.draft`, `model.input`"),
        ("--cost", "model.draft=€1", "the rate is in USD, not in EUR"),
        ("--cost", "model.draft=cheap", "is no amount"),
        ("--price", "prp=+1%", "unknown tier or package `prp`; did you mean `pro`?"),
        ("--price", "pro=$5", "has 2 fees"),
        ("--price", "pro.week=+5%", "`pro` has no fixed fee per week"),
        ("--price", "pro.fortnight=+5%", "unknown interval `fortnight`"),
        ("--price", "pro.month=€5", "has no fixed fee per month"),
    ],
)
def test_refusals(option: str, written: str, said: str) -> None:
    done = run("what-if", "a.price", option, written)
    assert (done.exit_code, done.stdout) == (2, "")
    assert said in done.stderr


def test_nothing_to_suppose() -> None:
    done = run("what-if", "a.price")
    assert done.exit_code == 2
    assert "nothing is another" in done.stderr


def test_a_file_with_errors_is_not_compared() -> None:
    Path("a.price").write_text(SPEC + "tier t {", "utf-8")
    done = run("what-if", "a.price", "--cost", "model=-1%")
    assert (done.exit_code, done.stdout) == (1, "")
    assert "nothing was compared" in done.stderr


def test_the_spec() -> None:
    done = run("what-if", ROOT / "specs/scribe.price", "--cost", "gpt5_mini=-30%", "--output-format", "json")
    found = json.loads(done.stdout)
    assert full(found)["pro monthly"][0] == "0.875"
    assert {each["tier"] for each in found["tiers"]} == {"free", "pro", "studio"}
    assert all(
        Decimal(use["after"]["cost"]) <= Decimal(use["before"]["cost"])
        for each in found["tiers"]
        for use in each["uses"]
    )


def test_costs_in_another_currency_are_unknown() -> None:
    text = SPEC.replace("currency USD", "currency USD, EUR").replace(
        "$100 per month", "$100 per month or €90 per month"
    )
    Path("a.price").write_text(text, "utf-8")
    args = ("what-if", "a.price", "--cost", "model=-30%", "--price", "large=+10%", "--select", "margin")
    said = run(*args, COLUMNS="100").stdout
    assert "Large monthly, EUR: costs are in USD: declare `exchange €1 at $...`\n" in said
    euros = said[said.index("Large monthly, EUR") :].splitlines()
    assert euros[2].split() == ["full", "use", "€90.00", "->", "€99.00", "unknown", "-", "-"]
    assert "Large monthly, EUR: costs are in USD" in run(*args, "--output-format", "markdown").stdout


@pytest.mark.parametrize("output_format", ["text", "markdown"])
def test_labels_cannot_command_the_terminal(output_format: str) -> None:
    Path("a.price").write_text(SPEC.replace('"Large"', '"Large\x1b[31m\x07\x9b31m\u202e\u2066"'), "utf-8")
    said = run("what-if", "a.price", "--price", "large=+10%", "--output-format", output_format).stdout
    assert "31m" in said
    assert not re.search(r"[\x00-\x09\x0b-\x1f\x7f-\x9f\u202a-\u202e\u2066-\u2069]", said)
