"""Syntax errors: one for each faulty statement, at its place, none cascading; the sound part stays."""

from __future__ import annotations

import random
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from syntax.samples import SAMPLES
from syrupy.assertion import SnapshotAssertion

from pricelang import parse
from pricelang.render import render
from pricelang.syntax import nodes

SPECS = sorted((Path(__file__).parents[2] / "specs").glob("*.price"))

FAULTS: dict[str, str] = {
    "keyword of a declaration": 'teir pro "Pro" {\n  price free\n}\n',
    "keyword of a statement": "tier pro {\n  prise $20 per month\n  recommended\n}\n",
    "keyword inside a statement": "tier pro extnds free {\n  price free\n}\n",
    "capital letters": 'tier Pro "Pro" {\n  price free\n}\n',
    "grouped digits": "tier pro {\n  includes 20,000 ai per month\n}\n",
    "grouped money": "tier pro {\n  price $20,000 per year\n}\n",
    "slash": "tier pro {\n  price $20/month\n}\n",
    "missing word": "tier pro {\n  price $20 month\n}\n",
    "missing name": 'tier "Pro" {\n  price free\n}\n',
    "missing kind": "package brand {\n  vision nice_to_have\n}\n",
    "missing brace": "tier pro {\n  price free\n\ntier free {\n  price free\n}\n",
    "missing last brace": "tier pro {\n  price free\n",
    "extra brace": "tier pro {\n  price free\n}\n}\n",
    "open text": 'metric draft "Drafts\nmetric image "Images"\n',
    "amount without a currency": "tier pro {\n  price 20 per month\n}\n",
    "currency behind": "tier pro {\n  price 20 USD per month\n}\n",
    "not a statement": "tier pro {\n  sso\n}\n",
    "line too short": "tier pro {\n  price $20 per\n  recommended\n}\n",
    "line too long": "tier pro {\n  price $20 per month or\n  recommended plus\n}\n",
    "curly quotes": "metric draft “Drafts”\n",
    "colon": "tier pro {\n  price: $20 per month\n}\n",
    "comma at the end": "tier pro {\n  includes sso,\n}\n",
    "comma before a statement": "tier pro {\n  includes sso,\n  limit 5 drafts per day\n  recommended\n}\n",
    "no comma": "tier pro {\n  includes 20 ai per month then block\n}\n",
    "nothing known": "%%%\n",
    "a control character": "tier\x07 pro {\n}\n",
    "a comment of another language": "tier pro {\n  price free // for now\n}\n",
    "a wrong escape": 'feature path "C:\\new"\n',
    "a number too long": "tier pro {\n  price $" + "1" * 200 + " per month\n}\n",
    "a band": "tier pro {\n  price per event graduated { first 10k fre; rest at $1 }\n}\n",
    "a clause": "tier pro {\n  includes 20 ai per month, than block\n}\n",
}


@pytest.mark.parametrize("text", FAULTS.values(), ids=FAULTS.keys())
def test_messages(text: str, snapshot: SnapshotAssertion) -> None:
    file = parse(text, "pricing.price")
    assert len(file.diagnostics) == (2 if text == FAULTS["line too long"] else 1)
    assert render(file.diagnostics, "full", width=100, color=False) == snapshot


def spoiled(rng: random.Random, statement: str) -> str | None:
    """A statement with a fault that no reading forgives."""
    words = statement.split(" ")
    if "{" in statement or '"' in statement:
        return None
    words.insert(rng.randint(1, len(words)), "?!")
    return " ".join(words)


@given(st.integers(min_value=0, max_value=2**32), st.integers(min_value=1, max_value=30))
@settings(max_examples=60, deadline=None)
def test_as_many_reports_as_faulty_statements(seed: int, size: int) -> None:
    rng = random.Random(seed)
    lines, faulty, sound = [], set(), 0
    for number in range(size):
        lines.append(f"tier t{number} {{")
        for _ in range(rng.randint(1, 6)):
            statement = rng.choice(SAMPLES["tier"])
            bad = spoiled(rng, statement) if rng.random() < 0.3 else None
            lines.append("  " + (bad or statement))
            if bad:
                faulty.add(len(lines))
            else:
                sound += 1
        lines.append("}")
    file = parse("\n".join(lines), "pricing.price")
    assert [each.span.position[0] for each in file.diagnostics] == sorted(faulty)
    assert len(file.declarations) == size
    kept = sum(len(tier.body) for tier in file.declarations if isinstance(tier, nodes.Tier) and tier.body)
    assert kept >= sound


@given(st.text(max_size=300))
@settings(max_examples=200, deadline=None)
def test_any_text(text: str) -> None:
    file = parse(text)
    for each in file.diagnostics:
        assert 0 <= each.span.start <= each.span.end <= len(text)
        assert each.message
        assert each.message[0].islower() or each.message[0] in "`"


TOKENS = ["tier", "{", "}", "price", '"x"', ",", ";", "$20", "per", "month", "5", "20x", "at", "first", "#", "\n", '"']


@given(st.lists(st.sampled_from(TOKENS), max_size=60))
@settings(max_examples=200, deadline=None)
def test_any_order_of_tokens(tokens: list[str]) -> None:
    parse(" ".join(tokens))


def test_statements_around_a_fault_stay() -> None:
    file = parse("tier pro {\n  recommended\n  prise $20\n  price free\n}\nmetric draft\n")
    tier, metric = file.declarations
    assert [type(statement).__name__ for statement in tier.body] == ["Recommended", "PriceFree"]  # type: ignore[attr-defined]
    assert metric.name.text == "draft"  # type: ignore[attr-defined]


def test_a_block_without_a_sound_head_is_still_read() -> None:
    file = parse("tier ( ) 5 {\n  price free\n  nonsense here\n}\nmetric draft\n")
    assert [each.span.position[0] for each in file.diagnostics] == [1, 3]
    assert [type(each).__name__ for each in file.declarations] == ["Tier", "Metric"]


def test_too_many_faults_end_the_reading() -> None:
    file = parse("@\n" * 5_000)
    assert len(file.diagnostics) == 501
    assert "too many" in file.diagnostics[-1].message


def test_every_prefix_of_a_spec_is_read() -> None:
    text = (SPECS[-1].parent / "scribe.price").read_text("utf-8")
    for end in range(0, len(text), 37):
        file = parse(text[:end])
        assert len(file.diagnostics) <= 2, text[:end][-80:]
