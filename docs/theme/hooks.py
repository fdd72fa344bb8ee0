"""What MkDocs is told beside `mkdocs.yml`: pages that are made go into the navigation, and samples get their language.

`mkdocs.yml` names this file under `hooks`.
"""

from __future__ import annotations

import re
from pathlib import Path
from typing import Any

from pricelang.rules import groups

# ```price tier``` says in which block the lines of a sample stand: that is for the tests, and no language of its own
_BLOCK = re.compile(r"^(\s*```price) \w+$", re.MULTILINE)


def on_config(config: Any) -> Any:
    """List the pages of rules, by group, and of targets in the navigation."""
    folder = Path(config["docs_dir"])
    made: dict[str, list[Any]] = {
        "Rules": [{group: [f"rules/{name}.md" for name in names]} for group, names in groups().items()],
        "Targets": [f"targets/{page.name}" for page in sorted((folder / "targets").glob("*.md"))],
    }
    for section in config["nav"]:
        for title, pages in section.items():
            if title in made:
                pages += made[title]
    return config


def on_page_markdown(markdown: str, **_: Any) -> str:
    """The text of a page as its extensions understand it."""
    return _BLOCK.sub(r"\1", markdown)
