"""Requests to Autumn's API: features, credit systems, plans with their items, coupons.

A plan of Autumn has one price and is paid in the account's currency and others beside, so that a tier becomes one plan
for each interval, all in the group of their ladder. Amounts are JSON numbers in major units: a decimal that a double
does not hold is refused.
"""

from __future__ import annotations

from pricelang.catalog.catalog import Catalog
from pricelang.targets._common import common
from pricelang.targets._compiling import as_document
from pricelang.targets._losses import Emitted, Loss, or_raise
from pricelang.targets.autumn.plans import Plans

NAME = "autumn"
SUFFIX = ".autumn.json"
DESCRIPTION = "requests to Autumn's API: features, credit systems, plans, coupons"
OPTIONS: dict[str, str] = {}

_SAYS = ("hard-cap", "rollover", "credits", "fee-blocks", "granted-pack", "addon-allowance")
_REPORTS = "no free quantity is written: your application reports only what exceeds it"

LOSSES: dict[str, Loss] = common(says=_SAYS) | {
    "granted-pack": Loss(
        "a grant that is bought, and expires, or of what no tier meters",
        "the price is written; your application keeps the balance, and reports no use that it pays for",
    ),
    "aggregation": Loss(
        "a meter that keeps the maximum, the last value, or counts unique values",
        "it is summed: your application sends the difference to what it sent before",
    ),
    "account-currency": Loss("an offer that is not sold in the product's first currency, which is the account's"),
    "mixed-shapes": Loss("a price whose steps differ from currency to currency"),
    "interval": Loss("a billing interval that is no number of weeks, months or years"),
    "mixed-intervals": Loss("a fee that is billed at another rhythm than the plan it belongs to"),
    "several-fees": Loss("more than one fee for the account in one plan"),
    "one-off-fee": Loss(
        "a fee paid once beside a recurring one",
        "an add-on of its own is written: your application attaches it when the subscription begins",
    ),
    "blocks-in-steps": Loss("blocks inside a price of several steps"),
    "blocks-after-included": Loss("blocks after an included quantity", _REPORTS),
    "usage-volume": Loss("a volume price of usage: Autumn has it for what is bought ahead only"),
    "flat-in-steps": Loss("a flat amount of a graduated step, or of the first step"),
    "closed-price": Loss("a price that ends at a quantity"),
    "inexact-number": Loss("an amount or a quantity that no JSON number holds exactly, or above 10,000,000,000,000"),
    "rollover-counted": Loss(
        "a rollover of what the billing system does not count itself",
        "no balance is written: your application counts what is included and what rolls over",
    ),
    "rollover-length": Loss(
        "a rollover that ends after a time: Autumn counts it in months from the reset",
        "the months are written (anything else as the next longer number of months): your application ends it",
    ),
    "credit-rows": Loss(
        "credits that burn by attributes, at unpublished rates, or for what has a price of its own",
        "one meter counts credits: your application reports the credits that each use burns",
    ),
    "trial-length": Loss("a trial that is no number of days, months or years"),
    "feature-values": Loss(
        "a feature with a value: Autumn's boolean features are a plain yes",
        "the feature is written, and its value stands in the plan's metadata",
    ),
    "free-period": Loss("a discount that makes only the recurring fees free for a time"),
    "discount-length": Loss("a discount for a time that is no whole number of months"),
}

EXPRESSES: dict[str, str] = {
    "tier": "a plan for each interval, in the group of its ladder, with packages and labels in metadata",
    "fee for the account": "the price of the plan",
    "fee per seat, also by steps or blocks": "a prepaid item of a feature that is not consumed",
    "several currencies": "`additional_currencies`; the product's first currency is the account's",
    "usage": "a metered feature and a usage-based item",
    "graduated prices, and volume prices of seats": "tiers with a `tier_behavior`",
    "price per started block": "`billing_units`",
    "included quantity, then a charge": "`included`",
    "stop at what is included": "an item without a price",
    "use that goes on after what is included": "`overage_allowed`",
    "unlimited": "`unlimited`",
    "credits": "a credit system with its credit schema",
    "rollover, up to a balance": "`rollover` with `max`",
    "prepaid pack that never expires": "an add-on with a one-off price and a balance that is not reset",
    "trial": "`free_trial`",
    "add-on": "a plan with `add_on`",
    "what an add-on includes beside its tier": "a balance of its own, which Autumn adds up",
    "feature": "a boolean feature",
    "discount, code": "a coupon with promo codes",
    "note": "a text of the document",
}


def compile(catalog: Catalog, *, allow_loss: frozenset[str] = frozenset()) -> Emitted:  # noqa: A001 - the contract's
    """The requests as a JSON document, or why there are none.

    Raises:
        UnknownLoss: a name in `allow_loss` is no loss of this target, or cannot be approximated.
    """
    currencies = catalog.product.currencies if catalog.product is not None else ()
    more = {"account_currency": currencies[0].lower()} if currencies else {}
    return as_document(NAME, LOSSES, _SAYS, Plans, catalog, allow_loss, **more)


def emit(catalog: Catalog) -> str:
    """The requests as a JSON document.

    Raises:
        CannotExpress: the catalog says something that Autumn has no words for.
    """
    return or_raise(NAME, compile(catalog))
