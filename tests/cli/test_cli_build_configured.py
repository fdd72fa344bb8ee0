"""`pricelang build` without a target: everything that configurations list, and `--check` for all of it."""

from __future__ import annotations

import os
from pathlib import Path

import pytest
from cli.cli_runs import CLEAN, FAULTY, run

CONFIG = """[build]
source = "a.price"
[build.outputs]
"docs/a.md" = "markdown"
"docs/a.de.md" = { target = "markdown", locale = "de" }
"billing/lago.json" = "lago"
"""


@pytest.fixture
def project(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    (tmp_path / ".git").mkdir()
    (tmp_path / "pricelang.toml").write_text(CONFIG, "utf-8")
    (tmp_path / "a.price").write_text(CLEAN, "utf-8")
    monkeypatch.chdir(tmp_path)
    return tmp_path


def outputs(folder: Path) -> dict[str, bytes]:
    files = sorted(path for path in folder.rglob("*") if path.is_file() and path.suffix in (".md", ".json"))
    return {path.relative_to(folder).as_posix(): path.read_bytes() for path in files}


def test_one_command_writes_everything(project: Path) -> None:
    done = run("build")
    assert (done.exit_code, done.stdout) == (0, "")
    assert done.stderr.splitlines() == ["wrote docs/a.md", "wrote docs/a.de.md", "wrote billing/lago.json"]
    assert sorted(outputs(project)) == ["billing/lago.json", "docs/a.de.md", "docs/a.md"]
    alone = run("build", "a.price", "-t", "markdown", "--locale", "de").stdout
    assert (project / "docs/a.de.md").read_text("utf-8") == alone


def test_what_is_current_is_left_alone(project: Path) -> None:
    run("build")
    os.utime(project / "docs/a.md", (1, 1))
    (project / "docs/a.de.md").write_text("edited", "utf-8")
    done = run("build")
    assert done.stderr.splitlines() == ["wrote docs/a.de.md", "2 outputs were current"]
    assert (project / "docs/a.md").stat().st_mtime == 1


def test_check_shows_what_is_stale_and_the_command(project: Path) -> None:
    run("build")
    assert run("build", "--check").exit_code == 0
    (project / "a.price").write_text(CLEAN.replace("$20", "$25"), "utf-8")
    (project / "billing/lago.json").unlink()
    before = outputs(project)
    done = run("build", "--check")
    assert done.exit_code == 1
    assert "--- docs/a.md\n+++ docs/a.md\n" in done.stdout
    assert "-| Price per month | $20 |\n+| Price per month | $25 |\n" in done.stdout
    assert '+          "amount_cents": 2500,\n' in done.stdout
    assert done.stderr.splitlines() == [
        "docs/a.md is stale", "docs/a.de.md is stale", "billing/lago.json is missing", "to write them: pricelang build",
    ]  # fmt: skip
    assert outputs(project) == before
    assert run("build").exit_code == 0
    assert run("build", "--check").exit_code == 0


def test_line_ends_of_a_checkout_are_not_stale(project: Path) -> None:
    run("build")
    page = project / "docs/a.md"
    page.write_bytes(page.read_bytes().replace(b"\n", b"\r\n"))
    assert run("build", "--check").exit_code == 0
    run("build")
    assert b"\r\n" in page.read_bytes()


@pytest.mark.parametrize("target", ["markdown", "json", "stripe", "autumn", "killbill", "openmeter", "lago", "orb",
                                    "polar", "metronome"])  # fmt: skip
def test_check_of_a_named_target(project: Path, target: str) -> None:
    said = ("a.price", "-t", target, "-o", "a page")
    done = run("build", *said, "--check")
    assert done.exit_code == 1
    assert done.stderr.splitlines() == [
        "a page is missing", f"to write it: pricelang build a.price --target {target} --out 'a page'",
    ]  # fmt: skip
    assert done.stdout.startswith("--- a page\n+++ a page\n@@ -0,0 +1,")
    assert run("build", *said).exit_code == 0
    done = run("build", *said, "--check")
    assert (done.exit_code, done.stdout, done.stderr) == (0, "", "1 output is current\n")
    (project / "a.price").write_text(CLEAN.replace("$20", "$25"), "utf-8")
    assert run("build", *said, "--check").exit_code == 1


def test_from_a_folder_below_the_same_is_built(project: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    (project / "docs").mkdir()
    monkeypatch.chdir(project / "docs")
    assert run("build").stderr.splitlines() == ["wrote a.md", "wrote a.de.md", "wrote ../billing/lago.json"]


def test_the_configurations_of_folders_below(project: Path) -> None:
    for app in ("apps/x", "apps/y"):
        (project / app).mkdir(parents=True)
        (project / app / "main.price").write_text(CLEAN, "utf-8")
        (project / app / "pricelang.toml").write_text('[build.outputs]\n"page.md" = "markdown"\n', "utf-8")
    assert run("build", "apps/x").stderr == "wrote apps/x/page.md\n"
    assert run("build").stderr.splitlines() == [
        "wrote docs/a.md", "wrote docs/a.de.md", "wrote billing/lago.json", "wrote apps/y/page.md",
        "1 output was current",
    ]  # fmt: skip
    assert run("build", "--config", "apps/y/pricelang.toml", "--check").stderr == "1 output is current\n"


def test_a_price_file_stands_for_what_is_built_from_it(project: Path) -> None:
    (project / "a.price").write_text('import "b.price"\n' + CLEAN, "utf-8")
    (project / "b.price").write_text("metric call\n", "utf-8")
    (project / "c.price").write_text(CLEAN, "utf-8")
    with (project / "pricelang.toml").open("a", encoding="utf-8") as file:
        file.write('"docs/c.md" = { target = "markdown", source = "c.price" }\n')
    assert run("build", "c.price").stderr == "wrote docs/c.md\n"
    assert len(run("build", "b.price").stderr.splitlines()) == 3


def test_all_or_none(project: Path) -> None:
    run("build")
    before = outputs(project)
    (project / "a.price").write_text(CLEAN.replace("$20", "$25"), "utf-8")
    (project / "docs/a.de.md").unlink()
    (project / "docs/a.de.md").mkdir()
    done = run("build")
    assert done.exit_code == 2
    assert "a.de.md" in done.stderr
    before.pop("docs/a.de.md")
    assert outputs(project) == before


def test_errors_and_losses_write_nothing(project: Path) -> None:
    (project / "a.price").write_text(FAULTY, "utf-8")
    done = run("build")
    assert done.exit_code == 1
    assert "error[currency-mismatch]" in done.stderr
    (project / "a.price").write_text(
        CLEAN.replace("{ price", "{ includes 5 calls per month, then block; price") + "metric call\n", "utf-8"
    )
    done = run("build")
    assert done.exit_code == 1
    assert done.stderr.splitlines()[-2:] == [
        "pricelang.toml:6: nothing was built: `lago` has no words for 1 thing that the files say",
        'approximated, it would be built: allow-loss = ["hard-cap"]',
    ]
    assert outputs(project) == {}
    text = CONFIG.replace('"lago"', '{ target = "lago", allow-loss = ["hard-cap"] }')
    (project / "pricelang.toml").write_text(text, "utf-8")
    done = run("build")
    assert done.exit_code == 0
    assert done.stderr.startswith("billing/lago.json: 1 thing approximated as allowed (hard-cap)\n")


@pytest.mark.parametrize(
    ("outputs_", "said"),
    [
        ('"a.md" = "mrkdown"', "pricelang.toml:2: there is no target `mrkdown`; did you mean `markdown`?"),
        (
            '"a.md" = { target = "markdown", local = "de" }',
            "pricelang.toml:2: target `markdown` has no option `local`; did you mean `locale`?",
        ),
        ('"a.md" = { target = "markdown", locale = "germn" }', "pricelang.toml:2: there is no locale `germn`"),
        (
            '"a.md" = { target = "lago", allow-loss = ["hardcap"] }',
            "pricelang.toml:2: target `lago` has no loss `hardcap`; did you mean `hard-cap`?",
        ),
        ('"a.md" = { target = "json", source = "b.price" }', "pricelang.toml:2: `b.price` does not exist"),
        ('"a.price" = "json"', "pricelang.toml:2: `a.price` is a price file that is read here"),
        ('"link/a.md" = "json"', "pricelang.toml:2: `link/a.md` leads out of the folder of this configuration"),
    ],
)
def test_what_cannot_be_built_is_said_at_its_place(project: Path, outputs_: str, said: str) -> None:
    (project / "link").symlink_to(project.parent)
    (project / "pricelang.toml").write_text(f"[build.outputs]\n{outputs_}\n", "utf-8")
    done = run("build")
    assert (done.exit_code, done.stdout) == (2, "")
    assert f"error: {said}" in done.stderr
    assert outputs(project) == {}


def test_two_configurations_and_one_file(project: Path) -> None:
    (project / "docs").mkdir()
    (project / "docs/b.price").write_text(CLEAN, "utf-8")
    (project / "docs/pricelang.toml").write_text('[build.outputs]\n"a.md" = "json"\n', "utf-8")
    done = run("build")
    assert done.exit_code == 2
    assert "error: docs/pricelang.toml:2: `docs/a.md` is built by `pricelang.toml` too" in done.stderr


def test_several_root_files_need_a_source(project: Path) -> None:
    (project / "b.price").write_text(CLEAN, "utf-8")
    (project / "pricelang.toml").write_text('[build.outputs]\n"a.md" = "markdown"\n', "utf-8")
    done = run("build")
    assert done.exit_code == 2
    assert "pricelang.toml:2: there are 2 root files (`a.price`, `b.price`): say which with `source`" in done.stderr


@pytest.mark.parametrize(
    ("args", "said"),
    [
        ((), "nothing is listed to be built"),
        (("--out", "x"), "`--out` goes with `--target`"),
        (("--locale", "de"), "`--locale` goes with `--target`"),
        (("--allow-loss", "x"), "`--allow-loss` goes with `--target`"),
        (("-t", "json", "--config", "pricelang.toml"), "`--config` names a configuration"),
        (("-t", "json", "--check"), "`--check` holds a file against what would be built: name it with `--out`"),
        (("gone",), "`gone` does not exist"),
    ],
)
def test_options_that_do_not_go_together(project: Path, args: tuple[str, ...], said: str) -> None:
    (project / "pricelang.toml").write_text("", "utf-8")
    done = run("build", *args)
    assert (done.exit_code, done.stdout) == (2, "")
    assert said in done.stderr
