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
