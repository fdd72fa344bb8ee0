"""A result that does not say the same is never handed out."""

from __future__ import annotations

import pytest

import pricelang
from pricelang import formatting
from pricelang.formatting.proof import Unproven, prove, same

TEXT = "# one\ntier a { price $20 per month; seats 3 }\n# two\nladder all a\n"


def proven(text: str) -> None:
    prove(pricelang.parse(TEXT), text, lambda file: file.source.text)


@pytest.mark.parametrize(
    ("text", "why"),
    [
        (TEXT.replace("3 }", "3"), "a syntax error in line"),
        (TEXT.replace("seats 3", "seats 4"), "says something else in the declaration of line 2"),
        (TEXT.replace("ladder all a\n", ""), "says something else"),
        (TEXT.replace("# two", "# too"), "other comments"),
        (TEXT.replace("# one", "#").replace("# two", "# one").replace("#\n", "# two\n"), "other comments"),
        (TEXT.replace("# one\n", ""), "other comments"),
    ],
)
def test_a_difference_is_found(text: str, why: str) -> None:
    with pytest.raises(Unproven, match=why):
        proven(text)


def test_what_differs_in_layout_only_is_proven() -> None:
    proven(TEXT)
    proven(TEXT.replace("; ", "\n  ").replace("# one", "# one  "))


def test_a_result_that_changes_again_is_refused() -> None:
    with pytest.raises(Unproven, match="again"):
        prove(pricelang.parse(TEXT), TEXT, lambda file: file.source.text + "\n")


def test_a_faulty_layout_never_leaves_the_formatter(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(formatting, "lay", lambda block, limit: "tier a\n")
    with pytest.raises(Unproven):
        pricelang.format(TEXT)


def test_same_is_equality() -> None:
    one, other = pricelang.parse(TEXT), pricelang.parse("\n" + TEXT)
    assert same(one.declarations, other.declarations)
    assert one.declarations == other.declarations
    for changed in (TEXT.replace("$20", "$2"), TEXT.replace("ladder all", "ladder alt"), TEXT + "tier b\n"):
        assert not same(one.declarations, pricelang.parse(changed).declarations)
        assert one.declarations != pricelang.parse(changed).declarations
