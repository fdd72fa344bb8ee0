"""Reads the JSON document of requests that several targets write."""

from __future__ import annotations

import json
import re
from collections.abc import Mapping
from decimal import Decimal
from typing import Any

from targets.vendors import problems

from pricelang.catalog.catalog import Catalog, Ladder, Metric, Product, Tier
from pricelang.catalog.charges import Band, Bands, UsagePrice


def answered(value: Any, ids: Mapping[str, str]) -> Any:
    """A value with its references in place."""
    if isinstance(value, dict):
        return {key: answered(one, ids) for key, one in value.items()}
    if isinstance(value, list):
        return [answered(one, ids) for one in value]
    if isinstance(value, str):
        return re.sub(r"\$\{([a-z0-9_]+):[A-Za-z0-9_.]+\}", lambda found: ids[found[1]], value)
    return value


def calls(text: str) -> list[dict[str, Any]]:
    """The requests in order, exact numbers, each reference replaced by an id that an earlier request was given."""
    ids: dict[str, str] = {}
    made = []
    for place, call in enumerate(json.loads(text, parse_float=Decimal)["requests"]):
        made.append(call | {"path": answered(call["path"], ids), "body": answered(call["body"], ids)})
        assert call["name"] not in ids
        ids[call["name"]] = f"00000000-0000-4000-8000-{place:012d}"
    return [one | {"id": ids[one["name"]]} for one in made]


def floats(value: Any) -> Any:
    """A body with the numbers that a JSON reader of a vendor would make of it."""
    if isinstance(value, dict):
        return {key: floats(one) for key, one in value.items()}
    if isinstance(value, list):
        return [floats(one) for one in value]
    return float(value) if isinstance(value, Decimal) else value


def check_bodies(system: str, text: str, definitions: Mapping[str, str]) -> None:
    """Every body is one that the vendor's request schema takes; `definitions`: its name by the form of the path."""
    for call in calls(text):
        definition = next(name for form, name in definitions.items() if re.fullmatch(form, call["path"]))
        assert problems(system, definition, floats(call["body"])) == [], (call["name"], call["body"])


def priced_at(amount: str, currency: str = "USD") -> Catalog:
    """One tier with one price for each unit of usage."""
    rate = Bands("graduated", currency, (Band(None, Decimal(amount)),))
    return Catalog(
        Product("demo", "Demo", currencies=(currency,)),
        metrics=(Metric("token", "Tokens"),),
        ladders=(Ladder("plans", "Plans", ("pro",)),),
        tiers=(Tier("pro", "Professional", prices=(UsagePrice("token", (rate,)),)),),
    )
