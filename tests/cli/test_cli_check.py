"""`pricelang check`: what it reads, what it prints where, and its exit status."""

from __future__ import annotations

import json
import os
from pathlib import Path

import pytest
from cli.cli_runs import CLEAN, FAULTY, WARNED, process, run, write


def test_a_clean_file(tmp_path: Path) -> None:
    done = run("check", write(tmp_path, a=CLEAN) / "a.price")
    assert (done.exit_code, done.stdout, done.stderr) == (0, "", "1 file checked: no findings\n")


def test_findings_go_to_stdout_and_the_summary_to_stderr(tmp_path: Path) -> None:
    done = run("check", write(tmp_path, a=FAULTY, b=CLEAN, c=WARNED))
    assert done.exit_code == 1
    assert done.stdout.startswith("error[currency-mismatch]: this is in EUR")
    assert "warning[missing-statement]" in done.stdout
    assert done.stderr == "3 files checked: 1 error, 1 warning in 2 files\n"


def test_the_folder_where_one_is_stands_for_no_paths(tmp_path: Path) -> None:
    done = process("check", "--output-format", "concise", cwd=write(tmp_path, a=FAULTY))
    assert done.returncode == 1
    assert done.stdout.decode().startswith("a.price:2:18: error[currency-mismatch]")


@pytest.mark.parametrize(
    ("fail_on", "text", "status"),
    [("error", WARNED, 0), ("warning", WARNED, 1), ("info", WARNED, 1), ("info", CLEAN, 0), ("error", FAULTY, 1)],
)
def test_what_fails_a_run(fail_on: str, text: str, status: int, tmp_path: Path) -> None:
    assert run("check", write(tmp_path, a=text), "--fail-on", fail_on).exit_code == status


def test_json_is_one_document_and_nothing_else(tmp_path: Path) -> None:
    done = run("check", write(tmp_path, a=FAULTY, b=CLEAN), "--output-format", "json", "--color", "always")
    assert [one["rule"] for one in json.loads(done.stdout)["diagnostics"]] == ["currency-mismatch"]
    clean = run("check", write(tmp_path, a=CLEAN), "--output-format", "json")
    assert json.loads(clean.stdout)["diagnostics"] == []


def test_color(tmp_path: Path) -> None:
    path = write(tmp_path, a=FAULTY)
    assert "\x1b[" in run("check", path, "--color", "always").stdout
    assert "\x1b[" not in run("check", path, FORCE_COLOR="1", NO_COLOR="1").stdout
    assert "\x1b[" in run("check", path, FORCE_COLOR="1", NO_COLOR="").stdout


def test_quiet_leaves_out_the_summary_and_no_finding(tmp_path: Path) -> None:
    done = run("check", write(tmp_path, a=FAULTY), "--quiet")
    assert "currency-mismatch" in done.stdout
    assert done.stderr == ""


def test_a_narrow_terminal(tmp_path: Path) -> None:
    done = run("check", write(tmp_path, a=FAULTY) / "a.price", COLUMNS="40")
    assert max(map(len, done.stdout.splitlines())) <= 40


# --- standard input -------------------------------------------------------


def test_standard_input(tmp_path: Path) -> None:
    done = run("check", "-", "--output-format", "concise", stdin=FAULTY)
    assert done.exit_code == 1
    assert done.stdout.startswith("<stdin>:2:18: error[currency-mismatch]")
    write(tmp_path, costs="cost model { rate $1 per input }\n")
    text = 'import "costs.price"\n' + CLEAN + "metric m { costs 1 model.input }\n"
    done = run("check", "-", "--stdin-filename", tmp_path / "new.price", stdin=text)
    assert (done.exit_code, done.stderr) == (0, "1 file checked: no findings\n")


def test_standard_input_stands_for_the_file_of_its_name(tmp_path: Path) -> None:
    write(tmp_path, main='import "costs.price"\n' + CLEAN, costs="cost model { rate €1 per input }\n")
    unsaved = "cost model { rate $1 per input }\n"
    done = run("check", "-", tmp_path / "main.price", "--stdin-filename", tmp_path / "costs.price", stdin=unsaved)
    assert (done.exit_code, done.stderr) == (0, "2 files checked: no findings\n")


def test_standard_input_in_another_encoding() -> None:
    done = run("check", "-", "--output-format", "concise", stdin=CLEAN.encode("utf-16"))
    assert done.exit_code == 1
    assert done.stdout.startswith("<stdin>:1:1: error[not-utf8]")


def test_a_folder_is_no_name_for_standard_input(tmp_path: Path) -> None:
    done = run("check", "-", "--stdin-filename", tmp_path, stdin=CLEAN)
    assert done.exit_code == 2
    assert done.stderr == f"error: `--stdin-filename {tmp_path}` is a folder, and standard input is one file\n"


def test_a_name_for_standard_input_without_it(tmp_path: Path) -> None:
    done = run("check", write(tmp_path, a=CLEAN), "--stdin-filename", "a.price")
    assert done.exit_code == 2
    assert "write `-`" in done.stderr


# --- what cannot be read --------------------------------------------------


def test_all_missing_paths_are_reported(tmp_path: Path) -> None:
    write(tmp_path, pricing=CLEAN)
    (tmp_path / "empty").mkdir()
    done = run("check", tmp_path / "pircing.price", tmp_path / "gone", tmp_path / "empty", tmp_path)
    assert (done.exit_code, done.stdout) == (2, "")
    first, second, third = done.stderr.splitlines()
    assert first.endswith(f"did you mean `{tmp_path / 'pricing.price'}`?")
    assert second == f"error: `{tmp_path / 'gone'}` does not exist"
    assert third == f"error: no `.price` file in `{tmp_path / 'empty'}`; `pricelang init` writes a first one"


def test_what_can_be_read_is_checked_although_another_cannot(tmp_path: Path) -> None:
    write(tmp_path, a=FAULTY)
    (tmp_path / "b.price").symlink_to("gone.price")
    done = run("check", tmp_path)
    assert done.exit_code == 2
    assert "currency-mismatch" in done.stdout
    assert f"error: `{tmp_path / 'b.price'}` does not exist: it is a link that leads to no file\n" in done.stderr


def test_a_folder_with_the_name_of_a_file(tmp_path: Path) -> None:
    (tmp_path / "x.price").mkdir()
    write(tmp_path, a=CLEAN)
    assert run("check", tmp_path).exit_code == 0
    done = run("check", tmp_path / "x.price")
    assert done.exit_code == 2
    assert "no `.price` file in" in done.stderr


@pytest.mark.skipif(not hasattr(os, "mkfifo"), reason="this system has no pipes with names")
def test_a_pipe_in_a_folder_is_not_waited_for(tmp_path: Path) -> None:
    write(tmp_path, a=CLEAN)
    os.mkfifo(tmp_path / "b.price")
    assert process("check", tmp_path).stderr.decode() == "1 file checked: no findings\n"


@pytest.mark.skipif(not hasattr(os, "geteuid") or os.geteuid() == 0, reason="nothing is forbidden to the superuser")
def test_what_may_not_be_read(tmp_path: Path) -> None:
    write(tmp_path, a=CLEAN)
    (tmp_path / "a.price").chmod(0)
    (tmp_path / "closed").mkdir(mode=0)
    for path in ("a.price", "closed"):
        done = run("check", tmp_path / path)
        assert (done.exit_code, done.stdout) == (2, "")
        assert f"error: `{tmp_path / path}` cannot be read: permission denied" in done.stderr


def test_links_in_a_circle(tmp_path: Path) -> None:
    write(tmp_path, a=CLEAN)
    (tmp_path / "again").symlink_to(tmp_path)
    assert run("check", tmp_path).stderr == "1 file checked: no findings\n"
    (tmp_path / "loop.price").symlink_to("loop.price")
    done = run("check", tmp_path / "loop.price")
    assert (done.exit_code, done.stdout) == (2, "")


def test_a_path_of_ten_thousand_characters() -> None:
    done = run("check", "x" * 10_000)
    assert done.exit_code == 2
    assert done.stderr.endswith("x…` does not exist\n")


def test_a_path_that_would_steer_the_terminal() -> None:
    done = run("check", "\x1b[2Jgone")
    assert done.exit_code == 2
    assert "\x1b" not in done.stderr


# --- what stands in a file ------------------------------------------------

TOLERATED = {
    "empty": b"",
    "spaces": b" \n\t\n",
    "comment without a line break": b"# nothing yet",
    "byte order mark": b"\xef\xbb\xbf" + CLEAN.encode(),
    "line ends of another system": CLEAN.replace("\n", "\r\n").encode(),
    "tabs": CLEAN.replace(" ", "\t").encode(),
    "a label of ten thousand characters": CLEAN.replace("Pro", "P" * 10_000).encode(),
    "a name of ten thousand characters": CLEAN.replace("pro ", "p" * 10_000 + " ").encode(),
}
REFUSED = {
    "NUL": (CLEAN.encode() + b"\0", "3:1: error[syntax]"),
    "not UTF-8": (CLEAN.encode() + b"# caf\xe9\n", "3:6: error[not-utf8]"),
    "UTF-16": (CLEAN.encode("utf-16"), "1:1: error[not-utf8]"),
    "nested braces": (b"tier a " + b"{" * 10_000 + b"}" * 10_000, "1:9: error[syntax]"),
    "open braces": (b"{" * 10_000, "1:1: error[syntax]"),
}


@pytest.mark.parametrize("case", TOLERATED)
def test_tolerated(case: str, tmp_path: Path) -> None:
    file = tmp_path / "a.price"
    file.write_bytes(TOLERATED[case])
    done = run("check", file)
    assert (done.exit_code, done.stdout, done.stderr) == (0, "", "1 file checked: no findings\n")


@pytest.mark.parametrize("case", REFUSED)
def test_refused_at_its_place(case: str, tmp_path: Path) -> None:
    data, place = REFUSED[case]
    file = tmp_path / "a.price"
    file.write_bytes(data)
    done = run("check", file, "--output-format", "concise")
    assert done.exit_code == 1
    assert done.stdout.startswith(f"{file}:{place}")
    assert run("check", file).exit_code == 1


def test_files_that_import_each_other_or_themselves(tmp_path: Path) -> None:
    write(tmp_path, a='import "b.price"\n' + CLEAN, b='import "a.price"\nmetric m\n', c='import "c.price"\n' + CLEAN)
    done = run("check", tmp_path)
    assert (done.exit_code, done.stdout, done.stderr) == (0, "", "3 files checked: no findings\n")


def test_what_two_projects_say_of_a_shared_file_is_said_once(tmp_path: Path) -> None:
    write(tmp_path, costs="cost model { rate }\n", **dict.fromkeys("ab", f'import "costs.price"\n{CLEAN}'))
    done = run("check", tmp_path, "--output-format", "concise")
    assert len(done.stdout.splitlines()) == 1
    assert done.stderr == "3 files checked: 1 error in 1 file\n"


SIZES = {
    "sound": 'metric m{0} "Metric"\ntier t{0} {{ price $1{0} per month; includes 5 m{0} per month }}\n',
    "syntax": "tier t{0} {{ price {0} dollars }} }} ] ! @\n",
    "unknown": "tier t{0} extends u{0} {{ includes 5 x{0} per month }}\n",
    "wrong": "tier t{0} {{ price $1{0}.50 per month or $9 per month; seats 5 to 3 }}\n",
}


@pytest.mark.parametrize("kind", SIZES)
def test_a_large_file_takes_its_size_and_not_the_square_of_it(kind: str, tmp_path: Path) -> None:
    from time import process_time

    def taken(count: int) -> float:
        lines = "product p { currency USD }\n" + "".join(map(SIZES[kind].format, range(count)))
        (tmp_path / "a.price").write_text(lines, "utf-8")
        start = process_time()
        done = run("check", tmp_path, "--output-format", "concise", "--select", "review-overdue")
        assert done.exit_code in (0, 1)
        return process_time() - start

    taken(10)
    small = taken(1_000)
    assert taken(8_000) < 8 * 4 * small + 0.5


@pytest.mark.parametrize("line", [b"tier } 7 $ or ; % metric\n", bytes(range(256)), b"x" * 250, b'"', b"# "])
def test_ten_megabytes_of_garbage(line: bytes, tmp_path: Path) -> None:
    from time import process_time

    file = tmp_path / "a.price"
    file.write_bytes(line * (10_000_000 // len(line)))
    start = process_time()
    done = run("check", file, "--output-format", "concise")
    assert done.exit_code == (0 if line.startswith(b"#") else 1)
    assert process_time() - start < 20
