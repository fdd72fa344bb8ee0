"""What is made from the rules is current."""

from __future__ import annotations

from pathlib import Path

import pytest

from pricelang.rules import docs

ROOT = Path(__file__).parents[2]


@pytest.mark.parametrize("path", docs.files())
def test_file_is_current(path: str) -> None:
    stored = (ROOT / path).read_text("utf-8") if (ROOT / path).exists() else ""
    assert stored == docs.files()[path], "run `python -m pricelang.rules.docs`"


def test_no_page_is_left_over() -> None:
    made = {Path(path).name for path in docs.files() if path.startswith("docs/rules/")}
    assert {path.name for path in (ROOT / "docs/rules").glob("*.md")} == made
