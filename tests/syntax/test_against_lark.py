"""The parser against Lark's own, on all specs, all samples, and programs with random faults."""

from __future__ import annotations

import json
import random
import re
from pathlib import Path

import pytest
from syntax import lark_oracle
from syntax.samples import ALL, BLOCKS

from pricelang.source import Source
from pricelang.syntax import parse
from pricelang.syntax.compile import build
from pricelang.syntax.tables import CHECKOUT_GRAMMAR, tables

SPECS = sorted((Path(__file__).parents[2] / "specs").glob("*.price"))
TOKEN = re.compile(r'\s+|"[^"\n]*"|\w+|.', re.DOTALL)


@pytest.mark.parametrize("path", SPECS, ids=lambda path: path.stem)
def test_specs_have_the_same_tree(path: Path) -> None:
    text = path.read_text(encoding="utf-8")
    file = parse(Source(str(path), text))
    assert file.diagnostics == ()
    assert file.declarations == lark_oracle.tree(text)


@pytest.mark.parametrize(("block", "sample"), ALL)
def test_samples_have_the_same_tree(block: str, sample: str) -> None:
    text = BLOCKS[block].format(sample)
    assert parse(Source("sample.price", text)).declarations == lark_oracle.tree(text)


def mutated(rng: random.Random, text: str) -> str:
    """A text with one to three faults, most of them; now and then it is still a program."""
    tokens = TOKEN.findall(text)
    for _ in range(rng.randint(1, 3)):
        at = rng.randrange(len(tokens))
        kind = rng.randrange(4)
        if kind == 0:
            del tokens[at]
        elif kind == 1:
            tokens.insert(at, rng.choice(tokens))
        elif kind == 2:
            tokens[at] = rng.choice(tokens)
        else:
            tokens[at] = rng.choice(["{", "}", '"', ",", "\n", ";", "20x", "$5", "70%", "per", "é", "\0"])
    # Lark reads `tierx` as `tier x` where no name may stand; we do not, so words never touch here
    return "".join(_apart(tokens))


def _apart(tokens: list[str]) -> list[str]:
    spaced: list[str] = []
    for token in tokens:
        if spaced and re.match(r"\w", token) and re.search(r"\w$", spaced[-1]):
            spaced.append(" ")
        spaced.append(token)
    return spaced


@pytest.mark.parametrize("seed", range(150))
def test_both_refuse_the_same_programs(seed: int) -> None:
    rng = random.Random(seed)
    block, sample = rng.choice(ALL)
    for text in (mutated(rng, BLOCKS[block].format(sample)), mutated(rng, rng.choice(SPECS).read_text("utf-8")[:3000])):
        ours = parse(Source("mutated.price", text))
        assert (ours.diagnostics == ()) == lark_oracle.accepts(text), text


def test_shipped_tables_are_those_of_the_grammar() -> None:
    assert tables().rows == build(CHECKOUT_GRAMMAR)["ROWS"], "run `python -m pricelang.syntax.compile`"
    shipped = json.loads((Path(CHECKOUT_GRAMMAR).parent / "pricelang/syntax/tables.json").read_text("utf-8"))
    fresh = json.loads(json.dumps(build(CHECKOUT_GRAMMAR)))
    assert {k: v for k, v in shipped.items() if k != "ROWS"} == {k: v for k, v in fresh.items() if k != "ROWS"}
