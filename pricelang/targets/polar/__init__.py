"""Requests to Polar's API: meters, products with their prices, benefits, discounts.

A product of Polar has one interval, so that a tier becomes one product for each interval and currency. Fees are whole
minor units; prices of usage are decimal texts of minor units with up to 12 places.
"""

from __future__ import annotations

from pricelang.catalog.catalog import Catalog
from pricelang.targets._common import common
from pricelang.targets._compiling import as_document
from pricelang.targets._losses import Emitted, Loss, or_raise
from pricelang.targets.polar.products import Products

NAME = "polar"
SUFFIX = ".polar.json"
DESCRIPTION = "requests to Polar's API: meters, products, benefits, discounts"
OPTIONS: dict[str, str] = {}

_SAYS = ("usage-maximum",)
_REPORTS = "no free quantity is written: your application reports only what exceeds it"

LOSSES: dict[str, Loss] = common(says=_SAYS) | {
    "aggregation": Loss(
        "a meter that keeps the last value",
        "the highest value of the period is billed: your application reports no value that will fall again",
    ),
    "currency": Loss("this currency, whose minor unit or least price Polar's documents leave open"),
    "interval": Loss("a billing interval that is no number of days, weeks, months or years up to 999"),
    "mixed-intervals": Loss("a fee that is billed at another rhythm than the product it belongs to"),
    "several-fees": Loss("more than one fee for the account, or for more than one kind of seats, in one product"),
    "one-off-fee": Loss(
        "a fee paid once beside a recurring one",
        "a product of its own is written, paid once: your application sells it when the subscription begins",
    ),
    "usage-steps": Loss("a price of usage in steps, or with a flat amount"),
    "usage-blocks": Loss("a price of usage by the started block"),
    "seat-steps": Loss("a price of seats with a flat amount, or whose steps are no whole numbers or end"),
    "steps-of-parts": Loss("an included quantity that is no whole number, or above 2,147,483,647", _REPORTS),
    "too-fine": Loss("an amount finer than Polar keeps: 12 decimals of a minor unit for usage, a whole one otherwise"),
    "too-large": Loss("an amount above Polar's greatest: 99,999,999 minor units, or 99,999 for a unit of usage"),
    "too-small": Loss("a fee below the least amount that Polar bills in its currency"),
    "trial-length": Loss("a trial that is no number of days, weeks, months or years up to 1000"),
    "trial": Loss(
        "whether use in a trial is free, which Polar's documents leave open",
        "the trial is written: your application reports no use in the trial",
    ),
    "feature-values": Loss(
        "a feature with a value: Polar's feature flags are a plain yes",
        "a flag of its own for each value is written, with the value in its metadata",
    ),
    "free-period": Loss("a discount that makes only the recurring fees free for a time"),
    "discount-length": Loss("a discount for a time that is no whole number of months up to 999"),
    "discount-code": Loss(
        "a code that is not 3 to 256 letters and digits",
        "the discount is written without a code: your application gives it to those who enter it",
    ),
}

EXPRESSES: dict[str, str] = {
    "tier": "a product for each interval and currency, with its name, place in the ladder and packages in metadata",
    "fee for the account": "a fixed price, in whole minor units",
    "fee per seat, also graduated and volume": "a seat-based price with its tiers",
    "usage": "a meter (count, sum, max, unique) and a metered price, up to 12 decimals of a minor unit",
    "included quantity, then a charge": "a meter credit as a benefit of the product, without rollover",
    "greatest charge of a metric": "`cap_amount`",
    "yearly fee, usage by the month": "`meter_interval`",
    "trial": "`trial_interval` and its count",
    "unlisted tier": "a private product",
    "add-on": "a product of its own",
    "feature": "a feature flag as a benefit",
    "discount, code": "a discount, in basis points or whole minor units",
    "note": "a text of the document",
}


def compile(catalog: Catalog, *, allow_loss: frozenset[str] = frozenset()) -> Emitted:  # noqa: A001 - the contract's
    """The requests as a JSON document, or why there are none.

    Raises:
        UnknownLoss: a name in `allow_loss` is no loss of this target, or cannot be approximated.
    """
    return as_document(NAME, LOSSES, _SAYS, Products, catalog, allow_loss)


def emit(catalog: Catalog) -> str:
    """The requests as a JSON document.

    Raises:
        CannotExpress: the catalog says something that Polar has no words for.
    """
    return or_raise(NAME, compile(catalog))
