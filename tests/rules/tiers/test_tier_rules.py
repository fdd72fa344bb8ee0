"""Tiers and ladders: where the rules speak, and where they must not."""

from __future__ import annotations

from decimal import Decimal

import pytest
from rules.linting import only

CLAIMS = [
    ("$20 per month or $192 per year, saves 20%", 0),
    ("$20 per month or $200 per year, saves 20%", 1),
    ("$20 per month or $200 per year, saves 17%", 0),  # 16.67
    ("$100 per month or $1_080 per year, saves 11%", 0),  # exactly one point off
    ("$100 per month or $1_079 per year, saves 9%", 1),  # 10.08
    ("$20 per month or $200 per year", 0),
    ("$200 per year, saves 20%", 0),
    ("$20 per month or €20 per month or $192 per year or €200 per year, saves 20%", 1),
    ("$20 per month or €20 per month or $192 per year or €200 per year, saves up to 20%", 0),
    ("$20 per month or €20 per month or $200 per year or €200 per year, saves up to 20%", 1),
    ("$20 per seat per month or $192 per seat per year, saves 20%", 0),
    ("$60 per quarter or $192 per year, saves 20%", 0),
]


@pytest.mark.parametrize(("price", "findings"), CLAIMS)
def test_annual_discount_claim(price: str, findings: int) -> None:
    text = f"product p {{ currency USD, EUR }}\ntier pro {{ price {price} }}"
    assert len(only("annual-discount-claim", text)) == findings


def test_annual_discount_claim_has_the_money_in_it() -> None:
    (found,) = only("annual-discount-claim", 'tier pro "Pro" { price $20 per month or $200 per year, saves 20% }')
    assert found.message == "`Pro` claims to save 20%, and saves 16.7%"
    assert found.label.message == "$200.00 per year against $20.00 per month"
    assert found.notes[0].endswith("20% would be $192.00 per year")
    assert found.helps == ("write `saves 16%`, or set the price that was claimed",)


RANGE = [
    ("$10 per month or $108 per year", {}, 0),  # 10%
    ("$10 per month or $109 per year", {}, 1),
    ("$10 per month or $90 per year", {}, 0),  # 25%
    ("$10 per month or $89 per year", {}, 1),
    ("$10 per month or $120 per year", {}, 1),
    ("$10 per month", {}, 0),
    ("$10 per month or $120 per year", {"least": Decimal(0)}, 0),
    ("$10 per month or $60 per year", {"most": Decimal(50)}, 0),
]


@pytest.mark.parametrize(("price", "options", "findings"), RANGE)
def test_annual_discount_range(price: str, options: dict[str, Decimal], findings: int) -> None:
    text = f"tier pro {{ price {price} }}"
    assert len(only("annual-discount-range", text, options={"annual-discount-range": options})) == findings


GRANTS = [
    ("price $20 per month or $192 per year; includes 9 ai per month, then block", 1),
    ("price $20 per month or $192 per year; includes 9 ai, then block", 1),
    ("price $20 per month or $192 per year, grants monthly; includes 9 ai per month, then block", 0),
    ("price $20 per month or $192 per year, grants up front; includes 9 ai per month, then block", 0),
    ("price $20 per month; includes 9 ai per month, then block", 0),
    ("price $192 per year; limit 9 drafts per day, then slow", 0),
    ("price $192 per year; includes unlimited draft per month", 0),
    ("price $192 per year; includes 9 gb, then block", 0),
    ("price $192 per year; includes 9 drafts per rolling 5 hours, then block", 0),
]


@pytest.mark.parametrize(("statements", "findings"), GRANTS)
def test_annual_grant_unstated(statements: str, findings: int) -> None:
    text = 'metric draft\nmetric gb { event max "storage.gb" }\ncredit ai { burns 1 per draft; unused expires }\n'
    assert len(only("annual-grant-unstated", f"{text}tier pro {{ {statements} }}")) == findings


STEPS = [
    ("price $10 per month", "price $50 per month", 0),
    ("price $10 per month", "price $51 per month", 1),
    ("price $10 per month", "price $12 per month", 0),
    ("price $10 per month", "price $11.99 per month", 1),
    ("price free", "price $100 per month", 0),
    ("price $10 per month", "price custom from $900 per month", 0),
    ("price $10 per month", "price from $900 per month", 0),
    # at their own minimums 147 / 20, for the same seats 147 / 60
    ("price $20 per seat per month", "price $49 per seat per month; seats at least 3", 0),
    ("price $10 per month", "price $900 per year", 0),
    ("price $10 per month or $100 per year", "price $20 per month or $900 per year", 0),
    ("price $10 per month", "price per seat per month volume { up to 5 at $60; above at $40 }", 1),
]


@pytest.mark.parametrize(("lower", "higher", "findings"), STEPS)
def test_price_step(lower: str, higher: str, findings: int) -> None:
    assert len(only("price-step", f"tier a {{ {lower} }}\ntier b {{ {higher} }}")) == findings


REGRESSIONS = [
    ("price $9 per month; includes export", "price $20 per month; includes sso", 1),
    ("price free; includes export", "price $20 per month; includes sso", 1),
    ("price $9 per month; includes export", "price $9 per month; includes sso", 0),
    ("price $9 per month; includes export", "price custom; includes sso", 0),
    ("price $9 per month; includes export", "price from $20 per month; includes sso", 0),
    ("price $9 per month; includes days 9", "price $20 per month; includes days 7", 1),
    ("price $9 per month; includes days 9", "price $20 per month; includes days unlimited", 0),
    ("price $9 per month; includes days unlimited", "price $20 per month; includes days 7", 1),
    ("price $9 per month; includes days 9", "price $20 per month", 0),
    ("price $9 per month; includes wait 9", "price $20 per month; includes wait 7", 0),
    ("price $9 per month; includes wait 7", "price $20 per month; includes wait 9", 1),
    ('price $9 per month; includes help "by chat"', 'price $20 per month; includes help "by mail"', 0),
    ("price $9 per month; includes kept 7 days", "price $20 per month; includes kept 1 month", 0),
    ("price $9 per month; includes kept 2 months", "price $20 per month; includes kept 7 days", 1),
    ("price $9 per month; includes export", "price $20 per month; includes sso; unlisted", 0),
    # dearer for one, cheaper for many
    ("price $10 per seat per month; includes export", "price $15 per month; includes sso", 0),
    ("price $9 per month; includes tools", "price $20 per month; includes export", 0),
    ("price $9 per month; includes tools", "price $20 per month; includes sso", 1),
    ("price $9 per month; price $0.1 per draft; includes export", "price $0.2 per draft; includes sso", 0),
]


@pytest.mark.parametrize(("lower", "higher", "findings"), REGRESSIONS)
def test_feature_regression(lower: str, higher: str, findings: int) -> None:
    text = (
        "metric draft\nfeature export\nfeature sso\nfeature days number\nfeature wait number, lower is better\n"
        "feature help text\nfeature kept number\npackage tools core { offers export }\n"
        # somebody has each of them
        "ladder plans a, b\nladder other z\n"
        'tier z { price free; includes export, sso, tools, days 1, wait 1, help "x", kept 1 day }\n'
    )
    assert len(only("feature-regression", f"{text}tier a {{ {lower} }}\ntier b {{ {higher} }}")) == findings


BESIDE = (
    "feature a\nfeature b\nfeature c\nfeature d\nladder plans plus, pro, family\n"
    "tier plus { price $9 per month; includes a }\ntier pro { price $20 per month; includes a, b, c }\n"
)


def test_a_tier_beside_another_is_compared_with_the_one_below_both() -> None:
    assert not only("feature-regression", BESIDE + "tier family { price $21 per month; includes a, d }")
    assert not only("price-step", BESIDE + "tier family { price $21 per month; includes a, d }")
    # it has some of what the other adds, or nothing of its own, or not what both build on
    assert only("feature-regression", BESIDE + "tier family { price $21 per month; includes a, b, d }")
    assert only("feature-regression", BESIDE + "tier family { price $21 per month; includes a }\ntier z { includes d }")
    assert only("feature-regression", BESIDE + "tier family { price $21 per month; includes d }")


def test_tiers_without_a_common_number_of_seats_are_not_compared() -> None:
    text = (
        "feature export\nfeature sso\nladder plans solo, team\n"
        "tier solo { price $15 per seat per month; seats 1; includes export }\n"
        "tier team { price $20 per seat per month; seats at least %s; includes sso }"
    )
    assert not only("feature-regression", text % 3)
    assert only("feature-regression", text % 1)


def test_an_addon_gives_the_feature_back() -> None:
    text = (
        "feature export\nfeature sso\ntier a { price $9 per month; includes export }\n"
        "tier b { price $20 per month; includes sso }\n"
        "package more addon { price $5 per month; offers export; available on b }"
    )
    assert not only("feature-regression", text)
    assert only("feature-regression", text.replace("available on b", "available on a"))


IDENTICAL = [
    ("price $9 per month; includes sso", "price $9 per month; includes sso", 1),
    ("price $9 per month; includes sso", "price $9 per month; includes sso; recommended", 1),
    ("price $9 per month; includes sso", "price $8 per month; includes sso", 0),
    ("price $9 per month; includes sso", "price $9 per month; includes sso; seats up to 5", 0),
    ("price $9 per month; includes sso", "price $9 per month; includes sso; trial 7 days", 0),
    ("price custom; includes sso", "price custom; includes sso", 0),
    ("price $9 per month; includes sso", "price $9 per month; includes sso; retired 2026-01-01, becomes a", 0),
    ("price $9 per month; limit unpublished draft per day", "price $9 per month; limit unpublished draft per day", 0),
]


@pytest.mark.parametrize(("first", "second", "findings"), IDENTICAL)
def test_tiers_identical(first: str, second: str, findings: int) -> None:
    text = "metric draft\nfeature sso\ntier z { price free; includes sso }\nladder plans a, b\nladder rest z\n"
    text += f"tier a {{ {first} }}\ntier b {{ {second} }}"
    assert len(only("tiers-identical", text)) == findings


def test_tiers_that_others_sell_to_differ() -> None:
    text = "tier a { price $9 per month }\ntier b { price $9 per month }\n"
    assert only("tiers-identical", text)
    assert not only("tiers-identical", text + "discount d { 10% off; available on b; lasts 1 month }")


def tiers(*statements: str) -> str:
    return "\n".join(f"tier t{place} {{ {each} }}" for place, each in enumerate(statements))


def test_contact_sales_below_top() -> None:
    paid = "price $9 per month"
    assert not only("contact-sales-below-top", tiers(paid, "price custom", "price custom"))
    assert len(only("contact-sales-below-top", tiers("price custom", paid))) == 1
    assert not only("contact-sales-below-top", tiers("price custom", "price free"))
    assert not only("contact-sales-below-top", tiers("price custom", f"{paid}; unlisted"))
    assert not only("contact-sales-below-top", "ladder a t0\nladder b t1\n" + tiers("price custom", paid))


def test_no_entry() -> None:
    paid = "price $9 per month"
    assert len(only("no-entry", tiers(paid, "price custom"))) == 1
    assert not only("no-entry", tiers(paid, "price free"))
    assert not only("no-entry", tiers(paid, f"{paid}; trial 7 days"))
    assert not only("no-entry", tiers("price custom"))
    assert not only("no-entry", "metric draft\n" + tiers(paid, "price $0.1 per draft"))
    assert not only("no-entry", tiers(paid) + "\ndiscount start { free 1 month }")
    assert only("no-entry", tiers(paid) + "\ndiscount start { free 1 month; for existing customers }")


def test_recommended_not_one() -> None:
    paid = "price $9 per month"
    assert not only("recommended-not-one", tiers(paid))
    assert only("recommended-not-one", tiers(paid, paid))
    assert not only("recommended-not-one", tiers(paid, f"{paid}; recommended"))
    assert only("recommended-not-one", tiers(f"{paid}; recommended", f"{paid}; recommended"))
    assert not only("recommended-not-one", "ladder a t0\nladder b t1\n" + tiers(paid, paid))


def test_too_many_tiers() -> None:
    four = ["price $9 per month"] * 4
    assert not only("too-many-tiers", tiers(*four))
    assert only("too-many-tiers", tiers(*four, "price custom"))
    assert not only("too-many-tiers", tiers(*four, "price custom; unlisted"))
    assert not only("too-many-tiers", tiers(*four, "price custom"), options={"too-many-tiers": {"most": 5}})


def test_tier_without_persona() -> None:
    assert not only("tier-without-persona", tiers("price free"))
    assert len(only("tier-without-persona", "persona writer\n" + tiers("price free", "price free; for writer"))) == 1


@pytest.mark.parametrize(
    ("price", "findings"),
    [
        ("$20 per month or $288 per year", 1),
        ("$20 per month or $240 per year", 0),
        ("$288 per year or $20 per month", 0),
        ("$20 per month or €288 per year", 0),
        ("$20 per month or $66 per quarter", 1),
    ],
)
def test_annual_dearer(price: str, findings: int) -> None:
    head = "product p { currency USD, EUR }\n" if "€" in price else ""
    assert len(only("annual-dearer", f"{head}tier a {{ price {price} }}")) == findings


@pytest.mark.parametrize(
    ("empty", "other", "findings"),
    [
        ("price $10 per month", "price $20 per month; includes sso", 1),
        ("price $10 per month", "price $20 per month", 0),  # a file that tells prices only
        ("price custom", "price $20 per month; includes sso", 0),
        ("price $10 per month; unlisted", "price $20 per month; includes sso", 0),
        ("price free", "price $20 per month; includes sso", 0),
        ("price $10 per month", "price $20 per month; includes sso }\npackage y addon { available on a; offers sso", 0),
        ('price $10 per month; note "support only"', "price $20 per month; includes sso", 0),
        ("price $0.10 per draft", "price $20 per month; includes sso", 0),
    ],
)
def test_tier_empty(empty: str, other: str, findings: int) -> None:
    text = "metric draft\nfeature sso\npackage x addon { offers sso; price $1 per month }\n"
    assert len(only("tier-empty", f"{text}tier a {{ {empty} }}\ntier b {{ {other} }}")) == findings
