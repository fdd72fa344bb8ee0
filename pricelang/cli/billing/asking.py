"""From the words of a command line to what is asked of rating."""

from __future__ import annotations

import re
from collections.abc import Iterable
from datetime import date
from decimal import Decimal

from pricelang.catalog.catalog import Catalog, Use
from pricelang.catalog.currencies import MINOR_UNITS
from pricelang.catalog.money import Money
from pricelang.catalog.period import Period
from pricelang.catalog.quantity import Condition
from pricelang.cli.reporting import CannotRun
from pricelang.lowering.spelling import singulars, suggestion
from pricelang.rating import RatingError
from pricelang.rating.figures import SYMBOLS
from pricelang.rating.subscription import INTERVALS, count_of, quantity_of

_SCALE = {"k": 3, "M": 6, "B": 9}
_QUANTITY = re.compile(r"(-?)(\d[\d_]*(?:\.\d+)?)([kMB]?)", re.ASCII)
_MONEY = re.compile(r"(?:([$€£¥₹₩])|([A-Z]{3}) ?)?(-?\d[\d_]*(?:\.\d+)?)(?: ?([A-Z]{3}))?", re.ASCII)
_USE = re.compile(r"([^=\[\]]+)=([^=\[\]]+)(?:\[(.*)\])?", re.DOTALL)
_LONGEST = 60
_UNITS: dict[str, Period] = {period.unit: period for period in INTERVALS.values() if period is not None}


def cut(text: str) -> str:
    """What somebody wrote, short enough for a message."""
    return text if len(text) <= _LONGEST else text[: _LONGEST - 1] + "…"


def number(text: str, what: str) -> Decimal:
    """A quantity as the language writes it: `1_800`, `2.5`, `6k`.

    Raises:
        CannotRun: it is none, or negative, or beyond what can be billed.
    """
    found = _QUANTITY.fullmatch(text.strip())
    if found is None:
        raise CannotRun(f"{what}: `{cut(text)}` is no quantity; write 1_800, 2.5 or 6k")
    if len(found[2]) > 100:
        raise CannotRun(f"{what}: `{cut(text)}` is beyond what can be billed; check its unit")
    value = Decimal(found[1] + found[2].replace("_", "")).scaleb(_SCALE.get(found[3], 0))
    try:
        return quantity_of("", value)
    except RatingError as refused:
        raise CannotRun(f"{what}: {_about(refused, '')}") from None


def _about(refused: RatingError, name: str) -> str:
    """What rating says of a quantity, without the name that the message begins with anyway."""
    message = refused.message.replace(f" of `{name}`", "")
    return f"{message}; {refused.help}" if refused.help else message


def refusal(refused: RatingError) -> str:
    """What rating refuses, with what to do, and the place that it is about."""
    message = f"{refused.message}; {refused.help}" if refused.help else refused.message
    if refused.span is None:
        return message
    return f"{message} ({refused.span.source.path}:{refused.span.position[0]})"


def name_in(written: str, known: Iterable[str]) -> str | None:
    """The known name that was written, also as its plural."""
    names = set(known)
    return next((name for name in (written, *singulars(written)) if name in names), None)


def unknown(kind: str, written: str, known: Iterable[str]) -> str:
    """That a name is not known, and which one was meant."""
    names = list(known)
    close = suggestion(written, names)
    if close is not None:
        rest = f"did you mean `{close}`?"
    elif names:
        listed = ", ".join(f"`{name}`" for name in names[:8])
        rest = f"there is {listed}{', …' if len(names) > 8 else ''}"
    else:
        rest = f"no {kind} is declared"
    return f"unknown {kind} `{cut(written)}`; {rest}"


def tier_in(catalog: Catalog, written: str | None) -> str:
    """The tier that is meant; a file with one tier needs no word.

    Raises:
        CannotRun: it is not declared, or not said.
    """
    names = [tier.name for tier in catalog.tiers]
    if written is None:
        if len(names) == 1:
            return names[0]
        if not names:
            raise CannotRun("there is no tier to bill: declare one, `tier pro { price $20 per month }`")
        listed = ", ".join(f"`{name}`" for name in names[:8])
        raise CannotRun(f"say which tier with `--tier`: there is {listed}{', …' if len(names) > 8 else ''}")
    if written not in names:
        raise CannotRun(unknown("tier", written, names))
    return written


def interval(written: str) -> Period | None:
    """`month`, `monthly`, `6 months`, `once`.

    Raises:
        CannotRun: it is no interval.
    """
    if written in INTERVALS:
        return INTERVALS[written]
    found = re.fullmatch(r"(?:(\d{1,4}) ?)?([a-z]+?)s?", written)
    if found is not None and found[2] in _UNITS and int(found[1] or 1) > 0:
        return Period(int(found[1] or 1), _UNITS[found[2]].unit)
    close = suggestion(written, [*_UNITS, *INTERVALS])
    rest = f"did you mean `{close}`?" if close else f"there is {', '.join(f'`{unit}`' for unit in _UNITS)} or `once`"
    raise CannotRun(f"unknown interval `{cut(written)}`; {rest}")


def use(catalog: Catalog, written: str) -> Use:
    """`draft=1_800` or `image=40[quality=high]`.

    Raises:
        CannotRun: it is not written so, or names what is not declared.
    """
    what = f"`--use {cut(written)}`"
    found = _USE.fullmatch(written)
    if found is None:
        raise CannotRun(f"{what} is no use; write `--use draft=1_800` or `--use image=40[quality=high]`")
    metric = metric_in(catalog, found[1].strip())
    if metric is None:
        raise CannotRun(f"{what}: {unknown_metric(catalog, found[1].strip())}")
    attributes: dict[str, str] = {}
    for pair in found[3].split(",") if found[3] is not None else ():
        name, equals, value = (part.strip() for part in pair.partition("="))
        value = value[1:-1] if len(value) > 1 and value[0] == value[-1] == '"' else value
        if not (equals and name and value):
            raise CannotRun(f"{what}: `[{cut(found[3])}]` is no list of attributes; write `[quality=high,size=large]`")
        if name in attributes:
            raise CannotRun(f"{what} says `{name}` twice")
        attributes[name] = value
    return Use(metric, number(found[2], what), conditions(attributes))


def conditions(attributes: dict[str, str]) -> tuple[Condition, ...]:
    """Attributes of a use in one order, so that equal uses are counted together."""
    return tuple(Condition(name, (attributes[name],)) for name in sorted(attributes))


def metric_in(catalog: Catalog, written: str) -> str | None:
    """The metric that is meant."""
    return name_in(written, [metric.name for metric in catalog.metrics])


def unknown_metric(catalog: Catalog, written: str) -> str:
    """That something is no metric, and what it is."""
    for kind, names in (
        ("a credit: say what is used, and the credits follow from its rates", [one.name for one in catalog.credits]),
        ("an add-on: buy it with `--addon`", [one.name for one in catalog.packages]),
        ("a kind of seat: say `--seats`", [one.name for one in catalog.seats]),
    ):
        found = name_in(written, names)
        if found is not None:
            return f"`{found}` is {kind}"
    return unknown("metric", written, [metric.name for metric in catalog.metrics])


def seats(catalog: Catalog, written: Iterable[str]) -> int | dict[str, int] | None:
    """`5`, or `editor=3` for each kind.

    Raises:
        CannotRun: a count is not whole, or a kind is not declared.
    """
    total: int | None = None
    kinds: dict[str, int] = {}
    for one in written:
        what = f"`--seats {cut(one)}`"
        kind, equals, count = one.partition("=")
        if not equals:
            if total is not None:
                raise CannotRun("`--seats` is given twice; say the kind of each, `--seats editor=3`")
            total = _count("seats", one, what)
            continue
        known = [seat.name for seat in catalog.seats] or ["seat"]
        name = name_in(kind.strip(), known)
        if name is None:
            raise CannotRun(f"{what}: {unknown('kind of seat', kind.strip(), known)}")
        if name in kinds:
            raise CannotRun(f"`--seats {name}=…` is given twice")
        kinds[name] = _count("seats", count, what)
    if total is not None and kinds:
        raise CannotRun("`--seats` is given with and without a kind; say the kind of each")
    return kinds or total


def addons(catalog: Catalog, written: Iterable[str]) -> dict[str, int]:
    """`credit_pack` or `credit_pack=2`.

    Raises:
        CannotRun: a count is not whole, or a package is not declared.
    """
    found: dict[str, int] = {}
    for one in written:
        name, equals, count = one.partition("=")
        known = [package.name for package in catalog.packages]
        package = name_in(name.strip(), known)
        if package is None:
            raise CannotRun(f"`--addon {cut(one)}`: {unknown('package', name.strip(), known)}")
        number_of = _count("packages", count, f"`--addon {cut(one)}`") if equals else 1
        found[package] = found.get(package, 0) + number_of
    return found


def _count(kind: str, text: str, what: str) -> int:
    value = number(text, what)
    try:
        return count_of(kind, "", value)
    except RatingError:
        raise CannotRun(f"{what}: {kind} are counted in whole numbers") from None


def amount(written: str, option: str, currency: str | None) -> Money:
    """`50`, `$50`, `CHF 50` or `50 CHF`; without a currency in the bill's.

    Raises:
        CannotRun: it is no amount, or negative.
    """
    found = _MONEY.fullmatch(written.strip())
    codes = [code for code in (found[2], found[4]) if code] if found is not None else []
    if found is None or len(found[3]) > 60 or len(codes) + bool(found[1]) > 1:
        raise CannotRun(f"`{option} {cut(written)}` is no amount; write 50, $50 or CHF 50")
    if found[1] is not None:
        codes = [code for code, symbol in SYMBOLS.items() if symbol == found[1]]
    if codes and codes[0] not in MINOR_UNITS:
        raise CannotRun(f"`{option} {cut(written)}`: `{codes[0]}` is no currency of ISO 4217")
    value = Decimal(found[3].replace("_", ""))
    if value < 0:
        raise CannotRun(f"`{option} {cut(written)}` is negative")
    if not codes and currency is None:
        raise CannotRun(f"`{option} {cut(written)}` has no currency; write it as `USD 50`")
    return Money(value, codes[0] if codes else str(currency))


def day(written: str, option: str) -> date:
    """`2027-03-01`.

    Raises:
        CannotRun: there is no such day.
    """
    if re.fullmatch(r"\d{4}-\d{2}-\d{2}", written, re.ASCII):
        try:
            return date.fromisoformat(written)
        except ValueError:
            raise CannotRun(f"`{option} {written}`: there is no such day") from None
    raise CannotRun(f"`{option} {cut(written)}` is no date; write it as 2027-03-01")
