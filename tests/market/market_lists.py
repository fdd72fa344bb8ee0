"""A small price list, made of the package's own classes, on a day that stands still."""

from __future__ import annotations

from datetime import UTC, date, time
from decimal import Decimal
from typing import Any

from genai_prices.data_units import unit_data
from genai_prices.types import (
    ClauseEquals,
    ClauseStartsWith,
    ConditionalPrice,
    ModelInfo,
    ModelPrice,
    PriceVariant,
    Provider,
    StartDateConstraint,
    Tier,
    TieredPrices,
    TimeOfDateConstraint,
)

from pricelang.catalog.catalog import Catalog
from pricelang.diagnostics import Severity
from pricelang.lowering import lower
from pricelang.market.comparison import CostReport, compare
from pricelang.market.genai_prices import GenaiPrices
from pricelang.source import Source
from pricelang.syntax import File, parse

TODAY = date(2026, 11, 20)
DAY = date(2026, 11, 1)  # the last start of a price below


def price(**amounts: str) -> ModelPrice:
    return ModelPrice(**{key: Decimal(amount) for key, amount in amounts.items()})


def stepped(base: str, above: int, then: str) -> TieredPrices:
    return TieredPrices(base=Decimal(base), tiers=[Tier(start=above, price=Decimal(then))])


def model(name: str, prices: ModelPrice | list[ConditionalPrice], **rest: Any) -> ModelInfo:
    return ModelInfo(id=name, match=rest.pop("match", ClauseEquals(equals=name)), prices=prices, **rest)


def provider(name: str, *models: ModelInfo, **rest: Any) -> Provider:
    return Provider(id=name, name=name.title(), api_pattern=name, models=list(models), **rest)


def listing(*extra: Provider, today: date = TODAY) -> GenaiPrices:
    """Providers `acme` and `night`, and others."""
    acme = provider(
        "acme",
        model(
            "fox-5-mini",
            price(input_mtok="0.25", output_mtok="2", cache_read_mtok="0.025", web_searches_kcount="10"),
            match=ClauseStartsWith(starts_with="fox-5-mini"),
            price_variants=[
                PriceVariant(when={"service_tier": "flex"}, prices=price(input_mtok="0.125", output_mtok="1")),
                PriceVariant(when={"service_tier": "slow"}, prices=price(input_mtok="0.125", output_mtok="1")),
                PriceVariant(
                    when={"service_tier": "later"},
                    prices=price(input_mtok="0.1"),
                    constraint=StartDateConstraint(start_date=date(2027, 1, 1)),
                ),
            ],
        ),
        model(
            "fox-5",
            ModelPrice(input_mtok=stepped("2.5", 272_000, "5"), output_mtok=stepped("15", 272_000, "22.5")),
        ),
        model("fox-4", price(input_mtok="1", output_mtok="4")),
        model("fox-3", price(input_mtok="2", output_mtok="8")),
        model("fox-odd", price(input_mtok="300", output_mtok="0.0001")),
        model("fox-free", price(input_mtok="0", output_mtok="0")),
        model(
            "fox-moving",
            [
                ConditionalPrice(prices=price(input_mtok="1")),
                ConditionalPrice(StartDateConstraint(start_date=DAY), prices=price(input_mtok="1.5")),
                ConditionalPrice(StartDateConstraint(start_date=date(2027, 1, 1)), prices=price(input_mtok="3")),
            ],
        ),
        model("ear", price(audio_hours="0.36", requests_kcount="5")),
        model("third", price(audio_hours="0.1")),
    )
    night = provider(
        "night",
        model(
            "owl",
            [
                ConditionalPrice(prices=price(input_mtok="0.15")),
                ConditionalPrice(
                    TimeOfDateConstraint(start_time=time(1, tzinfo=UTC), end_time=time(4, tzinfo=UTC)),
                    prices=price(input_mtok="0.3"),
                ),
            ],
        ),
        fallback_model_providers=["acme"],
    )
    units = {unit: Decimal(each["per"]) for unit, each in unit_data.items()}
    keys = {each.get("price_key", unit): unit for unit, each in unit_data.items()}
    return GenaiPrices([acme, night, *extra], units, keys, "0.0", today)


def lowered(text: str) -> tuple[File, Catalog]:
    """A sound text: its tree and its catalog."""
    file = parse(Source("a.price", text))
    assert not file.diagnostics, file.diagnostics
    result = lower([file])
    assert not [one for one in result.diagnostics if one.severity is Severity.ERROR], result.diagnostics
    return file, result.catalog


HEAD = 'product p "P" { currency USD, EUR; audience developer; exchange €1 at $1.08 }\n'


def compared(body: str, prices: GenaiPrices | None = None) -> CostReport:
    """One cost against the list."""
    _, catalog = lowered(f"{HEAD}cost c {{\n{body}\n}}\n")
    report = compare(catalog.costs[0], prices or listing())
    assert report is not None
    return report
