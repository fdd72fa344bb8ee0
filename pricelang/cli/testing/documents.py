"""Outcomes as JSON: every key is always there, null says that there is nothing to say; the same on every run.

`stated` is the total of the example and `billed` the one of its bill, amounts as strings; `bill` is the whole bill in
the form of `pricelang.rating.document`. `diagnostics` has the form of `pricelang check --output-format json`.
"""

from __future__ import annotations

import json
from typing import Any

from pricelang.cli.testing.outcomes import Outcome, Run
from pricelang.rating.document import bill_object, money_object
from pricelang.render import render

SCHEMA = "urn:pricelang:examples:1"
VERSION = "1.0"


def document(found: Run) -> str:
    """The document of a run."""
    made = {
        "$schema": SCHEMA,
        "schema_version": VERSION,
        "summary": {
            "passed": found.count("passed"),
            "failed": found.count("failed"),
            "skipped": found.count("skipped"),
            "errors": found.count("error"),
            "deselected": found.deselected,
        },
        "examples": [_example(outcome) for outcome in found.outcomes],
    }
    return json.dumps(made, indent=2, ensure_ascii=False) + "\n"


def _example(outcome: Outcome) -> dict[str, Any]:
    example, bill = outcome.example, outcome.bill
    total = example.total if example is not None else None
    return {
        "path": outcome.path,
        "line": outcome.line,
        "title": outcome.title if example is not None else None,
        "tier": example.tier if example is not None else None,
        "outcome": outcome.word,
        "stated": None if total is None else money_object(total),
        "billed": None if bill is None else money_object(bill.total),
        "bill": None if bill is None else bill_object(bill),
        "diagnostics": json.loads(render(outcome.diagnostics, "json", width=100, color=False))["diagnostics"],
    }
