"""What lowering says of a text, in a form that a test can show."""

from __future__ import annotations

from decimal import Decimal
from textwrap import dedent

from pricelang.catalog.catalog import Catalog, Tier
from pricelang.catalog.charges import Band, Bands
from pricelang.catalog.money import Money
from pricelang.catalog.quantity import Ref
from pricelang.diagnostics import Diagnostic, sort
from pricelang.lowering import Lowered, lower
from pricelang.source import Source, Span
from pricelang.syntax import parse

PRODUCT = "product p { currency USD }\n"


def lower_text(text: str, **others: str) -> Lowered:
    """A file `a.price` and others by name, lowered together; all must be sound in syntax."""
    files = []
    for name, content in {"a": text, **others}.items():
        file = parse(Source(f"{name}.price", content))
        assert not file.diagnostics, [one.message for one in file.diagnostics]
        files.append(file)
    return lower(files)


def catalog_of(text: str, **others: str) -> Catalog:
    """The catalog of a text that nothing is wrong with."""
    lowered = lower_text(text, **others)
    assert not lowered.diagnostics, report(text, **others)
    return lowered.catalog


def report(text: str, **others: str) -> str:
    """All findings: a line for each, with its place, and below it the other places, notes and helps."""
    return "\n".join(_shown(one) for one in sort(list(lower_text(text, **others).diagnostics)))


def _shown(one: Diagnostic) -> str:
    lines = [f"{one.severity.word}[{one.rule}] {_place(one.span)} {one.message}"]
    if one.label.message:
        lines.append(f"  here: {one.label.message}")
    lines += [f"  {_place(label.span)} {label.message}" for label in one.related]
    lines += [f"  note: {note}" for note in one.notes]
    lines += [f"  help: {text}" for text in one.helps]
    return "\n".join(lines)


def _place(span: Span) -> str:
    line, column = span.position
    path = "" if span.source.path == "a.price" else f"{span.source.path}:"
    return f"{path}{line}:{column} `{span.text}`"


def unindented(text: str) -> str:
    """A text as it is written in a test: without the indentation of its lines and the breaks around it."""
    return dedent(text).strip("\n").rstrip(" ").rstrip("\n")


SEAT = Ref("seat", "seat")
M = Ref("metric", "m")
AI = Ref("credit", "ai")


def usd(amount: str) -> Money:
    """An amount of dollars."""
    return Money(Decimal(amount), "USD")


def flat(amount: str, currency: str = "USD", per: int = 1, started: bool = False) -> Bands:
    """One price for every unit."""
    return Bands("graduated", currency, (Band(None, Decimal(amount), Decimal(per), started),))


def tier(body: str, before: str = "", product: str = PRODUCT) -> Tier:
    """The last tier of a text with a metric `m` and a credit `ai`."""
    return catalog_of(f"{product}metric m\ncredit ai {{ burns 1 per m }}\n{before}\ntier t {{ {body} }}").tiers[-1]
