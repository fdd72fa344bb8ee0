"""What a `price` says must reach the catalog as what it means."""

from __future__ import annotations

from datetime import date
from decimal import Decimal

import pytest
from lowering.lowered_text import SEAT, M, flat, report, tier, usd

from pricelang.catalog import charges as h
from pricelang.catalog import quantity as q
from pricelang.catalog.money import Money
from pricelang.catalog.period import MONTH, YEAR, Period

D = Decimal


@pytest.mark.parametrize(
    ("written", "price"),
    [
        ("free", h.FreePrice()),
        ("$20 per month", h.FeePrice((h.Fee(usd("20"), MONTH),))),
        ("$20 per seat per month", h.FeePrice((h.Fee(usd("20"), MONTH, SEAT),))),
        (
            "$9 per started 10 seats per quarter",
            h.FeePrice((h.Fee(usd("9"), Period(1, "quarter"), SEAT, D(10), True),)),
        ),
        ("$5 per 1k m per month", h.FeePrice((h.Fee(usd("5"), MONTH, M, D(1000)),))),
        (
            "$20 per month or $192 per year, grants monthly, saves up to 20%",
            h.FeePrice(
                (h.Fee(usd("20"), MONTH), h.Fee(usd("192"), YEAR)),
                terms=h.Terms(grants="monthly", saves=D(20), saves_up_to=True),
            ),
        ),
        ("$45 once", h.FeePrice((h.Fee(usd("45"), None),))),
        ("$100 per seat once", h.FeePrice((h.Fee(usd("100"), None, SEAT),))),
        ("from $25 per month", h.FeePrice((h.Fee(usd("25"), MONTH, at_least=True),))),
        ("custom", h.CustomPrice()),
        ("custom from $20_000 per year", h.CustomPrice(h.Fee(usd("20000"), YEAR))),
        (
            "per seat per month graduated { first 5 free; rest at $10 }",
            h.FeePrice(
                (
                    h.BandedFee(
                        h.Bands("graduated", "USD", (h.Band(D(5)), h.Band(None, D(10)))),
                        MONTH,
                        SEAT,
                    ),
                )
            ),
        ),
        ("$0.99 per m", h.UsagePrice("m", (flat("0.99"),))),
        ("$0.0000025 per m", h.UsagePrice("m", (flat("0.0000025"),))),
        ("$2.50 per 1M m", h.UsagePrice("m", (flat("2.50", per=1_000_000),))),
        ("$10 per started 1_000 m", h.UsagePrice("m", (flat("10", per=1000, started=True),))),
        (
            "$1 per m at least $2 up to $50",
            h.UsagePrice("m", (flat("1"),), minimum=usd("2"), maximum=usd("50")),
        ),
        ("$1 per m up to $50", h.UsagePrice("m", (flat("1"),), maximum=usd("50"))),
        (
            "$1 per m when quality is high or best and size is large",
            h.UsagePrice(
                "m", (flat("1"),), (q.Condition("quality", ("high", "best")), q.Condition("size", ("large",)))
            ),
        ),
        ("1.25x plan rate per m", h.UsagePrice("m", (h.PlanRate(D("1.25")),))),
        (
            "per m graduated { first 10k free; next 90k at $0.002; rest at $0.0015 plus $10 flat }",
            h.UsagePrice(
                "m",
                (
                    h.Bands(
                        "graduated",
                        "USD",
                        (
                            h.Band(D(10_000)),
                            h.Band(D(100_000), D("0.002")),
                            h.Band(None, D("0.0015"), flat=D(10)),
                        ),
                    ),
                ),
            ),
        ),
        (
            "per m volume { up to 10k at $5 per started 100; above at $50 flat when used }",
            h.UsagePrice(
                "m",
                (
                    h.Bands(
                        "volume",
                        "USD",
                        (
                            h.Band(D(10_000), D(5), D(100), True),
                            h.Band(None, flat=D(50), flat_when_used=True),
                        ),
                    ),
                ),
            ),
        ),
    ],
)
def test_prices(written: str, price: h.Price) -> None:
    assert tier(f"price {written}").prices == (price,)


def test_a_share_of_money() -> None:
    made = tier("price 2.9% of sales at least $0.30 up to $50", "metric sale { unit USD }")
    share = h.Bands("graduated", "USD", (h.Band(None, percent=D("2.9")),))
    assert made.prices == (h.UsagePrice("sale", (share,), minimum=usd("0.30"), maximum=usd("50")),)


def test_currencies_are_alternatives_and_lines_add_up() -> None:
    both = "product p { currency USD, EUR }\n"
    made = tier("price $20 per month or €18 per month; price $1 per m or €0.9 per m", product=both)
    assert made.prices == (
        h.FeePrice((h.Fee(usd("20"), MONTH), h.Fee(Money(D(18), "EUR"), MONTH))),
        h.UsagePrice("m", (flat("1"), flat("0.9", "EUR"))),
    )


def test_bands_in_two_currencies_become_two_lists() -> None:
    both = "product p { currency USD, EUR }\n"
    made = tier("price per m graduated { first 5 free; rest at $2 or €1 }", product=both)
    assert made.prices == (
        h.UsagePrice(
            "m",
            (
                h.Bands("graduated", "USD", (h.Band(D(5)), h.Band(None, D(2)))),
                h.Bands("graduated", "EUR", (h.Band(D(5)), h.Band(None, D(1)))),
            ),
        ),
    )


@pytest.mark.parametrize(
    ("currencies", "written", "code"),
    [
        ("USD", "$5", "USD"),
        ("CAD", "$5", "CAD"),
        ("AUD, USD", "$5", "USD"),
        ("CNY", "¥5", "CNY"),
        ("JPY, CNY", "¥5", "JPY"),
        ("CHF", "CHF 5", "CHF"),
        ("INR", "₹5", "INR"),
        ("KRW", "₩5", "KRW"),
        ("GBP", "£5", "GBP"),
    ],
)
def test_symbols_mean_the_currency_of_the_product(currencies: str, written: str, code: str) -> None:
    made = tier(f"price {written} per month", product=f"product p {{ currency {currencies} }}\n")
    assert made.prices == (h.FeePrice((h.Fee(Money(D(5), code), MONTH),)),)


def test_a_dollar_of_two_dollars_is_ambiguous() -> None:
    text = "product p { currency AUD, CAD }\ntier t { price $5 per month }"
    assert report(text).startswith("error[currency-mismatch] 2:16 `$5` this is in USD")


def test_a_price_table_is_one_price_a_row() -> None:
    made = tier('price per 1M m by model and mode { mini and fast, mini and slow $1; "x-4.5" and fast $2 }')
    million = 1_000_000

    def row(amount: str, model: str, mode: str) -> h.UsagePrice:
        when = (q.Condition("model", (model,)), q.Condition("mode", (mode,)))
        return h.UsagePrice("m", (flat(amount, per=million),), when)

    assert made.prices == (row("1", "mini", "fast"), row("1", "mini", "slow"), row("2", "x-4.5", "fast"))


@pytest.mark.parametrize(
    ("tail", "terms"),
    [
        ("from 2027-01-01, until 2027-06-30", h.Terms(date(2027, 1, 1), date(2027, 6, 30))),
        ("until renewal", h.Terms(until_renewal=True)),
        ("for existing customers", h.Terms(existing_customers=True)),
        ("for friends", h.Terms(cohort="friends")),
        ("in eu", h.Terms(region="eu")),
        ("grants up front", h.Terms(grants="up_front")),
        ("with commit", h.Terms(with_commitment=True)),
        (
            "with commit of $500 per year",
            h.Terms(with_commitment=True, commitment=usd("500"), commitment_period=YEAR),
        ),
        ('note "x", uncertain', h.Terms(notes=(h.Note("x"), h.Note(None, True)))),
    ],
)
def test_terms(tail: str, terms: h.Terms) -> None:
    made = tier(f"price $5 per month, {tail}", 'cohort friends "Friends"\nregion eu')
    assert made.prices[0].terms == terms
