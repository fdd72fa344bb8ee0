"""Small sites, built as their users build them, in a process of their own."""

from __future__ import annotations

import os
import subprocess
import sys
import tomllib
from html.parser import HTMLParser
from pathlib import Path

ROOT = Path(__file__).parents[2]
PRICES = """product inkwell "Inkwell" { currency USD, EUR }
metric draft "Drafts <b>& C:\\\\x</b> ~a~ https://a.b/_x_"
tier free "Free" { price free; includes 5 drafts per month, then block }
tier pro "Pro | *Max*" { price $20 per month or $192 per year; includes 500 drafts per month, then $0.05 each }
"""


def run(folder: Path, *args: str) -> subprocess.CompletedProcess[str]:
    """Run a module in a folder; entry points are those that the package declares, installed or not."""
    declared = tomllib.loads((ROOT / "pyproject.toml").read_text("utf-8"))["project"]["entry-points"]
    info = folder / "installed" / "pricelang_entry_points-0.dist-info"
    if not info.exists():
        info.mkdir(parents=True)
        (info / "METADATA").write_text("Metadata-Version: 2.1\nName: pricelang-entry-points\nVersion: 0\n", "utf-8")
        lines = [f"[{group}]\n{name} = {value}\n" for group, names in declared.items() for name, value in names.items()]
        (info / "entry_points.txt").write_text("\n".join(lines), "utf-8")
    return subprocess.run(
        [sys.executable, "-m", *args],
        cwd=folder,
        env={**os.environ, "PYTHONPATH": os.pathsep.join([str(ROOT), str(folder / "installed")]), "NO_COLOR": "1"},
        capture_output=True,
        text=True,
        check=False,
        timeout=120,
    )


class Tables(HTMLParser):
    """The tables of a page: rows of the text of their cells."""

    def __init__(self, page: Path) -> None:
        super().__init__()
        self.found: list[list[list[str]]] = []
        self.inside = False
        self.feed(page.read_text("utf-8"))

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        if tag == "table":
            self.found.append([])
        elif tag == "tr":
            self.found[-1].append([])
        elif tag in ("td", "th"):
            self.found[-1][-1].append("")
            self.inside = True

    def handle_endtag(self, tag: str) -> None:
        if tag in ("td", "th"):
            self.inside = False

    def handle_data(self, data: str) -> None:
        if self.inside:
            self.found[-1][-1][-1] += data


TABLE = [
    ["", "Free", "Pro | *Max*"],
    ["Price per month", "Free", "$20"],
    ["Price per year", "Free", "$192 ($16 per month, saves 20%)"],
    ["Included usage", "", ""],
    ["Drafts <b>& C:\\x</b> ~a~ https://a.b/_x_", "5 per month", "500 per month"],
    ["Drafts <b>& C:\\x</b> ~a~ https://a.b/_x_: after that", "use stops", "$0.05 each"],
]
"""What every site shows of these prices."""
