"""`pricelang build` fills the blocks of documents, as configurations list them or `--page` names them."""

from __future__ import annotations

import os
from pathlib import Path

import pytest
from cli.cli_runs import CLEAN, FAULTY, process, run

CONFIG = """[build]
source = "a.price"
pages = ["README.md", "docs/**/*.md", "site/*.html"]
[build.outputs]
"docs/a.md" = "markdown"
"""
QUOTE = "It is <!-- pricelang:begin price tier=pro interval=month --><!-- pricelang:end --> a month.\r\n"
TABLE = "# Plans\n\n<!-- pricelang:begin table -->\n<!-- pricelang:end -->\n"


@pytest.fixture
def project(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    (tmp_path / ".git").mkdir()
    (tmp_path / "pricelang.toml").write_text(CONFIG, "utf-8")
    (tmp_path / "a.price").write_text(CLEAN, "utf-8")
    for folder in ("docs/deep", "site"):
        (tmp_path / folder).mkdir(parents=True)
    (tmp_path / "README.md").write_bytes(QUOTE.encode())
    (tmp_path / "docs/deep/plans.md").write_text(TABLE, "utf-8")
    (tmp_path / "docs/other.md").write_text("without blocks\n", "utf-8")
    (tmp_path / "site/index.html").write_text(TABLE, "utf-8")
    monkeypatch.chdir(tmp_path)
    return tmp_path


def dearer(project: Path) -> None:
    (project / "a.price").write_text(CLEAN.replace("$20", "$25"), "utf-8")


def test_one_command_fills_all_pages(project: Path) -> None:
    done = run("build")
    assert (done.exit_code, done.stdout) == (0, "")
    assert done.stderr.splitlines() == [
        "wrote docs/a.md", "wrote README.md", "wrote docs/deep/plans.md", "wrote site/index.html",
    ]  # fmt: skip
    assert b" -->$20<!-- " in (project / "README.md").read_bytes()
    assert (project / "README.md").read_bytes().endswith(b" a month.\r\n")
    assert "| Price per month | $20 |" in (project / "docs/deep/plans.md").read_text("utf-8")
    assert '<th scope="row">Price per month</th><td>$20</td>' in (project / "site/index.html").read_text("utf-8")
    assert run("build").stderr == "4 outputs were current\n"


def test_check_shows_what_is_stale(project: Path) -> None:
    assert run("build", "--check").exit_code == 1
    run("build")
    assert run("build", "--check").exit_code == 0
    dearer(project)
    before = (project / "README.md").read_bytes()
    done = run("build", "--check")
    assert done.exit_code == 1
    assert "-| Price per month | $20 |\n+| Price per month | $25 |\n" in done.stdout
    assert "+It is <!-- pricelang:begin price tier=pro interval=month -->$25<!-- pricelang:end sha256=" in done.stdout
    assert done.stderr.splitlines() == [
        "docs/a.md is stale", "README.md is stale", "docs/deep/plans.md is stale", "site/index.html is stale",
        "to write them: pricelang build",
    ]  # fmt: skip
    assert (project / "README.md").read_bytes() == before
    run("build")
    assert run("build", "--check").exit_code == 0


def test_line_ends_of_a_checkout_are_not_stale(project: Path) -> None:
    run("build")
    page = project / "docs/deep/plans.md"
    page.write_bytes(page.read_bytes().replace(b"\n", b"\r\n"))
    before = page.read_bytes()
    assert run("build", "--check").exit_code == 0
    assert run("build").stderr == "4 outputs were current\n"
    dearer(project)
    run("build")
    assert page.read_bytes() == before.replace(b"$20", b"$25").replace(
        before[before.index(b"sha256=") :], page.read_bytes()[page.read_bytes().index(b"sha256=") :]
    )


@pytest.mark.parametrize("check", [(), ("--check",)])
def test_an_edit_by_hand_builds_nothing(project: Path, check: tuple[str, ...]) -> None:
    run("build")
    dearer(project)
    page = project / "docs/deep/plans.md"
    page.write_text(page.read_text("utf-8").replace("$20", "$19"), "utf-8")
    before = {path: path.read_bytes() for path in project.rglob("*.*") if path.is_file()}
    done = run("build", *check)
    assert (done.exit_code, done.stdout) == (1, "")
    assert "error[embedding/edited]: this `table` was edited by hand\n  --> docs/deep/plans.md:3:1" in done.stderr
    assert "- | Price per month | $19 |" in done.stderr
    assert "+ | Price per month | $25 |" in done.stderr
    assert done.stderr.endswith("nothing was built: 1 error\n")
    assert {path: path.read_bytes() for path in project.rglob("*.*") if path.is_file()} == before


def test_edits_are_overwritten_where_that_is_wanted(project: Path) -> None:
    run("build")
    page = project / "docs/deep/plans.md"
    before = page.read_text("utf-8")
    page.write_text(before.replace("$20", "$19"), "utf-8")
    done = run("build", "--overwrite-edits", "--check")
    assert done.exit_code == 1
    assert done.stderr.endswith("to write it: pricelang build --overwrite-edits\n")
    assert run("build", "--overwrite-edits").exit_code == 0
    assert page.read_text("utf-8") == before


def test_a_broken_block_builds_nothing(project: Path) -> None:
    (project / "README.md").write_text(QUOTE.replace("tier=pro", "tier=prp"), "utf-8")
    done = run("build")
    assert done.exit_code == 1
    assert "error[embedding/unknown-name]: there is no tier `prp`\n --> README.md:1:39" in done.stderr
    assert "help: did you mean `pro`?" in done.stderr
    assert not (project / "docs/a.md").exists()


def test_errors_of_the_price_file_are_shown(project: Path) -> None:
    (project / "a.price").write_text(FAULTY, "utf-8")
    for args in (("build",), ("build", "--page", "README.md", "a.price")):
        done = run(*args)
        assert done.exit_code == 1
        assert done.stderr.count("error[currency-mismatch]") == 1
        assert done.stderr.endswith("nothing was built: 1 error\n")


def test_a_named_page(project: Path) -> None:
    done = run("build", "--page", "README.md")
    assert (done.exit_code, done.stderr) == (0, "wrote README.md\n")
    done = run("build", "a.price", "--page", "docs/deep/plans.md", "--locale", "de")
    assert (done.exit_code, done.stderr) == (0, "wrote docs/deep/plans.md\n")
    assert "| Preis pro Monat | 20" in (project / "docs/deep/plans.md").read_text("utf-8")
    done = run("build", "a.price", "--page", "docs/deep/plans.md", "--check")
    assert done.exit_code == 1
    assert done.stderr.endswith("to write it: pricelang build a.price --page docs/deep/plans.md\n")


def test_a_page_from_standard_input(project: Path) -> None:
    done = run("build", "-", "--page", "README.md", stdin=CLEAN.replace("$20", "$7"))
    assert done.exit_code == 0
    assert b"$7" in (project / "README.md").read_bytes()


def test_a_block_may_name_another_price_file(project: Path) -> None:
    (project / "docs/b.price").write_text(CLEAN.replace("$20", "$7"), "utf-8")
    page = project / "docs/deep/plans.md"
    page.write_text(TABLE.replace("table", "table source=../b.price"), "utf-8")
    assert run("build").exit_code == 0
    assert "$7" in page.read_text("utf-8")
    assert run("build", "docs/b.price").stderr == "1 output was current\n"
    page.write_text(TABLE.replace("table", "table source=../c.price"), "utf-8")
    done = run("build")
    assert done.exit_code == 1
    assert "error[embedding/no-source]: `docs/c.price` does not exist; did you mean" in done.stderr


def test_several_root_files_need_a_source(project: Path) -> None:
    (project / "b.price").write_text(CLEAN, "utf-8")
    done = run("build", "--page", "README.md")
    assert done.exit_code == 1
    assert "there are 2 root files (`a.price`, `b.price`)" in done.stderr
    (project / "pricelang.toml").write_text('[build]\npages = ["README.md"]\n', "utf-8")
    assert "there are 2 root files (`a.price`, `b.price`)" in run("build").stderr
    assert run("build", "b.price", "--page", "README.md").exit_code == 0


def test_an_output_is_no_page(project: Path) -> None:
    (project / "docs/a.md").write_text("<!-- pricelang:begin tabel -->", "utf-8")
    assert run("build").exit_code == 0
    assert (project / "docs/a.md").read_text("utf-8").startswith("# Inkwell\n")


def test_pages_out_of_the_folder_are_left_alone(project: Path, tmp_path_factory: pytest.TempPathFactory) -> None:
    other = tmp_path_factory.mktemp("other") / "page.md"
    other.write_text(TABLE, "utf-8")
    (project / "docs/link.md").symlink_to(other)
    assert run("build").exit_code == 0
    assert other.read_text("utf-8") == TABLE


@pytest.mark.parametrize(
    ("args", "said"),
    [
        (("--page", "gone.md"), "`gone.md` does not exist"),
        (("--page", "docs"), "`docs` is a folder, not a document"),
        (("--page", "docs/other.md"), "`docs/other.md` has no block: write `<!-- pricelang:begin table -->`"),
        (("--page", "latin.md"), "`latin.md` is not UTF-8 text: line 2, byte 0xe9"),
        (("--page", "README.md", "-t", "json"), "`--target` goes without `--page`"),
        (("--page", "README.md", "-o", "x"), "`--out` goes without `--page`"),
        (("--page", "README.md", "--config", "pricelang.toml"), "`--config` names a configuration"),
        (("-t", "json", "--overwrite-edits"), "`--overwrite-edits` is for pages, and not for a `--target`"),
    ],
)
def test_what_cannot_be_done(project: Path, args: tuple[str, ...], said: str) -> None:
    (project / "latin.md").write_bytes(b"caf\nf\xe9")
    done = run("build", *args)
    assert (done.exit_code, done.stdout) == (2, "")
    assert said in done.stderr


def test_a_pattern_that_fits_nothing_is_said(project: Path) -> None:
    (project / "pricelang.toml").write_text('[build]\npages = ["README.md", "READM.md"]\n', "utf-8")
    done = run("build")
    assert done.exit_code == 2
    assert "pricelang.toml:2: no file fits the pattern `READM.md` of `build.pages`" in done.stderr


def test_all_or_none(project: Path) -> None:
    (project / "site/index.html").chmod(0o444)
    if os.access(project / "site/index.html", os.W_OK):
        pytest.skip("this user may write everything")
    done = run("build")
    assert done.exit_code == 2
    assert not (project / "docs/a.md").exists()
    assert (project / "README.md").read_bytes() == QUOTE.encode()


def test_the_same_bytes_on_every_run(project: Path) -> None:
    written = []
    for seed in ("0", "7"):
        (project / "README.md").write_bytes(QUOTE.encode())
        (project / "docs/deep/plans.md").write_text(TABLE, "utf-8")
        process("build", cwd=project, PYTHONHASHSEED=seed)
        written.append([(project / name).read_bytes() for name in ("README.md", "docs/deep/plans.md")])
    assert written[0] == written[1]
