"""Every rule that pricelang reports has a page, and the page's examples hold."""

from __future__ import annotations

import ast
import re
from pathlib import Path

import pytest

import pricelang
from pricelang import explanations
from pricelang.project import Loader

PACKAGE = Path(pricelang.__file__).parent
FOLDER = Path(explanations.__file__).parent
OWN = sorted(page.stem for page in FOLDER.glob("*.md"))
HEADINGS = ["What it does", "Why it matters", "Bad", "Good"]
# Words with a hyphen that are given to a function and name no rule: codecs.
NOT_RULES = {"utf-8", "utf-8-sig"}
# Where every word with a hyphen that is kept or passed on is the name of a rule.
MAKERS = {"syntax", "lowering", "rating", "project.py"}
REPORTERS = {"error", "warning", "info", "Diagnostic"}
# The linter's rules carry their own pages, `docs/embedding.md` is that of embedding; the others report no diagnostics.
ELSEWHERE = {"rules", "targets", "importers", "config", "embedding"}


def reported() -> dict[str, str]:
    """The rule names in the source, each with a place where it is reported: what the first argument of a reporting
    function is, and what is passed on to one."""
    found: dict[str, str] = {}
    for file in sorted(PACKAGE.rglob("*.py")):
        place = file.relative_to(PACKAGE)
        if place.parts[0] in ELSEWHERE:
            continue
        for node in ast.walk(ast.parse(file.read_text("utf-8"))):
            if isinstance(node, ast.Assign):  # a name that is kept for several reports
                name, given = "", [node.value]
            elif isinstance(node, ast.Call):
                name = node.func.attr if isinstance(node.func, ast.Attribute) else getattr(node.func, "id", "")
                given = [*node.args, *(keyword.value for keyword in node.keywords)]
            else:
                continue
            for at, value in enumerate(given):
                if not (isinstance(value, ast.Constant) and isinstance(value.value, str)):
                    continue
                word = value.value
                named = re.fullmatch(r"[a-z]+(-[a-z0-9]+)*", word) and word not in NOT_RULES
                if named and (("-" in word and place.parts[0] in MAKERS) or (at == 0 and name in REPORTERS)):
                    found[word] = f"{place}:{node.lineno}"
    return found


def section(page: str, heading: str) -> str:
    match = re.search(rf"^## {heading}\n(.*?)(?=^## |\Z)", page, re.MULTILINE | re.DOTALL)
    assert match is not None, f"no heading `{heading}`"
    return match[1].strip()


def rules_of(block: str, folder: Path, encoding: str = "utf-8") -> set[str]:
    match = re.fullmatch(r"```price\n(.*)```", block, re.DOTALL)
    assert match is not None, "one block of `price` and nothing else"
    file = folder / "page.price"
    file.write_bytes(match[1].encode(encoding))
    return {one.rule for one in Loader().load(str(file)).diagnostics}  # without the linter


def test_every_rule_has_a_page_and_every_page_a_rule() -> None:
    places = reported()
    assert {name: places[name] for name in places.keys() - set(OWN)} == {}
    assert set(OWN) - places.keys() == set()


@pytest.mark.parametrize("name", OWN)
def test_a_page_is_whole(name: str) -> None:
    page = explanations.page(name)
    assert page.startswith(f"# {name}\n\n")
    headings = re.findall(r"^## (.*)$", page, re.MULTILINE)
    assert headings == HEADINGS or headings == [*HEADINGS, "Fix"]
    assert all(section(page, heading) for heading in HEADINGS)
    summary = explanations.summary(name)
    assert summary.endswith(".")
    assert len(summary) <= 72


@pytest.mark.parametrize("name", OWN)
def test_the_examples_of_a_page_hold(name: str, tmp_path: Path) -> None:
    page = explanations.page(name)
    encoding = "latin-1" if name == "not-utf8" else "utf-8"
    assert rules_of(section(page, "Bad"), tmp_path, encoding) == {name}
    assert rules_of(section(page, "Good"), tmp_path) == set()


def test_an_unknown_rule_is_refused() -> None:
    with pytest.raises(explanations.UnknownRule, match="there is no rule `band-gaps`; did you mean `band-gap`"):
        explanations.page("band-gaps")
    with pytest.raises(explanations.UnknownRule, match="lists all"):
        explanations.page("../explanations/band-gap")
