"""Texts taken through the fixes, on a day that stands still."""

from __future__ import annotations

from pathlib import Path

from rules.linting import TODAY

from pricelang.config import Settings
from pricelang.diagnostics import Safety
from pricelang.fixing import Fixed, fix
from pricelang.project import Loader, Project
from pricelang.source import Source
from pricelang.syntax import File, parse
from pricelang.targets import emit

ALL = ("all",)


def load(text: str, path: str = "root.price", select: tuple[str, ...] = ALL) -> Project:
    """A project of one text, linted."""
    return Loader(Settings(isolated=True, select=select), TODAY).load(path, text)


def mend(text: str, *, unsafe: bool = True, path: str = "root.price", select: tuple[str, ...] = ALL) -> Fixed:
    """What fixing a text comes to."""
    settings = Settings(isolated=True, select=select)
    return fix([load(text, path, select)], settings, lambda source: True, unsafe=unsafe, today=TODAY)


def text_of(fixed: Fixed) -> str:
    """The text of the root file after it."""
    return fixed.projects[0].root.text


def mended(text: str, *, unsafe: bool = True, select: tuple[str, ...] = ALL) -> str:
    return text_of(mend(text, unsafe=unsafe, select=select))


def comments(text: str) -> list[str]:
    """The comments of a text, in their order."""
    file: File = parse(Source("root.price", text))
    return [text[start:end].rstrip() for start, end in file.comments]


def offered(project: Project) -> list[tuple[str, Safety]]:
    """The rules and safeties of the fixes that the findings of a project offer."""
    return [(each.rule, each.fix.safety) for each in project.diagnostics if each.fix is not None]


def write(folder: Path, **files: str) -> dict[str, Path]:
    """Write `name.price` files, and give their paths by name."""
    paths = {name: folder / f"{name}.price" for name in files}
    for name, text in files.items():
        paths[name].write_text(text, "utf-8", newline="")
    return paths


def remarks(text: str) -> list[str]:
    """What is said in comments, but for the rules that they allow."""
    return [comment.rpartition("--")[2].strip("# ") if "price:" in comment else comment for comment in comments(text)]


def hold(text: str, unsafe: bool) -> None:
    """What holds of every text that is fixed; an AssertionError where it does not."""
    fixed = mend(text, unsafe=unsafe)
    after = text_of(fixed)
    if parse(Source("root.price", text)).diagnostics:
        assert after == text
        return
    assert not parse(Source("root.price", after)).diagnostics
    assert [each.lstrip("# ") for each in remarks(after)] == [each.lstrip("# ") for each in remarks(text)]
    assert mend(after, unsafe=unsafe).texts == {}
    assert (after == text) == (not fixed.made)
    assert after.count("\r\n") in (0, after.count("\n"))
    before = load(text)
    if not unsafe and before.catalog is not None and fixed.projects[0].catalog is not None:
        assert emit(fixed.projects[0].catalog, "json") == emit(before.catalog, "json")
