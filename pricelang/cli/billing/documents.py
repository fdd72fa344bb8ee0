"""Bills as JSON: the documents of `pricelang.rating.document`, and the comparison of tiers."""

from __future__ import annotations

import json
from collections.abc import Sequence
from typing import Any

from pricelang.cli.billing.answer import Comparison
from pricelang.rating import Bill
from pricelang.rating.document import bill_object, document, head, money_object


def bills(found: Sequence[Bill]) -> str:
    """The document of some bills of one subscription."""
    return _text(document(found))


def comparison(found: Comparison) -> str:
    """The document of a comparison: `offers` in the order of the ladders, each with its bills or with why it cannot be
    had (`refusal`), and `cheapest`, the name of the cheapest tier that serves it all, or null."""
    offers = [
        {
            "tier": offer.tier,
            "label": offer.label,
            "total": None if offer.total is None else money_object(offer.total),
            "serves_all": offer.serves,
            "unserved": list(offer.unserved),
            "refusal": offer.refusal,
            "bills": [bill_object(bill) for bill in offer.bills],
        }
        for offer in found.offers
    ]
    best = found.cheapest
    return _text({**head(), "offers": offers, "cheapest": None if best is None else best.tier})


def _text(made: dict[str, Any]) -> str:
    return json.dumps(made, indent=2, ensure_ascii=False) + "\n"
