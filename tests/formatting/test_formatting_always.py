"""What holds for every file: nothing is lost, formatting again changes nothing, lines are short where they can be."""

from __future__ import annotations

import random
import re
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from syntax.samples import BLOCKS, SAMPLES

import pricelang

SPECS = sorted((Path(__file__).parents[2] / "specs").glob("*.price"))
SEEDS = st.builds(random.Random, st.integers(0, 2**40))
TOKEN = re.compile(r'"(?:[^"\\]|\\.)*"|[{};,]|[^\s{};,"]+')
LITERAL = re.compile(r'"(?:[^"\\]|\\.)*"')
COMMENTS = [
    "# why",
    "#",
    "#why, {not} a; block",
    '# "quoted',
    "# --- tiers ---   ",
    "# price: allow loss -- agreed",
    "# ä 日本",
]
HEADS = {
    "product": ['product x "X"', "product longer_name"],
    "cost": ['cost x "X"', "cost x"],
    "persona": ['persona x "A label"', "persona x"],
    "metric": ['metric x "X"', "metric a_longer_name was older", 'metric y was z "Y, {z}; # none"'],
    "credit": ['credit x "X"', "credit x"],
    "package": ['package x "X" core', "package xyz addon"],
    "tier": ['tier x "X"', "tier x extends y", 'tier x was z "X" extends y'],
    "discount": ['discount x "X"', "discount x"],
    "example": ['example "x"', 'example "another"'],
}


class Writer:
    """Writes a program as nobody should: any blanks, lines and comments that the language allows."""

    def __init__(self, rng: random.Random, comments: bool = True) -> None:
        self.rng = rng
        self.comments = comments

    def blank(self, least: int = 0) -> str:
        return self.rng.choice(["", " ", "  ", "\t", "       "][least:])

    def end(self) -> str:
        """The end of a line, and more lines of nothing or comments."""
        comment = self.rng.choice(COMMENTS) if self.comments and self.rng.random() < 0.25 else ""
        text = self.blank() + comment + "\n"
        while self.rng.random() < 0.3:
            text += self.blank() + (self.rng.choice([*COMMENTS, "", "", ""]) if self.comments else "") + "\n"
        return text

    def separator(self) -> str:
        return self.rng.choice([";", self.end(), self.end(), ";" + self.end()])

    def sample(self, sample: str) -> str:
        """A statement with other blanks, broken behind some commas, its block on one line or several."""
        text = ""
        in_lines = self.rng.random() < 0.4
        before = ""
        for token in TOKEN.findall(sample):
            if before == ",":
                text += self.end() if self.rng.random() < 0.2 else ""
            elif before in ("{", ";") or (token == "}" and before):
                text += self.end() if in_lines else ""
            text += self.blank(int(bool(before) and before not in ",;{" and token not in "};,{"))
            text += token
            before = token
        return text

    def block(self, kind: str) -> str:
        statements = [self.sample(text) for text in self.rng.choices(SAMPLES[kind], k=self.rng.randint(0, 6))]
        in_lines = self.rng.random() < 0.8
        text = self.sample(self.rng.choice(HEADS[kind])) + self.blank() + "{" + (self.end() if in_lines else "")
        for place, statement in enumerate(statements):
            last = place == len(statements) - 1
            text += self.blank() + statement + ((self.separator() if in_lines else ";") if not last else "")
        return text + (self.end() if in_lines else "") + self.blank() + "}"

    def program(self) -> str:
        text = self.end() if self.rng.random() < 0.3 else ""
        for _ in range(self.rng.randint(0, 6)):
            kind = self.rng.choice(list(BLOCKS))
            one = self.sample(self.rng.choice(SAMPLES[kind])) if kind == "declaration" else self.block(kind)
            text += self.blank() + one + self.separator()
        if self.comments and self.rng.random() < 0.2:
            text += self.rng.choice(COMMENTS)
        return text


def stripped(file: pricelang.syntax.File) -> list[str]:
    return [file.source.text[start:end].rstrip() for start, end in file.comments]


@settings(max_examples=120, deadline=None)
@given(SEEDS, st.sampled_from([20, 45, 70, 100]))
def test_nothing_is_lost_and_nothing_changes_twice(rng: random.Random, line_length: int) -> None:
    text = Writer(rng).program()
    before = pricelang.parse(text)
    assert not before.diagnostics, text
    made = pricelang.format(text, line_length=line_length)
    after = pricelang.parse(made)
    assert after.declarations == before.declarations
    assert stripped(after) == stripped(before)
    assert pricelang.format(made, line_length=line_length) == made
    assert TOKEN.findall(LITERAL.sub("", without_layout(made))) == TOKEN.findall(LITERAL.sub("", without_layout(text)))


def without_layout(text: str) -> str:
    """A text without its comments and what separates its statements."""
    file = pricelang.parse(text)
    kept = list(text)
    for start, end in file.comments:
        kept[start:end] = " " * (end - start)
    masked = LITERAL.sub(lambda match: match[0].replace(";", " "), "".join(kept))
    return masked.replace(";", " ")


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
