"""Diagnostics built by hand, shared by the tests of every output format."""

from __future__ import annotations

from pricelang.diagnostics import Diagnostic, Edit, Fix, Label, Safety, Severity, error, warning
from pricelang.source import Source, Span

_SCRIBE = (
    "#\n" * 100
    + """\
  price     $20 per seat per month or $192 per seat per year, grants monthly
  trial     14 days
  includes  5_000 ai per seat per month, pooled,
            then block
"""
)


def span(source: Source, text: str, nth: int = 0) -> Span:
    """Where `text` stands in a source, for the (nth + 1)th time."""
    start = source.text.index(text)
    for _ in range(nth):
        start = source.text.index(text, start + 1)
    return Span(source, start, start + len(text))


def loss_at_cap() -> Diagnostic:
    """The sample of the design."""
    source = Source("specs/scribe.price", _SCRIBE)
    return error(
        "loss-at-cap",
        "`Pro` loses money on a customer who uses what it includes",
        span(source, "5_000"),
        "costs up to $25.00 to serve (`draft` or `image`: $0.005 a credit)",
        related=(Label(span(source, "$192"), "brings in $16.00 a month"),),
        notes=("a yearly seat costs more than it pays from 3,201 credits a month, a monthly one from 4,001",),
        helps=(
            "at most 960 credits keep the target margin of 70%; or raise the price, or the credits that a draft burns",
        ),
        symbol="tier pro",
    )


def several_labels() -> Diagnostic:
    source = Source("specs/scribe.price", _SCRIBE)
    return warning(
        "two-periods",
        "a price by the month and one by the year stand side by side",
        span(source, "$192"),
        "the price by the year",
        related=(
            Label(span(source, "$20"), "the price by the month"),
            Label(span(source, "per seat"), "each seat pays, and a team of forty seats pays forty times as much"),
            Label(span(source, "per month")),
            Label(span(source, "grants monthly"), "credits arrive every month, though the price is paid by the year"),
        ),
        symbol="tier pro",
    )


def several_files() -> Diagnostic:
    own = Source("specs/scribe.price", "meter draft\nmeter image\nmeter voice\nmeter draft\n")
    other = Source("shared/meters.price", "# meters that every sheet knows\n\n  meter draft costs $0.005\n")
    return error(
        "duplicate-name",
        "`draft` is declared three times",
        span(own, "draft", 1),
        "declared again",
        related=(Label(span(own, "draft"), "first here"), Label(span(other, "draft"), "and here")),
        helps=("give one of them another name",),
        symbol="metric draft",
    )


def with_fix() -> Diagnostic:
    source = Source("specs/scribe.price", _SCRIBE)
    other = Source("shared/meters.price", "meter draft\nmeter image\n")
    whole = span(other, "meter image\n")
    return Diagnostic(
        "margin-below-target",
        Severity.ERROR,
        "`Pro` keeps a margin of 12%, the target is 70%",
        Label(span(source, "5_000")),
        fix=Fix(
            "include what keeps the margin",
            (
                Edit(span(source, "5_000"), "960"),
                Edit(Span(source, 200, 200), "# the margin is 70%\n"),
                Edit(whole, ""),
            ),
            Safety.UNSAFE,
        ),
        symbol="tier pro",
    )


def wide_characters() -> Diagnostic:
    source = Source("tarifs/価格.price", 'tier pro "プロフェッショナル — cafe\u0301 👍" extends freee {\n')
    return error("unknown-name", "no tier is called `freee`", span(source, "freee"), "did you mean `無料`?")


def tabs() -> Diagnostic:
    source = Source("a.price", "tier pro {\n\tprice\t$20\tper month\n}\n")
    return error("syntax", "expected `per`", span(source, "per month"), "here", related=(Label(span(source, "$20")),))


def carriage_returns() -> Diagnostic:
    source = Source("a.price", "tier pro {\r\n  price $20\r\n}\r\n")
    price = span(source, "$20")
    return error(
        "syntax",
        "expected a period after the price",
        Span(source, price.end, price.end + 2),
        "say `per month`",
        fix=Fix("charge by the month", (Edit(Span(source, price.end, price.end), " per month"),), Safety.SHOWN),
    )


def empty_file() -> Diagnostic:
    source = Source("empty.price", "")
    return warning("empty-sheet", "the file declares nothing", Span(source, 0, 0), "a `tier` or a `meter` goes here")


def end_of_file() -> Diagnostic:
    source = Source("a.price", "tier pro {\n")
    return error("syntax", "the block of `pro` is never closed", Span(source, 11, 11), "expected `}`")


def several_lines() -> Diagnostic:
    source = Source("a.price", "tier pro {\n  price $20 per month\n}\n")
    return Diagnostic(
        "unreachable-tier", Severity.INFO, "nobody can buy `pro`", Label(Span(source, 0, 34), "offered to nobody")
    )


def long_line() -> Diagnostic:
    text = "tier pro { " + "includes 5 drafts per month; " * 30 + "price $20; " + "includes 7 images; " * 30 + "}\n"
    source = Source("long.price", text)
    return error(
        "syntax",
        "expected a period",
        span(source, "$20"),
        "say `per month`",
        related=(Label(span(source, "tier"), "in this tier"), Label(span(source, "}"), "which ends here")),
        fix=Fix("charge by the month", (Edit(span(source, "$20"), "$20 per month"),), Safety.SAFE),
    )


def hostile() -> Diagnostic:
    text = "\ufefftier \x1b[2J\x00\x9b31m\u202eeerf\u2069 \x07\x7f\udc80 pro\u2028 { }\n"
    source = Source("bad\x1b]0;owned\x07.price", text)
    return error("syntax", f"unexpected `{text[6:10]}`\nok", span(source, "\x1b[2J"), "\r\x1b[1A", symbol="\x00")


SAMPLES = {
    make.__name__: make
    for make in (
        loss_at_cap,
        several_labels,
        several_files,
        with_fix,
        wide_characters,
        tabs,
        carriage_returns,
        empty_file,
        end_of_file,
        several_lines,
        long_line,
        hostile,
    )
}


def everything() -> list[Diagnostic]:
    """All samples, in no particular order."""
    return [make() for make in SAMPLES.values()]
