"""Comments find the statement that they are about."""

from __future__ import annotations

import re
from pathlib import Path

from pricelang import parse
from pricelang.syntax.comments import attach

TEXT = """# about the product
# and more
product x { # opens
  stage beta   # why beta
  # above the audience
  audience b2b,  # within
           developer
  # nothing follows
}
# at the end
"""


def test_attached() -> None:
    file = parse(TEXT)
    shown = {
        TEXT[start:].split()[0]: (
            [TEXT[a:b] for a, b in comments.leading],
            TEXT[slice(*comments.trailing)] if comments.trailing else None,
        )
        for start, comments in attach(file).items()
    }
    assert shown == {
        "product": (["# about the product", "# and more"], "# opens"),
        "stage": ([], "# why beta"),
        "audience": (["# above the audience"], None),
    }


def test_every_comment_is_kept() -> None:
    for path in (Path(__file__).parents[2] / "specs").glob("*.price"):
        text = path.read_text("utf-8")
        without_texts = re.sub(r'"(?:[^"\\\n]|\\.)*"', lambda match: "_" * len(match[0]), text)
        expected = [match.span() for match in re.finditer("#.*", without_texts)]
        assert list(parse(text).comments) == expected
