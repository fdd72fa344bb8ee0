"""Nothing is dropped in silence: changing any value of the catalog changes the page, save for what is listed here."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date, timedelta
from decimal import Decimal
from typing import Any

from targets.markdown.markdown_samples import everything

from pricelang.catalog import catalog, charges, goods, product
from pricelang.catalog.catalog import Catalog
from pricelang.record import Record, replace
from pricelang.targets.markdown import emit

# The seller's own business.
SELLERS = {
    "Product": {"audiences", "margin", "exchanges", "review"},
    "Metric": {"charged_by", "costs", "worth", "event"},
    "Event": {"aggregation", "name", "property"},
    "Outcome": {"succeeds"},
    "Credit": {"worth"},
    "Package": {"vision", "kind"},
    "Persona": {"share", "seats", "pays", "uses", "notes"},
    "Catalog": {"costs"},
}
SECRET = {"Cost", "CostFormula", "CostRate", "CostTerm", "Exchange", "Pays", "Uses"}
# Names that nothing on the page refers to: labels stand there.
NAMES = {"Ladder": {"name"}, "Product": {"name", "currencies"}}
# A feature's value shows what kind it is.
SHOWN_BY_ITS_VALUE = {"Feature": {"kind", "lower_is_better"}}
# How a tier came by something.
ORIGIN = {"extends", "inherited", "was", "span", "total_span"}


def variants(value: object) -> Iterator[object]:
    """Other values of the same type."""
    if isinstance(value, bool):
        yield not value
    elif isinstance(value, (Decimal, int)):
        yield value + 7
    elif isinstance(value, date):
        yield value + timedelta(days=400)
    elif isinstance(value, str):
        yield {"month": "week", "graduated": "volume", "rolls_over": "expires"}.get(value, value + "zq")
    elif isinstance(value, tuple):
        yield ()
        for index, item in enumerate(value):
            for other in variants(item):
                yield (*value[:index], other, *value[index + 1 :])
    elif isinstance(value, Record):
        yield None
        for field in value.__fields__:
            for other in variants(getattr(value, field)):
                yield replace(value, **{field: other})


def changes(record: Record, rebuild: Any) -> Iterator[tuple[str, str, Catalog]]:
    """Each field below the record that holds something, by class and name, and the catalog with it changed."""
    for field in record.__fields__:
        value = getattr(record, field)

        def with_field(other: object, field: str = field) -> Any:
            return rebuild(replace(record, **{field: other}))

        if isinstance(value, Record):
            yield type(record).__name__, field, with_field(None)
            yield from changes(value, with_field)
        elif isinstance(value, tuple):
            if value:
                yield type(record).__name__, field, with_field(())
            for index, item in enumerate(value):
                if isinstance(item, Record):

                    def with_item(other: object, index: int = index, value: Any = value, put: Any = with_field) -> Any:
                        return put((*value[:index], other, *value[index + 1 :]))

                    yield from changes(item, with_item)
        elif value is not None:
            for other in variants(value):
                yield type(record).__name__, field, with_field(other)


def test_every_value_that_concerns_a_buyer_is_on_the_page() -> None:
    seen: dict[tuple[str, str], bool] = {}
    sample = everything()
    page = emit(sample)
    for name, field, changed in changes(sample, lambda changed: changed):
        if name in SECRET or seen.get((name, field)):
            continue
        try:
            seen[name, field] = emit(changed) != page
        except (AttributeError, TypeError, KeyError, ValueError):
            seen[name, field] = True  # a required value was taken out, or a word that the types do not know put in
    allowed = {
        f"{name}.{field}"
        for group in (SELLERS, SHOWN_BY_ITS_VALUE, NAMES)
        for name, fields in group.items()
        for field in fields
    }
    unseen = {f"{name}.{field}" for (name, field), shown in seen.items() if not shown and field not in ORIGIN}
    assert unseen <= allowed


def test_the_sample_holds_a_value_for_every_field() -> None:
    filled: dict[str, set[str]] = {}

    def collect(value: object) -> None:
        if isinstance(value, Record):
            fields = filled.setdefault(type(value).__name__, set())
            for field in value.__fields__:
                inner = getattr(value, field)
                if inner not in (None, (), False):
                    fields.add(field)
                collect(inner)
        elif isinstance(value, tuple):
            for item in value:
                collect(item)

    collect(everything())
    missing = {
        f"{cls.__name__}.{field}"
        for module in (product, goods, catalog, charges)
        for cls in vars(module).values()
        if isinstance(cls, type) and issubclass(cls, Record) and cls.__module__ == module.__name__
        for field in cls.__fields__
        if cls.__name__ not in SECRET
        and field not in ORIGIN | SELLERS.get(cls.__name__, set())
        and field not in filled.get(cls.__name__, set())
    }
    assert missing == {"Review.on", "Review.every", "Review.by"}
