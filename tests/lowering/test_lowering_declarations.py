"""What the other declarations say must reach the catalog as what it means."""

from __future__ import annotations

from datetime import date
from decimal import Decimal

from lowering.lowered_text import AI, PRODUCT, M, catalog_of, flat, tier, usd

from pricelang.catalog import catalog as c
from pricelang.catalog import charges as h
from pricelang.catalog import quantity as q
from pricelang.catalog.money import Exchange, Money
from pricelang.catalog.period import MONTH, YEAR, Period, Window

D = Decimal


def test_a_product() -> None:
    made = catalog_of(
        'product p "P" { audience b2b, developer; stage beta; currency USD, EUR; effective 2026-12-01\n'
        'reviewed 2026-11-15, every 3 months, by "x"; margin at least 70%\n'
        'exchange €2 at $2.16, on 2026-11-01; note "n" }'
    )
    assert made.product == c.Product(
        "p",
        "P",
        ("b2b", "developer"),
        "beta",
        ("USD", "EUR"),
        date(2026, 12, 1),
        c.Review(date(2026, 11, 15), Period(3, "month"), "x"),
        D(70),
        (Exchange("EUR", "USD", D("1.08"), date(2026, 11, 1)),),
        (h.Note("n"),),
    )


def test_costs_and_what_a_metric_costs() -> None:
    made = catalog_of(
        'product p { currency USD; exchange €1 at $1.08 }\ncost gpt "GPT" { rate €0.25 per 1M inputs\n'
        'rate $0.5 per 1M inputs above 200k inputs; rate $2 per output when mode is fast\nsource prices "gpt"; '
        "as_of 2026-11-01 }\nmetric m { costs 6k gpt.inputs + 1 gpt.outputs when quality is high }"
    )
    assert made.costs == (
        c.Cost(
            "gpt",
            "GPT",
            (
                c.CostRate(Money(D("0.25"), "EUR"), "inputs", D(1_000_000)),
                c.CostRate(usd("0.5"), "inputs", D(1_000_000), D(200_000), "inputs"),
                c.CostRate(usd("2"), "output", when=(q.Condition("mode", ("fast",)),)),
            ),
            "prices",
            "gpt",
            date(2026, 11, 1),
        ),
    )
    terms = (c.CostTerm(D(6000), "gpt", "inputs"), c.CostTerm(D(1), "gpt", "output"))
    assert made.metrics[0].costs == (c.CostFormula(terms, (q.Condition("quality", ("high",)),)),)


def test_an_outcome() -> None:
    made = catalog_of(
        f'{PRODUCT}metric r was answer "Resolutions" {{ charged by outcome; counts when "a"; within 24 hours\n'
        'excludes "b", "c"; reverses when "d" within 3 days; once per conversation; succeeds 55%\nworth $2\n'
        'event sum "r.done" of "n"; rounds up to 6 seconds, at least 30 seconds per call; unit "min"; uncertain "u" }'
    )
    outcome = c.Outcome("a", Period(24, "hour"), ("b", "c"), "d", Period(3, "day"), "conversation", D(55))
    assert made.metrics == (
        c.Metric(
            "r",
            "Resolutions",
            "outcome",
            "min",
            worth=usd("2"),
            event=c.Event("sum", "r.done", "n"),
            rounding=c.Rounding(Period(6, "second"), Period(30, "second"), "call"),
            outcome=outcome,
            was="answer",
            notes=(h.Note("u", True),),
        ),
    )


def test_credits() -> None:
    made = catalog_of(
        f"{PRODUCT}metric m\ncredit ai was points {{ worth $0.01; burns 1 per m\n"
        "burns unpublished per 2 m when quality is high\n"
        'burns per 1M m by model { mini, nano 0; "x-4.5" 300 } when mode is fast\n'
        "draws soonest expiring, base, purchased; unused rolls over }\ntier t { includes 5 ai, as base }"
    )
    fast = q.Condition("mode", ("fast",))
    assert made.credits == (
        c.Credit(
            "ai",
            "Ai",
            usd("0.01"),
            (
                c.Burn("m", q.Exactly(D(1))),
                c.Burn("m", q.Unpublished(), D(2), (q.Condition("quality", ("high",)),)),
                c.Burn("m", q.Exactly(D(0)), D(1_000_000), (q.Condition("model", ("mini", "nano")), fast)),
                c.Burn("m", q.Exactly(D(300)), D(1_000_000), (q.Condition("model", ("x-4.5",)), fast)),
            ),
            ("soonest_expiring", "base", "purchased"),
            h.Unused("rolls_over"),
            "points",
        ),
    )


def test_personas_features_seats_and_packages() -> None:
    made = catalog_of(
        f'{PRODUCT}metric m\nseat editor "Editor"\nseat viewer\ncohort old "Old"\nregion eu "Europe"\n'
        "persona a { share 70%; seats 3; pays up to $25 per seat per month; uses 60 m per editor typical, 400 heavy; "
        "retains no }\n"
        "feature f\nfeature t text\nfeature n number\nfeature l number, lower is better\ntier basic\n"
        "package k addon { vision nice_to_have; offers m, f; available on big; needs j; not with i; alert m at 80% }\n"
        "package j core { includes f }\npackage i core\n"
        'tier big { includes f, t "x", n unlimited, l 15 minutes, j; includes 5 viewers_pack; seats 2 to 9 viewers }\n'
        "metric viewers_pack"
    )
    editor = q.Ref("seat", "editor")
    assert made.seats == (c.SeatKind("editor", "Editor"), c.SeatKind("viewer", "Viewer"))
    assert (made.cohorts, made.regions) == ((c.Cohort("old", "Old"),), (c.Region("eu", "Europe"),))
    assert made.personas == (
        c.Persona("a", "A", D(70), 3, c.Pays(usd("25"), MONTH, editor), (c.Uses("m", D(60), D(400), editor),), False),
    )
    assert [(one.kind, one.lower_is_better) for one in made.features] == [
        ("flag", False),
        ("text", False),
        ("number", False),
        ("number", True),
    ]
    assert made.packages[0] == c.Package(
        "k",
        "K",
        "addon",
        "nice_to_have",
        (M, q.Ref("feature", "f")),
        ("big",),
        ("j",),
        ("i",),
        alerts=(c.Alert(M, (D(80),)),),
    )
    big = made.tiers[1]
    assert big.features == (
        c.FeatureGrant("f"),
        c.FeatureGrant("t", c.Text("x")),
        c.FeatureGrant("n", c.Boundless()),
        c.FeatureGrant("l", Period(15, "minute")),
    )
    assert big.packages == (c.PackageGrant("j"),)
    assert big.seats == (c.SeatRange("viewer", 2, 9),)


def test_the_rest_of_a_tier() -> None:
    made = tier(
        'unlisted; trial 14 days with 100 ai, note "x"; commit $20_000 per year, then 0.8x list rate; '
        "minimum $50 per month; minimum $5 per month on m; invoices also at 2x price owed; "
        "size 200 ai per month at $50 per month or $500 per year; "
        'retired 2027-01-01, becomes big; uncertain "u"; price $1 per m',
        "tier big",
    )
    assert made == c.Tier(
        "t",
        "T",
        unlisted=True,
        prices=(h.UsagePrice("m", (flat("1"),)),),
        trial=c.Trial(Period(14, "day"), AI, q.Exactly(D(100)), (h.Note("x"),)),
        commitment=c.Commitment(usd("20000"), YEAR, D("0.8")),
        minimums=(c.Minimum(usd("50"), MONTH), c.Minimum(usd("5"), MONTH, M)),
        invoicing=c.Invoicing(None, D(2)),
        sizes=(
            h.Size(
                AI,
                q.Exactly(D(200)),
                Window("billing", MONTH),
                (h.Fee(usd("50"), MONTH), h.Fee(usd("500"), YEAR)),
            ),
        ),
        retired=date(2027, 1, 1),
        becomes="big",
        notes=(h.Note("u", True),),
    )


def test_discounts_and_examples() -> None:
    made = catalog_of(
        f'{PRODUCT}metric m\nseat editor\nregion eu\ncohort npo "Nonprofits"\n'
        "cost x { rate $1 per y when size is large }\n"
        "metric z { costs 1 x.y }\npackage k addon { price $5 once }\ntier t { price free }\n"
        'discount d { 20% off m, seats; available on t; lasts 12 months; code "X"; from 2027-01-01; until 2027-06-01\n'
        "for npo; for at least 250 seats; stacks with e }\n"
        "discount e { free 3 months; for existing customers; stacks }\ndiscount f { $10 off }\n"
        'example "x" { tier t yearly; seats 2 editors; buys 3 ks; use 460 ms, 3 zs; use 1 z when size is large\n'
        'with d; overage off; overage up to $9; for npo; in eu; on 2027-02-01; total $1_000.50; note "n" }\n'
        'example "y" { tier t once; total $0 }'
    )
    assert made.discounts == (
        c.Discount(
            "d",
            "D",
            D(20),
            on=(M, q.Ref("seat", "editor")),
            available_on=("t",),
            lasts=Period(12, "month"),
            code="X",
            start=date(2027, 1, 1),
            until=date(2027, 6, 1),
            cohort="npo",
            seats_at_least=250,
            stacks_with=("e",),
        ),
        c.Discount("e", "E", free=Period(3, "month"), existing_customers=True, stacks=True),
        c.Discount("f", "F", amount=usd("10")),
    )
    assert made.examples == (
        c.Example(
            "x",
            "t",
            YEAR,
            usd("1000.50"),
            (c.SeatCount("editor", 2),),
            (c.Purchase("k", 3),),
            (
                c.Use("m", D(460)),
                c.Use("z", D(3)),
                c.Use("z", D(1), (q.Condition("size", ("large",)),)),
            ),
            ("d",),
            False,
            usd("9"),
            "npo",
            "eu",
            date(2027, 2, 1),
            (h.Note("n"),),
        ),
        c.Example("y", "t", None, usd("0")),
    )


def test_top_level_notes_and_labels_of_names() -> None:
    made = catalog_of('note "a"\nfeature brand_voice\nuncertain\ntier t { includes brand_voice, note "b" }')
    assert made.notes == (h.Note("a"), h.Note(None, True))
    assert made.features[0].label == "Brand voice"
    assert made.tiers[0].notes == (h.Note("b"),)
