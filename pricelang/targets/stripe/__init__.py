"""A Stripe CLI fixtures file: products, prices, billing meters, entitlement features, coupons.

`stripe fixtures FILE` posts it, in order. Amounts are in Stripe's minor units, usage prices with up to 12 decimals of
them. Each tier and add-on is a product, each way to pay for it a price with a lookup key that is made from names.
"""

from __future__ import annotations

from typing import Any

from pricelang.catalog.catalog import Catalog
from pricelang.targets._common import common
from pricelang.targets._compiling import requests_of
from pricelang.targets._losses import Emitted, Loss, Report, or_raise
from pricelang.targets._requests import about, dump, head
from pricelang.targets.stripe.products import Products

NAME = "stripe"
SUFFIX = ".stripe.json"
DESCRIPTION = "a fixtures file of the Stripe CLI: products, prices, meters, features, coupons"
OPTIONS: dict[str, str] = {}

_SAYS = ("bought-quantity", "fee-blocks")
_REPORTS = "no free quantity is written: your application reports only what exceeds it"

LOSSES: dict[str, Loss] = common(says=_SAYS) | {
    "aggregation": Loss(
        "a meter that keeps the maximum, or counts unique values",
        "a maximum is kept as the last value (your application reports the highest one so far), unique values as a sum "
        "(your application reports each of them once a period)",
    ),
    "blocks-in-steps": Loss("blocks inside a price of several steps"),
    "blocks-after-included": Loss("blocks after an included quantity", _REPORTS),
    "volume-after-included": Loss("a volume price after an included quantity", _REPORTS),
    "steps-of-parts": Loss("a step, an included quantity or a block that is no whole number"),
    "flat-when-used": Loss("a flat amount of the first step that is due only when something was used"),
    "closed-price": Loss("a price that ends at a quantity"),
    "too-fine": Loss(
        "an amount finer than Stripe keeps: a 10^12th of a minor unit; for fees and flat amounts a whole one, of which "
        "dinars and rials end in 0 and krónur in 00"
    ),
    "currency": Loss("amounts in this currency, which Stripe's documentation leaves open"),
    "interval": Loss("a billing interval of this length: Stripe bills by whole days up to three years"),
    "trial": Loss(
        "a trial: Stripe keeps it on the subscription",
        "`trial_period_days` is written on the first recurring fee, else on usage (a month as 30 days); start "
        "subscriptions with `trial_from_plan`, or with the same `trial_period_days`",
    ),
    "feature-values": Loss(
        "a feature with a value: Stripe's features are a plain yes",
        "the feature is attached to the product, and its value stands in the product's metadata",
    ),
    "free-period": Loss("a discount that makes only the recurring fees free for a time"),
    "discount-code": Loss(
        "a code that is not letters, digits and hyphens",
        "the coupon is written without a code: your application gives it to those who enter it",
    ),
    "discount-length": Loss("a discount for a time that is no whole number of months"),
}

EXPRESSES: dict[str, str] = {
    "tier": "a product, with its name, place in the ladder, packages and labels in metadata",
    "add-on": "a product with `pricelang_kind=addon`",
    "fee, by interval": "a price for each interval, `recurring.interval` and `interval_count`",
    "fee paid once": "a one-time price",
    "fee per seat or bought quantity": "a licensed price; the quantity is the subscription's",
    "fee per started block": "`transform_quantity`, rounded up",
    "graduated and volume prices": "`billing_scheme=tiered` with `tiers_mode`",
    "several currencies": "`currency_options`",
    "usage": "a billing meter (count, sum, last) and a metered price, up to 12 decimals of a minor unit",
    "included quantity, then a charge": "a graduated price whose first tier is free",
    "price per started block": "`transform_quantity`, rounded up",
    "feature": "an entitlement feature, attached to the product",
    "discount, code": "a coupon and a promotion code",
    "note": "metadata of the file",
}


def compile(catalog: Catalog, *, allow_loss: frozenset[str] = frozenset()) -> Emitted:  # noqa: A001 - the contract's
    """The fixtures file, or why there is none.

    Raises:
        UnknownLoss: a name in `allow_loss` is no loss of this target, or cannot be approximated.
    """
    report = Report(NAME, LOSSES, allow_loss)
    requests = requests_of(catalog, report, _SAYS, Products)
    meta: dict[str, Any] = {"template_version": 0}
    said: dict[str, Any] = head(catalog.product) | about(report)
    was = {one.name: one.was for one in requests.requests if one.was is not None}
    said |= {"was": was} if was else {}
    fixtures = [
        {"name": one.name, "path": one.path, "method": one.method, "params": one.body} for one in requests.requests
    ]
    return report.emitted(dump({"_meta": meta | {"pricelang": said}, "fixtures": fixtures}))


def emit(catalog: Catalog) -> str:
    """The fixtures file.

    Raises:
        CannotExpress: the catalog says something that Stripe has no words for.
    """
    return or_raise(NAME, compile(catalog))
