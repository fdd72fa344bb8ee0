"""A worked example, written as a price file and as a usage. Nothing of the engine is called here: what comes out is
text.

Each model of the collection has a function that turns a row into a `Case`; `case(row)` picks it. The conventions of
the collection: the last tier's `up_to` is null where it is open; `zero_usage: first_tier_flat` (and nothing at all)
bills the first band's flat amount without use; amounts without a currency are US dollars.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from decimal import Decimal

from conformance import credit_text
from conformance.sheet import Case, Row, Sheet, plain, single


def case(row: Row) -> Case:
    """The case of a row.

    Raises:
        KeyError: there is no function for its model, or the row lacks what the model needs.
        NotImplementedError: the row says something that is not read here.
    """
    return _MODELS[row["model"]](row)


def _rate(sheet: Sheet, tier: Row, structure: Row) -> str:
    """What a band charges: `at USD 5 plus USD 10 flat`."""
    flat = Decimal(tier.get("flat_fee") or 0)
    zero_usage = structure.get("zero_usage", "first_tier_flat")
    when_used = "" if zero_usage == "first_tier_flat" else " when used"
    flat_text = f"{sheet.money(str(flat))} flat{when_used}" if flat else ""
    if tier.get("rate_percent") is not None:
        each = f"{plain(tier['rate_percent'])}%"
    else:
        unit = Decimal(tier.get("unit_price") or 0)
        if not unit:
            return f"at {flat_text}" if flat else "free"
        per = Decimal(structure.get("unit_price_per", "1"))
        step = structure.get("usage_granularity")
        if step is not None:  # use is counted in whole steps, and a step costs its share of the unit price
            each = f"{sheet.money(str(unit * Decimal(step) / per))} per started {plain(step)}"
        else:
            each = sheet.money(str(unit)) + (f" per {plain(str(per))}" if per != 1 else "")
    return f"at {each} plus {flat_text}" if flat else f"at {each}"


def _bands(sheet: Sheet, tiers: Sequence[Row], structure: Row, mode: str) -> tuple[str, str | None]:
    """`graduated { ... }` or `volume { ... }`, and how much the last tier takes (None: it is open)."""
    parts = []
    below = Decimal(0)
    for place, tier in enumerate(tiers):
        rate = _rate(sheet, tier, structure)
        last = place == len(tiers) - 1
        edge = None if last or tier["up_to"] is None else Decimal(tier["up_to"])
        if mode == "volume":
            parts.append(f"above {rate}" if edge is None else f"up to {edge:f} {rate}")
        elif edge is None:
            parts.append(f"rest {rate}")
        else:
            parts.append(f"{'next' if place else 'first'} {edge - below:f} {rate}")
            below = edge
    end = tiers[-1]["up_to"]
    return f"{mode} {{ {'; '.join(parts)} }}", None if end is None else plain(end)


def _banded(sheet: Sheet, metric: str, tiers: Sequence[Row], structure: Row, mode: str) -> None:
    bands, capacity = _bands(sheet, tiers, structure, mode)
    included = Decimal(structure.get("included") or 0)
    if included:
        sheet.tier.append(f"includes {included:f} {metric} per month, then {bands}")
    else:
        sheet.tier.append(f"price per {metric} {bands}")
    if capacity is not None:  # a last tier that ends sells no more than that
        sheet.tier.append(f"limit {capacity} {metric} per month, then block")


def _tiered(mode: str, unit: bool = False) -> Callable[[Row], Case]:
    def build(row: Row) -> Case:
        sheet, structure = Sheet(row), row["price_structure"]
        metric = sheet.metric("item", f"unit {sheet.currency}" if unit else "")
        sheet.base(structure)
        _banded(sheet, metric, structure["tiers"], structure, mode)
        sheet.minimum(structure, metric)
        return Case(sheet.text(), [[(metric, single(row), None)]])

    return build


def _package(row: Row) -> Case:
    sheet, structure = Sheet(row), row["price_structure"]
    if structure.get("rounding", "up") != "up":
        raise NotImplementedError(f"packages are started: rounding {structure['rounding']}")
    tier = {"up_to": None, "unit_price": structure["price_per_package"]}
    size = structure["package_size"]
    metric = sheet.metric("item")
    sheet.base(structure)
    _banded(sheet, metric, [tier], {**structure, "unit_price_per": size, "usage_granularity": size}, "graduated")
    sheet.minimum(structure, metric)
    return Case(sheet.text(), [[(metric, single(row), None)]])


def _per_unit(row: Row) -> Case:
    sheet, structure = Sheet(row), row["price_structure"]
    metric = sheet.metric("item")
    sheet.base(structure)
    _banded(sheet, metric, [{"up_to": None, "unit_price": structure["unit_price"]}], structure, "graduated")
    sheet.minimum(structure, metric)
    return Case(sheet.text(), [[(metric, single(row), None)]])


def _percentage(row: Row) -> Case:
    sheet, structure, quantity = Sheet(row), row["price_structure"], row["quantity"]
    if not isinstance(quantity, Mapping):
        quantity = {"amount": quantity}
    amount = sheet.metric("amount", f"unit {sheet.currency}")
    sheet.base(structure)
    rate = [{"up_to": None, "rate_percent": structure["rate_percent"]}]
    _banded(sheet, amount, rate, {"included": structure.get("free_amount")}, "graduated")
    uses: list[tuple[str, str, int | None]] = [(amount, plain(quantity["amount"]), None)]
    if "fixed_fee" in structure:
        event = sheet.metric("event")
        fixed = [{"up_to": None, "unit_price": structure["fixed_fee"]}]
        free = quantity.get("free_events") or structure.get("free_events")
        _banded(sheet, event, fixed, {"included": free}, "graduated")
        uses.append((event, plain(quantity["events"]), None))
    sheet.minimum(structure, amount)
    return Case(sheet.text(), [uses])


def _composite(row: Row) -> Case:
    """A base fee, recurring and one-time fees (the further recurring ones are add-ons), and items by metric."""
    sheet, structure, quantity = Sheet(row), row["price_structure"], dict(row["quantity"])
    sheet.base(structure)
    invoice = int(quantity.pop("invoice", "1")) - 1
    recurring = structure.get("recurring", [])
    first, *more = [recurring] if isinstance(recurring, str) else recurring or [None]
    if first is not None:
        sheet.tier.append(f"price {sheet.money(first)} per month")
    addons = {}
    for place, amount in enumerate(more):
        sheet.declarations.append(f"package extra_{place} addon {{ price {sheet.money(amount)} per month }}")
        addons[f"extra_{place}"] = 1
    one_time = structure.get("one_time", [])
    for amount in [one_time] if isinstance(one_time, str) else one_time:
        sheet.tier.append(f"price {sheet.money(amount)} once")
    uses: list[tuple[str, str, int | None]] = []
    for item, (name, used) in zip(structure.get("items", []), quantity.items(), strict=True):
        metric = sheet.metric(name)
        uses.append((metric, plain(used), None))
        price = item.get("price_per_package") or item.get("unit_price") or item.get("price")
        tiers = item.get("tiers") or [{"up_to": None, "unit_price": price}]
        rules = dict(item)
        size = item.get("package_size")
        rules |= {"unit_price_per": size or item.get("per", "1")} | ({"usage_granularity": size} if size else {})
        _banded(sheet, metric, tiers, rules, "volume" if item["model"] == "volume" else "graduated")
    return Case(sheet.text(), [uses] + [[] for _ in range(invoice)], addons=addons, invoice=invoice)


def _blocks(row: Row) -> Case:
    sheet, structure = Sheet(row), row["price_structure"]
    mode = {"ALL_TIERS": "graduated", "TOP_TIER": "volume"}[structure["policy"]]
    sheet.base(structure)
    uses: list[tuple[str, str, int | None]] = []
    for name, unit in structure["units"].items():
        metric, block = sheet.metric(name), Decimal(unit["block"])
        tiers = [  # the last block of each tier, as in `up_to`
            {
                "up_to": None if tier["max_blocks"] is None else str(Decimal(tier["max_blocks"]) * block),
                "unit_price": tier["price"],
            }
            for tier in unit["tiers"]
        ]
        rules = {"unit_price_per": str(block), "usage_granularity": str(block)}
        _banded(sheet, metric, tiers, rules, mode)
        uses.append((metric, plain(row["quantity"][name]), None))
    return Case(sheet.text(), [uses])


def _migration(row: Row) -> Case:
    """Who is there already keeps the first version's allowance and rate until the renewal."""
    sheet, structure = Sheet(row), row["price_structure"]
    metric = sheet.metric("item")
    for version, until in ((structure["v1"], ", until renewal"), (structure["v2"], "")):
        over = sheet.money(version["overage"])
        sheet.tier.append(f"includes {plain(version['included'])} {metric} per month, then {over} each{until}")
    return Case(sheet.text(), [[(metric, plain(row["quantity"]["used"]), None)]], existing=True)


def _margin(row: Row) -> Case:
    """A use costs one unit of money to serve, so that the use that the margin allows is the cost that it allows."""
    sheet, structure = Sheet(row), row["price_structure"]
    sheet.product.append(f"margin at least {Decimal(structure['gross_margin']) * 100:f}%")
    sheet.declarations.append(f"cost provider {{ rate {sheet.money('1')} per token }}")
    metric = sheet.metric("item", "costs 1 provider.token")
    sheet.tier.append(f"price {sheet.money(structure['plan_price'])} per month")
    sheet.tier.append(f"includes 1B {metric} per month, then block")
    return Case(sheet.text(), [], reading="margin")


_MODELS: dict[str, Callable[[Row], Case]] = {
    "graduated": _tiered("graduated"),
    "volume": _tiered("volume"),
    "graduated_percentage": _tiered("graduated", unit=True),
    "package": _package,
    "per_unit": _per_unit,
    "percentage": _percentage,
    "composite": _composite,
    "multi_unit_blocks": _blocks,
    "credit_burn": credit_text.burn,
    "credit_rollover": credit_text.rollover,
    "credit_settlement": credit_text.settlement,
    "credit_purchase": credit_text.purchase,
    "migration": _migration,
    "margin": _margin,
}
