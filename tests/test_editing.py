"""Edits of a text: what is put in stands where a person would put it, what is taken out leaves its comments."""

from __future__ import annotations

import random
from decimal import Decimal

import pytest
from formatting.random_programs import Writer
from hypothesis import given, settings
from hypothesis import strategies as st

from pricelang.diagnostics import Edit
from pricelang.editing import (
    added,
    applied,
    behind,
    comments,
    requantified,
    rewritten,
    without,
    without_clause,
    without_item,
)
from pricelang.formatting.proof import comments as comments_of
from pricelang.formatting.proof import same
from pricelang.source import Source, Span
from pricelang.syntax import nodes, parse

SEEDS = st.builds(random.Random, st.integers(0, 2**40))


def span(text: str, part: str) -> Span:
    assert text.count(part) == 1, part
    start = text.index(part)
    return Span(Source("a.price", text), start, start + len(part))


def spans(text: str, *parts: str) -> list[Span]:
    source = Source("a.price", text)
    return [Span(source, text.index(part), text.index(part) + len(part)) for part in parts]


def made(text: str, edit: Edit | None) -> str | None:
    return None if edit is None else applied(text, [edit])


# --- what is taken out ------------------------------------------------------


@pytest.mark.parametrize(
    ("text", "rest"),
    [
        ("t {\n  a 1\n  X\n  b 2\n}\n", "t {\n  a 1\n  b 2\n}\n"),
        ("t {\r\n  a 1\r\n  X\r\n}\r\n", "t {\r\n  a 1\r\n}\r\n"),
        ("t {\n  X  # why\n  b 2\n}\n", "t {\n  # why\n  b 2\n}\n"),
        ("t {\n  # above\n  X\n  b 2\n}\n", "t {\n  # above\n  b 2\n}\n"),
        ("t {\n  X; b 2\n}\n", "t {\n  b 2\n}\n"),
        ("t {\n  X;\n  b 2\n}\n", "t {\n  b 2\n}\n"),
        ("t {\n  X; # why\n}\n", "t {\n  # why\n}\n"),
        ("t {\n  a 1; X\n}\n", "t {\n  a 1\n}\n"),
        ("t {\n  a 1; X # why\n}\n", "t {\n  a 1 # why\n}\n"),
        ("t {\n  X }\n", "t {\n  }\n"),
        ("t { X }\n", "t {}\n"),
        ("t { X; b 2 }\n", "t { b 2 }\n"),
        ("t { a 1; X; b 2 }\n", "t { a 1; b 2 }\n"),
        ("t { a 1; X }  # why\n", "t { a 1 }  # why\n"),
        ("t { X # why\n  b 2\n}\n", "t { # why\n  b 2\n}\n"),
        ("t { X\n  b 2\n}\n", "t {\n  b 2\n}\n"),
        ("a 1\nX\n", "a 1\n"),
        ("a 1\nX", "a 1"),
        ("a 1\r\nX", "a 1"),
        ("X", ""),
        ('t { a "#"; X; b "# \\" }" }\n', 't { a "#"; b "# \\" }" }\n'),
    ],
)
def test_a_statement_is_taken_out(text: str, rest: str) -> None:
    assert made(text, without(span(text, "X"))) == rest


@pytest.mark.parametrize(
    ("text", "statement"),
    [
        ("t {\n  X, # why\n    Y\n}\n", "X, # why\n    Y"),
        ("t {\n  # price: allow r -- why\n  X\n  b 2\n}\n", "X"),
        ("t {\n  # price: allow r -- why\n  # and more\n  X\n  b 2\n}\n", "X"),
        ("t {\n  X  # price: allow r -- why\n  b 2\n}\n", "X"),
    ],
    ids=["comment inside", "allowed above", "allowed farther above", "allowed behind"],
)
def test_a_statement_stays_where_a_comment_would_be_lost_or_mean_another(text: str, statement: str) -> None:
    assert without(span(text, statement)) is None


@pytest.mark.parametrize(
    ("text", "place", "rest"),
    [
        ("on aa, bb, cc", 0, "on bb, cc"),
        ("on aa, bb, cc", 1, "on aa, cc"),
        ("on aa, bb, cc", 2, "on aa, bb"),
        ("on aa and bb and cc", 2, "on aa and bb"),
        ("on aa,\n   bb,\n   cc", 1, "on aa,\n   cc"),
        ("on aa, # why\n   bb,\n   cc", 0, None),
        ("on aa, # why\n   bb,\n   cc", 1, "on aa, # why\n   cc"),
        ("on aa\non bb\non cc", 1, None),
        ("on aa\non bb, cc", 2, "on aa\non bb"),
    ],
)
def test_an_item_is_taken_out(text: str, place: int, rest: str | None) -> None:
    assert made(text, without_item(spans(text, "aa", "bb", "cc"), place)) == rest


def test_an_only_item_stays() -> None:
    assert without_item(spans("on aa", "aa"), 0) is None


@pytest.mark.parametrize(
    ("text", "rest"),
    [
        ("a 1, X, b", "a 1, b"),
        ("a 1, X", "a 1"),
        ("a 1,\n  X,\n  b", "a 1,\n  b"),
        ("a 1,  # why\n  X", None),
        ("X, b", None),
    ],
)
def test_a_clause_is_taken_out(text: str, rest: str | None) -> None:
    assert made(text, without_clause(span(text, "X"))) == rest


# --- what is put in ---------------------------------------------------------


def inserted(text: str, statement: str) -> str:
    """A statement added to the first declaration of a text."""
    file = parse(Source("a.price", text))
    node = file.declarations[0]
    body = getattr(node, "body", None)
    inside = None if body is None else [Span(file.source, each.start, each.end) for each in body]
    return applied(text, [added(Span(file.source, node.start, node.end), inside, statement)])


@pytest.mark.parametrize(
    ("text", "new"),
    [
        ('tier pro "Pro"', 'tier pro "Pro" { alert ai at 80% }'),
        ('tier pro "Pro"  # why\n', 'tier pro "Pro" { alert ai at 80% }  # why\n'),
        ("tier pro {}\n", "tier pro { alert ai at 80% }\n"),
        ("tier pro { }\n", "tier pro { alert ai at 80% }\n"),
        ("tier pro {\n  # empty\n}\n", "tier pro {\n  # empty\n  alert ai at 80%\n}\n"),
        ("tier pro { # empty\n}\n", "tier pro { # empty\n  alert ai at 80%\n}\n"),
        ("tier pro { recommended }\n", "tier pro { recommended; alert ai at 80% }\n"),
        (
            "tier pro {\n  price     free\n  includes  5 ai\n}\n",
            "tier pro {\n  price     free\n  includes  5 ai\n  alert     ai at 80%\n}\n",
        ),
        (
            "tier pro {\n\tprice free # why\n\t# last\n}\n",
            "tier pro {\n\tprice free # why\n\talert ai at 80%\n\t# last\n}\n",
        ),
        ("tier pro {\r\n  price free\r\n}\r\n", "tier pro {\r\n  price free\r\n  alert ai at 80%\r\n}\r\n"),
        ("tier pro {\n  price free; recommended\n}\n", "tier pro {\n  price free; recommended; alert ai at 80%\n}\n"),
        ("tier pro {\n  price free }\n", "tier pro {\n  price free; alert ai at 80% }\n"),
        (
            "tier pro {\n  price   free\n  recommended\n}\n",
            "tier pro {\n  price   free\n  recommended\n  alert   ai at 80%\n}\n",
        ),
        (
            "tier pro {\n  price free,\n    note \"x\"\n}\n",
            "tier pro {\n  price free,\n    note \"x\"\n  alert ai at 80%\n}\n",
        ),
    ],
)  # fmt: skip
def test_a_statement_is_added(text: str, new: str) -> None:
    assert inserted(text, "alert ai at 80%") == new
    assert not parse(Source("a.price", new)).diagnostics


def test_a_clause_is_added_before_the_comment_behind() -> None:
    text = "t {\n  X  # why\n}\n"
    assert made(text, behind(span(text, "X"), ", then block")) == "t {\n  X, then block  # why\n}\n"


# --- numbers ----------------------------------------------------------------


@pytest.mark.parametrize(
    ("written", "value", "new"),
    [
        ("5_000", "1066", "1_066"),
        ("5000", "1066", "1066"),
        ("5k", "1066", "1_066"),
        ("500", "1000000", "1_000_000"),
        ("0.5", "0.25", "0.25"),
        ("2.50", "2", "2"),
        ("7", "2.50", "2.5"),
    ],
)
def test_a_quantity_is_written_as_the_one_before(written: str, value: str, new: str) -> None:
    assert requantified(written, Decimal(value)) == new


@given(st.decimals(min_value=0, max_value=10**12, places=4), st.sampled_from(["1", "1_000", "1000", "5k", "0.5"]))
def test_a_quantity_is_the_number_exactly(value: Decimal, written: str) -> None:
    file = parse(
        Source(
            "a.price", f"product p {{ currency USD }}\nmetric m\ntier t {{ limit {requantified(written, value)} m }}"
        )
    )
    assert not file.diagnostics
    (limit,) = file.declarations[2].body  # type: ignore[attr-defined]
    assert limit.quantity.value.value == value


def test_money_keeps_its_symbol() -> None:
    assert rewritten("EUR 20", Decimal("17.5")) == "EUR 17.50"


# --- any program ------------------------------------------------------------


def test_comments_are_those_outside_of_texts() -> None:
    text = 'a "# no" # yes\nb "\\" # no" "x" #yes'
    assert comments(text, 0, len(text)) == ["# yes", "#yes"]


@settings(max_examples=150, deadline=None)
@given(SEEDS)
def test_taking_a_statement_out_of_any_program_takes_nothing_else(rng: random.Random) -> None:
    text = Writer(rng).program()
    before = parse(Source("a.price", text))
    bodies = [getattr(node, "body", None) or () for node in before.declarations]
    where = [(place, at) for place, body in enumerate(bodies) for at in range(len(body))]
    if not where:
        return
    place, at = rng.choice(where)
    body = bodies[place]
    edit = without(Span(before.source, body[at].start, body[at].end))
    if edit is None:
        assert comments(text, body[at].start, body[at].end) or "price:" in text
        return
    after = parse(Source("a.price", applied(text, [edit])))
    assert not after.diagnostics
    assert comments_of(after) == comments_of(before)
    assert len(after.declarations) == len(before.declarations)
    assert same(after.declarations[place].body, (*body[:at], *body[at + 1 :]))  # type: ignore[attr-defined]
    others = [each for each in range(len(before.declarations)) if each != place]
    assert all(same(after.declarations[each], before.declarations[each]) for each in others)


@settings(max_examples=150, deadline=None)
@given(SEEDS)
def test_adding_a_statement_to_any_program_changes_nothing_else(rng: random.Random) -> None:
    text = Writer(rng).program()
    before = parse(Source("a.price", text))
    tiers = [place for place, node in enumerate(before.declarations) if isinstance(node, nodes.Tier)]
    if not tiers:
        return
    place = rng.choice(tiers)
    node = before.declarations[place]
    assert isinstance(node, nodes.Tier)
    body = None if node.body is None else [Span(before.source, each.start, each.end) for each in node.body]
    new = applied(text, [added(Span(before.source, node.start, node.end), body, "alert ai at 80%, 100%")])
    after = parse(Source("a.price", new))
    assert not after.diagnostics, new
    assert comments_of(after) == comments_of(before)
    (alert,) = parse(Source("b.price", "tier t { alert ai at 80%, 100% }")).declarations[0].body  # type: ignore[attr-defined]
    changed = after.declarations[place]
    assert isinstance(changed, nodes.Tier)
    assert same(changed.body, (*(node.body or ()), alert))
    others = [each for each in range(len(before.declarations)) if each != place]
    assert all(same(after.declarations[each], before.declarations[each]) for each in others)
