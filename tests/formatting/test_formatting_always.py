"""What holds for every file: nothing is lost, formatting again changes nothing, lines are short where they can be."""

from __future__ import annotations

import random
import re
from pathlib import Path

import pytest
from formatting.random_programs import LITERAL, Writer, hold
from hypothesis import given, settings
from hypothesis import strategies as st

import pricelang

SPECS = sorted((Path(__file__).parents[2] / "specs").glob("*.price"))
SEEDS = st.builds(random.Random, st.integers(0, 2**40))


@settings(max_examples=120, deadline=None)
@given(SEEDS, st.sampled_from([20, 45, 70, 100]))
def test_nothing_is_lost_and_nothing_changes_twice(rng: random.Random, line_length: int) -> None:
    hold(rng, line_length)


@settings(max_examples=120, deadline=None)
@given(SEEDS, st.sampled_from([20, 45, 70, 100]))
def test_lines(rng: random.Random, line_length: int) -> None:
    made = pricelang.format(Writer(rng, comments=False).program(), line_length=line_length)
    lines = made.split("\n")
    assert lines[-1] == ""
    assert lines[0] or len(lines) == 1
    assert "\n\n\n" not in made
    assert all(line == line.rstrip() for line in lines)
    for line in lines:
        if len(line) > line_length:
            breaks = LITERAL.sub("_", line)
            if not line.lstrip().startswith(("then", "includes", "limit")):
                assert "{ " not in breaks, line  # a block that could take several lines
            assert ", " not in re.sub(r"\{[^}]*\}", "", breaks), line  # a comma behind which it could end


@settings(max_examples=60, deadline=None)
@given(SEEDS)
def test_spaces_make_no_difference(rng: random.Random) -> None:
    text = pricelang.format(Writer(rng).program())
    assert pricelang.format(respaced(text, rng)) == text


@pytest.mark.parametrize("path", SPECS, ids=lambda path: path.stem)
def test_spaces_make_no_difference_to_real_files(path: Path) -> None:
    text = path.read_text("utf-8")
    assert pricelang.format(respaced(text, random.Random(7))) == pricelang.format(text)


def respaced(text: str, rng: random.Random) -> str:
    """A text with other blanks where it has some, but not in comments and texts."""
    comments = dict(pricelang.parse(text).comments)
    made, at = "", 0
    for match in re.finditer(r'"(?:[^"\\\n]|\\.)*"|#[^\n]*|[ \t]+|\n', text):
        if match.start() < at:
            continue
        made += text[at : match.start()]
        at = match.end()
        if match[0][0] == "#":
            assert match.start() in comments
        if match[0] == "\n":
            made += rng.choice(["", " ", "\t"]) + "\n" + rng.choice(["", "   "])
        elif match[0].isspace():
            money = re.search(r"(?<![\w])[A-Z]{3}$", text[: match.start()]) and text[at : at + 1].isdigit()
            made += match[0] if money else rng.choice([" ", "   ", "\t"])
        else:
            made += match[0]
    return made + text[at:]
