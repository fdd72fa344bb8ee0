"""What MkDocs is told beside `mkdocs.yml`, which names this file under `hooks`: pages that are made go into the
navigation, samples get their language, and what a site does not hold is no link there.
"""

from __future__ import annotations

import re
from pathlib import Path
from typing import Any

from pricelang.rules import groups

# ```price tier``` says in which block the lines of a sample stand: that is for the tests, and no language of its own
_BLOCK = re.compile(r"^(\s*```price) \w+$", re.MULTILINE)
_LINK = re.compile(r"\[([^\]\n]+)\]\((\.\./[^)\s#]+)\)")


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


def on_page_markdown(markdown: str, page: Any, config: Any, **_: Any) -> str:
    """The text of a page as its extensions understand it."""
    root = Path(config["docs_dir"]).resolve()

    def linked(found: re.Match[str]) -> str:
        target = (root / page.file.src_uri).parent.joinpath(found[2]).resolve()
        # a file of the repository beside the documentation; one that is missing stays a link, and fails the build
        return found[1] if target.exists() and not target.is_relative_to(root) else found[0]

    return _LINK.sub(linked, _BLOCK.sub(r"\1", markdown))
