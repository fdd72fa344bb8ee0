"""What `includes` and `limit` say must reach the catalog as what it means."""

from __future__ import annotations

from decimal import Decimal

import pytest
from lowering.lowered_text import AI, PRODUCT, SEAT, M, catalog_of, flat, tier, usd

from pricelang.catalog import charges as h
from pricelang.catalog import quantity as q
from pricelang.catalog.period import MONTH, ONCE, PER_PRICE, Period, Window

D = Decimal


@pytest.mark.parametrize(
    ("written", "allowance"),
    [
        ("500 ai", h.Allowance(AI, q.Exactly(D(500)), PER_PRICE)),
        ("500 ai per month", h.Allowance(AI, q.Exactly(D(500)), Window("billing", MONTH))),
        ("5 m per seat per hour", h.Allowance(M, q.Exactly(D(5)), Window("billing", Period(1, "hour")), SEAT)),
        ("5 m per calendar month", h.Allowance(M, q.Exactly(D(5)), Window("calendar", MONTH))),
        ("5 m per rolling 7 days", h.Allowance(M, q.Exactly(D(5)), Window("rolling", Period(7, "day")))),
        ("5 m per 5 hours", h.Allowance(M, q.Exactly(D(5)), Window("billing", Period(5, "hour")))),
        (
            "5 m per 5 hours from first use",
            h.Allowance(M, q.Exactly(D(5)), Window("first_use", Period(5, "hour"))),
        ),
        (
            "5 ai per day up to 30 per month",
            h.Allowance(
                AI,
                q.Exactly(D(5)),
                Window("billing", Period(1, "day")),
                cap=q.Exactly(D(30)),
                cap_window=Window("billing", MONTH),
            ),
        ),
        ("at least 225 m", h.Allowance(M, q.AtLeast(D(225)), PER_PRICE)),
        ("25 to 50 m", h.Allowance(M, q.Between(D(25), D(50)), PER_PRICE)),
        ("unlimited m", h.Allowance(M, q.Unlimited(), PER_PRICE)),
        ("unpublished m", h.Allowance(M, q.Unpublished(), PER_PRICE)),
        ("12 ai per m per month", h.Allowance(AI, q.Exactly(D(12)), Window("billing", MONTH), M)),
        (
            "5 ai per seat, pooled, as flex, only for m, may change",
            h.Allowance(
                AI, q.Exactly(D(5)), PER_PRICE, SEAT, pooled=True, pool="flex", only_for=("m",), may_change=True
            ),
        ),
        (
            "5 ai, unused rolls over to a balance of 2x for 3 months",
            h.Allowance(
                AI,
                q.Exactly(D(5)),
                PER_PRICE,
                unused=h.Unused("rolls_over", D(2), None, Period(3, "month")),
            ),
        ),
        (
            "5 ai, unused rolls over to a balance of 40",
            h.Allowance(AI, q.Exactly(D(5)), PER_PRICE, unused=h.Unused("rolls_over", None, D(40))),
        ),
        ("5 ai, unused expires", h.Allowance(AI, q.Exactly(D(5)), PER_PRICE, unused=h.Unused("expires"))),
        (
            "5 ai, expires 12 months after purchase",
            h.Allowance(AI, q.Exactly(D(5)), PER_PRICE, expires=Period(12, "month")),
        ),
        ("5 ai, never expires", h.Allowance(AI, q.Exactly(D(5)), PER_PRICE, never_expires=True)),
        (
            "unlimited m, fair use of 1_000 per month",
            h.Allowance(
                M,
                q.Unlimited(),
                PER_PRICE,
                fair_use=h.FairUse(q.Exactly(D(1000)), Window("billing", MONTH)),
            ),
        ),
    ],
)
def test_allowances(written: str, allowance: h.Allowance) -> None:
    assert tier(f"includes {written}").allowances == (allowance,)


@pytest.mark.parametrize(
    ("written", "phases"),
    [
        ("block", (h.Phase("block"),)),
        ("ask", (h.Phase("ask"),)),
        ("borrow, then pause", (h.Phase("borrow"), h.Phase("pause"))),
        ("fallback to slow_image", (h.Phase("fallback", target="slow_image"),)),
        ("upgrade to big", (h.Phase("upgrade", target="big"),)),
        ("$0.05 each", (h.Phase("charge", (flat("0.05"),)),)),
        ("$10 per started 1_000", (h.Phase("charge", (flat("10", per=1000, started=True),)),)),
        ("8 ai each, then block", (h.Phase("charge", (h.InCredits(D(8), "ai"),)), h.Phase("block"))),
        (
            "1.25x plan rate up to 3x included, then block",
            (
                h.Phase("charge", (h.PlanRate(D("1.25")),), h.Ceiling("factor", factor=D(3))),
                h.Phase("block"),
            ),
        ),
        (
            "$1 each up to $200 per month if enabled, then free",
            (
                h.Phase("charge", (flat("1"),), h.Ceiling("money", usd("200"), MONTH), True),
                h.Phase("free"),
            ),
        ),
        (
            "$1 each up to budget of $200 per month",
            (h.Phase("charge", (flat("1"),), h.Ceiling("budget", usd("200"), MONTH)),),
        ),
        ("$1 each up to budget", (h.Phase("charge", (flat("1"),), h.Ceiling("budget")),)),
        (
            "$1 each up to 1_000 ai per day",
            (
                h.Phase(
                    "charge",
                    (flat("1"),),
                    h.Ceiling("quantity", quantity=D(1000), of=AI, window=Window("billing", Period(1, "day"))),
                ),
            ),
        ),
        (
            "graduated { first 10 at $2; rest at $1 }",
            (
                h.Phase(
                    "charge",
                    (h.Bands("graduated", "USD", (h.Band(D(10), D(2)), h.Band(None, D(1)))),),
                ),
            ),
        ),
    ],
)
def test_phases(written: str, phases: tuple[h.Phase, ...]) -> None:
    made = tier(f"includes 5 m, then {written}", "metric slow_image\ntier big")
    assert made.allowances[0].phases == phases


def test_money_is_turned_into_what_it_buys() -> None:
    before = "credit token { worth $0.04; burns 1 per m }\nmetric usage { unit USD }"
    made = tier("includes $20 of tokens; includes at least $7 of usage, then 110%", before)
    share = h.Bands("graduated", "USD", (h.Band(None, percent=D(110)),))
    assert made.allowances == (
        h.Allowance(q.Ref("credit", "token"), q.Exactly(D(500)), PER_PRICE),
        h.Allowance(q.Ref("metric", "usage"), q.AtLeast(D(7)), PER_PRICE, phases=(h.Phase("charge", (share,)),)),
    )


def test_limits() -> None:
    made = tier(
        "limit 200 m per seat per rolling 5 hours, then slow; limit 3 concurrent m; limit unpublished ai per day, "
        "may change; limit 10 seats; limit 5x big m",
        "tier big { limit 2 m }",
    )
    assert made.limits == (
        h.Limit(M, q.Exactly(D(200)), Window("rolling", Period(5, "hour")), SEAT, phases=(h.Phase("slow"),)),
        h.Limit(M, q.Exactly(D(3)), concurrent=True),
        h.Limit(AI, q.Unpublished(), Window("billing", Period(1, "day")), may_change=True),
        h.Limit(SEAT, q.Exactly(D(10))),
        h.Limit(M, q.TimesTier(D(5), "big")),
    )


def test_a_pack_grants_once_and_a_recurring_package_with_its_price() -> None:
    made = catalog_of(
        f"{PRODUCT}credit ai\npackage once addon {{ price $45 once; includes 1_000 ai }}\n"
        "package monthly addon { price $5 per month; includes 1_000 ai }"
    )
    assert [package.allowances[0].window for package in made.packages] == [ONCE, PER_PRICE]
