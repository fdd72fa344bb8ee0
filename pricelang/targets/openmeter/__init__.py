"""Requests to OpenMeter's API (v1): meters, features, plans with their rate cards, add-ons.

A plan of OpenMeter has one billing cadence and one currency, so that a tier becomes one plan for each of both. All
amounts and quantities are decimal texts in major units.
"""

from __future__ import annotations

from pricelang.catalog.catalog import Catalog
from pricelang.targets._common import common
from pricelang.targets._compiling import as_document
from pricelang.targets._losses import Emitted, Loss, or_raise
from pricelang.targets.openmeter.plans import Plans

NAME = "openmeter"
SUFFIX = ".openmeter.json"
DESCRIPTION = "requests to OpenMeter's API: meters, features, plans, add-ons"
OPTIONS: dict[str, str] = {}

_SAYS = ("attributes", "usage-minimum", "usage-maximum", "hard-cap", "addon-tiers", "fee-blocks")

LOSSES: dict[str, Loss] = common(says=_SAYS) | {
    "interval": Loss("a billing interval that is not 1, 2 or 4 weeks, or 1, 3, 6 or 12 months"),
    "seats": Loss(
        "seats that are bought: OpenMeter has no quantity on a subscription",
        "seats are metered: your application reports their number, and the last one of a period is billed after it",
    ),
    "blocks-in-steps": Loss("blocks inside a price of several steps"),
    "flat-when-used": Loss("a flat amount of the first step that is due only when something was used"),
    "closed-price": Loss("a price that ends at a quantity"),
    "too-fine": Loss("an amount of more than 12 decimals"),
    "overlapping-rows": Loss("rows of attributes of which one use fits several"),
    "same-conditions": Loss("several prices of the same uses that add up"),
    "add-on-interval": Loss(
        "an add-on that is billed at another rhythm than the plans it is sold on",
        "it is written, and not attached to plans: attach it where OpenMeter lets you",
    ),
    "discount": Loss("a discount or a code", "it is left out: give it on the customer's subscription"),
}

EXPRESSES: dict[str, str] = {
    "tier": "a plan for each billing cadence and currency",
    "fee for the account": "a flat-fee rate card, paid in advance",
    "fee paid once": "a flat-fee rate card without a cadence",
    "usage": "a meter, a feature and a usage-based rate card, up to 12 decimals",
    "prices by attributes": "a feature for each row, which filters the meter's groups",
    "graduated and volume prices": "a tiered price",
    "price per started block": "a package price",
    "included quantity": "a usage discount of the rate card",
    "stop at what is included": "a metered entitlement with a hard limit",
    "least and greatest charge of a metric": "`minimumAmount`, `maximumAmount`",
    "yearly fee, usage by the month": "rate cards with a cadence of their own",
    "trial": "a first phase without prices",
    "add-on": "an add-on, attached to the plans it is sold on",
    "feature, with its value": "a boolean or static entitlement",
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
        CannotExpress: the catalog says something that OpenMeter has no words for.
    """
    return or_raise(NAME, compile(catalog))
