"""Programs written as nobody should, and the law that formatting keeps on each."""

from __future__ import annotations

import random
import re

from syntax.samples import BLOCKS, SAMPLES

import pricelang

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


def hold(rng: random.Random, line_length: int) -> None:
    """Format a program that may hold anything, and see that nothing is lost and nothing changes twice."""
    text = Writer(rng).program()
    before = pricelang.parse(text)
    assert not before.diagnostics, text
    made = pricelang.format(text, line_length=line_length)
    after = pricelang.parse(made)
    assert after.declarations == before.declarations
    assert stripped(after) == stripped(before)
    assert pricelang.format(made, line_length=line_length) == made
    assert TOKEN.findall(LITERAL.sub("", without_layout(made))) == TOKEN.findall(LITERAL.sub("", without_layout(text)))


def stripped(file: pricelang.syntax.File) -> list[str]:
    return [file.source.text[start:end].rstrip() for start, end in file.comments]


def without_layout(text: str) -> str:
    """A text without its comments and what separates its statements."""
    file = pricelang.parse(text)
    kept = list(text)
    for start, end in file.comments:
        kept[start:end] = " " * (end - start)
    masked = LITERAL.sub(lambda match: match[0].replace(";", " "), "".join(kept))
    return masked.replace(";", " ")
