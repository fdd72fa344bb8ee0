"""An outcome is charged and does not say what it is.

## What it does

Finds a metric `charged by outcome` that some tier or package charges, or that burns credits, and that lacks one of:
when it counts, within which time, what never counts, what takes it back, and once per what.

## Why it matters

An outcome is the seller's word against the customer's. Each missing part is a dispute to come: is a greeting a
resolution, is a case that comes back after a day counted again, is it one outcome or three?

## Bad

```price
metric resolution "Resolutions" { charged by outcome; counts when "the customer says so" }
tier pro "Pro" { price $0.99 per resolution }
```

## Good

```price
metric resolution "Resolutions" {
  charged   by outcome
  counts    when "the customer says so"
  within    24 hours
  excludes  "spam", "tests"
  reverses  when "the case is opened again" within 7 days
  once      per conversation
}
tier pro "Pro" { price $0.99 per resolution }
```

## Options

None.

## Sources

Guide, metrics: an outcome has a definition, a window, exclusions, a reversal and a rule against counting twice. Public
definitions of this form: Intercom Fin, Zendesk, HubSpot.
"""

from __future__ import annotations

from collections.abc import Iterator

from pricelang.catalog.catalog import Outcome
from pricelang.diagnostics import Severity
from pricelang.rules.charging import charged_metrics
from pricelang.rules.frame import Finding, Pricing, labels

SEVERITY = Severity.ERROR
DEFAULT = True


def check(pricing: Pricing) -> Iterator[Finding]:
    charged = charged_metrics(pricing.catalog)
    for metric in pricing.catalog.metrics:
        if metric.charged_by != "outcome" or metric.name not in charged:
            continue
        missing = [(what, how) for what, how in _missing(metric.outcome or Outcome())]
        if missing:
            yield Finding(
                f"`{metric.name}` is charged by outcome and does not say {_joined([what for what, _ in missing])}",
                metric.span,
                f"{len(missing)} of 5 parts of its definition are missing"
                if len(missing) > 1
                else "one part of its definition is missing",
                related=labels((charged[metric.name], "charged here")),
                helps=(f"write {', '.join(f'`{how}`' for _, how in missing)}",),
                symbol=f"metric {metric.name}",
                uncertain=pricing.uncertain(metric),
            )


def _missing(outcome: Outcome) -> Iterator[tuple[str, str]]:
    if outcome.counts_when is None:
        yield "when it counts", 'counts when "..."'
    if outcome.within is None:
        yield "within which time", "within 24 hours"
    if not outcome.excludes:
        yield "what never counts", 'excludes "..."'
    if outcome.reverses_when is None:
        yield "what takes it back", 'reverses when "..."'
    if outcome.once_per is None:
        yield "what it is counted once for", "once per conversation"


def _joined(parts: list[str]) -> str:
    return parts[0] if len(parts) == 1 else f"{', '.join(parts[:-1])}, or {parts[-1]}"
