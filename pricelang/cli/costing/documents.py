"""The comparison as JSON. Amounts are strings: decimals, exact, or fractions where there is no decimal."""

from __future__ import annotations

import json
from typing import Any

from pricelang.cli.costing.survey import Item, Survey
from pricelang.market.comparison import Compared
from pricelang.market.listing import CURRENCY
from pricelang.rating.exact import tidy
from pricelang.rating.figures import plain


def document(found: Survey) -> str:
    """`list` (null where no cost names one), `costs` and `unsourced`, the names of those that name none."""
    made = {
        "list": {"name": found.name, "version": found.version, "day": _day(found.day)} if found.name else None,
        "costs": [_cost(item) for item in found.items],
        "unsourced": list(found.unsourced),
    }
    return json.dumps(made, indent=2, ensure_ascii=False) + "\n"


def _cost(item: Item) -> dict[str, Any]:
    report, span = item.report, item.span
    return {
        "name": report.cost.name,
        "label": report.cost.label,
        "file": None if span is None else span.source.path,
        "line": None if span is None else span.position[0],
        "source": report.cost.model,
        "model": report.model,
        "as_of": _day(report.cost.as_of),
        "as_of_listed": _day(report.as_of),
        "problem": report.problem,
        "help": report.help or None,
        "rates": [_rate(compared) for compared in report.rates],
        "notes": list(report.notes),
    }


def _rate(compared: Compared) -> dict[str, Any]:
    rate, change = compared.rate, compared.change
    return {
        "unit": rate.unit,
        "per": plain(compared.per),
        "above": None if rate.threshold is None else plain(rate.threshold),
        "above_unit": rate.threshold_unit,
        "when": {one.attribute: list(one.values) for one in rate.when},
        "state": compared.state,
        "declared": {"amount": plain(tidy(compared.declared)), "currency": rate.amount.currency},
        "listed": None if compared.listed is None else {"amount": plain(tidy(compared.listed)), "currency": CURRENCY},
        "difference_percent": None if change is None else plain(tidy(change * 100)),
        "why": compared.why or None,
        "notes": list(compared.notes),
    }


def _day(day: object) -> str | None:
    return None if day is None else str(day)
