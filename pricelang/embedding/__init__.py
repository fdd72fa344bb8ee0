"""Parts of the pricing page within other documents, between markers that are kept current.

    <!-- pricelang:begin table tiers=pro,studio locale=de -->
    <!-- pricelang:end -->

`fill` fills them from the code that writes the pricing page, and tells which are stale or were edited by hand.
"""

from __future__ import annotations

from pricelang.embedding.filling import Block, CatalogOf, Filled, NoCatalog, State, fill
from pricelang.embedding.fragments import FRAGMENTS, OPTIONS, Fragment, Rendered, rendered
from pricelang.embedding.refusals import Refused
from pricelang.embedding.sources import Catalogs

__all__ = [
    "FRAGMENTS",
    "OPTIONS",
    "Block",
    "CatalogOf",
    "Catalogs",
    "Filled",
    "Fragment",
    "NoCatalog",
    "Refused",
    "Rendered",
    "State",
    "fill",
    "rendered",
]
