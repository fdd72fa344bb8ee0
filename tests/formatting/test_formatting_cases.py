"""The style, one decision a file: `<name>.in.price` becomes `<name>.out.price`."""

from __future__ import annotations

from pathlib import Path

import pytest

import pricelang

CASES = Path(__file__).parent / "cases"
ROOT = Path(__file__).parents[2]
NAMES = sorted(path.name.removesuffix(".in.price") for path in CASES.glob("*.in.price"))
OURS = [*sorted((ROOT / "specs").glob("*.price")), ROOT / "pricelang" / "cli" / "starter.price"]


def text_of(path: Path) -> str:
    return path.read_bytes().decode("utf-8")


def test_every_case_has_its_two_files() -> None:
    assert len(NAMES) > 30
    assert sorted(path.name.removesuffix(".out.price") for path in CASES.glob("*.out.price")) == NAMES


@pytest.mark.parametrize("name", NAMES)
def test_case(name: str) -> None:
    expected = text_of(CASES / f"{name}.out.price")
    assert pricelang.format(text_of(CASES / f"{name}.in.price")) == expected
    assert pricelang.format(expected) == expected


@pytest.mark.parametrize("path", OURS, ids=lambda path: path.stem)
def test_our_own_files_are_in_the_style(path: Path) -> None:
    text = text_of(path)
    assert pricelang.format(text, str(path)) == text


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        (
            "tier a {\r\nprice free # why\r\n}\r\n",
            "tier a {\r\n  price  free                              # why\r\n}\r\n",
        ),
        ("tier a\r\ntier b\r\ntier c\n", "tier a\r\ntier b\r\ntier c\r\n"),
        ("tier a\r\ntier b\ntier c\n", "tier a\ntier b\ntier c\n"),
        ("\ufefftier a # \ufeff\n", "tier a                                     #\n"),
        ("tier\ta\r \n", "tier a\n"),
        ("tier a", "tier a\n"),
        ("", ""),
        ("\n \t\n", ""),
        ("# alone", "# alone\n"),
    ],
    ids=["windows", "mostly windows", "mostly not", "marks", "stray return", "no end", "nothing", "blanks", "comment"],
)
def test_line_ends_and_edges(text: str, expected: str) -> None:
    assert pricelang.format(text) == expected


def test_line_length() -> None:
    text = "tier a { price free; seats 3 }\nladder all free, basic, pro\n"
    assert pricelang.format(text, line_length=30) == text
    narrow = "tier a {\n  price  free\n  seats  3\n}\n\nladder all free, basic, pro\n"
    assert pricelang.format(text, line_length=29) == narrow
    assert pricelang.format(text, line_length=1).endswith("\n  basic,\n  pro\n")


def test_syntax_errors_are_refused() -> None:
    with pytest.raises(pricelang.InvalidPricing, match=r"^here\.price:") as refused:
        pricelang.format("tier {\n", "here.price")
    assert refused.value.diagnostics


def test_no_line_is_too_short() -> None:
    with pytest.raises(ValueError, match="line length of 0"):
        pricelang.format("tier a\n", line_length=0)
