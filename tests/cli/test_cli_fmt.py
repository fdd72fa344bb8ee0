"""`pricelang fmt`."""

from __future__ import annotations

import os
from pathlib import Path

import pytest
from cli.cli_runs import process, run, write
from startup.test_imports import heavy, imported

from pricelang import formatting
from pricelang.syntax import File

ODD = "tier pro {\nprice $20 per month # why\n}\n"
STYLED = "tier pro {\n  price  $20 per month                     # why\n}\n"
BROKEN = "tier {\n"


def test_files_are_written_in_the_style(tmp_path: Path) -> None:
    write(tmp_path, a=ODD, b=STYLED)
    (tmp_path / "a.price").chmod(0o640)
    before = (tmp_path / "b.price").stat().st_mtime_ns
    done = run("fmt", tmp_path)
    assert (done.exit_code, done.stdout) == (0, "")
    assert done.stderr == "1 file formatted, 1 already in the style\n"
    assert (tmp_path / "a.price").read_text("utf-8") == STYLED
    assert (tmp_path / "a.price").stat().st_mode & 0o777 == 0o640
    assert (tmp_path / "b.price").stat().st_mtime_ns == before
    assert sorted(path.name for path in tmp_path.iterdir()) == ["a.price", "b.price"]
    assert run("fmt", "--quiet", tmp_path).stderr == ""


def test_imported_files_are_formatted_too(tmp_path: Path) -> None:
    write(tmp_path, a='import   "b.price"\n', b=ODD)
    assert run("fmt", tmp_path).stderr == "2 files formatted\n"


def test_a_file_with_two_names_is_one(tmp_path: Path) -> None:
    write(tmp_path, a=ODD)
    (tmp_path / "b.price").symlink_to("a.price")
    assert run("fmt", "--check", tmp_path).stdout == f"{tmp_path / 'a.price'}\n"
    assert run("fmt", tmp_path, tmp_path / "b.price").stderr == "1 file formatted\n"
    assert (tmp_path / "b.price").is_symlink()
    assert (tmp_path / "a.price").read_text("utf-8") == STYLED


def test_a_file_that_changes_meanwhile_is_not_written_over(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    write(tmp_path, a=ODD, b=ODD)
    first, format_file = tmp_path / "a.price", formatting.format_file

    def slow(file: File, limit: int = 100) -> str:
        first.write_text("# edited\n" + ODD, "utf-8")
        return format_file(file, limit)

    monkeypatch.setattr(formatting, "format_file", slow)
    done = run("fmt", tmp_path)
    assert done.exit_code == 2
    assert done.stderr == f"error: `{first}` has changed since it was read: nothing was written; run it again\n"
    assert first.read_text("utf-8").startswith("# edited\n")
    assert (tmp_path / "b.price").read_text("utf-8") == ODD


def test_without_paths_it_is_the_folder_where_one_is(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    write(tmp_path, a=ODD)
    monkeypatch.chdir(tmp_path)
    assert run("fmt", "--check").stdout == "a.price\n"


def test_check_lists_and_writes_nothing(tmp_path: Path) -> None:
    write(tmp_path, a=ODD, b=STYLED)
    done = run("fmt", "--check", tmp_path)
    assert (done.exit_code, done.stdout) == (1, f"{tmp_path / 'a.price'}\n")
    assert done.stderr == "1 file would change, 1 already in the style\n"
    assert (tmp_path / "a.price").read_text("utf-8") == ODD
    assert run("fmt", "--check", tmp_path / "b.price").exit_code == 0


def test_diff(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    write(tmp_path, a=ODD.rstrip("\n"))
    monkeypatch.chdir(tmp_path)
    done = run("fmt", "--diff", "a.price")
    assert done.exit_code == 1
    assert done.stdout == (
        "--- a.price\n+++ a.price\n@@ -1,3 +1,3 @@\n tier pro {\n-price $20 per month # why\n-}\n"
        "\\ No newline at end of file\n+  price  $20 per month                     # why\n+}\n"
    )
    assert Path("a.price").read_text("utf-8") == ODD.rstrip("\n")
    assert run("fmt", "--check", "--diff", "a.price").stdout == done.stdout


def test_syntax_errors_leave_a_file_as_it_is(tmp_path: Path) -> None:
    write(tmp_path, a=ODD, b=BROKEN)
    (tmp_path / "c.price").write_bytes(b"tier \xff\n")
    done = run("fmt", tmp_path)
    assert (done.exit_code, done.stdout) == (1, "")
    assert "error[syntax]" in done.stderr
    assert "error[not-utf8]" in done.stderr
    assert done.stderr.endswith("1 file formatted, 2 not read for errors in syntax\n")
    assert (tmp_path / "a.price").read_text("utf-8") == STYLED
    assert (tmp_path / "b.price").read_text("utf-8") == BROKEN


def test_other_errors_do_not_matter(tmp_path: Path) -> None:
    write(tmp_path, a="tier pro extends nobody {price €1 per nothing}\n")
    assert run("fmt", tmp_path).exit_code == 0


def test_standard_input() -> None:
    done = run("fmt", "-", stdin=ODD)
    assert (done.exit_code, done.stdout, done.stderr) == (0, STYLED, "")
    done = run("fmt", "-", "--stdin-filename", "x.price", stdin=BROKEN)
    assert (done.exit_code, done.stdout) == (1, "")
    assert "x.price:1:" in done.stderr
    assert run("fmt", "-", "--check", "--stdin-filename", "x.price", stdin=ODD).stdout == "x.price\n"
    assert run("fmt", "-", "--check", stdin=STYLED).exit_code == 0
    assert run("fmt", "-", "--diff", stdin=ODD).stdout.startswith("--- <stdin>\n")


def test_standard_input_keeps_its_line_ends() -> None:
    done = process("fmt", "-", stdin=b"\xef\xbb\xbftier  a # \xe2\x82\xac\r\ntier b\r\n")
    expected = "tier a                                     # €\r\ntier b\r\n"
    assert done.stdout == expected.encode()


@pytest.mark.parametrize("args", [("-", "a.price"), ("--stdin-filename", "x.price"), ("gone.price",)])
def test_what_cannot_be(args: tuple[str, ...], tmp_path: Path) -> None:
    done = process("fmt", *args, cwd=tmp_path)
    assert (done.returncode, done.stdout) == (2, b"")
    assert done.stderr.startswith(b"error: ")


def test_a_byte_order_mark_is_dropped(tmp_path: Path) -> None:
    path = tmp_path / "a.price"
    path.write_bytes(b"\xef\xbb\xbftier a\n")
    assert run("fmt", "--check", path).exit_code == 1
    assert run("fmt", path).exit_code == 0
    assert path.read_bytes() == b"tier a\n"


def test_line_length(tmp_path: Path) -> None:
    path = write(tmp_path, a="ladder all free, basic, professional\n") / "a.price"
    assert run("fmt", "--line-length", "24", path).exit_code == 0
    assert path.read_text("utf-8") == "ladder all free, basic,\n           professional\n"
    assert run("fmt", "--line-length", "24", path).stderr == "1 file already in the style\n"
    assert process("fmt", "--line-length", "5", str(path)).returncode == 2


def test_excluded_files_stay_as_they_are(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    write(tmp_path, a=ODD, b=ODD)
    (tmp_path / "pricelang.toml").write_text('exclude = ["b.price"]\n', "utf-8")
    monkeypatch.chdir(tmp_path)
    assert run("fmt", "--check").stdout == "a.price\n"
    assert run("fmt", "--check", "--isolated").stdout == "a.price\nb.price\n"
    assert run("fmt", "-", "--stdin-filename", "b.price", stdin=ODD).stdout == ODD
    assert process("fmt", "-", "--stdin-filename", "b.price", stdin=b"tier\xff  a").stdout == b"tier\xff  a"


def test_a_result_that_is_not_sound_is_not_written(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    write(tmp_path, a=ODD)
    monkeypatch.setattr(formatting, "lay", lambda block, limit: "tier other\n")
    done = run("fmt", tmp_path)
    assert done.exit_code == 2
    assert "`" + str(tmp_path / "a.price") + "` stays as it is: its result says something else" in done.stderr
    assert (tmp_path / "a.price").read_text("utf-8") == ODD


@pytest.mark.skipif(not hasattr(os, "geteuid") or os.geteuid() == 0, reason="a root user may write anywhere")
def test_a_file_that_cannot_be_written(tmp_path: Path) -> None:
    write(tmp_path, a=ODD)
    (tmp_path / "a.price").chmod(0o444)
    done = process("fmt", str(tmp_path))
    assert done.returncode == 2
    assert b"read-only" in done.stderr


def test_it_imports_nothing_heavy(tmp_path: Path) -> None:
    write(tmp_path, a=ODD)
    modules = imported("fmt", str(tmp_path / "a.price"))
    assert "pricelang.formatting" in modules
    assert heavy(modules) == set()
    assert not {name for name in modules if name.startswith(("pricelang.lowering", "pricelang.rating"))}


def test_diff_shows_control_characters_and_keeps_tabs(tmp_path: Path) -> None:
    path = write(tmp_path, a='tier pro "P\x1b[31m\x07\x9b\u202e" {\n\tprice $20 per month\n}\n') / "a.price"
    said = run("fmt", "--diff", path).stdout
    assert '"P\u241b[31m\u2407\\x9b\\u202e" {\n' in said
    assert "\n-\tprice $20 per month\n" in said
    assert not set("\x1b\x07\x9b\u202e") & set(said)
