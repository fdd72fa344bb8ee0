"""The answer as JSON. Amounts and shares are strings: decimals, exact, or fractions where there is no decimal."""

from __future__ import annotations

import json
from typing import Any

from pricelang.catalog.money import Money
from pricelang.cli.margins.documents import exact
from pricelang.cli.supposing.outcome import Figures, Outcome
from pricelang.diagnostics import Diagnostic
from pricelang.rating.figures import plain


def document(found: Outcome) -> str:
    """`changes`, `tiers` with their margins `before` and `after`, and the `findings` that appear and disappear."""
    made = {
        "changes": [
            {"what": one.what, "before": _money(one.before), "after": _money(one.after)} for one in found.changes
        ],
        "target": exact(found.target),
        "tiers": [
            {
                "tier": sold.tier,
                "interval": sold.interval or None,
                "currency": sold.currency,
                "seats": sold.seats,
                "unconverted": list(sold.foreign),
                "uses": [
                    {
                        "use": line.use,
                        "persona": line.name,
                        "before": _figures(line.before),
                        "after": _figures(line.after),
                    }
                    for line in sold.lines
                ],
            }
            for sold in found.sold
        ],
        "findings": {
            "appear": [_finding(one) for one in found.appear],
            "disappear": [_finding(one) for one in found.disappear],
            "stay": found.stay,
        },
    }
    return json.dumps(made, indent=2, ensure_ascii=False) + "\n"


def _figures(one: Figures) -> dict[str, Any]:
    return {"revenue": exact(one.revenue), "cost": exact(one.cost), "margin": exact(one.margin), "bounded": one.bounded}


def _finding(one: Diagnostic) -> dict[str, Any]:
    line, column = one.span.position
    return {
        "rule": one.rule,
        "severity": one.severity.word,
        "message": one.message,
        "symbol": one.symbol,
        "path": one.span.source.path,
        "line": line,
        "column": column,
    }


def _money(amount: Money) -> dict[str, str]:
    return {"amount": plain(amount.amount), "currency": amount.currency}
