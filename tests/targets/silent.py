"""Whether a target drops something silently: each thing that a catalog says is taken out in turn."""

from __future__ import annotations

import re
from typing import Any

import pytest
from targets.billing_checks import SPECS, allowable, spec, without_each

from pricelang.catalog.catalog import Catalog
from pricelang.diagnostics import Severity
from pricelang.source import Span
from pricelang.targets import emit_with_report
from pricelang.targets._losses import Emitted, Report

# What does not reach a billing system: the seller's own business, and how a file is written.
SELLERS_OWN = re.compile(
    r"^(product\.(label|owner|review|exchange|family|effective|currencies|audiences|stage|margin)"
    r"|costs|personas|cohorts|regions|examples|seats\[\d+\]$|metrics\[\d+\](\.currency|\.outcome\.succeeds)?$"
    r"|features\[\d+\]\.(kind|lower_is_better|label)|packages\[\d+\](\.(kind|offers|label|was).*)?$"
    r"|.*\.(inherited|worth|costs|personas|vision|extends|charged_by|unit)\b"
    r"|.*\.window\.period$|notes\[\d+\]\.uncertain)"
)


def fingerprint(catalog: Catalog, target: str) -> Any:
    emitted = emit_with_report(catalog, target, allow_loss=allowable(target))
    return emitted.text, [(one.rule, one.message, one.symbol) for one in emitted.diagnostics]


def spans(catalog: Any, path: str) -> list[Any]:
    """The places of the values that a path leads through."""
    found = []
    value = catalog
    for name, place in re.findall(r"(\w+)(?:\[(\d+)\])?", path):
        value = getattr(value, name)
        value = value[int(place)] if place else value
        found.append(getattr(value, "span", None))
    return found


def within(inner: Span, outer: Span | None) -> bool:
    """Whether a place stands in another."""
    return outer is not None and inner.source == outer.source and outer.start <= inner.start and inner.end <= outer.end


def dropped(monkeypatch: pytest.MonkeyPatch, target: str) -> list[str]:
    """The paths in the specification of all constructs whose removal changes neither the output nor the report.

    What stands inside a value that is reported as lost is reported with it, and so is what stands beside the part of a
    price or allowance that refuses the whole; a value that a tier took over is reported once, at its one place.
    """
    monkeypatch.setattr(Report, "emitted", lambda self, text: Emitted(text, self.diagnostics))
    catalog = spec(next(path for path in SPECS if path.stem == "constructs"))
    whole = fingerprint(catalog, target)
    said = emit_with_report(catalog, target, allow_loss=allowable(target)).diagnostics
    reported = {one.span for one in said}
    refused = [one.span for one in said if one.severity is Severity.ERROR]
    return [
        where
        for where, changed in without_each(catalog)
        if not SELLERS_OWN.match(where)
        and fingerprint(changed, target) == whole
        and not any(span in reported for span in spans(catalog, where))
        and not any(within(one, span) for span in spans(catalog, where)[1:] for one in refused)
    ]
