"""`pricelang build`: where outputs go, what it refuses, and that nothing is half written."""

from __future__ import annotations

import json
import os
from pathlib import Path

import pytest
from cli.cli_runs import CLEAN, FAULTY, process, run, write

from pricelang.writing import CannotWrite, write_files


def test_one_root_goes_to_stdout(tmp_path: Path) -> None:
    file = write(tmp_path, a=CLEAN) / "a.price"
    done = run("build", file, "--target", "json")
    assert (done.exit_code, done.stderr) == (0, "")
    assert json.loads(done.stdout)["product"]["name"] == "inkwell"
    assert run("build", file, "-t", "markdown").stdout.startswith("# Inkwell\n")
    assert run("build", "-", "-t", "markdown", stdin=CLEAN).stdout.startswith("# Inkwell\n")


def test_the_bytes_on_stdout_are_those_of_the_file(tmp_path: Path) -> None:
    file = write(tmp_path, a=CLEAN.replace("USD", "EUR").replace("$", "€")) / "a.price"
    out = tmp_path / "out.md"
    assert run("build", file, "-t", "markdown", "--out", out).exit_code == 0
    done = process("build", file, "-t", "markdown", PYTHONIOENCODING="ascii")
    assert done.stdout == out.read_bytes()
    assert "€20" in out.read_text("utf-8")


def test_several_roots_need_a_folder(tmp_path: Path) -> None:
    write(tmp_path, a=CLEAN, b=CLEAN.replace("Inkwell", "Quill"))
    done = run("build", tmp_path, "-t", "markdown")
    assert (done.exit_code, done.stdout) == (2, "")
    assert "there are 2 root files" in done.stderr
    out = tmp_path / "pages" / "new"
    done = run("build", tmp_path, "-t", "markdown", "--out", out)
    assert (done.exit_code, done.stdout) == (0, "")
    assert sorted(os.listdir(out)) == ["a.md", "b.md"]
    assert (out / "b.md").read_text("utf-8").startswith("# Quill\n")
    assert done.stderr.splitlines() == [f"wrote {out / 'a.md'}", f"wrote {out / 'b.md'}"]


def test_several_roots_and_a_file(tmp_path: Path) -> None:
    write(tmp_path, a=CLEAN, b=CLEAN)
    out = tmp_path / "page.md"
    out.write_text("as it was", "utf-8")
    done = run("build", tmp_path, "-t", "markdown", "--out", out)
    assert done.exit_code == 2
    assert done.stderr == f"error: `{out}` is a file, and 2 outputs need a folder\n"
    assert out.read_text("utf-8") == "as it was"


def test_roots_with_the_same_stem(tmp_path: Path) -> None:
    (tmp_path / "x").mkdir()
    write(tmp_path, a=CLEAN)
    write(tmp_path / "x", a=CLEAN)
    done = run("build", tmp_path, "-t", "json", "--out", tmp_path / "out")
    assert done.exit_code == 2
    assert "would both be written to" in done.stderr
    assert not (tmp_path / "out").exists()


def test_an_imported_file_is_no_root(tmp_path: Path) -> None:
    write(tmp_path, a='import "costs.price"\n' + CLEAN, costs="cost model { rate $1 per input }\n")
    assert run("build", tmp_path, "-t", "json").exit_code == 0


def test_errors_refuse(tmp_path: Path) -> None:
    write(tmp_path, a=CLEAN, b=FAULTY)
    done = run("build", tmp_path, "-t", "json", "--out", tmp_path / "out")
    assert (done.exit_code, done.stdout) == (1, "")
    assert "error[currency-mismatch]" in done.stderr
    assert done.stderr.endswith("nothing was built: 1 error\n")
    assert not (tmp_path / "out").exists()


@pytest.mark.parametrize(
    ("args", "said"),
    [
        (["-t", "mrkdown"], "there is no target `mrkdown`; did you mean `markdown`?"),
        (["-t", "json", "--locale", "de"], "target `json` has no option `locale`; it has no options"),
        (["-t", "markdown", "--option", "local=de"], "target `markdown` has no option `local`; did you mean `locale`?"),
        (["-t", "markdown", "--option", "locale"], "write `--option NAME=VALUE`"),
        (["-t", "markdown", "--locale", "de", "--option", "locale=fr"], "the option `locale` is given twice"),
        (["-t", "markdown", "--locale", "germn"], "there is no locale `germn`"),
        (["-t", "markdown", "--currency", "EUR"], "there are no prices in `EUR`"),
    ],
)
def test_options_that_cannot_be_met(args: list[str], said: str, tmp_path: Path) -> None:
    done = run("build", write(tmp_path, a=CLEAN), *args)
    assert (done.exit_code, done.stdout) == (2, "")
    assert said in done.stderr


def test_the_locale_reaches_the_target(tmp_path: Path) -> None:
    file = write(tmp_path, a=CLEAN) / "a.price"
    german = run("build", file, "-t", "markdown", "--locale", "de").stdout
    assert german == run("build", file, "-t", "markdown", "--option", "locale=de").stdout
    assert german != run("build", file, "-t", "markdown").stdout


def test_nothing_to_build(tmp_path: Path) -> None:
    done = run("build", write(tmp_path, a="") / "a.price", "-t", "json")
    assert done.exit_code == 2
    assert "declares no product, so there is nothing to build" in done.stderr


def test_what_is_read_is_not_written_over(tmp_path: Path) -> None:
    file = write(tmp_path, a=CLEAN) / "a.price"
    (tmp_path / "link.md").symlink_to(file)
    for out in (file, tmp_path / "link.md"):
        done = run("build", file, "-t", "markdown", "--out", out)
        assert done.exit_code == 2
        assert "write the output elsewhere" in done.stderr
    assert file.read_text("utf-8") == CLEAN


# --- writing --------------------------------------------------------------


def test_the_mode_is_kept_and_a_link_stays_a_link(tmp_path: Path) -> None:
    place, link = tmp_path / "place.md", tmp_path / "link.md"
    place.write_text("old", "utf-8")
    place.chmod(0o640)
    link.symlink_to(place)
    write_files({str(link): "new\n"})
    assert place.read_bytes() == b"new\n"
    assert link.is_symlink()
    assert place.stat().st_mode & 0o777 == 0o640
    assert sorted(os.listdir(tmp_path)) == ["link.md", "place.md"]


def test_a_new_file_has_the_usual_mode(tmp_path: Path) -> None:
    before = os.umask(0o027)
    try:
        write_files({str(tmp_path / "a"): "x"})
    finally:
        os.umask(before)
    assert (tmp_path / "a").stat().st_mode & 0o777 == 0o640


def test_all_or_nothing_when_one_cannot_be_staged(tmp_path: Path) -> None:
    (tmp_path / "a").write_text("old", "utf-8")
    with pytest.raises(CannotWrite, match="there is no folder"):
        write_files({str(tmp_path / "a"): "new", str(tmp_path / "gone" / "b"): "new"})
    assert os.listdir(tmp_path) == ["a"]
    assert (tmp_path / "a").read_text("utf-8") == "old"


@pytest.mark.parametrize("fault", [OSError(5, "Input/output error"), KeyboardInterrupt()])
def test_all_or_nothing_when_one_cannot_be_moved(
    fault: BaseException, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    (tmp_path / "a").write_text("old", "utf-8")
    (tmp_path / "c").write_text("old", "utf-8")
    replace = os.replace

    def failing(source: str, place: str) -> None:
        if place.endswith("c") and Path(source).read_text("utf-8") == "new":
            raise fault
        replace(source, place)

    monkeypatch.setattr(os, "replace", failing)
    with pytest.raises((CannotWrite, KeyboardInterrupt)):
        write_files({str(tmp_path / name): "new" for name in "abc"})
    assert {name: (tmp_path / name).read_text("utf-8") for name in os.listdir(tmp_path)} == {"a": "old", "c": "old"}


@pytest.mark.skipif(not hasattr(os, "geteuid") or os.geteuid() == 0, reason="nothing is forbidden to the superuser")
def test_a_folder_that_cannot_be_written_to(tmp_path: Path) -> None:
    file = write(tmp_path, a=CLEAN) / "a.price"
    closed = tmp_path / "closed"
    closed.mkdir(mode=0o500)
    done = run("build", file, "-t", "json", "--out", closed / "a.json")
    assert done.exit_code == 2
    assert done.stderr.startswith(f"error: `{closed / 'a.json'}` cannot be written: permission denied")


def test_places_that_cannot_be_written(tmp_path: Path) -> None:
    file = write(tmp_path, a=CLEAN) / "a.price"
    for out, said in [
        (tmp_path / "gone" / "a.json", "there is no folder"),
        (tmp_path / ("x" * 10_000), "file name too long"),
        (file / "a.json", "cannot be written"),
    ]:
        done = run("build", file, "-t", "json", "--out", out)
        assert done.exit_code == 2
        assert said in done.stderr
    done = run("build", file, "-t", "json", "--out", f"{file}/")
    assert done.exit_code == 2
    assert os.listdir(tmp_path) == ["a.price"]


@pytest.mark.skipif(not os.path.exists("/dev/null"), reason="this system has no devices")
def test_a_device_is_written_to_and_not_replaced(tmp_path: Path) -> None:
    write_files({os.devnull: "x"})
    assert not os.path.isfile(os.devnull)
