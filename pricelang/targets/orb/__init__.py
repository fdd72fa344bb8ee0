"""Requests to Orb's API: items, metrics, plans with their prices and adjustments, coupons.

A plan of Orb has one currency, and is written for one interval, so that a tier becomes one plan for each of both. All
amounts are decimal texts in major units. Metrics are SQL over the events that the application sends.
"""

from __future__ import annotations

from pricelang.catalog.catalog import Catalog
from pricelang.targets._common import common
from pricelang.targets._compiling import as_document
from pricelang.targets._losses import Emitted, Loss, or_raise
from pricelang.targets.orb.plans import Plans

NAME = "orb"
SUFFIX = ".orb.json"
DESCRIPTION = "requests to Orb's API: items, metrics, plans, coupons"
OPTIONS: dict[str, str] = {}

_SAYS = ("usage-minimum", "usage-maximum", "fee-blocks")
_REPORTS = "no free quantity is written: your application reports only what exceeds it"

LOSSES: dict[str, Loss] = common(says=_SAYS) | {
    "aggregation": Loss(
        "a meter that keeps the last value",
        "the highest value of the period is billed: your application reports no value that will fall again",
    ),
    "interval": Loss("a billing interval that is no whole number of days or months"),
    "blocks-in-steps": Loss("blocks inside a price of several steps"),
    "volume-after-included": Loss("a volume price after an included quantity", _REPORTS),
    "flat-in-steps": Loss("a flat amount of a step"),
    "closed-price": Loss("a price that ends at a quantity"),
    "steps-of-parts": Loss("a block that is no whole number"),
    "too-fine": Loss("an amount of more than 15 decimals, or a bound of a step that no JSON number holds exactly"),
    "trial-length": Loss("a trial that is no number of days or months"),
    "trial": Loss(
        "use in a trial: Orb's trial is a phase of the plan without prices",
        "the phase is written: your application watches what is used in it",
    ),
    "add-on-plan": Loss(
        "an add-on beside a plan", "a plan of its own is written: give the customer a second subscription"
    ),
    "feature": Loss(
        "a feature: Orb has no entitlements", "it stands in the plan's metadata: your application reads it there"
    ),
    "discount": Loss(
        "an amount off where the product has other currencies, or a code that nobody enters",
        "a coupon is written: your application gives it where its currency, and its terms, hold",
    ),
    "free-period": Loss("a discount that makes only the recurring fees free for a time"),
    "discount-length": Loss("a discount for a time that is no whole number of months"),
}

EXPRESSES: dict[str, str] = {
    "tier": "a plan for each interval and currency, with its name, place in the ladder and packages in metadata",
    "fee for the account": "a unit price with a fixed quantity of one, billed in advance",
    "fee paid once": "a price with the cadence `one_time`",
    "fee per seat, also by steps or blocks": "a price with a fixed quantity; the quantity is the subscription's",
    "usage": "an item, a metric in SQL (count, sum, max, unique) and a price, up to 15 decimals",
    "graduated price": "a tiered price",
    "volume price": "a bulk price",
    "price per started block": "a package price, also with an allocation",
    "included quantity, then a charge": "a first tier at 0",
    "least and greatest charge of a metric": "`minimum` and `maximum` adjustments of the metric's item",
    "fees and usage at different intervals": "each price has a cadence of its own",
    "trial": "a first phase of the plan without prices",
    "discount, code": "a coupon",
    "note": "a text of the document",
}


def compile(catalog: Catalog, *, allow_loss: frozenset[str] = frozenset()) -> Emitted:  # noqa: A001 - the contract's
    """The requests as a JSON document, or why there are none.

    Raises:
        UnknownLoss: a name in `allow_loss` is no loss of this target, or cannot be approximated.
    """
    return as_document(NAME, LOSSES, _SAYS, Plans, catalog, allow_loss)


def emit(catalog: Catalog) -> str:
    """The requests as a JSON document.

    Raises:
        CannotExpress: the catalog says something that Orb has no words for.
    """
    return or_raise(NAME, compile(catalog))
