"""Numbers, money and names as findings with amounts say them."""

from __future__ import annotations

from collections.abc import Iterable
from decimal import Decimal, localcontext
from fractions import Fraction

from pricelang.analysis.cells import Cell
from pricelang.analysis.pools import Pool
from pricelang.analysis.sheet import Sheet
from pricelang.analysis.variants import Variant
from pricelang.catalog.catalog import Tier
from pricelang.catalog.currencies import minor_units
from pricelang.catalog.quantity import Ref

_SYMBOLS = {"USD": "$", "EUR": "€", "GBP": "£", "JPY": "¥"}
_PLACES = 12


def _places(value: Fraction) -> int | None:
    """How many decimals a number has; None: without end, or too many to read."""
    for places in range(_PLACES + 1):
        if (value * 10**places).denominator == 1:
            return places
    return None


def _fixed(value: Fraction, places: int) -> str:
    scaled = value * 10**places
    whole = (2 * scaled.numerator + scaled.denominator) // (2 * scaled.denominator)  # half up
    with localcontext() as context:
        context.prec = max(28, len(str(abs(whole))) + 2)
        return f"{Decimal(whole).scaleb(-places):,.{places}f}"


def money(amount: Fraction, currency: str) -> str:
    """An amount, exact, with the currency's digits, or more below them; rounded (to three more) only where it has no
    end."""
    least = minor_units(currency)
    places = _places(abs(amount))
    digits = max(least, places) if places is not None else least + (0 if abs(amount) >= 1 else 3)
    symbol = _SYMBOLS.get(currency)
    text = _fixed(abs(amount), digits)
    sign = "-" if amount < 0 else ""
    return f"{sign}{symbol}{text}" if symbol else f"{sign}{currency} {text}"


def number(value: Fraction) -> str:
    """A quantity with grouped thousands; rounded to two decimals only where it has no end."""
    places = _places(abs(value))
    return _fixed(value, places if places is not None else 2)


def percent(share: Fraction) -> str:
    """A share in percent, to at most three decimals."""
    value = share * 100
    places = _places(abs(value))
    return f"{_fixed(value, 3 if places is None or places > 3 else places)}%"


def joined(words: Iterable[str], last: str = "and") -> str:
    """Words as in a sentence; at most four of them."""
    every = list(words)
    if len(every) > 4:
        every = [*every[:3], f"{len(every) - 3} more"]
    return every[0] if len(every) == 1 else f"{', '.join(every[:-1])} {last} {every[-1]}" if every else ""


def cells(found: Iterable[Cell], last: str = "or") -> str:
    """Cells by name: several of one metric are named by what they have in common."""
    groups: dict[str, list[Cell]] = {}
    for cell in found:
        groups.setdefault(cell.metric, []).append(cell)
    # of several cells of one metric, what they have in common
    common = [
        Cell(metric, tuple(each for each in group[0].attributes if all(each in cell.attributes for cell in group)))
        for metric, group in groups.items()
    ]
    return joined([cell.shown for cell in common], last)


def units(sheet: Sheet, ref: Ref) -> str:
    """What a pool is counted in: `credits`, or the metric's name."""
    if ref.kind == "credit":
        return "credits" if len(sheet.credits) == 1 else f"credits of `{ref.name}`"
    return f"`{ref.name}`"


def amount(sheet: Sheet, quantity: Fraction, ref: Ref) -> str:
    """So much of a pool: `1 credit`, `2,000 credits`, ``3 `draft` ``."""
    name = units(sheet, ref)
    return f"{number(quantity)} {name.replace('credits', 'credit', 1) if quantity == 1 else name}"


def unit(sheet: Sheet, ref: Ref) -> str:
    """One of what a pool is counted in."""
    if ref.kind == "credit":
        return "a credit"
    metric = sheet.metrics.get(ref.name)
    return f"per {metric.unit}" if metric is not None and metric.unit else f"per `{ref.name}`"


def symbol(tier: Tier, *refs: Ref) -> str:
    """What a finding is about: `tier pro / credit ai`."""
    return " / ".join([f"tier {tier.name}", *(f"{ref.kind} {ref.name}" for ref in refs)])


def called(variant: Variant, seats: int, per_seat: bool) -> str:
    """A subscription of a variant, in words: `a yearly seat`, `a monthly subscription of 3 seats`."""
    word = f"{variant.word} " if variant.word else ""
    if per_seat:
        return f"a {word}seat"
    of = f" of {seats:,} seat{'s' * (seats != 1)}" if variant.seated else ""
    return f"a {word}subscription{of}"


def facts(variant: Variant, pool: Pool | None = None, found: Iterable[Cell] = ()) -> list[object]:
    """All that a finding about costs rests on: its author may be unsure of any of it."""
    sheet = variant.sheet
    every: list[object] = [variant.tier, *variant.prices]
    if pool is not None:
        every += [grant.allowance for grant in pool.grants]
        every += [sheet.credits[pool.of.name]] if pool.of.name in sheet.credits else []
    for cell in found:
        every.append(sheet.metrics[cell.metric])
        served = sheet.costs.served(cell, variant.currency)
        every += served.costs if served is not None else ()
    return every
