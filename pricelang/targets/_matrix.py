"""Who can say what: each construct as a small sample, and how each billing target takes it.

The table is not written down anywhere: it is what the targets answer, so that it cannot be out of date.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from pricelang.catalog.catalog import Catalog
    from pricelang.targets import BillingTarget

_HEAD = 'product demo "Demo" { currency USD }\nmetric draft "Drafts"\nmetric image "Images"\n'
_BOTH = _HEAD.replace("USD", "USD, EUR")
_CREDIT = 'credit ai "AI" { burns 1 per draft; burns 4 per image; unused expires }\n'

SAMPLES: dict[str, str] = {
    "fee, monthly or yearly": "tier pro { price $20 per month or $192 per year }",
    "fee per seat": "tier pro { price $20 per seat per month }",
    "fee paid once beside": "tier pro { price $20 per month; price $99 once }",
    "price per unit, far below a cent": "tier pro { price $2.50 per 1M drafts }",
    "included, then a charge": "tier pro { includes 100 drafts per month, then $0.05 each }",
    "graduated": "tier pro { price per draft graduated { first 100 at $0.10; rest at $0.05 } }",
    "volume": "tier pro { price per draft volume { up to 100 at $0.10; above at $0.05 } }",
    "started blocks": "tier pro { price $10 per started 1_000 drafts }",
    "prices by attributes": "tier pro { price per draft by model { small $1; large $2 } }",
    "hard cap": "tier pro { price $20 per month; includes 100 drafts per month, then block }",
    "rollover up to a balance": (
        "tier pro { price $20 per month; includes 100 drafts per month, unused rolls over to a balance of 500,\n"
        "  then $0.05 each }"
    ),
    "prepaid pack": (
        "tier pro { price $0.05 per draft }\n"
        "package pack addon { price $45 once; includes 1_000 drafts, never expires }"
    ),
    "credits that several metrics burn": "tier pro { price $20 per month; includes 100 ai per month, then $0.05 each }",
    "commitment": "tier pro { price $0.10 per draft; commit $50 per month }",
    "least amount of the bill": "tier pro { price $0.10 per draft; minimum $50 per month }",
    "least amount of a metric": "tier pro { price $0.10 per draft at least $5 }",
    "greatest amount of a metric": "tier pro { price $0.10 per draft up to $50 }",
    "trial": "tier pro { price $20 per month; trial 14 days }",
    "add-on, monthly": "tier pro { price $20 per month }\npackage more addon { price $5 per month }",
    "add-on, paid once": "tier pro { price $20 per month }\npackage more addon { price $5 once }",
    "add-on of some tiers": (
        "tier free { price free }\ntier pro { price $20 per month }\n"
        "package more addon { available on pro; price $5 once }"
    ),
    "feature": "feature sso\ntier pro { price $20 per month; includes sso }",
    "feature with a value": 'feature history text\ntier pro { price $20 per month; includes history "90 days" }',
    "several currencies": "tier pro { price $20 per month or €18 per month }",
    "discount with a code": 'tier pro { price $20 per month }\ndiscount launch { 20% off; code "LAUNCH" }',
    "custom price": "tier pro { price custom }",
}


def sample(construct: str) -> str:
    """A whole file that says the construct."""
    body = SAMPLES[construct]
    head = _BOTH if "€" in body else _HEAD
    return f"{head}{_CREDIT if ' ai ' in body else ''}{body}\n"


def matrix(targets: Iterable[BillingTarget], read: Callable[[str], Catalog]) -> dict[str, dict[str, str]]:
    """By construct, and by the name of a target: `=` where it is said as it is, `~` where it can be approximated, `✗`
    where it is refused; `read` makes a catalog of a file's text."""
    every = list(targets)
    return {construct: {one.NAME: _said(one, read(sample(construct))) for one in every} for construct in SAMPLES}


def _said(target: BillingTarget, catalog: Catalog) -> str:
    if not target.compile(catalog).refused:
        return "="
    allowed = frozenset(name for name, loss in target.LOSSES.items() if loss.instead is not None)
    return "✗" if target.compile(catalog, allow_loss=allowed).refused else "~"
