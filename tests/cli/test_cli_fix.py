"""`pricelang check --fix`: what it writes and what it leaves, what it says, and its exit status."""

from __future__ import annotations

import json
from pathlib import Path

import pytest
from cli.cli_runs import CLEAN, FAULTY, process, run, write
from syrupy.assertion import SnapshotAssertion

HEAD = 'product p "P" { currency USD; audience consumer; reviewed 2026-01-01, every 1_000 months }\n'
TWICE = HEAD + 'tier pro "Pro" {\n  price $20 per month  # what it costs\n  recommended\n  recommended  # really\n}\n'
ONCE = HEAD + 'tier pro "Pro" {\n  price $20 per month  # what it costs\n  recommended\n  # really\n}\n'
OPEN = (
    HEAD
    + 'metric draft "Drafts" { charged by task }\ntier pro "Pro" { price $20 per month; includes 9 drafts per month }\n'
)
CLOSED = OPEN.replace("per month }", "per month, then block }").replace("$20 per month, then block", "$20 per month")
MISSPELT = TWICE + "metric draft\ntier max { price $90 per month; includes 9 drfts per month, then block }\n"
BROKEN = HEAD + "tier pro { price $20 per month; recommended; recommended; includes 9 }\n"


@pytest.fixture(autouse=True)
def _here(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)


def file(text: str | bytes, name: str = "a.price") -> Path:
    path = Path(name)
    path.write_bytes(text if isinstance(text, bytes) else text.encode())
    return path


def test_the_safe_fixes() -> None:
    path = file(TWICE)
    done = run("check", path, "--fix")
    assert (done.exit_code, done.stdout) == (0, "")
    assert done.stderr == "1 file checked: no findings; fixed 1 in 1 file\n"
    assert path.read_text("utf-8") == ONCE
    again = run("check", path, "--fix")
    assert again.stderr == "1 file checked: no findings; fixed 0\n"
    assert path.read_text("utf-8") == ONCE


def test_what_is_left_is_said_of_the_new_text() -> None:
    path = file(MISSPELT)
    done = run("check", path, "--fix", "--output-format", "concise")
    assert done.exit_code == 1
    assert done.stdout == "a.price:8:44: error[unknown-name] there is no metric or credit `drfts`\n"
    assert done.stderr == "1 file checked: 1 error in 1 file; fixed 1 in 1 file, 1 more fixable with --unsafe-fixes\n"
    done = run("check", path, "--fix", "--unsafe-fixes")
    assert done.exit_code == 0
    assert done.stderr == "1 file checked: 1 warning in 1 file; fixed 1 in 1 file\n"  # nothing is in `Pro`
    assert "includes 9 drafts per month" in path.read_text("utf-8")


def test_a_check_says_what_could_be_fixed() -> None:
    done = run("check", file(MISSPELT), "-q")
    assert done.stderr == ""
    done = run("check", "a.price")
    assert done.stderr.endswith("2 errors in 1 file; 1 fixable with --fix, 1 more with --fix --unsafe-fixes\n")
    done = run("check", file(OPEN))
    assert done.stderr.endswith("1 error in 1 file; 1 fixable with --fix --unsafe-fixes\n")
    assert Path("a.price").read_text("utf-8") == OPEN


def test_diff_writes_nothing(snapshot: SnapshotAssertion) -> None:
    path = file(MISSPELT)
    done = run("check", path, "--diff")
    assert (done.exit_code, done.stderr) == (1, "would fix 1 in 1 file, 1 more fixable with --unsafe-fixes\n")
    assert done.stdout == snapshot
    assert run("check", path, "--fix", "--diff").stdout == done.stdout
    done = run("check", path, "--diff", "--unsafe-fixes")
    assert (done.exit_code, done.stderr) == (1, "would fix 2 in 1 file\n")
    assert done.stdout == snapshot
    assert path.read_text("utf-8") == MISSPELT
    done = run("check", file(CLEAN), "--diff")
    assert (done.exit_code, done.stdout, done.stderr) == (0, "", "would fix 0\n")
    assert run("check", "a.price", "--diff", "-q").stderr == ""


@pytest.mark.parametrize(
    "args",
    [("--output-format", "sarif"), ("--output-file", "out.txt"), ("--statistics",), ("--write-baseline",)],
    ids=lambda args: args[0],
)
def test_a_difference_stands_alone(args: tuple[str, ...]) -> None:
    done = process("check", file(TWICE), "--diff", *args)
    assert (done.returncode, done.stdout) == (2, b"")
    assert b"`--diff` shows a difference, and no findings: leave `" + args[0].encode() in done.stderr
    assert sorted(path.name for path in Path.cwd().iterdir()) == ["a.price"]


def test_a_difference_can_fail_nothing() -> None:
    done = run("check", file(TWICE), "--diff", "--exit-zero")
    assert (done.exit_code, done.stdout != "") == (0, True)


def test_unsafe_fixes_alone_are_no_command() -> None:
    done = process("check", "--unsafe-fixes", cwd=write(Path.cwd(), a=CLEAN))
    assert done.returncode == 2
    assert done.stderr == b"error: `--unsafe-fixes` goes with `--fix`, or with `--diff`\n"


def test_json_is_of_the_new_text() -> None:
    done = run("check", file(MISSPELT), "--fix", "--output-format", "json")
    (found,) = json.loads(done.stdout)["diagnostics"]
    assert (found["rule"], found["line"], found["fix"]["safety"]) == ("unknown-name", 8, "unsafe")


@pytest.mark.parametrize("mark", [b"", b"\xef\xbb\xbf"], ids=["", "marked"])
@pytest.mark.parametrize("end", ["\n", "\r\n"], ids=["lf", "crlf"])
@pytest.mark.parametrize("last", [True, False], ids=["ended", "not ended"])
def test_a_mark_line_ends_and_a_missing_last_one_stay(mark: bytes, end: str, last: bool) -> None:
    def data(text: str) -> bytes:
        return mark + (text if last else text.removesuffix("\n")).replace("\n", end).encode()

    path = file(data(TWICE))
    assert run("check", path, "--fix").exit_code == 0
    assert path.read_bytes() == data(ONCE)
    path = file(data(OPEN))
    assert run("check", path, "--fix", "--unsafe-fixes").exit_code == 0
    assert path.read_bytes() == data(CLOSED)


def test_a_file_in_the_style_stays_in_it() -> None:
    path = file(TWICE)
    assert run("fmt", path).exit_code == 0
    assert run("check", path, "--fix").exit_code == 0
    assert run("fmt", path, "--check").exit_code == 0


def test_errors_of_syntax_leave_a_file_alone_and_the_others_are_fixed() -> None:
    write(Path.cwd(), a=TWICE, b=BROKEN)
    Path("c.price").write_bytes(b"tier \xff\n")
    done = run("check", "--fix", "--unsafe-fixes", "--output-format", "concise")
    assert done.exit_code == 1
    assert "b.price:2:70: error[syntax]" in done.stdout
    assert Path("a.price").read_text("utf-8") == ONCE
    assert Path("b.price").read_text("utf-8") == BROKEN
    assert Path("c.price").read_bytes() == b"tier \xff\n"


def test_only_what_is_named_is_written() -> None:
    costs = "cost model { rate $0.005 per draft; rate $0.005 per draft }\n"
    write(Path.cwd(), a='import "costs.price"\n' + TWICE, costs=costs)
    done = run("check", "a.price", "--fix")
    assert (done.exit_code, done.stdout) == (1, "")
    assert "1 file checked: no findings; fixed 1 in 1 file\n" in done.stderr
    assert "not shown, since not named: 1 error in 1 file: `costs.price`\n" in done.stderr
    assert Path("costs.price").read_text("utf-8") == costs
    done = run("check", "costs.price", "--fix")  # as the part of `a.price` that it is
    assert (done.exit_code, done.stderr) == (0, "1 file checked: no findings; fixed 1 in 1 file\n")
    assert Path("costs.price").read_text("utf-8") == "cost model { rate $0.005 per draft }\n"


def test_a_file_outside_of_the_folder_is_reported_and_stays() -> None:
    costs = "cost model { rate $0.005 per draft; rate $0.005 per draft }\n"
    Path("in").mkdir()
    write(Path.cwd(), costs=costs)
    write(Path("in"), a='import "../costs.price"\n' + TWICE)
    done = run("check", "in", "--fix", "--output-format", "concise")
    assert "costs.price:1:" in done.stdout
    assert done.stderr == (
        "2 files checked: 1 error in 1 file; fixed 1 in 1 file, 1 more in files that were not named\n"
    )
    assert Path("costs.price").read_text("utf-8") == costs
    assert run("check", "--fix").exit_code == 0
    assert Path("costs.price").read_text("utf-8") == "cost model { rate $0.005 per draft }\n"


def test_an_excluded_file_stays_as_it_is() -> None:
    write(Path.cwd(), a=TWICE, b=TWICE)
    Path("pricelang.toml").write_text('exclude = ["b.price"]\n', "utf-8")
    assert run("check", "--fix").exit_code == 0
    assert Path("a.price").read_text("utf-8") == ONCE
    assert Path("b.price").read_text("utf-8") == TWICE
    assert run("check", "-", "--fix", "--stdin-filename", "b.price", stdin=TWICE).stdout == TWICE


PARTS = {
    "a": 'import "brs.price"\n' + HEAD + 'tier studio "Studio" { price $20 per month }\n',
    "bars": "feature zip\nladder all studoi\n",
}


def test_a_mended_import_makes_a_root_a_part() -> None:
    write(Path.cwd(), **PARTS)
    done = run("check", "--fix", "--unsafe-fixes", "--output-format", "concise")
    again = run("check", "--output-format", "concise")
    assert Path("a.price").read_text("utf-8").startswith('import "bars.price"\n')
    assert "ladder all studio\n" in Path("bars.price").read_text("utf-8")  # which only the whole project tells
    assert done.stdout == again.stdout
    assert run("check", "--diff", "--unsafe-fixes").exit_code == 0


def test_what_a_mended_import_leads_to_was_not_named() -> None:
    write(Path.cwd(), **PARTS)
    done = run("check", "a.price", "--fix", "--unsafe-fixes", "--output-format", "concise")
    assert Path("a.price").read_text("utf-8").startswith('import "bars.price"\n')
    assert Path("bars.price").read_text("utf-8") == PARTS["bars"]
    assert done.stdout == run("check", "a.price", "--output-format", "concise").stdout == ""
    assert "not shown, since not named: " in done.stderr


def test_only_selected_rules_are_fixed() -> None:
    path = file(OPEN)
    assert run("check", path, "--fix", "--unsafe-fixes", "--ignore", "exhaustion-undefined").exit_code == 0
    assert path.read_text("utf-8") == OPEN
    assert run("check", path, "--fix", "--unsafe-fixes", "--select", "credits").exit_code == 0
    assert path.read_text("utf-8") == CLOSED


def test_what_is_let_stand_is_not_fixed() -> None:
    allowed = OPEN.replace("per month }", "per month }  # price: allow exhaustion-undefined -- the contract says it")
    path = file(allowed)
    assert run("check", path, "--fix", "--unsafe-fixes").exit_code == 0
    assert path.read_text("utf-8") == allowed


def test_a_fix_that_fails_its_proof_is_left_out_and_said() -> None:
    text = HEAD + (
        "cost model { rate $0.005 per draft; as_of 2026-11-01 }\n"
        'metric draft "Drafts" { charged by task; costs 1 model.draft }\n'
        'tier pro "Pro" { price $20 per month; includes 5_000 drafts per month, then $0.05 each up to $9 per month }\n'
        'example "All of it" { tier pro monthly; use 5_000 drafts; total $20.00 }\n'
    )
    path = file(text)
    done = run("check", path, "--fix", "--unsafe-fixes", "--select", "loss-at-cap", "--output-format", "concise")
    assert done.exit_code == 1
    assert done.stdout.startswith("a.price:4:48: error[loss-at-cap]")
    assert done.stderr == (
        "not fixed: a.price:4:48: loss-at-cap: it would make an error: "
        "the example `All of it` bills $29.00, not $20.00\n"
        "1 file checked: 1 error in 1 file; fixed 0\n"
    )
    assert path.read_text("utf-8") == text


# --- standard input ---------------------------------------------------------


def test_standard_input_is_fixed_to_standard_output() -> None:
    done = run("check", "-", "--fix", "--output-format", "concise", stdin=MISSPELT)
    assert done.exit_code == 1
    assert done.stdout == MISSPELT.replace(TWICE, ONCE)
    assert done.stderr == (
        "<stdin>:8:44: error[unknown-name] there is no metric or credit `drfts`\n"
        "1 file checked: 1 error in 1 file; fixed 1 in 1 file, 1 more fixable with --unsafe-fixes\n"
    )


@pytest.mark.parametrize("text", [CLEAN, FAULTY, BROKEN, ""])
def test_standard_input_comes_back_where_nothing_is_fixed(text: str) -> None:
    assert run("check", "-", "--fix", "-q", stdin=text).stdout == text


def test_standard_input_keeps_its_bytes() -> None:
    data = b"\xef\xbb\xbf" + TWICE.replace("\n", "\r\n").encode()
    done = process("check", "-", "--fix", stdin=data)
    assert done.stdout == b"\xef\xbb\xbf" + ONCE.replace("\n", "\r\n").encode()
    assert process("check", "-", "--diff", "--stdin-filename", "x.price", stdin=data).stdout.startswith(b"--- x.price")
    assert process("check", "-", "--diff", stdin=CLEAN.encode()).stdout == b""


def test_a_document_stays_beside_the_text_where_nothing_could_be_run() -> None:
    done = process("check", "-", "--fix", "--output-format", "json", "--config", "gone.toml", stdin=TWICE.encode())
    assert (done.returncode, done.stdout) == (2, b"")
    assert json.loads(done.stderr.split(b"\n")[0])["problems"] == ["gone.toml: this file does not exist"]


def test_standard_input_that_is_no_text_comes_back_as_it_is() -> None:
    data = b"product \xff\r\n\x00"
    done = process("check", "-", "--fix", stdin=data)
    assert (done.returncode, done.stdout) == (1, data)


def test_standard_input_stands_alone() -> None:
    done = process("check", "-", "a.price", "--fix", cwd=write(Path.cwd(), a=TWICE))
    assert (done.returncode, done.stdout) == (2, b"")
    assert done.stderr.startswith(b"error: `-` is fixed to standard output")
    assert Path("a.price").read_text("utf-8") == TWICE


# --- what goes wrong --------------------------------------------------------


def test_a_path_that_is_not_there_writes_nothing() -> None:
    file(TWICE)
    done = process("check", "--fix", "a.price", "gone.price")
    assert done.returncode == 2
    assert b"`gone.price` does not exist" in done.stderr
    assert Path("a.price").read_text("utf-8") == TWICE


def test_all_files_are_written_or_none(monkeypatch: pytest.MonkeyPatch) -> None:
    write(Path.cwd(), a=TWICE, b=TWICE)

    def refuse(path: str, mode: int) -> bool:
        return not path.endswith("b.price")

    monkeypatch.setattr("os.access", refuse)
    done = run("check", "--fix")
    assert done.exit_code == 2
    assert "`b.price` cannot be written" in done.stderr
    assert Path("a.price").read_text("utf-8") == TWICE
    assert Path("b.price").read_text("utf-8") == TWICE
    assert sorted(path.name for path in Path.cwd().iterdir()) == ["a.price", "b.price"]


def test_a_file_that_changes_meanwhile_is_not_written_over(monkeypatch: pytest.MonkeyPatch) -> None:
    path = file(TWICE)
    from pricelang.cli.rewriting import fixes

    write_fixed = fixes.write

    def late(mended: fixes.Mended) -> None:
        path.write_text(CLEAN, "utf-8")
        write_fixed(mended)

    monkeypatch.setattr(fixes, "write", late)
    done = run("check", "a.price", "--fix")
    assert done.exit_code == 2
    assert "`a.price` has changed since it was read" in done.stderr
    assert path.read_text("utf-8") == CLEAN


def test_a_check_does_not_import_what_fixes(tmp_path: Path) -> None:
    from startup.test_imports import imported

    path = file(MISSPELT, str(tmp_path / "a.price"))
    modules = imported("check", str(path))
    assert not {name for name in modules if name.startswith(("pricelang.fixing", "pricelang.cli.rewriting"))}
    assert not {name for name in modules if name.startswith("pricelang.formatting")}
    clean = file(CLEAN, str(tmp_path / "b.price"))
    assert not {
        name for name in imported("check", str(clean)) if name in ("pricelang.editing", "pricelang.rules.edits")
    }
