"""`pricelang bill`: bills as people ask for them, and every way to ask wrongly."""

from __future__ import annotations

import json
import re
from pathlib import Path

import pytest
from cli.commands import Runner, runner
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from syrupy.assertion import SnapshotAssertion


@pytest.fixture
def run(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> Runner:
    return runner(monkeypatch, tmp_path)


MONTH = ["bill", "scribe.price", "--tier", "pro", "--interval", "month"]
BUSY = [*MONTH, "--seats", "1", "--use", "draft=1_800", "--use", "image=40[quality=high]", "--use", "storage=70"]
TEAM = [*MONTH, "--seats", "5", "--use", "draft=1_800", "--use", "image=40[quality=high]", "--addon", "credit_pack=2"]


@pytest.mark.parametrize("width", [60, 100])
def test_a_bill(run: Runner, snapshot: SnapshotAssertion, width: int) -> None:
    ran = run(*TEAM, width=width)
    assert (ran.status, ran.err) == (0, "")
    assert max(map(len, ran.out.splitlines())) <= width
    assert ran.out == snapshot


@pytest.mark.parametrize("width", [60, 100])
def test_a_bill_explained(run: Runner, snapshot: SnapshotAssertion, width: int) -> None:
    ran = run(*BUSY, "--explain", width=width)
    assert (ran.status, ran.err) == (0, "")
    assert max(map(len, ran.out.splitlines())) <= width
    assert ran.out == snapshot


def test_markdown(run: Runner, snapshot: SnapshotAssertion) -> None:
    assert run(*BUSY, "--explain", "--output-format", "markdown").out == snapshot


def test_json(run: Runner, snapshot: SnapshotAssertion) -> None:
    ran = run(*TEAM, "--output-format", "json")
    assert ran.out == snapshot
    assert ran.out == run(*TEAM, "--output-format", "json").out
    made = json.loads(ran.out, parse_float=lambda text: pytest.fail(f"a float: {text}"))
    assert made["bills"][0]["total"] == {"amount": "190.00", "currency": "USD"}


def test_what_is_not_served_is_on_the_bill(run: Runner) -> None:
    ran = run(*MONTH, "--seats", "1", "--use", "drafts=600", "--use", "storage=60", "--no-overage")
    assert ran.out.endswith(
        "\ndraft: 100 of 600 not served (nothing more is included)\n"
        "storage: 10 of 60 not served (nothing more is included)\n"
    )
    assert "Total" in ran.out
    assert "$20.00\n" in ran.out


def test_thresholds_in_drafts(run: Runner) -> None:
    out = run(*MONTH, "--seats", "1", "--use", "draft=10", "--explain").out
    assert "    at 501 AI credits: $0.05 each\n    that is, at 501 `draft`, where nothing else burns them\n" in out


def test_fractions_and_long_decimals_are_exact(run: Runner) -> None:
    sheet = (
        'product demo "Demo" { currency USD }\nmetric call "Calls"\n'
        "tier pro { price $10 per month; includes 3 calls per month, then 1x plan rate }\n"
        "tier thin { price $0.000000000000000000001 per call }\n"
    )
    ran = run("bill", "-", "--tier", "pro", "--use", "call=4", stdin=sheet)
    assert re.search(r"Calls, overage +1 +\$3 1/3 +\$3 1/3 +<stdin>:3\n", ran.out)
    assert re.search(r"Total +\$13\.33\n", ran.out)
    assert "exactly $13 1/3, rounded once, half up\n" in ran.out
    made = run("bill", "-", "--tier", "pro", "--use", "call=4", "--output-format", "json", stdin=sheet)
    assert json.loads(made.out)["bills"][0]["exact"] == "40/3"
    thin = run("bill", "-", "--tier", "thin", "--use", "call=123456789012345678901234", stdin=sheet)
    assert "$0.000000000000000000001" in thin.out
    assert "123,456,789,012,345,678,901,234" in thin.out
    assert "$123.456789012345678901234" in thin.out
    assert "E-" not in thin.out
    assert thin.err == ""


@pytest.mark.parametrize("width", [60, 100])
def test_all_tiers(run: Runner, snapshot: SnapshotAssertion, width: int) -> None:
    ran = run("bill", "scribe.price", "--all-tiers", "--seats", "3", "--use", "draft=9_000", width=width)
    assert ran.status == 0
    assert max(map(len, ran.out.splitlines())) <= width
    assert ran.out == snapshot
    assert ran.out.endswith("The cheapest that serves it all: Studio, $349.50\n")


def test_all_tiers_in_other_forms(run: Runner, snapshot: SnapshotAssertion) -> None:
    asked = ["bill", "scribe.price", "--all-tiers", "--seats", "3", "--use", "draft=9_000"]
    assert run(*asked, "--output-format", "markdown").out == snapshot
    made = json.loads(run(*asked, "--output-format", "json").out)
    assert made["cheapest"] == "studio"
    assert [(offer["tier"], offer["serves_all"]) for offer in made["offers"]] == [
        ("free", False),
        ("pro", False),
        ("studio", True),
        ("enterprise", False),
    ]
    assert made["offers"][3]["bills"] == []
    assert made["offers"][3]["refusal"].startswith("the price of `enterprise` is custom")


def test_no_tier_serves_it_all(run: Runner) -> None:
    out = run("bill", "scribe.price", "--all-tiers", "--use", "draft=900_000").out
    assert out.endswith("No listed tier serves it all.\n")


@pytest.mark.parametrize(
    ("options", "message"),
    [
        (["--use", "drft=10"], "`--use drft=10`: unknown metric `drft`; did you mean `draft`?"),
        (["--use", "drfts=10"], "`--use drfts=10`: unknown metric `drfts`; did you mean `drafts`?"),
        (["--use", "ai=3"], "`--use ai=3`: `ai` is a credit: say what is used, and the credits follow from its rates"),
        (["--use", "credit_packs=3"], "`--use credit_packs=3`: `credit_pack` is an add-on: buy it with `--addon`"),
        (
            ["--use", "draft=-10"],
            "`--use draft=-10`: the quantity is negative: -10; a correction belongs to the usage it corrects",
        ),
        (["--use", f"draft=1{'0' * 30}"], f"`--use draft=1{'0' * 30}`: the quantity is beyond 10^24; check its unit"),
        (["--use", "draft=1e30"], "`--use draft=1e30`: `1e30` is no quantity; write 1_800, 2.5 or 6k"),
        (["--use", "draft=٣"], "`--use draft=٣`: `٣` is no quantity; write 1_800, 2.5 or 6k"),
        (["--use", "draft=NaN"], "`--use draft=NaN`: `NaN` is no quantity; write 1_800, 2.5 or 6k"),
        (["--use", "draft"], "`--use draft` is no use; write `--use draft=1_800` or `--use image=40[quality=high]`"),
        (
            ["--use", "image=10[quality]"],
            "`--use image=10[quality]`: `[quality]` is no list of attributes; write `[quality=high,size=large]`",
        ),
        (["--use", "image=10[q=a,q=b]"], "`--use image=10[q=a,q=b]` says `q` twice"),
        (["--use", "image=3[qualty=high]"], "`image` has no attribute `qualty`; did you mean `quality`?"),
        (["--use", "image=3[quality=hgh]"], "unknown value `hgh` of `quality` for `image`; did you mean `high`?"),
        (["--tier", "proo"], "unknown tier `proo`; did you mean `pro`?"),
        (["--interval", "mnoth"], "unknown interval `mnoth`; did you mean `month`?"),
        (["--interval", "week"], "`pro` is not sold weekly; it is sold `monthly` or `yearly`"),
        (["--seats", "2.5"], "`--seats 2.5`: seats are counted in whole numbers"),
        (
            ["--seats", "-1"],
            "`--seats -1`: the quantity is negative: -1; a correction belongs to the usage it corrects",
        ),
        (["--seats", "0"], "`pro` is sold from 1 seat: 0 asked for"),
        (["--seats", "edtor=3"], "`--seats edtor=3`: unknown kind of seat `edtor`; did you mean `editor`?"),
        (["--seats", "2", "--seats", "3"], "`--seats` is given twice; say the kind of each, `--seats editor=3`"),
        (["--addon", "credit_pak"], "`--addon credit_pak`: unknown package `credit_pak`; did you mean `credit_pack`?"),
        (["--addon", "credit_pack=1.5"], "`--addon credit_pack=1.5`: packages are counted in whole numbers"),
        (["--currency", "EUR"], "`pro` is not sold in EUR; it is sold in USD (scribe.price:101)"),
        (["--currency", "XYZ"], "unknown currency `XYZ`; there is `USD`"),
        (["--discount", "launch"], "unknown discount `launch`; no discount is declared"),
        (["--cohort", "x"], "unknown cohort `x`; no cohort is declared"),
        (["--region", "x"], "unknown region `x`; no region is declared"),
        (["--budget", "much"], "`--budget much` is no amount; write 50, $50 or CHF 50"),
        (["--budget", "-5"], "`--budget -5` is negative"),
        (["--budget", "€5"], "the budget is in EUR, the bill in USD"),
        (["--size", "3"], "`pro` is not sold by size; leave the size out"),
        (["--on", "2027-02-30"], "`--on 2027-02-30`: there is no such day"),
        (["--on", "tomorrow"], "`--on tomorrow` is no date; write it as 2027-03-01"),
        (["--all-tiers"], "`--all-tiers` bills every tier: leave out `--tier`"),
        (["--all-tiers", "--explain"], "`--explain` explains the bill of one tier: leave out `--all-tiers`"),
        (
            ["--periods", "u.csv", "--use", "draft=1"],
            "`--use` and `--periods` both say what is used: write the uses into the file",
        ),
        (["--bought", "draft"], "`--bought draft` is no quantity; write `--bought contact=2_000`"),
    ],
)
def test_what_cannot_be_billed(run: Runner, options: list[str], message: str) -> None:
    tier = [] if "--explain" in options else ["--tier", "pro"]
    ran = run("bill", "scribe.price", *tier, *options)
    assert (ran.status, ran.out) == (2, "")
    assert ran.err == f"error: {message}\n"


def test_which_tier_is_asked_for(run: Runner) -> None:
    ran = run("bill", "scribe.price")
    assert ran.err == "error: say which tier with `--tier`: there is `free`, `pro`, `studio`, `enterprise`\n"
    alone = run("bill", "-", stdin="product x { currency USD }\ntier one { price $5 per year }\n")
    assert "One, yearly, in USD" in alone.out
    none = run("bill", "-", stdin="product x { currency USD }\n")
    assert none.err.startswith("error: there is no tier to bill")


def test_a_mistaken_use_is_no_property_of_the_tiers(run: Runner) -> None:
    ran = run("bill", "scribe.price", "--all-tiers", "--use", "image=3[quality=hgh]")
    assert (ran.status, ran.out) == (2, "")
    assert ran.err == "error: unknown value `hgh` of `quality` for `image`; did you mean `high`?\n"


def test_a_file_with_errors(run: Runner) -> None:
    ran = run("bill", "-", "--tier", "one", stdin="tier one { price fre }\n")
    assert (ran.status, ran.out) == (1, "")
    assert "did you mean `free`?" in ran.err
    assert ran.err.endswith("nothing was billed: 1 error\n")


SHEET = """product demo "Demo" { currency USD, CHF; effective 2026-01-01 }
cohort school "Schools"
region eu "Europe"
metric call "Calls"
metric contact "Contacts"
seat editor "Editor"
seat viewer "Viewer"
tier plan "Plan" {
  price $10 per editor per month or CHF 9 per editor per month
  price $1 per viewer per month or CHF 1 per viewer per month
  price $0.02 per contact per month or CHF 0.02 per contact per month
  price $8 per editor per month or CHF 7 per editor per month, for school
  price $6 per editor per month or CHF 5 per editor per month, in eu
  price $4 per editor per month or CHF 4 per editor per month, for existing customers
  price $2 per editor per month or CHF 2 per editor per month, with commit of $100 per year
  includes 10 calls per month, then $1 each or CHF 1 each
  trial 14 days
}
tier sized "Sized" { size 100 calls per month at $5 per month; size 200 calls per month at $9 per month }
discount launch "Launch" { 50% off; code "GO" }
"""


@pytest.mark.parametrize(
    ("options", "total"),
    [
        (["--seats", "3"], "$30.00"),
        (["--seats", "editor=2", "--seats", "viewers=4"], "$24.00"),
        (["--currency", "CHF", "--seats", "2"], "CHF 18.00"),
        (["--cohort", "school"], "$8.00"),
        (["--region", "eu"], "$6.00"),
        (["--existing-customer"], "$4.00"),
        (["--commit", "$100"], "$2.00"),
        (["--commit", "99"], "$10.00"),
        (["--discount", "launch"], "$5.00"),
        (["--discount", "GO"], "$5.00"),
        (["--bought", "contacts=2k"], "$50.00"),
        (["--use", "call=30", "--budget", "5"], "$15.00"),
        (["--use", "call=10", "--use", "calls=2.5"], "$12.50"),
        (["--trial"], "$0.00"),
        (["--interval", "monthly", "--on", "2027-01-31"], "$10.00"),
        (["--tier", "sized", "--size", "200"], "$9.00"),
    ],
)
def test_every_option(run: Runner, options: list[str], total: str) -> None:
    ran = run("bill", "-", "--tier", "plan", *options, stdin=SHEET)
    assert ran.err == ""
    assert re.search(rf"^Total +{re.escape(total)}$", ran.out, re.MULTILINE), ran.out


@settings(max_examples=60, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(
    st.sampled_from(
        ["--use", "--seats", "--addon", "--interval", "--budget", "--on", "--size", "--bought", "--discount"]
    ),
    st.text(max_size=12)
    | st.from_regex(r"(draft|image|credit_pack|editor)s?=[-0-9_.kMBe]{0,9}(\[[a-z=,\"]{0,9}\])?", fullmatch=True)
    | st.from_regex(r"[$€A-Z ]{0,4}[-0-9_.,]{0,9}", fullmatch=True),
)
def test_whatever_is_asked_there_is_a_bill_or_a_message(run: Runner, option: str, value: str) -> None:
    ran = run(*MONTH, f"{option}={value}")
    assert ran.status == (2 if ran.err else 0)
    assert "the fault is its own" not in ran.err
    assert bool(ran.out) is not bool(ran.err)
