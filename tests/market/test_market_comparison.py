"""Rates against the list: states, steps, variants, hours, days."""

from __future__ import annotations

from datetime import date
from decimal import Decimal
from fractions import Fraction

import pytest
from market.market_lists import DAY, compared, listing, lowered, model, price, provider

from pricelang.market.comparison import compare

MINI = 'source genai_prices "acme:fox-5-mini"'


def states(body: str) -> list[str]:
    return [rate.state for rate in compared(body).rates]


def why(body: str) -> str:
    (rate,) = compared(body).rates
    assert rate.state == "unknown"
    return rate.why


def test_a_cost_without_a_source_is_not_compared() -> None:
    _, catalog = lowered("cost c { rate $1 per 1M input }\n")
    assert compare(catalog.costs[0], listing()) is None


def test_same_and_another_price_for_any_number_of_units() -> None:
    report = compared(f"rate $0.25 per 1M input; rate $0.003 per 1k output; rate $0.01 per web_search; {MINI}")
    same, output, search = report.rates
    assert (same.state, same.listed, same.change) == ("same", Fraction("0.25"), Fraction(0))
    assert (output.state, output.declared, output.listed) == ("differs", Fraction(3), Fraction(2))
    assert (output.change, output.amount) == (Fraction(-1, 3), Decimal("0.002"))
    assert search.state == "same"
    assert report.stale
    assert report.model == "acme:fox-5-mini"
    assert report.notes == ("the list also prices `cache_read`",)


def test_steps() -> None:
    source = 'source genai_prices "acme:fox-5"'
    report = compared(f"rate $2.50 per 1M input; rate $6 per 1M input above 272k input; {source}")
    assert [(rate.state, rate.amount) for rate in report.rates] == [("same", Decimal("2.5")), ("differs", Decimal(5))]
    alone = compared(f"rate $2.50 per 1M input; {source}")
    assert alone.rates[0].notes == ("above 272,000 input it is $5.00, and no rate says so",)
    assert why(f"rate $6 per 1M input above 200k input; {source}") == (
        "the list has no step at 200,000, it has one at 272,000"
    )
    report = compared(f"rate $6 per 1M output above 272k output; {source}")
    assert report.rates[0].why == "the list has steps by the input of a request only"


def test_variants() -> None:
    assert states(f"rate $0.125 per 1M input when service_tier is flex; {MINI}") == ["same"]
    assert states(f"rate $0.125 per 1M input when service_tier is flex or slow; {MINI}") == ["same"]
    for value in ("turbo", "later", "flex or turbo"):
        said = why(f"rate $0.125 per 1M input when service_tier is {value}; {MINI}")
        assert said == f"the list has no price of its own when service_tier is {value}"
    said = why(f"rate $0.125 per 1M input when speed is flex; {MINI}")
    assert said == "the list has no price of its own when speed is flex"


def test_what_the_list_does_not_say() -> None:
    assert why(f"rate $1 per check; {MINI}") == "the list has no unit `check`"
    assert why(f"rate $1 per web_saerch; {MINI}") == "the list has no unit `web_saerch`; did you mean `web_search`?"
    assert why(f"rate $1 per request; {MINI}") == "the list has no price of this model by `request`"
    assert why(f"rate €1 per 1M input; {MINI}") == "declared in EUR, and the list is in USD"


def test_time_is_converted() -> None:
    report = compared('rate $0.006 per audio_minute; rate $0.005 per request; source genai_prices "acme:ear"')
    assert [rate.state for rate in report.rates] == ["same", "same"]


def test_a_price_without_a_decimal_is_not_written() -> None:
    report = compared('rate $0.00003 per audio_second; source genai_prices "acme:third"')
    (rate,) = report.rates
    assert (rate.state, rate.amount, rate.listed) == ("differs", None, Fraction(1, 10))
    assert rate.why == "no exact decimal per audio_second: write it by hand"
    assert report.as_of is None


def test_prices_by_the_day() -> None:
    moving = 'rate $1 per 1M input; source genai_prices "acme:fox-moving"'
    (rate,) = compared(moving).rates
    assert (rate.listed, rate.notes) == (Fraction(3, 2), ("from 2027-01-01 on it will be $3.00",))
    (rate,) = compared(moving, listing(today=date(2026, 10, 1))).rates
    assert rate.state == "same"
    (rate,) = compared(moving, listing(today=date(2027, 2, 1))).rates
    assert (rate.listed, rate.notes) == (Fraction(3), ())


def test_the_dearest_hour_counts() -> None:
    (rate,) = compared('rate $0.15 per 1M input; source genai_prices "night:owl"').rates
    assert (rate.state, rate.listed) == ("differs", Fraction("0.3"))
    assert rate.notes == ("it depends on the hour: from $0.15; the dearest hour counts",)


def test_a_jump_is_doubted_and_holds_the_day_back() -> None:
    report = compared(f"rate $0.00025 per 1M input; rate $3 per 1M output; {MINI}")
    assert [rate.state for rate in report.rates] == ["doubtful", "differs"]
    assert "a price per 1k and one per 1M may have been mixed up" in report.rates[0].why
    assert report.as_of is None


def test_a_listed_price_out_of_its_family_is_doubted() -> None:
    report = compared('rate $100 per 1M input; source genai_prices "acme:fox-odd"')
    assert report.rates[0].state == "doubtful"
    # 0.25, 2.5, 1, 2 and 1.5; the free one does not count
    assert report.rates[0].why == "120 times the dearest of 5 other models of the family"
    assert states('rate $0.30 per 1M input; source genai_prices "acme:fox-free"') == ["doubtful"]


def test_a_file_that_is_newer_than_the_list_is_left_alone() -> None:
    report = compared(f"rate $0.30 per 1M input; {MINI}; as_of 2026-11-15")
    assert report.rates[0].state == "newer"
    assert report.rates[0].why == "declared as of 2026-11-15; the list is of 2026-11-01 at the earliest"
    assert (report.stale, report.as_of) == (False, None)


@pytest.mark.parametrize(
    ("body", "expected"),
    [
        (f"rate $0.25 per 1M input; {MINI}", DAY),
        (f"rate $0.25 per 1M input; {MINI}; as_of 2026-08-01", DAY),
        (f"rate $0.25 per 1M input; {MINI}; as_of 2026-11-01", None),
        (f"rate $0.25 per 1M input; {MINI}; as_of 2026-11-15", None),
        (f"rate $0.25 per check; {MINI}; as_of 2026-08-01", None),
    ],
)
def test_the_day(body: str, expected: date | None) -> None:
    assert compared(body).as_of == expected


@pytest.mark.parametrize(
    ("source", "problem", "help_"),
    [
        ('genai_prices "acme:fox5-mini"', "the list has no model `fox5-mini` of Acme", "did you mean `fox-5-mini`?"),
        (
            'genai_prices "acme:foxtrot"',
            "the list has no model `foxtrot` of Acme",
            "it has `fox-5-mini`, `fox-5`, `fox-4`, `fox-3`, `fox-odd`, `fox-free` and 3 more",
        ),
        ('genai_prices "acne:fox-5"', "the list has no provider `acne`", "did you mean `acme`?"),
        ('genai_prices "ACME:fox-5"', "the list has no provider `ACME`", "did you mean `acme`?"),
        (
            'genai_prices "fox-5"',
            "`fox-5` is no model of a price list",
            "write the provider and the model: `openai:gpt-5`",
        ),
        (
            'genai_price "acme:fox-5"',
            "`genai_price` is no price list that is known here",
            "did you mean `genai_prices`?",
        ),
        (
            'vendor "acme:fox-5"',
            "`vendor` is no price list that is known here",
            "the one that can be read is `genai_prices`",
        ),
    ],
)
def test_unknown_names(source: str, problem: str, help_: str) -> None:
    report = compared(f"rate $1 per 1M input; source {source}")
    assert (report.problem, report.help, report.rates) == (problem, help_, ())


def test_another_name_of_a_model_and_a_reseller() -> None:
    report = compared('rate $0.25 per 1M input; source genai_prices "acme:fox-5-mini-2026-08-07"')
    assert report.notes[0] == "the list counts it as `acme:fox-5-mini`"
    report = compared('rate $1 per 1M input; source genai_prices "night:fox-4"')
    assert (report.problem, report.rates[0].state) == (None, "same")
    # the list says nothing of a reseller's own variants
    report = compared('rate $1 per 1M input when service_tier is flex; source genai_prices "night:fox-5-mini"')
    assert report.rates[0].state == "unknown"


def test_a_price_that_was_free() -> None:
    paid = provider("paid", model("once-free", price(input_mtok="1")))
    report = compared('rate $0 per 1M input; source genai_prices "paid:once-free"', listing(paid))
    assert (report.rates[0].state, report.rates[0].change) == ("doubtful", None)
