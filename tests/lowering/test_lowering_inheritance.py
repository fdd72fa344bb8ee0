"""What `extends` takes over, and what it does not."""

from __future__ import annotations

from decimal import Decimal

from lowering.lowered_text import PRODUCT, catalog_of, report

from pricelang.catalog.catalog import Catalog, SeatRange, Tier
from pricelang.catalog.charges import CustomPrice, FeePrice
from pricelang.catalog.period import MONTH, YEAR, Period, Window
from pricelang.catalog.quantity import Exactly

BASE = (
    f"{PRODUCT}metric m\nmetric n\nfeature f\nfeature t text\npackage k core\npersona who\n"
    "credit ai { burns 1 per m }\n"
    'tier base was old "Base" {\n'
    "recommended; unlisted; for who; retired 2030-01-01; trial 14 days\n"
    "price $20 per month; price $1 per n\n"
    'includes k, f, t "7 days"\n'
    "includes 5 ai, as base; includes 7 ai, as flex; includes 3 n per day, only for m; includes 4 n per day\n"
    "limit 5 m per day; limit 9 m per month\n"
    "alert ai at 80%; seats 2 to 9; commit $5 per year; minimum $1 per month; minimum $2 per month on n\n"
    'invoices also at $9 owed; size 5 m at $5 per month; note "of the base"\n'
    "}\n"
)


def heir(body: str) -> Tier:
    return catalog_of(f"{BASE}tier heir extends base {{ {body} }}").tiers[1]


def base() -> Tier:
    return catalog_of(BASE).tiers[0]


def amounts(tier: Tier) -> list[tuple[str, str | None, Decimal, str | None]]:
    return [
        (one.of.name, one.pool, one.quantity.value, one.inherited)
        for one in tier.allowances
        if isinstance(one.quantity, Exactly)
    ]


def test_everything_but_what_belongs_to_the_tier_itself_is_taken_over() -> None:
    made, first = heir(""), base()
    for shelf in ("prices", "packages", "features", "allowances", "limits", "alerts", "seats", "minimums", "sizes"):
        mine, theirs = getattr(made, shelf), getattr(first, shelf)
        assert len(mine) == len(theirs) > 0
        assert [one.inherited for one in mine] == ["base"] * len(mine)
        assert [one.span.text for one in mine] == [one.span.text for one in theirs]
    assert made.commitment is not None
    assert made.invoicing is not None
    assert (made.commitment.inherited, made.invoicing.inherited) == ("base", "base")
    assert (made.extends, made.label) == ("base", "Heir")
    assert not made.recommended
    assert not made.unlisted
    assert (made.personas, made.trial, made.was, made.retired, made.notes) == ((), None, None, None, ())


def test_the_base_itself_inherits_nothing() -> None:
    assert {one.inherited for one in base().allowances} == {None}


def test_a_price_replaces_all_prices() -> None:
    made = heir("price $30 per year")
    assert [type(one) for one in made.prices] == [FeePrice]
    assert made.prices[0].inherited is None


def test_an_allowance_replaces_the_one_of_its_name_and_pool_in_its_place() -> None:
    assert amounts(heir("includes 6 ai, as flex")) == [
        ("ai", "base", Decimal(5), "base"),
        ("ai", "flex", Decimal(6), None),
        ("n", None, Decimal(3), "base"),
        ("n", None, Decimal(4), "base"),
    ]


def test_an_allowance_replaces_all_of_its_name_and_pool() -> None:
    assert amounts(heir("includes 8 n"))[2:] == [("n", None, Decimal(8), None)]


def test_a_limit_replaces_the_one_of_its_window() -> None:
    day, month = Window("billing", Period(1, "day")), Window("billing", MONTH)
    made = heir("limit 6 m per day")
    assert [(one.window, one.inherited) for one in made.limits] == [(day, None), (month, "base")]


def test_features_alerts_minimums_seats_and_the_rest_are_replaced_by_name() -> None:
    made = heir(
        'includes t "9 days"; alert ai at 90%; minimum $3 per month on n; seats at least 3; commit $6 per year; '
        "invoices also at 2x price owed; size 6 m at $6 per month"
    )
    assert [(one.feature, one.inherited) for one in made.features] == [("f", "base"), ("t", None)]
    assert [one.at for one in made.alerts] == [(Decimal(90),)]
    assert [one.inherited for one in made.minimums] == ["base", None]
    assert made.seats == (SeatRange("seat", 3, None),)
    assert made.commitment is not None
    assert made.commitment.inherited is None
    assert made.invoicing is not None
    assert made.invoicing.price_multiple == 2
    assert [one.inherited for one in made.sizes] == [None]


def test_seats_are_not_taken_over_by_a_tier_with_a_custom_price() -> None:
    made = heir("price custom")
    assert isinstance(made.prices[0], CustomPrice)
    assert made.seats == ()


def test_what_is_taken_over_twice_names_the_tier_that_wrote_it() -> None:
    made = catalog_of(f"{BASE}tier b extends base {{ limit 6 m per day }}\ntier c extends b")
    assert [one.inherited for one in made.tiers[2].limits] == ["b", "base"]


def test_a_base_may_come_later_and_from_another_file() -> None:
    made = catalog_of(f"tier heir extends base\n{PRODUCT}", b="tier base { price $5 per year }")
    assert [tier.name for tier in made.tiers] == ["heir", "base"]
    price = made.tiers[0].prices[0]
    assert isinstance(price, FeePrice)
    assert price.alternatives[0].period == YEAR
    assert price.inherited == "base"


def test_a_faulty_base_is_not_reported_again_by_its_heirs() -> None:
    text = f"{PRODUCT}metric m\ntier a {{ limit -5 m }}\n" + "".join(f"tier h{i} extends a\n" for i in range(9))
    assert report(text).count("error") == 1


def test_a_long_chain_is_no_recursion() -> None:
    count = 5_000
    lines = [f"tier t{i} extends t{i + 1}" for i in range(count)]
    made: Catalog = catalog_of(PRODUCT + "\n".join([*lines, f"tier t{count} {{ price free }}"]))
    assert made.tiers[0].prices[0].inherited == f"t{count}"


# --- ladders --------------------------------------------------------------


def test_without_a_ladder_all_listed_tiers_are_on_one() -> None:
    made = catalog_of(f"{PRODUCT}tier b\ntier hidden {{ unlisted }}\ntier a")
    assert [(ladder.name, ladder.label, ladder.tiers) for ladder in made.ladders] == [("plans", "Plans", ("b", "a"))]


def test_with_a_ladder_other_tiers_are_left_out() -> None:
    made = catalog_of(f'{PRODUCT}tier b\ntier a\nladder x "X" a')
    assert [(ladder.name, ladder.tiers) for ladder in made.ladders] == [("x", ("a",))]


def test_a_file_without_tiers_has_no_ladder() -> None:
    assert catalog_of("metric m").ladders == ()
