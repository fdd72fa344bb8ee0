"""The documentation as a site: it is built strictly, lists every page, and fetches nothing from elsewhere."""

from __future__ import annotations

import os
import re
import shutil
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
import yaml

ROOT = Path(__file__).parents[2]
DOCS = ROOT / "docs"
# Markdown that is read where it stands: links lead to files.
READ_IN_PLACE = sorted(ROOT.glob("*.md"))
MADE = ("rules", "targets")


def listed(nav: list[Any]) -> Iterator[str]:
    for entry in nav:
        if isinstance(entry, str):
            yield entry
        else:
            for pages in entry.values():
                yield from [pages] if isinstance(pages, str) else listed(pages)


def test_every_page_is_in_the_navigation() -> None:
    nav = yaml.safe_load((ROOT / "mkdocs.yml").read_text("utf-8"))["nav"]
    pages = {str(path.relative_to(DOCS)) for path in DOCS.rglob("*.md") if path.parent.name not in MADE}
    missing = pages - set(listed(nav))
    assert not missing, f"list {', '.join(sorted(missing))} under `nav` in mkdocs.yml"


def build(root: Path, site: Path) -> subprocess.CompletedProcess[str]:
    # not with --quiet: warnings would not be counted, and nothing would fail
    return subprocess.run(
        [sys.executable, "-m", "mkdocs", "build", "--strict", "--site-dir", str(site)],
        cwd=root,
        env={**os.environ, "NO_MKDOCS_2_WARNING": "1", "PYTHONPATH": str(ROOT)},
        capture_output=True,
        text=True,
        check=False,
        timeout=300,
    )


@pytest.mark.parametrize("link", ["gone.md", "language.md#gone", "../GONE.md"])
def test_a_link_that_leads_nowhere_fails_the_build(link: str, tmp_path: Path) -> None:
    (tmp_path / "docs").mkdir()
    shutil.copytree(DOCS / "theme", tmp_path / "docs/theme", ignore=shutil.ignore_patterns("__pycache__"))
    config = yaml.safe_load((ROOT / "mkdocs.yml").read_text("utf-8"))
    config["nav"] = [{"Home": ["index.md", "language.md"]}]
    (tmp_path / "mkdocs.yml").write_text(yaml.safe_dump(config), "utf-8")
    (tmp_path / "docs/language.md").write_text("# The language\n", "utf-8")
    (tmp_path / "docs/index.md").write_text(
        "[there](language.md#the-language), [the settings](../mkdocs.yml)\n", "utf-8"
    )
    assert build(tmp_path, tmp_path / "site").returncode == 0
    (tmp_path / "docs/index.md").write_text(f"[nowhere]({link})\n", "utf-8")
    assert build(tmp_path, tmp_path / "site").returncode == 1


def test_the_site_is_built(tmp_path: Path) -> None:
    done = build(ROOT, tmp_path / "site")
    assert done.returncode == 0, done.stderr
    pages = {path: path.read_text("utf-8") for path in (tmp_path / "site").rglob("*.html")}
    made = [path.stem for folder in MADE for path in (DOCS / folder).glob("*.md")]
    assert len(pages) > len(made)
    for path, text in pages.items():
        loaded = re.findall(r"<(?:script|link|img|iframe)\b[^>]*?\b(?:src|href)=\"?((?:https?:)?//[^\" >]+)", text)
        assert loaded == [], f"{path} fetches {loaded}"
        # every fence was understood: none is left as text
        assert "```" not in re.sub(r"<(pre|code)\b.*?</\1>", "", text, flags=re.DOTALL), path
    home = next(text for path, text in pages.items() if path.name == "index.html" and path.parent == tmp_path / "site")
    assert all(f"rules/{path.stem}.html" in home for path in (DOCS / "rules").glob("*.md") if path.stem != "index")
    assert all(f"targets/{path.stem}.html" in home for path in (DOCS / "targets").glob("*.md"))


@pytest.mark.parametrize("path", READ_IN_PLACE, ids=lambda path: path.name)
def test_links_lead_somewhere(path: Path) -> None:
    text = re.sub(r"^(`{3,}).*?^\1$", "", path.read_text("utf-8"), flags=re.MULTILINE | re.DOTALL)
    for link in re.findall(r"\]\(([^)\s]+)\)", text):
        if re.match(r"[a-z]+:", link):
            continue
        file, _, anchor = link.partition("#")
        target = path.parent / file if file else path
        assert target.exists(), f"{path.name}: {link}"
        if anchor:
            headings = re.findall(r"^#+ (.*)$", target.read_text("utf-8"), re.MULTILINE)
            assert anchor in {re.sub(r"[^\w -]", "", one.lower()).replace(" ", "-") for one in headings}, link


def test_the_way_to_install_is_that_of_the_readme() -> None:
    (command,) = re.findall(r"^```sh\n(python3 .*)\n```$", (DOCS / "index.md").read_text("utf-8"), re.MULTILINE)
    assert command in (ROOT / "README.md").read_text("utf-8")
