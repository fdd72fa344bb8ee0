"""Worked examples about credits: grants, the order they are drawn in, what rolls over, what is settled or bought."""

from __future__ import annotations

import re
from collections.abc import Mapping
from decimal import Decimal
from typing import Any

from conformance.sheet import Case, Row, Sheet, named, plain


def _credit(sheet: Sheet, burns: Mapping[str, str], *statements: str) -> dict[str, str]:
    """The credit `coin` and its metrics, by their names in the row."""
    metrics = {name: sheet.metric(name) for name in burns}
    rows = [f"burns {plain(cost)} per {metrics[name]}" for name, cost in burns.items()]
    sheet.declarations.append(f"credit coin {{ {'; '.join([*rows, *statements])} }}")
    return metrics


def burn(row: Row) -> Case:
    sheet, structure, quantity = Sheet(row), row["price_structure"], dict(row["quantity"])
    if "balance" in structure:
        metrics = _credit(sheet, structure["credit_cost"])
        sheet.tier.append(f"includes {plain(structure['balance'])} coin, never expires")
        uses: list[tuple[str, str, int | None]] = [(metrics[name], plain(n), None) for name, n in quantity.items()]
        return Case(sheet.text(), [uses], reading="drawn")
    grants = [dict(grant, place=place) for place, grant in enumerate(structure["grants"])]
    order = structure.get("order", "")
    daily = any(grant.get("recurrence") == "daily" for grant in grants)
    carried = structure.get("overage") == "carried_into_next_grant"
    drawn = [named(grant["id"]) for grant in _by_order(grants, order)]
    draws = "draws soonest expiring" if order.endswith("expiry") or not _ranked(grants, order) else ""
    draws = draws or f"draws {', '.join(drawn)}"
    metrics = _credit(sheet, {"usage": "1"}, *([draws] if grants else []))
    for grant in grants:
        sheet.tier.append(_grant(grant, carried, daily))
    if not grants:
        sheet.tier.append("includes 0 coin per month")
    used = quantity["usage"]
    batches = [used] if isinstance(used, str) else used
    if not daily:
        return Case(sheet.text(), [[(metrics["usage"], plain(batch), None) for batch in batches]], reading="drawn")
    first, last = _moment(quantity.get("at", "day 1")), _moment(quantity.get("read", "day 1"))
    periods: list[list[tuple[str, str, int | None]]] = [[] for _ in range(last[0])]
    periods[first[0] - 1] = [(metrics["usage"], plain(batch), first[1]) for batch in batches]
    sheet.tier.append("price free")
    return Case(sheet.text(), periods, interval="daily", invoice=last[0] - 1, reading="drawn")


def _ranked(grants: list[dict[str, Any]], order: str) -> bool:
    """Whether the row states an order beyond that of expiry."""
    return order.endswith("_first") or len({grant.get("priority") for grant in grants}) > 1


def _by_order(grants: list[dict[str, Any]], order: str) -> list[dict[str, Any]]:
    wanted = order.removesuffix("_first") if order.endswith("_first") else None
    return sorted(
        grants,
        key=lambda grant: (
            grant["id"] != wanted,
            int(grant.get("priority") or 0),
            _years(grant.get("expires")),
            grant["place"],
        ),
    )


def _years(expires: str | None) -> Decimal:
    """How long a grant lasts: `in 100 years` is 100, `sooner` half a year, nothing at all for ever."""
    if expires is None:
        return Decimal("Infinity")
    found = re.fullmatch(r"in (\d+) (day|month|year)s?", expires)
    if found is None:
        if expires != "sooner":
            raise NotImplementedError(f"a grant that expires {expires}")
        return Decimal("0.5")
    return Decimal(found[1]) / {"day": 365, "month": 12, "year": 1}[found[2]]


def _grant(grant: Row, carried: bool, daily: bool) -> str:
    quantity, pool = plain(grant["amount"]), named(grant["id"])
    phase = ", then borrow" if carried else ""
    recurring = grant.get("recurrence") or grant["id"]
    if recurring in ("daily", "monthly"):
        return f"includes {quantity} coin per {'day' if daily else 'month'}, as {pool}{phase}"
    months = _years(grant.get("expires")) * 12
    lasts = f"expires {months:.0f} months after purchase" if months.is_finite() else "never expires"
    return f"includes {quantity} coin, as {pool}, {lasts}{phase}"


def _moment(text: str) -> tuple[int, int]:
    """`day 2 +1h` as a day and hours."""
    found = re.fullmatch(r"day (\d+)(?: \+(\d+)h)?", text)
    assert found is not None, text
    return int(found[1]), int(found[2] or 0)


def rollover(row: Row) -> Case:
    sheet, structure = Sheet(row), row["price_structure"]
    grant, rollover = Decimal(structure["grant"]), structure["rollover"]
    if rollover in ("none", None, False):
        fate = "expires"
    elif rollover == "uncapped":
        fate = "rolls over"
    else:  # at most so much of it goes on
        fate = f"rolls over to a balance of {grant + Decimal(rollover):f}"
    metrics = _credit(sheet, {"usage": "1"}, f"unused {fate}")
    sheet.tier.append(f"includes {grant:f} coin per {structure['interval']}")
    used = plain(row["quantity"]["used_previous_period"])
    return Case(sheet.text(), [[(metrics["usage"], used, None)], []], invoice=1, reading="held")


def settlement(row: Row) -> Case:
    """A balance of money pays first; what remains is invoiced, or is not served."""
    sheet, structure = Sheet(row), row["price_structure"]
    metric = sheet.metric("charge", f"unit {sheet.currency}")
    rest = {"credit_then_invoice": "100%", "credit_only": "block"}[structure["mode"]]
    sheet.tier.append(f"includes {sheet.money(structure['balance'])} of {metric} per month, then {rest}")
    return Case(sheet.text(), [[(metric, plain(row["quantity"]["charge"]), None)]])


def purchase(row: Row) -> Case:
    sheet, structure = Sheet(row), row["price_structure"]
    sheet.declarations.append("credit coin")
    price = sheet.money(structure["unit_cost"])
    sheet.declarations.append(f"package coins addon {{ price {price} once; includes 1 coin, never expires }}")
    return Case(sheet.text(), [[]], addons={"coins": int(row["quantity"]["credits"])})
