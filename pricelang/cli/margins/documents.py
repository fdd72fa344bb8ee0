"""Margins as JSON: amounts are decimals in text, or fractions `a/b` where there is no decimal."""

from __future__ import annotations

import json
from fractions import Fraction
from typing import Any

from pricelang.cli.margins.report import Report, Row


def exact(value: Fraction | None) -> str | None:
    """A number as text, nothing rounded."""
    if value is None:
        return None
    for places in range(25):
        scaled = value * 10**places
        if scaled.denominator == 1:
            digits = f"{abs(scaled.numerator):0{places + 1}d}"
            whole = digits if not places else f"{digits[:-places]}.{digits[-places:]}"
            return f"-{whole}" if value < 0 else whole
    return str(value)


def document(report: Report) -> str:
    """The report as a JSON document."""
    value = {
        "product": report.product,
        "target": exact(report.target),
        "tiers": [_row(row) for row in report.rows],
        "not_worked_out": [{"tier": label, "reason": why} for label, why in report.silent],
    }
    return json.dumps(value, indent=2, ensure_ascii=False) + "\n"


def _row(row: Row) -> dict[str, Any]:
    return {
        "tier": row.tier,
        "interval": row.word or None,
        "currency": row.currency,
        "seats": row.seats,
        "revenue": exact(row.revenue),
        "full_use_cost": exact(row.costs) if row.known else None,
        "margin": exact(row.margin) if row.known else None,
        "personas": [
            {
                "persona": each.name,
                "use": each.use,
                "seats": each.seats,
                "own_tier": each.own,
                "revenue": exact(each.pays),
                "cost": exact(each.costs),
                "margin": exact(each.margin),
            }
            for each in row.personas
        ],
        "courses": [
            {
                "of": course.of.name,
                "cost_each": exact(course.each),
                "end": None if course.endless else exact(course.end),
                "first_loss": exact(course.first_loss),
                "margins": [exact(share) for share in course.shares],
                "shown_to": exact(course.end),
            }
            for course in row.courses
        ],
        "unbounded": list(row.unbounded),
        "unconverted": list(row.foreign),
    }
