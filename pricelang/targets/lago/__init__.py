"""Requests to Lago's API: billable metrics, plans with their charges, add-ons, features, coupons.

A plan of Lago has one interval and one currency, so that a tier becomes one plan for each of both. Prices of usage are
decimal texts in major units; base fees are whole minor units.
"""

from __future__ import annotations

from pricelang.catalog.catalog import Catalog
from pricelang.targets._common import common
from pricelang.targets._compiling import as_document
from pricelang.targets._losses import Emitted, Loss, or_raise
from pricelang.targets.lago.plans import Plans

NAME = "lago"
SUFFIX = ".lago.json"
DESCRIPTION = "requests to Lago's API: billable metrics, plans, add-ons, features, coupons"
OPTIONS: dict[str, str] = {}

_SAYS = ("bought-quantity", "attributes", "usage-minimum", "commitment", "bill-minimum")
_REPORTS = "no free quantity is written: your application reports only what exceeds it"

LOSSES: dict[str, Loss] = common(says=_SAYS) | {
    "interval": Loss("a billing interval that is no week, month, quarter, half year or year"),
    "mixed-intervals": Loss("fees or usage that are billed at another rhythm than the plan, other than monthly"),
    "blocks-in-steps": Loss("blocks inside a price of several steps"),
    "volume-after-included": Loss("a volume price after an included quantity", _REPORTS),
    "volume-in-advance": Loss(
        "a volume price of seats or of a bought quantity that is paid in advance",
        "it is billed at the end of each period, for the units of that period",
    ),
    "steps-of-parts": Loss("a step, an included quantity or a block that is no whole number"),
    "flat-when-used": Loss("a flat amount of the first step that is due only when something was used"),
    "closed-price": Loss("a price that ends at a quantity"),
    "too-fine": Loss("an amount finer than Lago keeps: 15 decimals, or a whole minor unit for base fees and coupons"),
    "currency": Loss("this currency, or its minor unit, which Lago counts by another table"),
    "mixed-models": Loss("rows of attributes of which some are priced by the block, and others by steps"),
    "row-minimum": Loss("a least charge for one row of attributes"),
    "commitment-factor": Loss("use beyond a commitment at another rate"),
    "minimum-on": Loss("a least amount for some charges of the bill, or for another period than the plan's"),
    "minimum-beside": Loss(
        "a commitment or a least amount towards which counts what is billed beside the plan, or taken off it",
        "Lago's minimum looks at the plan's own fees: your application gives the difference as a credit, or bills it",
    ),
    "minimum-premium": Loss(
        "a least charge or a commitment, without Lago's premium licence, which silently drops it",
        "it is written: have the premium licence",
    ),
    "trial": Loss(
        "a trial of usage: Lago's trial makes the base fee free only",
        "`trial_period` is written in days (a month as 30): your application reports no usage in the trial",
    ),
    "one-off-fee": Loss(
        "a fee paid once beside a plan", "an add-on is written: your application invoices it when the plan begins"
    ),
    "add-on-plan": Loss(
        "a recurring add-on beside a plan",
        "a plan of its own is written: give the customer a second subscription",
    ),
    "free-period": Loss("a discount that makes only the recurring fees free for a time"),
    "discount-length": Loss(
        "a discount for a time: Lago counts bills", "months are written as bills; the same for a monthly plan"
    ),
}

EXPRESSES: dict[str, str] = {
    "tier": "a plan for each interval (weekly to yearly) and currency",
    "fee for the account": "`amount_cents` of the plan, paid in advance",
    "fee per seat or bought quantity": "an add-on and a fixed charge; its units are the subscription's",
    "usage": "a billable metric (count, sum, max, unique, latest) and a charge, up to 15 decimals",
    "prices by attributes": "filters of the charge",
    "graduated and volume prices": "ranges from 0",
    "price per started block": "a package charge, also with free units",
    "included quantity, then a charge": "a first range at 0, or free units",
    "yearly fee, usage by the month": "`bill_charges_monthly`",
    "least charge, commitment": "`min_amount_cents`, `minimum_commitment`",
    "add-on paid once": "an add-on",
    "feature, with its value": "a feature with a privilege, and an entitlement of the plan",
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
        CannotExpress: the catalog says something that Lago has no words for.
    """
    return or_raise(NAME, compile(catalog))
