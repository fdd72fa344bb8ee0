"""`pricelang costs`: what it shows, what it writes, and how it ends."""

from __future__ import annotations

import json
import subprocess
import sys
from pathlib import Path

import pytest
from cli.cli_runs import run, write
from market.market_lists import listing
from syrupy.assertion import SnapshotAssertion

import pricelang.market.genai_prices as genai

ROOT = Path(__file__).parents[2]
HEAD = 'product p "P" { currency USD; audience developer }\n'
STALE = """cost mini "Fox mini" {
  rate    $0.30 per 1M input      # the dear one
  rate    $2.00 per 1M output
  rate    $0.01 per check
  source  genai_prices "acme:fox-5-mini"
}
"""
CURRENT = 'cost big { rate $1 per 1M input; source genai_prices "acme:fox-4"; as_of 2026-11-01 }\n'
DOUBTFUL = 'cost odd { rate $0.00025 per 1M input; source genai_prices "acme:fox-5-mini"; as_of 2026-10-01 }\n'
UNKNOWN = 'cost none { rate $1 per 1M input; source genai_prices "acme:fax-4" }\n'
OWN = "cost own { rate $1 per hour }\n"
ALL = HEAD + STALE + CURRENT + DOUBTFUL + UNKNOWN + OWN


@pytest.fixture(autouse=True)
def _a_list_that_stands_still(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    monkeypatch.setattr(genai, "load", lambda _: listing())
    monkeypatch.chdir(tmp_path)


def file(text: str, name: str = "a.price") -> Path:
    path = Path(name)
    path.write_bytes(text.encode())
    return path


@pytest.mark.parametrize("output_format", ["text", "markdown", "json"])
def test_formats(output_format: str, snapshot: SnapshotAssertion) -> None:
    done = run("costs", file(ALL), "--output-format", output_format, COLUMNS="90")
    assert done.exit_code == 1
    assert done.stdout == snapshot


def test_json_holds_exact_amounts() -> None:
    (cost,) = json.loads(run("costs", file(HEAD + STALE), "--output-format", "json").stdout)["costs"]
    rate = cost["rates"][0]
    assert (rate["declared"]["amount"], rate["listed"]["amount"], rate["state"]) == ("0.3", "0.25", "differs")
    assert rate["difference_percent"] == "-50/3"
    assert (cost["line"], cost["as_of"], cost["as_of_listed"]) == (6, None, "2026-11-01")


def test_a_difference_alone_is_no_failure_but_for_check() -> None:
    path = file(HEAD + STALE)
    assert run("costs", path).exit_code == 0
    assert run("costs", path, "--check").exit_code == 1
    assert run("costs", file(HEAD + CURRENT), "--check").exit_code == 0
    assert run("costs", file(HEAD + DOUBTFUL), "--check").exit_code == 0


def test_an_unknown_model_is_an_error() -> None:
    done = run("costs", file(HEAD + UNKNOWN))
    assert done.exit_code == 1
    assert "error: the list has no model `fax-4` of Acme; did you mean `fox-4`?" in done.stdout


def test_write_then_check() -> None:
    path = file(ALL)
    done = run("costs", path, "--write")
    assert (done.exit_code, done.stderr) == (1, "wrote a.price\n")  # the unknown model
    text = path.read_text("utf-8")
    assert text == ALL.replace("$0.30", "$0.25").replace(
        '"acme:fox-5-mini"\n}', '"acme:fox-5-mini"\n  as_of   2026-11-01\n}'
    )
    again = run("costs", path, "--write")
    assert again.stderr == "nothing to write\n"
    assert path.read_text("utf-8") == text
    assert run("costs", file(text.replace(UNKNOWN, "")), "--check").exit_code == 0


def test_a_mark_and_line_ends_stay() -> None:
    path = file("\ufeff" + (HEAD + STALE).replace("\n", "\r\n"))
    assert run("costs", path, "--write").exit_code == 0
    data = path.read_bytes()
    assert data.startswith(b"\xef\xbb\xbfproduct")
    assert data.count(b"\r\n") == data.count(b"\n") == (HEAD + STALE).count("\n") + 1


def test_an_imported_file_is_written_once(tmp_path: Path) -> None:
    write(tmp_path, costs=STALE, a='import "costs.price"\n' + HEAD, b='import "costs.price"\n' + HEAD)
    done = run("costs", ".", "--write")
    assert (done.exit_code, done.stderr) == (0, "wrote costs.price\n")
    assert "$0.25" in (tmp_path / "costs.price").read_text("utf-8")
    assert done.stdout.count("Fox mini (mini)") == 1


def test_standard_input_is_compared_and_not_written() -> None:
    assert "-16.7%" in run("costs", "-", stdin=HEAD + STALE).stdout
    done = run_refused("costs", "-", "--write", stdin=HEAD + STALE)
    assert "`<stdin>` is no file that can be written: name one" in done


def test_write_and_check_do_not_go_together() -> None:
    assert "do not go together" in run_refused("costs", str(file(ALL)), "--write", "--check")


def test_a_file_with_errors_is_not_compared() -> None:
    done = run("costs", file(ALL + "tier t {"), "--write")
    assert (done.exit_code, done.stdout) == (1, "")
    assert "nothing was compared: 1 error" in done.stderr


def test_a_read_only_file_is_as_it_was(monkeypatch: pytest.MonkeyPatch) -> None:
    path = file(HEAD + STALE)
    monkeypatch.setattr("os.access", lambda *_: False)
    assert "cannot be written" in run_refused("costs", str(path), "--write")
    assert path.read_text("utf-8") == HEAD + STALE


def test_without_a_source_the_list_is_not_needed(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.delattr(genai, "load")
    done = run("costs", file(HEAD + OWN))
    assert done.exit_code == 0
    assert done.stdout.startswith("No cost names a price list: write `source genai_prices ")


def test_the_spec_against_the_shipped_list(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.undo()
    found = json.loads(run("costs", ROOT / "specs/scribe.price", "--output-format", "json").stdout)
    (cost,) = found["costs"]
    assert cost["model"] == "openai:gpt-5-mini"
    assert [(rate["unit"], rate["per"]) for rate in cost["rates"]] == [("input", "1000000"), ("output", "1000000")]
    assert all(rate["listed"] is not None for rate in cost["rates"])
    assert found["unsourced"] == ["image_model", "upkeep"]


def test_neither_check_nor_help_imports_the_package() -> None:
    script = (
        "import sys\nfrom pricelang.cli import main\n"
        "try:\n    main()\nexcept SystemExit:\n    pass\n"
        "print(sorted(name for name in sys.modules if name.startswith(('genai_prices', 'pricelang.market'))))"
    )
    for args in (["check", str(ROOT / "specs/scribe.price")], ["costs", "--help"]):
        done = subprocess.run(
            [sys.executable, "-c", script, *args], capture_output=True, text=True, check=False, timeout=60
        )
        assert done.stdout.splitlines()[-1] == "[]", done.stdout + done.stderr


def test_a_missing_package_says_how_to_get_it(tmp_path: Path) -> None:
    (tmp_path / "genai_prices.py").write_text("raise ModuleNotFoundError('none', name='genai_prices')\n", "utf-8")
    path = file(ALL)
    script = "import sys; sys.path.insert(0, '.'); from pricelang.cli import main; main()"
    done = subprocess.run(
        [sys.executable, "-c", script, "costs", str(path), "--write"],
        capture_output=True, text=True, check=False, timeout=60,
    )  # fmt: skip
    assert (done.returncode, done.stdout) == (2, "")
    assert done.stderr == (
        "error: the price list is the package `genai-prices`, which is not installed: pip install 'pricelang[costs]'\n"
    )
    assert path.read_text("utf-8") == ALL


def run_refused(*args: str, stdin: str | None = None) -> str:
    """What a command says that cannot run."""
    done = run(*args, stdin=stdin)
    assert done.exit_code == 2
    return done.stderr
