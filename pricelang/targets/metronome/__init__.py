"""Requests to Metronome's API: billable metrics, products, rate cards with their rates, packages.

A tier becomes a rate card and a package for each interval. Prices are JSON numbers in US cents, as Metronome's
documents have them: a decimal that a double does not hold is refused.
"""

from __future__ import annotations

from pricelang.catalog.catalog import Catalog
from pricelang.targets._common import common
from pricelang.targets._compiling import as_document
from pricelang.targets._losses import Emitted, Loss, or_raise
from pricelang.targets.metronome.packages import Packages

NAME = "metronome"
SUFFIX = ".metronome.json"
DESCRIPTION = "requests to Metronome's API: billable metrics, products, rate cards, packages"
OPTIONS: dict[str, str] = {}

_REPORTS = "no free quantity is written: your application reports only what exceeds it"

LOSSES: dict[str, Loss] = common() | {
    "currency": Loss("an offer that is not sold in US dollars: another currency needs an id of the account"),
    "other-currencies": Loss("an offer in further currencies", "the offer is written in US dollars only"),
    "interval": Loss("a billing interval that is no week, month, quarter or year"),
    "mixed-intervals": Loss("a fee that is billed at another rhythm than the package it belongs to"),
    "seat-steps": Loss("a price of seats by steps or blocks"),
    "usage-volume": Loss("a volume price"),
    "blocks-in-steps": Loss("blocks inside a price of several steps"),
    "blocks-after-included": Loss("blocks after an included quantity", _REPORTS),
    "flat-in-steps": Loss("a flat amount of a step"),
    "closed-price": Loss("a price that ends at a quantity"),
    "inexact-number": Loss("an amount or a quantity that no JSON number holds exactly"),
    "trial": Loss(
        "a trial: Metronome's packages begin with their fees",
        "it is left out: your application begins the contract when the trial ends",
    ),
    "add-on-plan": Loss(
        "an add-on beside a plan", "a package of its own is written: give the customer a second contract"
    ),
    "feature": Loss("a feature: Metronome has no entitlements", "your application keeps it"),
    "discount": Loss("a discount or a code", "it is left out: give it on the customer's contract"),
}

EXPRESSES: dict[str, str] = {
    "tier": "a rate card and a package for each interval",
    "fee for the account or per seat": "a subscription rate, in advance; the quantity is the contract's",
    "fee paid once": "a scheduled charge at the start",
    "usage": "a billable metric (count, sum, max, last, unique), a product and a rate in cents",
    "graduated price": "a tiered rate",
    "price per started block": "`quantity_conversion` and `quantity_rounding` of the product",
    "included quantity, then a charge": "a first tier at 0",
    "yearly fee, usage by the month": "`usage_statement_schedule`",
    "note, label, mark": "a text of the document",
}


def compile(catalog: Catalog, *, allow_loss: frozenset[str] = frozenset()) -> Emitted:  # noqa: A001 - the contract's
    """The requests as a JSON document, or why there are none.

    Raises:
        UnknownLoss: a name in `allow_loss` is no loss of this target, or cannot be approximated.
    """
    return as_document(NAME, LOSSES, (), Packages, catalog, allow_loss)


def emit(catalog: Catalog) -> str:
    """The requests as a JSON document.

    Raises:
        CannotExpress: the catalog says something that Metronome has no words for.
    """
    return or_raise(NAME, compile(catalog))
