"""The arrows of the house: who may import whom, what `check` must not load, and where floats may not be."""

from __future__ import annotations

import ast
import re
import subprocess
import sys
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[1]
PACKAGE = ROOT / "pricelang"
MODULES = sorted(path for path in PACKAGE.rglob("*.py"))

# Lower layers first; a part may import its own layer's row only if it is itself, and any row above it in this list.
LAYERS: list[set[str]] = [
    {"record"},
    {"source"},
    {"diagnostics", "spelling"},
    {"editing"},
    {"syntax", "catalog"},
    {"lowering"},
    {"analysis"},
    {"rules", "formatting", "rating", "changes", "targets", "importers", "market", "render", "writing"},
    {"config", "rebilling", "baseline"},
    {"project"},
    {"membership"},
    {"explanations", "embedding", "highlighting"},
    {"fixing"},
    {"cli", "lsp", "docs", "__init__"},
    {"__main__"},
]
LEVEL = {name: level for level, names in enumerate(LAYERS) for name in names}

# Each exception with its reason.
EXCEPTIONS = {
    ("rules", "config"): "what a rule's options are is read from the configuration",
    ("lowering", "syntax"): "lowering reads the tree",
}

# What knows the catalog only.
WITHOUT_SYNTAX = {"targets", "rating", "changes", "analysis"}


def part(path: Path) -> str:
    relative = path.relative_to(PACKAGE).parts
    return relative[0].removesuffix(".py")


def imported(path: Path) -> set[str]:
    """The parts of the package that a module imports, wherever in it; imports for type checkers count too."""
    found = set()
    for node in ast.walk(ast.parse(path.read_text("utf-8"))):
        names: list[str] = []
        if isinstance(node, ast.ImportFrom) and node.module:
            names = [node.module] if node.module != "pricelang" else [f"pricelang.{alias.name}" for alias in node.names]
        elif isinstance(node, ast.Import):
            names = [alias.name for alias in node.names]
        for name in names:
            pieces = name.split(".")
            if pieces[0] == "pricelang" and len(pieces) > 1 and pieces[1] in LEVEL:
                found.add(pieces[1])
    return found


@pytest.mark.parametrize("path", MODULES, ids=lambda path: str(path.relative_to(PACKAGE)))
def test_arrows_point_down(path: Path) -> None:
    own = part(path)
    assert own in LEVEL, f"`{own}` has no place in the house: give it one in LAYERS and in ARCHITECTURE.md"
    for other in imported(path) - {own}:
        if (own, other) in EXCEPTIONS:
            continue
        assert LEVEL[other] < LEVEL[own], f"{path.relative_to(ROOT)} imports {other}, which does not stand below it"
        if own in WITHOUT_SYNTAX:
            assert other != "syntax", f"{path.relative_to(ROOT)} knows the catalog and never the syntax"
        if own == "formatting":
            assert other not in ("catalog", "lowering"), "formatting knows the syntax only"


def test_no_exception_is_idle() -> None:
    used = {(part(path), other) for path in MODULES for other in imported(path)}
    assert set(EXCEPTIONS) - {("rules", "config")} <= used


def test_only_one_module_imports_lark() -> None:
    lark = re.compile(r"^\s*(?:from|import) lark", re.MULTILINE)
    importers = {str(path.relative_to(PACKAGE)) for path in MODULES if lark.search(path.read_text("utf-8"))}
    assert importers == {"syntax/compile.py"}


@pytest.mark.parametrize("path", MODULES, ids=lambda path: str(path.relative_to(PACKAGE)))
def test_module_is_small_and_named_for_what_it_does(path: Path) -> None:
    assert path.stem not in {"utils", "helpers", "common", "misc"}
    assert len(path.read_text("utf-8").splitlines()) <= 470, "too large to hold in one hand"


# Where a number is money, a quantity or a rate: everywhere but where text is laid out.
MONEY_PATHS = [path for path in MODULES if part(path) not in {"render", "cli"}]


@pytest.mark.parametrize("path", MONEY_PATHS, ids=lambda path: str(path.relative_to(PACKAGE)))
def test_no_float_in_a_money_path(path: Path) -> None:
    for node in ast.walk(ast.parse(path.read_text("utf-8"))):
        place = f"{path.relative_to(ROOT)}:{getattr(node, 'lineno', 0)}"
        if isinstance(node, ast.Constant):
            assert not isinstance(node.value, float), f"{place}: a float literal"
        if isinstance(node, ast.Call) and isinstance(node.func, ast.Name):
            assert node.func.id not in {"float", "round"}, f"{place}: {node.func.id}()"
        if isinstance(node, ast.Attribute):
            assert node.attr not in {"from_float"}, f"{place}: {node.attr}"
            if isinstance(node.value, ast.Name) and node.value.id == "math":
                assert node.attr in {"lcm", "gcd", "comb", "prod", "isqrt"}, f"{place}: math.{node.attr}"


FORBIDDEN = ["lark", "pydantic", "jsonschema", "babel", "rich", "asyncio", "sqlite3", "http", "yaml", "unittest"]


def test_check_loads_nothing_heavy(tmp_path: Path) -> None:
    (tmp_path / "a.price").write_text((ROOT / "specs/scribe.price").read_text("utf-8"), "utf-8")
    script = (
        "import sys\n"
        "from pricelang.cli import main\n"
        "try:\n    main(['check', 'a.price'])\nexcept SystemExit as stop:\n    assert not stop.code, stop.code\n"
        f"print([name for name in {FORBIDDEN!r} if name in sys.modules], file=sys.stderr)\n"
    )
    done = subprocess.run([sys.executable, "-c", script], cwd=tmp_path, capture_output=True, text=True, check=False)
    assert done.stderr.splitlines()[-1] == "[]", done.stderr + done.stdout


def test_architecture_names_paths_that_exist() -> None:
    text = (ROOT / "ARCHITECTURE.md").read_text("utf-8")
    paths = re.findall(r"`((?:pricelang|grammar|specs|tests|benchmarks|docs|\.ci)/[\w./<>-]*)`", text)
    assert len(paths) > 15
    for path in paths:
        if "<" not in path:
            assert (ROOT / path).exists(), f"ARCHITECTURE.md names `{path}`, which does not exist"


def test_every_part_stands_in_the_architecture() -> None:
    text = (ROOT / "ARCHITECTURE.md").read_text("utf-8")
    for name in {part(path) for path in MODULES} - {"__init__", "__main__"}:
        assert f"pricelang/{name}" in text, f"ARCHITECTURE.md does not say what pricelang/{name} is"
