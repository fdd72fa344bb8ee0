"""Which projects a named file belongs to does not depend on which others are named; only what may matter is parsed."""

from __future__ import annotations

from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import settings as hypothesis_settings
from hypothesis import strategies as st

from pricelang.config import Settings
from pricelang.membership import memberships
from pricelang.project import Loader, find

NAMES = ["a.price", "b.price", "c.price", "low/d.price", "low/e.price", "low/deep/f.price"]
GRAPHS = st.dictionaries(st.sampled_from(NAMES), st.lists(st.sampled_from(NAMES), max_size=3), min_size=2)


def written(folder: Path, graph: dict[str, list[str]]) -> dict[str, str]:
    """Files that import each other so, and their paths."""
    (folder / ".git").mkdir(exist_ok=True)
    for name, imports in graph.items():
        (folder / name).parent.mkdir(parents=True, exist_ok=True)
        up = "../" * name.count("/")
        (folder / name).write_text("".join(f'import "{up}{one}"\n' for one in imports), "utf-8")
    return {name: str(folder / name) for name in graph}


def belonging(named: list[str]) -> dict[str, set[str]]:
    """The roots of each named file."""
    found = memberships(named, Loader(), Settings()).found
    return {path: {one.root for one in found if path in one.members} for path in named}


@hypothesis_settings(max_examples=60)
@given(graph=GRAPHS, chosen=st.sets(st.sampled_from(NAMES)))
def test_named_together_or_alone(
    graph: dict[str, list[str]], chosen: set[str], tmp_path_factory: pytest.TempPathFactory
) -> None:
    folder = tmp_path_factory.mktemp("graph").resolve()
    paths = written(folder, graph)
    together = belonging(list(paths.values()))
    alone: dict[str, set[str]] = {}
    for path in paths.values():
        alone |= belonging([path])
    some = [path for name, path in paths.items() if name in chosen]
    assert together == alone
    assert belonging(some) == {path: alone[path] for path in some}
    # and these are the roots of the folder, each file of which belongs to one of them at least
    assert set().union(*together.values()) == set(find([str(folder)]))
    assert all(together.values())


def test_a_link_to_a_folder_leads_to_no_other_files(tmp_path: Path) -> None:
    inner = tmp_path.resolve() / "project" / "low"
    inner.mkdir(parents=True)
    (inner.parent / "pricelang.toml").write_text("", "utf-8")
    (inner / "a.price").write_text("", "utf-8")
    (tmp_path / "link").symlink_to(inner)
    (tmp_path / "outside.price").write_text('import "project/low/a.price"\n', "utf-8")
    for named in (str(inner / "a.price"), str(tmp_path / "link" / "a.price")):
        (found,) = memberships([named], Loader(), Settings()).found
        assert found.root == named


def test_what_does_not_reach_a_named_file_is_not_parsed(tmp_path: Path) -> None:
    paths = written(
        tmp_path.resolve(), {"a.price": ["b.price"], "b.price": ["c.price"], "c.price": [], "low/d.price": ["c.price"]}
    )
    (tmp_path / "e.price").write_text('note "see the import "\nimport\t"x.price"\n', "utf-8")
    loader = Loader()
    found = memberships([paths["b.price"]], loader, Settings())
    assert [one.root for one in found.found] == [paths["a.price"]]
    assert loader.held(paths["low/d.price"]) is None
    assert loader.held(str(tmp_path / "e.price")) is None


@pytest.mark.parametrize(
    "text",
    [
        'import "b.price"',
        'import\t"b.price"',
        'import "./b.price"  # with a comment',
        '# a comment\r\nimport "low/../b.price"\r\n',
        '\ufeffimport "b.price"',
        'product p { currency USD }; import "b.price"',
    ],
)
def test_however_an_import_is_written(text: str, tmp_path: Path) -> None:
    folder = tmp_path.resolve()
    paths = written(folder, {"b.price": [], "low/c.price": []})
    (folder / "a.price").write_bytes(text.encode())
    assert [one.root for one in memberships([paths["b.price"]], Loader(), Settings()).found] == [
        str(folder / "a.price")
    ]


@pytest.mark.parametrize(
    "text", ['# import "b.price"', 'note "import \\"b.price\\""', "import b.price", 'import "b.price']
)
def test_what_is_no_import(text: str, tmp_path: Path) -> None:
    folder = tmp_path.resolve()
    paths = written(folder, {"b.price": []})
    (folder / "a.price").write_bytes(text.encode())
    assert [one.root for one in memberships([paths["b.price"]], Loader(), Settings()).found] == [paths["b.price"]]
