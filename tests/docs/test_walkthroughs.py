"""The tutorial and the recipes: what they tell one to do is done, and what they show is what comes."""

from __future__ import annotations

import re
import tomllib
from pathlib import Path
from typing import Any

import pytest
import yaml
from automation.actions import ACTION
from automation.checkouts import GOOD, ran, write
from docs.walkthrough import FENCE, ROOT, WRITTEN, followed

import pricelang

DOCS = ROOT / "docs"
PAGES = [DOCS / "tutorial.md", *sorted((DOCS / "recipes").glob("*.md"))]
HOOKS = {hook["id"] for hook in yaml.safe_load((ROOT / ".pre-commit-hooks.yaml").read_text("utf-8"))}


def fences(path: Path, language: str) -> list[tuple[str | None, str]]:
    """The fences of a language in a page: title and text."""
    return [(title, text) for found, title, text in FENCE.findall(path.read_text("utf-8")) if found == language]


@pytest.mark.parametrize("path", PAGES, ids=lambda path: path.stem)
def test_what_is_shown_is_what_comes(path: Path, tmp_path: Path) -> None:
    folder = tmp_path / "inkwell"
    folder.mkdir()
    page = path.read_text("utf-8")
    real = followed(page, folder)
    assert "Traceback" not in real
    # `python -m docs.walkthrough PAGE` in tests/ writes it anew
    assert real == page


def test_the_tutorial_tells_its_story() -> None:
    page = PAGES[0].read_text("utf-8")
    told = [
        "error[loss-at-cap]",
        "$22.50",
        "$22.40",
        "no findings",
        "# Inkwell",
        "wrote billing/stripe.json",
        "is stale",
    ]
    places = [page.index(each) for each in told]
    assert places == sorted(places)
    assert WRITTEN in page


@pytest.mark.parametrize("path", PAGES, ids=lambda path: path.stem)
def test_samples_are_sound(path: Path) -> None:
    for title, text in fences(path, "price"):
        assert title, "a sample of a walkthrough is a file: give it a title"
        assert pricelang.format(text) == text, title
    for title, text in fences(path, "toml"):
        assert tomllib.loads(text), title
    for title, text in fences(path, "yaml"):
        assert yaml.safe_load(text), title


def test_hooks_that_are_named_exist() -> None:
    named = [
        hook["id"]
        for path in PAGES
        for title, text in fences(path, "yaml")
        if title == ".pre-commit-config.yaml"
        for repository in yaml.safe_load(text)["repos"]
        for hook in repository["hooks"]
    ]
    assert set(named) == HOOKS
    page = (DOCS / "recipes/pre-commit.md").read_text("utf-8")
    assert set(re.findall(r"^\| `(pricelang-\w+)`", page, re.MULTILINE)) == HOOKS


def test_the_workflow_says_what_the_action_understands() -> None:
    page = DOCS / "recipes/github-actions.md"
    ((_, text),) = fences(page, "yaml")
    steps = yaml.safe_load(text)["jobs"]["prices"]["steps"]
    given: dict[str, Any] = next(step["with"] for step in steps if "pricelang" in step["uses"])
    assert given.keys() <= ACTION["inputs"].keys()
    assert all(isinstance(value, str) for value in given.values())
    listed = dict(re.findall(r"^\| `([\w-]+)` \|.*\|(.*)\|$", page.read_text("utf-8"), re.MULTILINE))
    assert list(listed) == list(ACTION["inputs"])
    for name, said in ACTION["inputs"].items():
        if name not in ("paths", "fail-on"):
            assert listed[name].strip(" `").strip('"') == said["default"], name


def test_the_pipeline_runs(tmp_path: Path) -> None:
    """Its script, on a good repository; what it installs is this checkout."""
    (_, text), _ = fences(DOCS / "recipes/gitlab-ci.md", "yaml")
    job = yaml.safe_load(text)["prices"]
    page = "".join(f"```console\n$ {line}\n…\n```\n" for line in ["pricelang build", *job["script"]])
    example = '\nexample "A month" { tier pro monthly; use 10 drafts; total $20.00 }\n'
    folder = tmp_path / "inkwell"
    write(folder, GOOD | {"prices/pricing.price": GOOD["prices/pricing.price"] + example})
    followed(page, folder)
    assert (folder / job["artifacts"]["reports"]["junit"]).read_text("utf-8").startswith("<?xml")
    programs = tmp_path / "programs"
    for line in job["script"]:
        assert ran("bash", "-c", f'PATH="{programs}:$PATH" PYTHONPATH="{ROOT}" {line}', cwd=folder).returncode == 0, (
            line
        )
