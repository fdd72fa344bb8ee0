"""Literals: what the terminals of the grammar become, and what is made of two of them."""

from __future__ import annotations

from decimal import Decimal

from pricelang.syntax.nodes.node import Node


class Name(Node):
    """A name as written; it may be the plural of a declared one."""

    text: str


class Text(Node):
    """A string, its escapes undone."""

    value: str


class Number(Node):
    """A quantity, its k, M or B multiplied out."""

    value: Decimal


class Money(Node):
    """An amount and the symbol or code written before it."""

    amount: Decimal
    currency: str


class Percent(Node):
    """A percentage: 70 for `70%`."""

    value: Decimal


class Factor(Node):
    """A multiple: 1.25 for `1.25x`."""

    value: Decimal


class Date(Node):
    """A date as written, ISO 8601; lowering says when there is no such day."""

    value: str


class Code3(Node):
    """A currency code."""

    text: str


class Word(Node):
    """A keyword that is itself a value."""

    text: str


class Duration(Node):
    """`3 months`.."""

    quantity: Number
    unit: Word


class Note(Node):
    """`note "..."`."""

    text: Text


class Uncertain(Node):
    """`uncertain`, `uncertain "..."`."""

    text: Text | None
