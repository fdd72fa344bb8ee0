"""Pricing2Yaml (formerly Yaml4SaaS), syntax 1.0 to 3.1: price lists by plans, features, usage limits and add-ons.

Plans become tiers, features stay features, numeric usage limits become metrics with limits (or with allowances, where
they renew), add-ons become packages. A price is monthly; `billing` (2.0 on) or `annualPrice` (before) give the yearly
one.
"""

from __future__ import annotations

from pricelang.importers import Imported

NAME = "pricing2yaml"
DESCRIPTION = "Pricing2Yaml price lists, syntax 1.0 to 3.1"


def convert(text: str, *, path: str) -> Imported:
    """The source of a `.price` file that says what a Pricing2Yaml document says. `path` is named in its first line.

    Raises:
        CannotImport: the text is no YAML or no Pricing2Yaml document, or a value has the wrong type; the message says
            where and why.
    """
    from pricelang.importers.pricing2yaml.sheet import sheet

    return sheet(text, path)
