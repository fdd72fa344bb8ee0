"""The page on embedding is true: its examples are filled as it shows, its tables are those of the package."""

from __future__ import annotations

import re
from pathlib import Path

from pricelang import embedding
from pricelang.config import find
from pricelang.config.build import Pages
from pricelang.embedding import FRAGMENTS, OPTIONS, Catalogs, State, fill

ROOT = Path(__file__).parents[2]
PAGE = (ROOT / "docs/embedding.md").read_text("utf-8")
SCRIBE = str(ROOT / "specs/scribe.price")


def fences(language: str) -> list[str]:
    found: list[str] = re.findall(rf"^```{language}\n(.*?)^```$", PAGE, re.MULTILINE | re.DOTALL)
    return found


def fragments() -> str:
    lines = [
        f"| `{name}` | {each.description} | {', '.join(f'`{option}`' for option in each.options) or '–'} |"
        for name, each in FRAGMENTS.items()
    ]
    return "\n".join(["| fragment | shows | options of its own |", "| --- | --- | --- |", *lines])


def options() -> str:
    return "\n".join(
        ["| option | says |", "| --- | --- |", *(f"| `{name}` | {said} |" for name, said in OPTIONS.items())]
    )


def test_the_tables_are_those_of_the_package() -> None:
    assert f"\n{fragments()}\n" in PAGE
    assert f"\n{options()}\n" in PAGE


def test_the_example_is_filled_as_it_is_shown() -> None:
    before, after = fences("markdown")
    found = fill("README.md", before, Catalogs(SCRIBE))
    assert found.text == after
    assert fill("README.md", after, Catalogs(SCRIBE)).of(State.CURRENT)


def test_the_page_itself_has_no_block() -> None:
    found = fill("docs/embedding.md", PAGE, Catalogs(SCRIBE))
    assert (found.blocks, found.diagnostics) == ((), ())


def test_the_configuration_is_one(tmp_path: Path) -> None:
    (tmp_path / "pricelang.toml").write_text(fences("toml")[0], "utf-8")
    build = find(str(tmp_path)).build
    assert build is not None
    assert build.pages == Pages(("README.md", "docs/**/*.md", "site/*.html"), "pricing.price", 3)


def test_every_message_is_explained() -> None:
    source = "\n".join(path.read_text("utf-8") for path in Path(embedding.__file__).parent.glob("*.py"))
    said = re.findall(
        r'(?:error|warning)\(\s*"embedding/([a-z-]+)"|Refused\(\s*"([a-z-]+)"|rule(?:: str)?\s*=\s*"([a-z-]+)"', source
    )
    names = {next(filter(None, groups)) for groups in said}
    assert len(names) > 12
    assert names == set(re.findall(r"^\| `embedding/([a-z-]+)` \|", PAGE, re.MULTILINE))


def test_the_python_runs() -> None:
    (code,) = [each for each in fences("python") if "import" in each]
    exec(compile(code.replace("specs/scribe.price", SCRIBE), "embedding.md", "exec"), {})
