"""Costs and the list as rows of text: what the table for a terminal and the one in Markdown have in common."""

from __future__ import annotations

from fractions import Fraction

from pricelang.catalog.product import CostRate
from pricelang.cli.costing.survey import Item, Survey
from pricelang.market.comparison import Compared
from pricelang.market.listing import CURRENCY
from pricelang.rating.exact import tidy
from pricelang.rating.figures import conditions, money, number
from pricelang.render.display import clean

HEAD = ("Rate", "Declared", "Listed", "Difference")


def cells(compared: Compared) -> tuple[str, str, str, str]:
    """A rate, what the file says, what the list says, and how they differ."""
    listed = "-" if compared.listed is None else money(tidy(compared.listed), CURRENCY)
    return rate(compared), money(tidy(compared.declared), compared.rate.amount.currency), listed, difference(compared)


def rate(compared: Compared) -> str:
    """`input per 1M above 272k when service_tier is flex`."""
    one = compared.rate
    return f"{one.unit}{_per(Fraction(compared.per))}{_above(one)}{conditions(one.when)}"


def difference(compared: Compared) -> str:
    """`none`, `+12.5%`; a price that is not copied says why in a word."""
    change = compared.change
    said = "" if change is None else percent(change)
    if compared.state == "same":
        return "none"
    if compared.state == "unknown":
        return "not listed" if compared.listed is None else "not compared"
    return said or "new" if compared.state == "differs" else f"{said} {compared.state}".strip()


def percent(share: Fraction) -> str:
    """A change with its sign, in percent, rounded half up to one decimal."""
    tenths = abs(share) * 1_000
    rounded = (2 * tenths.numerator + tenths.denominator) // (2 * tenths.denominator)
    whole, part = divmod(rounded, 10)
    sign = "-" if share < 0 else "+"
    if share and not rounded:
        return f"{sign}<0.1%"
    return f"{sign}{whole:,}.{part}%" if part else f"{sign}{whole:,}%"


def heading(item: Item) -> str:
    """`GPT-5 mini (gpt5_mini): openai:gpt-5-mini, as of 2026-11-01`."""
    cost = item.report.cost
    day = f"as of {cost.as_of}" if cost.as_of is not None else "without a day"
    return clean(f"{cost.label} ({cost.name}): {cost.model}, {day}")


def place(item: Item) -> str:
    """`specs/scribe.price:17`."""
    return "" if item.span is None else f"{item.span.source.path}:{item.span.position[0]}"


def remarks(item: Item) -> list[str]:
    """All that is to be said of a cost below its table."""
    report = item.report
    said = [f"error: {report.problem}; {report.help}"] if report.problem is not None else []
    for compared in report.rates:
        if compared.why:
            rest = "; it is never copied: where it is right, write it by hand" if compared.state == "doubtful" else ""
            said.append(f"{rate(compared)}: {compared.why}{rest}")
        said += [f"{rate(compared)}: {note}" for note in compared.notes]
    return [*said, *report.notes]


def conclusion(found: Survey) -> str:
    """One sentence about all of them."""
    states = [compared.state for item in found.items for compared in item.report.rates]
    if not found.items:
        return 'No cost names a price list: write `source genai_prices "openai:gpt-5-mini"` in it.'
    words = (
        ("same", "as listed"),
        ("differs", "out of date"),
        ("doubtful", "doubtful in the list"),
        ("newer", "newer than the list"),
        ("unknown", "not in the list"),
    )
    counted = ", ".join(f"{states.count(state)} {word}" for state, word in words if state in states)
    day = f", prices as of {found.day}" if found.day is not None else ""
    rates = f"{len(states)} rate{'s' * (len(states) != 1)}"
    errors = sum(item.report.problem is not None for item in found.items)
    wrong = f"; {errors} cost{'s' * (errors != 1)} with an error" * bool(errors)
    return f"{found.name} {found.version}{day}. {rates}{': ' * bool(counted)}{counted}{wrong}"


def _per(per: Fraction) -> str:
    if per == 1:
        return ""
    for size, letter in ((10**9, "B"), (10**6, "M"), (10**3, "k")):
        if per % size == 0:
            return f" per {number(per / size)}{letter}"
    return f" per {number(per)}"


def _above(one: CostRate) -> str:
    if one.threshold is None:
        return ""
    of = f" {one.threshold_unit}" if one.threshold_unit and one.threshold_unit != one.unit else ""
    return f" above {number(one.threshold)}{of}"
