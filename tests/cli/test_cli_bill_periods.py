"""`pricelang bill --periods`: usage files, and what is wrong with them."""

from __future__ import annotations

from pathlib import Path

import pytest
from cli.commands import Runner, runner
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from syrupy.assertion import SnapshotAssertion

USAGE = """period,metric,quantity,quality
1,drafts,300,
1,images,5,high

2,draft,900,
2,credit_pack,1,
4,draft,2_000,
"""


@pytest.fixture
def run(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> Runner:
    return runner(monkeypatch, tmp_path)


def test_periods(run: Runner, snapshot: SnapshotAssertion, tmp_path: Path) -> None:
    (tmp_path / "usage.csv").write_text(USAGE)
    ran = run("bill", "scribe.price", "--tier", "pro", "--seats", "1", "--periods", "usage.csv", width=90)
    assert (ran.status, ran.err) == (0, "")
    assert ran.out == snapshot
    assert ran.out.endswith("4 periods: $140.00\n")


def test_periods_by_days(run: Runner, tmp_path: Path) -> None:
    (tmp_path / "usage.csv").write_text(
        "\ufeffperiod,metric,quantity,at\r\n"
        "2027-03-05,drafts,300,2027-03-05\r\n"
        "2027-03-20,image,5,2027-03-20T11:00:00\r\n"
        "2027-04-05,draft,700,2027-05-04\r\n",
        "utf-8",
    )
    ran = run("bill", "scribe.price", "--tier", "pro", "--seats", "1", "--periods", "usage.csv")
    assert "Period 1: Pro, monthly, 1 seat, in USD, 2027-03-05 to 2027-04-04\n" in ran.out
    # 500 - 340 are left of March, and April has 660 for 700 drafts
    assert ran.out.endswith("2 periods: $42.00\n")
    compared = run("bill", "scribe.price", "--all-tiers", "--periods", "usage.csv")
    assert compared.out.endswith("The cheapest that serves it all: Pro, $42.00\n")
    assert "period 1, draft: 280 of 300 not served" in compared.out


BAD_ROWS = """period,metric,quantity,quality,at
1,drafs,300,,
0,images,5,high,
2,draft,-3,,
2,ai,1,,
x,draft,1e5,,
2,draft,3,,2027-13-01
2,draft
2,draft,,,
1.5,draft,1,,
2,credit_pack,0.5,,
2,credit_pack,1,high,
2,draft,1000000000000000000000000000000,,
2,draft,3,,2027-01-01T10:00:00+01:00
"""


def test_bad_rows_are_all_shown_and_nothing_is_billed(run: Runner, tmp_path: Path) -> None:
    (tmp_path / "usage.csv").write_text(BAD_ROWS)
    ran = run("bill", "scribe.price", "--tier", "pro", "--periods", "usage.csv")
    assert (ran.status, ran.out) == (2, "")
    assert ran.err.splitlines() == [
        f"error: {line}"
        for line in [
            "usage.csv: row 2, column `metric` (2): unknown metric `drafs`; did you mean `draft`?",
            "usage.csv: row 3, column `period` (1): periods count from 1",
            "usage.csv: row 4, column `quantity` (3): the quantity is negative: -3; a correction belongs to the usage"
            " it corrects",
            "usage.csv: row 5, column `metric` (2): `ai` is a credit: say what is used, and the credits follow from its"
            " rates",
            "usage.csv: row 6, column `period` (1): `x` is neither a number from 1 nor a day such as 2027-03-01",
            "usage.csv: row 7, column `at` (5): `2027-13-01` is no time; write 2027-03-01 or 2027-03-01T14:30:00",
            "usage.csv: row 8, column `quantity` (3): the row has 2 cells, and there are 5 columns",
            "usage.csv: row 9, column `quantity` (3): empty",
            "usage.csv: row 10, column `period` (1): `1.5` is neither a number from 1 nor a day such as 2027-03-01",
            "usage.csv: row 11, column `quantity` (3): packages are counted in whole numbers, not 0.5",
            "usage.csv: row 12, column `quality` (4): a package that is bought has no attributes",
            "usage.csv: row 13, column `quantity` (3): the quantity is beyond 10^24; check its unit",
            "usage.csv: row 14, column `at` (5): `2027-01-01T10:00:00+01:00` has a time zone: write times in the one of"
            " the billing dates, without it",
            "nothing was billed",
        ]
    ]


def test_at_most_twenty_bad_rows_are_shown(run: Runner, tmp_path: Path) -> None:
    (tmp_path / "usage.csv").write_text("period,metric,quantity\n" + "1,draft,x\n" * 31)
    lines = run("bill", "scribe.price", "--tier", "pro", "--periods", "usage.csv").err.splitlines()
    assert len(lines) == 22
    assert lines[-2:] == ["error: and 11 more rows", "error: nothing was billed"]


@pytest.mark.parametrize(
    ("text", "options", "message"),
    [
        ("", [], "usage.csv is empty: its first row is `period,metric,quantity`"),
        ("1,draft,3\n", [], "usage.csv: row 1: there is no column `period`: the first row is the head"),
        ("period,metric,quantity,metric\n", [], "usage.csv: row 1: the column `metric` is there twice"),
        ("period,metric,quantity,\n", [], "usage.csv: row 1: column 4 has no name"),
        ('period,metric,quantity\n1,"draft,3\n', [], "usage.csv: line 2: unexpected end of data"),
        (
            "period,metric,quantity\n1,draft,3\n2027-01-01,draft,3\n",
            [],
            "usage.csv: row 3, column `period` (1): some periods are numbers and some are days: "
            "write them all in one way",
        ),
        (
            "period,metric,quantity,quality\n1,draft,3,high\n",
            [],
            "usage.csv: row 2, column `quality` (4): `draft` has no attribute `quality`; nothing asks for one",
        ),
        (
            "period,metric,quantity,quality\n1,image,3,hihg\n",
            [],
            "usage.csv: row 2, column `quality` (4): unknown value `hihg` of `quality` for `image`; "
            "did you mean `high`?",
        ),
        (
            "period,metric,quantity,at\n1,draft,3,2027-01-01\n",
            [],
            "usage.csv: row 2, column `at` (4): a time needs the first day of the first interval: say it with `--on`",
        ),
        (
            "period,metric,quantity,at\n1,draft,3,2027-01-01\n1,draft,3,\n",
            ["--on", "2027-01-01"],
            "usage.csv: row 3, column `at` (4): empty, while other rows of this period have a time: "
            "give all a time, or none",
        ),
        (
            "period,metric,quantity,at\n2,draft,3,2027-01-31\n",
            ["--on", "2027-01-01"],
            "usage.csv: row 2, column `at` (4): 2027-01-31 is outside of its period, which starts on 2027-02-01",
        ),
        (
            "period,metric,quantity\n2027-01-01,draft,3\n",
            ["--on", "2027-01-02"],
            "usage.csv: row 2, column `period` (1): 2027-01-01 is before the first interval, "
            "which starts on 2027-01-02",
        ),
        (
            "period,metric,quantity\n4000,draft,3\n",
            [],
            "usage.csv: row 2, column `period` (1): a file holds at most 1,200 periods",
        ),
    ],
)
def test_usage_files_that_cannot_be_billed(
    run: Runner, tmp_path: Path, text: str, options: list[str], message: str
) -> None:
    (tmp_path / "usage.csv").write_text(text)
    ran = run("bill", "scribe.price", "--tier", "pro", "--periods", "usage.csv", *options)
    assert (ran.status, ran.out) == (2, "")
    assert ran.err.splitlines()[0] == f"error: {message}"


def test_usage_files_that_cannot_be_read(run: Runner, tmp_path: Path) -> None:
    (tmp_path / "usage.csv").write_bytes(b"period,metric,quantity\n1,dr\xff,3\n")
    asked = ["bill", "scribe.price", "--tier", "pro", "--periods"]
    assert run(*asked, "usage.csv").err == "error: usage.csv: line 2: byte 0xff is not UTF-8 text\n"
    assert run(*asked, "nowhere.csv").err == "error: `nowhere.csv` cannot be read: no such file or directory\n"
    assert run(*asked, ".").err == "error: `.` is a folder, not a usage file\n"
    piped = run(*asked, "-", stdin="period,metric,quantity\n1,draft,3\n")
    assert piped.status == 0


cells = st.sampled_from(
    [
        "1",
        "2",
        "0",
        "draft",
        "images",
        "credit_pack",
        "storage",
        "high",
        "2027-01-01",
        "2027-01-31T10:00",
        "",
        "3.5",
        "-1",
    ]
) | st.text(st.characters(exclude_categories=["Cs"]), max_size=6)


@settings(max_examples=60, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(st.lists(st.lists(cells, min_size=3, max_size=5), max_size=4), st.booleans())
def test_whatever_a_file_holds_there_are_bills_or_messages(
    run: Runner, tmp_path: Path, rows: list[list[str]], dated: bool
) -> None:
    lines = ["period,metric,quantity,at,quality", *(",".join(row) for row in rows)]
    (tmp_path / "usage.csv").write_text("\n".join(lines), "utf-8")
    on = ["--on", "2027-01-01"] if dated else []
    ran = run("bill", "scribe.price", "--tier", "pro", "--periods", "usage.csv", *on)
    assert ran.status == (2 if ran.err else 0)
    assert "the fault is its own" not in ran.err
    assert bool(ran.out) is not bool(ran.err)
