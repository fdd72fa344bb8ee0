"""Charges beyond an allowance, as the rules about predictable bills read them."""

from __future__ import annotations

from collections.abc import Iterator
from fractions import Fraction

from pricelang.analysis.pools import Overage, Pool
from pricelang.analysis.variants import Variant
from pricelang.catalog.charges import Phase
from pricelang.diagnostics import Edit, Fix, Safety
from pricelang.record import Record
from pricelang.rules.frame import Pricing
from pricelang.source import Span

# When people want to be told: while they can still use less, and when it begins to cost.
_SHARES = "80%, 100%"


class Charged(Record):
    """An allowance of a tier with a charge after it; `phase` is the first that costs money."""

    variant: Variant
    pool: Pool
    phase: Phase
    overage: Overage

    @property
    def span(self) -> Span | None:
        """Where the charge is written."""
        return self.phase.span or self.pool.owner.span

    @property
    def optional(self) -> bool:
        """Whether a customer has to ask for it: every charge is opt-in."""
        return all(phase.opt_in for phase in self.pool.chain if phase.action == "charge")

    @property
    def alerts(self) -> list[Fraction]:
        """At which shares of the allowance the customer is told."""
        of = self.pool.of
        holders = [self.variant.tier.alerts, *(package.alerts for package in self.variant.included)]
        return [Fraction(at) / 100 for alerts in holders for alert in alerts if alert.of == of for at in alert.at]

    @property
    def warned(self) -> bool:
        """Whether an alert comes before the charge does, or with it."""
        return any(at <= 1 for at in self.alerts)


def charged(pricing: Pricing) -> Iterator[Charged]:
    """Each allowance with a charge after it, on the tier that writes it; one for a tier, in its first currency."""
    said: set[tuple[object, bool]] = set()
    for tier in pricing.analysis.tiers:
        if tier.unlisted:
            continue
        for variant in pricing.analysis.variants(tier.name)[:1]:
            for pool in variant.pools.values():
                if not pool.chain:
                    continue
                overage = variant.overage(pool, variant.least)
                paid = [
                    each.phase for each in overage.segments if any(step.unit or step.flat for step in each.charge.steps)
                ]
                if not paid:
                    continue
                found = Charged(variant, pool, paid[0], overage)
                key = (found.span or object(), found.warned)
                if key not in said:
                    said.add(key)
                    yield found


def alert(pricing: Pricing, each: Charged, safety: Safety) -> Fix | None:
    """An alert where the allowance is written: a new one, or earlier shares in one that comes too late."""
    from pricelang.rules.edits import offered, say, statement
    from pricelang.syntax import nodes

    of, owner = each.pool.of, each.pool.owner
    late = next((one for one in each.variant.tier.alerts if one.of == of), None)
    if late is None:
        return offered("add an alert", safety, say(pricing, owner.span, f"alert {of.name} at {_SHARES}"))
    written = statement(pricing, late.span)
    if late.inherited is not None or late.span is None or not isinstance(written, nodes.Alert):
        return None
    start = written.at[0].start
    return offered("tell earlier", safety, Edit(Span(late.span.source, start, start), f"{_SHARES}, "))
