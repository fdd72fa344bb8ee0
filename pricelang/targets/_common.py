"""Losses that nearly every billing system shares, under one name each.

`_offers` reports them unless a target says (`says`) that it can express them. The approximations are such that, where
the application does its part, the bill is the same.
"""

from __future__ import annotations

from collections.abc import Iterable

from pricelang.targets._losses import Loss

_COUNTS = "no free quantity is written: your application counts what is included and reports only what exceeds it"

LOSSES: dict[str, Loss] = {
    # who pays what, and when
    "price-for-some": Loss(
        "a price for some customers only (cohort, region, existing customers, a commitment)",
        "the price for everybody else is written; agree the other one on the customer's subscription",
    ),
    "dated-price": Loss(
        "a price that begins or ends on a date",
        "the prices of the product's effective date are written, without an end; build again when they change",
    ),
    "from-price": Loss('a published "from" price', "the lowest price is written as the price"),
    "custom-price": Loss("a price that is agreed with sales", "no price is written; agree it with each customer"),
    "conditional-fee": Loss("a fee that depends on attributes", "it is left out; add it to the customer's invoice"),
    "bought-quantity": Loss(
        "a fee for a bought quantity of a metric", "it is left out; add it to the customer's subscription by hand"
    ),
    "fee-blocks": Loss("a fee for blocks of seats or of a bought quantity"),
    "sizes": Loss("a tier in several sizes", "the sizes are left out; sell each as a tier of its own"),
    "seat-range": Loss(
        "how many seats may be bought", "your application checks the number of seats before it sets the quantity"
    ),
    "retirement": Loss("the date on which a tier is retired", "your application ends its sale, and moves customers"),
    "addon-tiers": Loss("which tiers an add-on is sold on", "your application offers it where it is sold"),
    "addon-rules": Loss("what an add-on needs, or is not sold with", "your application checks it"),
    "addon-allowance": Loss(
        "what an add-on includes of what its tiers meter too",
        "it is left out: your application counts what it includes, and reports only what exceeds that and the tier's",
    ),
    "addon-charge": Loss("a charge in an add-on for what its tiers meter too"),
    # what is included
    "per-seat-allowance": Loss("an allowance that grows with the seats or with a metric", _COUNTS),
    "allowance-window": Loss("an allowance that comes at another rhythm than the usage is billed", _COUNTS),
    "vague-quantity": Loss("an allowance that is not stated as a number", _COUNTS),
    "several-allowances": Loss("several allowances of the same thing, pools, or earmarked ones", _COUNTS),
    "included-seats": Loss("seats that are included", "your application sets the quantity to the seats beyond them"),
    "allowance-cap": Loss("a cap on what the allowances of a longer period come to", _COUNTS),
    "rollover": Loss(
        "what is left over rolling into the next period",
        "what is left over expires in the billing system: your application takes off what rolled over, then reports",
    ),
    "grant-expiry": Loss("when a bought grant expires", "your application keeps the grant and ends it on its day"),
    "granted-pack": Loss(
        "a grant that is bought and drawn from",
        "the price is written; your application keeps the balance, and reports no use that it pays for",
    ),
    "fair-use": Loss("a promise of fair use", "it is kept as a note: your application watches it"),
    "trial-grant": Loss("what a trial grants", "the trial is written; your application counts what it grants"),
    # credits
    "credits": Loss(
        "credits: a unit of its own that uses burn at different rates",
        "one meter counts credits: your application reports the credits that each use burns",
    ),
    "draw-order": Loss("the order in which grants are drawn", "your application draws them in this order"),
    "price-in-credits": Loss(
        "a price in credits", "it is left out: your application reports the credits to the meter of the credit"
    ),
    # after what is included
    "hard-cap": Loss("a stop of use when the allowance is used up", "your application stops the use"),
    "overage-stop": Loss("a stop of use after overage", "your application stops the use"),
    "overage-ceiling": Loss("a ceiling on overage", "the charge has no ceiling: your application stops the use there"),
    "overage-opt-in": Loss(
        "overage that has to be switched on", "your application reports use beyond the allowance only where it is on"
    ),
    "throttle": Loss("slowing or asking after the allowance", "your application slows or asks"),
    "after-allowance": Loss(
        "borrowing, falling back or moving up after the allowance",
        "your application does it, and reports what is billed",
    ),
    "several-overages": Loss(
        "several charges after one another", "the first charge is written: your application bills the others"
    ),
    # prices of usage
    "attributes": Loss(
        "prices by attributes of a use",
        "a meter of its own for each row: your application reports each use to the one that fits it best",
    ),
    "shared-allowance": Loss("an allowance that prices by attributes share", _COUNTS),
    "plan-rate": Loss("a price that is a multiple of the plan's own rate"),
    "usage-minimum": Loss("a least charge for the usage of a metric"),
    "usage-maximum": Loss("a greatest charge for the usage of a metric"),
    "use-rounding": Loss("rounding of each single use", "your application rounds before it reports"),
    "one-off-usage": Loss("a price of usage in a plan that is paid once"),
    "no-shared-currency": Loss("an offer of which no currency has all prices"),
    "missing-currency": Loss(
        "a price that is not stated in every currency of its offer",
        "the offer is written in the currencies that all of its prices are in",
    ),
    "unwritable-text": Loss(
        "a name of events, a property, a value of an attribute or a code that cannot be written letter by letter: too "
        "long, with letters that do not print, or with `${`, which begins a reference"
    ),
    # the bill
    "commitment": Loss("a commitment"),
    "bill-minimum": Loss("a least amount for the bill, or for some charges of it"),
    "invoicing-threshold": Loss("an invoice when so much is owed", "invoices are written at the end of the period"),
    # the product at run time
    "rate-limit": Loss("a limit on use in a window, or at the same time", "your application keeps the limit"),
    "alert": Loss("an alert at a share of an allowance", "your application tells the customer"),
    "discount-terms": Loss(
        "for whom, for what or with what else a discount holds",
        "the discount is written without these terms: your application gives it to those it is for",
    ),
}


def common(*, says: Iterable[str] = ()) -> dict[str, Loss]:
    """The common losses of a target that can express those in `says`.

    Raises:
        KeyError: a name in `says` is none of them.
    """
    left = dict(LOSSES)
    for name in says:
        del left[name]
    return left
