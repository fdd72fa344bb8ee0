"""`init`, `explain` and `schema`."""

from __future__ import annotations

import json
from pathlib import Path

import pytest
from cli.cli_runs import process, run, write

import pricelang
from pricelang import explanations


def test_init_writes_a_file_that_checks_clean_and_builds(tmp_path: Path) -> None:
    done = process("init", cwd=tmp_path)
    assert done.returncode == 0
    assert b"pricelang check pricing.price" in done.stdout
    file = tmp_path / "pricing.price"
    checked = run("check", file, "--fail-on", "info")
    assert (checked.exit_code, checked.stdout) == (0, "")
    assert run("build", file, "-t", "markdown").exit_code == 0


def test_the_starter_shows_the_main_constructs(tmp_path: Path) -> None:
    run("init", tmp_path)
    catalog = pricelang.load(tmp_path / "pricing.price")
    assert catalog.product is not None
    shown = [catalog.costs, catalog.personas, catalog.metrics, catalog.credits, catalog.features, catalog.packages]
    assert all(shown)
    assert catalog.examples
    assert len(catalog.tiers) == 3


def test_init_never_writes_over_a_file_unless_forced(tmp_path: Path) -> None:
    file = write(tmp_path, pricing="# mine\n") / "pricing.price"
    done = run("init", file)
    assert (done.exit_code, done.stdout) == (2, "")
    assert done.stderr == f"error: `{file}` exists already; `--force` writes over it\n"
    assert file.read_text("utf-8") == "# mine\n"
    assert run("init", file, "--force").exit_code == 0
    assert file.read_text("utf-8").startswith("# A first price file")


@pytest.mark.parametrize(
    ("name", "said"), [("pricing.txt", "must end in `.price`"), ("gone/pricing.price", "there is no folder")]
)
def test_init_refuses(name: str, said: str, tmp_path: Path) -> None:
    done = run("init", tmp_path / name)
    assert (done.exit_code, done.stdout) == (2, "")
    assert said in done.stderr


def test_explain_lists_all_rules() -> None:
    done = run("explain")
    assert done.exit_code == 0
    assert [line.split()[0] for line in done.stdout.splitlines()] == explanations.names()
    assert "Bands leave a quantity without a price.\n" in done.stdout


def test_explain_prints_a_page() -> None:
    done = run("explain", "band-gap")
    assert done.exit_code == 0
    assert done.stdout == explanations.page("band-gap")


def test_explain_what_is_not_there() -> None:
    done = run("explain", "bandgap")
    assert (done.exit_code, done.stdout) == (2, "")
    assert done.stderr == "error: there is no rule `bandgap`; did you mean `band-gap`?\n"


def test_the_schema_is_the_committed_one() -> None:
    from pricelang.catalog.schema import schema

    done = run("schema")
    assert done.exit_code == 0
    assert json.loads(done.stdout) == schema()
