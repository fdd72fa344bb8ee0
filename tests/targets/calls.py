"""Reads the requests that targets write, as JSON documents or as fixtures of Stripe's command line."""

from __future__ import annotations

import json
import re
from collections.abc import Callable, Mapping
from decimal import Decimal
from typing import Any

from targets.vendors import problems

from pricelang.catalog.catalog import Catalog, Ladder, Metric, Product, Tier
from pricelang.catalog.charges import Band, Bands, UsagePrice

CUSTOMER = "customer_1"


def uuid(place: int) -> str:
    """An id as a server might give it."""
    return f"00000000-0000-4000-8000-{place:012d}"


def answered(value: Any, ids: Mapping[str, str]) -> Any:
    """A value with its references in place."""
    if isinstance(value, dict):
        return {key: answered(one, ids) for key, one in value.items()}
    if isinstance(value, list):
        return [answered(one, ids) for one in value]
    if isinstance(value, str):
        value = re.sub(r"\$\{([a-z0-9_]+):[A-Za-z0-9_.]+\}", lambda found: ids[found[1]], value)
        return value.replace("${customer}", ids.get("${customer}", "${customer}"))
    return value


def answered_calls(text: str, given: Callable[[int], str] = uuid) -> list[dict[str, Any]]:
    """The requests in order, exact numbers, each reference replaced by an id that an earlier request was given; those
    that are made for each customer last, for one customer."""
    read = json.loads(text, parse_float=Decimal)
    calls = [
        one | {"body": one["params"]} if "params" in one else one for one in read.get("requests", read.get("fixtures"))
    ]
    ids: dict[str, str] = {}
    made = []
    for place, call in enumerate([*calls, {}, *read.get("for_each_customer", ())]):
        if not call:
            ids["${customer}"] = CUSTOMER
            continue
        body = answered(call["body"], ids)
        key = body.get("id") or given(place)
        made.append(call | {"path": answered(call["path"], ids), "body": body, "id": key})
        assert call["name"] not in ids
        ids[call["name"]] = key
    return made


def floats(value: Any) -> Any:
    """A body with the numbers that a JSON reader of a vendor would make of it."""
    if isinstance(value, dict):
        return {key: floats(one) for key, one in value.items()}
    if isinstance(value, list):
        return [floats(one) for one in value]
    return float(value) if isinstance(value, Decimal) else value


def checked(system: str, definitions: Mapping[str, str], call: dict[str, Any]) -> None:
    """A body is one that the vendor's request schema takes; `definitions`: its name by the form of the path."""
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


def amounts_under(value: Any, *keys: str) -> list[Any]:
    """All values, however deep, that stand behind one of the keys."""
    if isinstance(value, dict):
        own = [one for key, one in value.items() if key in keys and not isinstance(one, dict | list)]
        return own + [found for one in value.values() for found in amounts_under(one, *keys)]
    if isinstance(value, list):
        return [found for one in value for found in amounts_under(one, *keys)]
    return []
