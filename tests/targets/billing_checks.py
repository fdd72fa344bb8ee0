"""What every billing target has to keep, as functions that the tests of each target call."""

from __future__ import annotations

import json
import re
from collections.abc import Callable, Iterator
from datetime import date
from decimal import Decimal
from fractions import Fraction
from functools import cache
from itertools import cycle
from pathlib import Path
from typing import Any, Protocol

import pytest

from pricelang import load
from pricelang.catalog.catalog import Catalog, Credit, Discount, Metric, Package, Product, Tier, Use
from pricelang.catalog.charges import Band, Bands, Fee, FeePrice, FreePrice, UsagePrice
from pricelang.catalog.goods import Event
from pricelang.catalog.period import MONTH, Period, Window
from pricelang.catalog.quantity import Condition
from pricelang.diagnostics import Severity
from pricelang.rating import DatedUse, Rater, RatingError, Subscription
from pricelang.record import Record, replace
from pricelang.source import Span
from pricelang.targets import _compiling, _requests, billing, emit_with_report, killbill, stripe
from pricelang.targets._losses import Emitted, Report
from pricelang.targets._model import times
from pricelang.targets._model import words as adverb
from pricelang.targets._renames import formerly

SPECS = sorted((Path(__file__).parents[2] / "specs").glob("*.price"))

# Losses whose approximation changes no bill of the usages that are tried here: what the application does besides.
HARMLESS = {
    "addon-rules", "addon-tiers", "add-on-plan", "alert", "discount", "discount-length", "discount-terms", "feature",
    "feature-values", "hard-cap", "listing", "minimum-premium", "one-off-fee", "seat-range", "seats", "trial",
    "volume-in-advance",
}  # fmt: skip


class Contract(Protocol):
    """One way to buy an offer, as the vendor's documents say that it is billed."""

    def __init__(self, text: str, catalog: Catalog, tier: str, interval: Period, currency: str) -> None: ...

    def total(self, seats: int, uses: dict[tuple[str, str | None], Decimal]) -> Fraction:
        """What one billing interval costs: so many seats, and so much of each metric (at a `speed`, or without),
        spread evenly over the interval."""


@cache
def spec(path: Path) -> Catalog:
    return load(path)


def allowable(target: str) -> frozenset[str]:
    """All losses that may be approximated."""
    module = billing(target)
    assert module is not None
    return frozenset(name for name, loss in module.LOSSES.items() if loss.instead is not None)


def harmless(target: str) -> frozenset[str]:
    return allowable(target) & HARMLESS


def outcome(target: str, catalog: Catalog, check: Callable[[str], None]) -> Emitted:
    """Emit with everything allowed: either it is good, or it was refused for reasons that nothing can stand for."""
    module = billing(target)
    assert module is not None
    emitted = emit_with_report(catalog, target, allow_loss=allowable(target))
    if emitted.refused:
        assert emitted.text == ""
        for one in emitted.diagnostics:
            if one.severity is Severity.ERROR:
                assert one.rule.startswith(f"{target}/")
                assert module.LOSSES[one.rule.partition("/")[2]].instead is None
    else:
        check(emitted.text)
        for one in emitted.diagnostics:
            assert one.severity is Severity.INFO
            assert one.rule.partition("/")[2] in emitted.text, "an approximation is written into the output"
    return emitted


def intervals(tier: Tier) -> list[Period]:
    """By what a tier may be bought."""
    found = [
        fee.period
        for price in tier.prices
        if isinstance(price, FeePrice)
        for fee in price.alternatives
        if fee.period is not None
    ]
    return list(dict.fromkeys(found)) or [MONTH]


def same_bill(target: str, catalog: Catalog, reader: type[Contract], quantities: list[int], seats: int) -> int:
    """Compare pricelang's bill with what the emitted objects come to; gives how many bills were compared."""
    emitted = emit_with_report(catalog, target, allow_loss=harmless(target))
    if emitted.refused:
        return 0
    compared = 0
    rater = Rater(catalog)
    assert catalog.product is not None
    for tier in catalog.tiers:
        for interval in intervals(tier):
            for currency in _sold_in(tier, interval, catalog.product.currencies):
                months = times(interval, MONTH) or 1
                uses: list[Use | DatedUse] = []
                asked: dict[tuple[str, str | None], Decimal] = {}
                for (metric, speed), quantity in zip(_cells(catalog, tier), quantities, strict=False):
                    when = (Condition("speed", (speed,)),) if speed else ()
                    each = Decimal(quantity)
                    uses += [DatedUse(metric, each, date(2027, month + 1, 1), when) for month in range(months)]
                    asked[metric, speed] = each * months
                held = Subscription(tier.name, interval, currency, seats={"editor": seats}, on=date(2027, 1, 1))
                try:
                    bill = rater.bill(held, uses)
                except RatingError as refused:
                    # not in this currency, or not at this interval in it
                    if not any(words in str(refused) for words in ("an amount is in", "not sold", "has no price in")):
                        raise
                    continue
                contract = reader(emitted.text, catalog, tier.name, interval, currency)
                theirs = contract.total(seats, asked)
                ours = Fraction(bill.exact)
                assert theirs == ours, (target, tier.name, adverb(interval), currency, asked, seats, theirs, ours)
                compared += 1
    return compared


def _sold_in(tier: Tier, interval: Period, currencies: tuple[str, ...]) -> list[str]:
    """The currencies that a recurring fee of a tier is in at an interval; all where it has none."""
    fees = [fee for price in tier.prices if isinstance(price, FeePrice) for fee in price.alternatives if fee.period]
    sold = {
        fee.amount.currency if isinstance(fee, Fee) else fee.rate.currency for fee in fees if fee.period == interval
    }
    return [one for one in currencies if one in sold or not fees]


def _cells(catalog: Catalog, tier: Tier) -> Iterator[tuple[str, str | None]]:
    for metric in catalog.metrics:
        rows = [price for price in tier.prices if isinstance(price, UsagePrice) and price.metric == metric.name]
        if any(row.when for row in rows):
            yield from ((metric.name, value) for row in rows for one in row.when for value in one.values)
        else:
            yield metric.name, None


# What is no business of a billing system's, or says the same without it, and why. Each is a pattern of a place.
SILENT = {
    r"^(costs|personas|examples|cohorts|regions)\b": "the seller's own; groups count where a price names them",
    r"^product\.(audiences|stage|review|margin|exchanges|currencies)": "the seller's own; prices have currencies",
    r"^metrics\[\d+\]\.(costs\b|worth$|charged_by$|outcome\.succeeds$)": "the seller's own",
    r"^credits\[\d+\]\.worth$": "the seller's own",
    r"^(features\[\d+\]\.(kind|lower_is_better)|packages\[\d+\]\.vision)$": "how it is shown",
    r"^notes\[\d+\]\.uncertain$": "a note without a text says nothing but that",
    r"^tiers\[\d+\]\.(extends$|personas\b)": "what was taken over is written out; personas are the seller's own",
    r"alternatives\[[1-9]\d*\]\.per$": "alternatives are for the same",
    r"\.terms(\.grants)?$": "grants come monthly anyway where a price is also monthly; other terms are taken out alone",
    r"bands\[[1-9]\d*\]\.flat_when_used$": "a step is entered by use only",
}


_HOLDERS = (Catalog, Tier, Package, Product, Metric, Credit)
_NONE: frozenset[Span] = frozenset()


def _spans(value: Any) -> Iterator[Span]:
    """The places of a value and of all that is in it."""
    if isinstance(value, tuple) and not isinstance(value, Span):
        for one in value:
            yield from _spans(one)
    elif isinstance(value, Record):
        if getattr(value, "span", None) is not None:
            yield value.span  # type: ignore[attr-defined]
        for field in value.__fields__:
            yield from _spans(getattr(value, field))


def _without(value: Any, path: str = "", around: frozenset[Span] = _NONE) -> Iterator[tuple[str, Any, frozenset[Span]]]:
    """A value with each thing that it says taken out in turn: where that was, and all places of the statement that it
    stood in."""
    if not isinstance(value, Record) or getattr(value, "inherited", None):
        return
    if not around and not isinstance(value, _HOLDERS):
        around = frozenset(_spans(value))
    for field in value.__fields__:
        if field in ("span", "total_span", "inherited"):
            continue
        here = f"{path}.{field}" if path else field
        inner = getattr(value, field)
        if isinstance(inner, tuple):
            for place, one in enumerate(inner):
                if getattr(one, "inherited", None):
                    continue
                rest = (*inner[:place], *inner[place + 1 :])
                if rest or field not in ("bands", "rates", "alternatives"):
                    yield f"{here}[{place}]", replace(value, **{field: rest}), around or frozenset(_spans(one))
                for where, changed, places in _without(one, f"{here}[{place}]", around):
                    yield where, replace(value, **{field: (*inner[:place], changed, *inner[place + 1 :])}), places
        elif isinstance(inner, Window):
            if inner.kind != "once":
                yield here, replace(value, **{field: Window("once")}), around
        elif isinstance(inner, Record):
            for where, changed, places in _without(inner, here, around):
                yield where, replace(value, **{field: changed}), places
            if field in value.__defaults__ and inner != value.__defaults__[field]:
                yield here, replace(value, **{field: value.__defaults__[field]}), around
        elif field in value.__defaults__ and inner != value.__defaults__[field]:
            yield here, replace(value, **{field: value.__defaults__[field]}), around


def nothing_dropped(
    target: str, catalog: Catalog, monkeypatch: pytest.MonkeyPatch, silent: tuple[str, ...] = ()
) -> None:
    """Take out each thing that the catalog says, in turn: the output changes, or the report.

    A statement that the target refuses as a whole needs no second word on its parts. `silent`: what this target leaves
    out besides, as a pattern of a place.
    """
    # the text is looked at even where the catalog is refused: constructs that can be said stand beside ones that cannot
    monkeypatch.setattr(Report, "emitted", lambda self, text: Emitted(text, self.diagnostics))
    # layout takes most of the time, and former names take the rest twice
    monkeypatch.setattr(_requests, "dump", json.dumps)
    monkeypatch.setattr(stripe, "dump", json.dumps)

    def said(which: Catalog, *, renamed: bool) -> tuple[str, list[tuple[object, ...]]]:
        for module in (_compiling, killbill):
            monkeypatch.setattr(module, "formerly", formerly if renamed else lambda _: None)
        emitted = emit_with_report(which, target, allow_loss=allowable(target))
        return emitted.text, [(one.rule, one.message, one.symbol, one.span[1:]) for one in emitted.diagnostics]

    whole = emit_with_report(catalog, target, allow_loss=allowable(target))
    refused = {one.span for one in whole.diagnostics if one.severity is Severity.ERROR}
    before = {renamed: said(catalog, renamed=renamed) for renamed in (False, True)}
    tried, dropped = 0, []
    for where, changed, around in _without(catalog):
        if any(re.search(pattern, where) for pattern in (*SILENT, *silent)):
            continue
        if refused & around:
            continue
        tried += 1
        renamed = where.endswith(".was")
        if said(changed, renamed=renamed) == before[renamed]:
            dropped.append(where)
    assert not dropped, dropped
    assert tried > 50


def sound(value: Any) -> Any:
    """A made-up value with what no file can say mended: a price without bands, a block of nothing, a period of none."""
    if isinstance(value, tuple):
        return tuple(sound(one) for one in value)
    if not isinstance(value, Record):
        return value
    changes = {field: sound(getattr(value, field)) for field in value.__fields__ if field not in ("span", "total_span")}
    value = type(value)(**changes)
    match value:
        case Period(count=0):
            return replace(value, count=1)
        case Band(per=per) if not per:
            return replace(value, per=Decimal(1))
        case Fee(block=block) if not block:
            return replace(value, block=Decimal(1))
        case Bands(bands=()):
            return replace(value, bands=(Band(None),))
        case Bands(bands=bands):
            ascending = sorted({one.up_to for one in bands if one.up_to})
            made = [replace(one, up_to=up_to) for one, up_to in zip(bands, [*ascending, None], strict=False)]
            return replace(value, bands=tuple(made))
        case FeePrice(alternatives=()):
            return FreePrice(value.terms)
        case UsagePrice(rates=()):
            return FreePrice(value.terms)
        case Discount(percent=percent, free=free) if free is not None or percent is not None:
            return replace(value, percent=None if free is not None else min(percent or Decimal(1), 100), amount=None)
    return value


_SHOWN = {"label", "text", "title", "counts_when", "reverses_when", "once_per", "excludes"}
_MATCHED = {"name", "property", "values"}


def texts_replaced(catalog: Catalog, texts: list[str], *, shown_only: bool) -> Catalog:
    """The catalog with its texts replaced, in turn: those that are shown, and those that something else has to match
    (names of events, values of attributes, codes)."""
    given = cycle(texts)

    def changed(value: Any) -> Any:
        if isinstance(value, tuple) and not isinstance(value, Span):
            return tuple(changed(one) for one in value)
        if not isinstance(value, Record):
            return value
        shown = _SHOWN | {"unit"} if isinstance(value, Metric) else _SHOWN
        matched = _MATCHED if isinstance(value, Event | Condition) else {"code"}
        fields = shown if shown_only else shown | matched
        made: dict[str, Any] = {}
        for field in value.__fields__:
            inner = getattr(value, field)
            if field in fields and isinstance(inner, str) and inner:
                made[field] = next(given)
            elif field in fields and isinstance(inner, tuple) and all(isinstance(one, str) for one in inner):
                made[field] = tuple(dict.fromkeys(next(given) for _ in inner))
            else:
                made[field] = changed(inner)
        return type(value)(**made)

    result: Catalog = changed(catalog)
    return result
