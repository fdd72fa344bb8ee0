"""Colours: no spec has a place that the lexer cannot read, and words, money and texts are what they are."""

from __future__ import annotations

import tomllib
from importlib import import_module
from pathlib import Path

import pytest
from pygments.token import Comment, Error, Keyword, Literal, Name, Number, String

from pricelang.highlighting import PriceLexer
from pricelang.syntax.tables import tables

ROOT = Path(__file__).parents[1]
SPECS = sorted((ROOT / "specs").glob("*.price"))
LINE = 'price $20 per month, from 2027-01-01, for existing customers # kept "for now"\n'


@pytest.mark.parametrize("path", SPECS, ids=lambda path: path.stem)
def test_every_spec_is_read(path: Path) -> None:
    text = path.read_text("utf-8")
    found = list(PriceLexer(ensurenl=False, stripnl=False).get_tokens(text))
    assert [value for kind, value in found if kind is Error] == []
    assert "".join(value for _, value in found) == text


def test_kinds() -> None:
    found = {value: kind for kind, value in PriceLexer().get_tokens(LINE + 'tier pro "Pro" { currency USD; 70% }')}
    for value, kind in {
        "price": Keyword,
        "existing": Keyword,
        "tier": Keyword,
        "$20": Number,
        "70%": Number,
        "2027-01-01": Literal.Date,
        '# kept "for now"': Comment.Single,
        "pro": Name,
        '"Pro"': String,
        "USD": Name.Constant,
    }.items():
        assert found[value] is kind, value


def test_every_word_of_the_grammar() -> None:
    for word in tables().words:
        assert [kind for kind, value in PriceLexer().get_tokens(word) if value.strip()] == [Keyword], word


def test_the_package_declares_it() -> None:
    project = tomllib.loads((ROOT / "pyproject.toml").read_text("utf-8"))["project"]
    module, _, name = project["entry-points"]["pygments.lexers"]["price"].partition(":")
    assert getattr(import_module(module), name) is PriceLexer
