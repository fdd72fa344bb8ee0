"""A catalog of Kill Bill, as XML: products, plans by billing period, usage in blocks.

Amounts are in major units. A tier is a product of the category BASE, an add-on one of ADD_ON; each way to pay for it is
a plan. What was approximated, and the notes, stand in a comment at the top.
"""

from __future__ import annotations

from pricelang.catalog.catalog import Catalog
from pricelang.targets._common import common
from pricelang.targets._losses import Emitted, Loss, Report, or_raise
from pricelang.targets._offers import read
from pricelang.targets._renames import formerly
from pricelang.targets.killbill.document import Document

NAME = "killbill"
SUFFIX = ".killbill.xml"
DESCRIPTION = "a catalog of Kill Bill as XML"
OPTIONS: dict[str, str] = {}

_SAYS = ("addon-tiers",)

LOSSES: dict[str, Loss] = common(says=_SAYS) | {
    "interval": Loss("a billing interval that Kill Bill has no period for"),
    "mixed-intervals": Loss("fees of one plan that recur at different intervals"),
    "seats": Loss(
        "seats that are bought: Kill Bill has no quantity on a subscription",
        "a seat is a unit of usage: your application reports one of each seat for each period, billed after it",
    ),
    "one-off-seats": Loss("a fee for each seat that is paid once"),
    "blocks-in-steps": Loss("steps whose width is no multiple of their block"),
    "steps-of-parts": Loss("a step, an included quantity or a block that is no whole number"),
    "volume-after-included": Loss(
        "a volume price after an included quantity",
        "no free quantity is written: your application reports only what exceeds it",
    ),
    "flat-amounts": Loss("a flat amount of a step of usage"),
    "closed-price": Loss("a price that ends at a quantity"),
    "currency-steps": Loss("a price whose steps differ between currencies"),
    "currency": Loss("this currency"),
    "too-fine": Loss("an amount of more than 9 decimals, or of a million and more"),
    "trial": Loss("a trial that is counted in hours or less"),
    "feature": Loss("features", "they are left out: your application knows which plan has them"),
    "listing": Loss("a tier that is recommended, not listed, or has a place in a ladder", "your application knows it"),
    "aggregation": Loss(
        "what a metric is: Kill Bill adds up what is reported",
        "your application reports the maximum, the last value or the number of unique values once a period",
    ),
    "discount": Loss("a discount or a code", "it is left out: your application gives credit on the account"),
}

EXPRESSES: dict[str, str] = {
    "tier": "a product of the category BASE, and a plan for each billing period",
    "add-on": "a product of the category ADD_ON, available with the tiers it is sold on",
    "fee for the account": "the recurring price, in advance",
    "fee paid once": "the fixed price of the last phase",
    "several currencies": "a price in each",
    "usage": "consumable usage in arrear, up to 9 decimals, by whole units",
    "graduated and volume prices": "tiers, with ALL_TIERS and TOP_TIER",
    "price per started block": "the size of a block",
    "included quantity, then a charge": "a first tier at 0",
    "trial": "a phase without a price",
    "note": "a comment at the top",
}


def compile(catalog: Catalog, *, allow_loss: frozenset[str] = frozenset()) -> Emitted:  # noqa: A001 - the contract's
    """The catalog as XML, or why there is none.

    Raises:
        UnknownLoss: a name in `allow_loss` is no loss of this target, or cannot be approximated.
    """
    report = Report(NAME, LOSSES, allow_loss)
    selling, reading = read(catalog, report, says=_SAYS)
    before = formerly(catalog)
    former = None
    if before is not None:
        sold, read_before = read(before, Report(NAME, LOSSES, allow_loss), says=_SAYS)
        former = Document(read_before)
        former.text(sold)
    return report.emitted(Document(reading).text(selling, former))


def emit(catalog: Catalog) -> str:
    """The catalog as XML.

    Raises:
        CannotExpress: the catalog says something that Kill Bill has no words for.
    """
    return or_raise(NAME, compile(catalog))
