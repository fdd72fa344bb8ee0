"""Catalogs written by hand: the product of the language's own page, and one that has a bit of everything."""

from __future__ import annotations

from datetime import date
from decimal import Decimal

from pricelang.catalog.catalog import (
    Alert,
    Boundless,
    Burn,
    Catalog,
    Cohort,
    Commitment,
    Cost,
    CostFormula,
    CostRate,
    CostTerm,
    Credit,
    Discount,
    Example,
    Feature,
    FeatureGrant,
    Invoicing,
    Ladder,
    Metric,
    Minimum,
    Number,
    Outcome,
    Package,
    PackageGrant,
    Pays,
    Persona,
    Product,
    Purchase,
    Region,
    Rounding,
    SeatCount,
    SeatKind,
    SeatRange,
    Text,
    Tier,
    Trial,
    Use,
    Uses,
)
from pricelang.catalog.charges import (
    Allowance,
    Band,
    BandedFee,
    Bands,
    Ceiling,
    CustomPrice,
    FairUse,
    Fee,
    FeePrice,
    FreePrice,
    InCredits,
    Limit,
    Note,
    Phase,
    PlanRate,
    Size,
    Terms,
    Unused,
    UsagePrice,
)
from pricelang.catalog.money import Exchange, Money
from pricelang.catalog.period import MONTH, ONCE, PER_PRICE, YEAR, Period, Window
from pricelang.catalog.quantity import AtLeast, Between, Condition, Exactly, Ref, TimesTier, Unlimited, Unpublished

D = Decimal
MONTHLY = Window("billing", MONTH)


def usd(amount: str) -> Money:
    return Money(D(amount), "USD")


def each(amount: str, *, per: str = "1", currency: str = "USD", started: bool = False) -> Bands:
    return Bands("graduated", currency, (Band(None, D(amount), D(per), started),))


def seat_fees(monthly: str, yearly: str) -> FeePrice:
    seat = Ref("seat", "editor")
    return FeePrice(
        (Fee(usd(monthly), MONTH, per=seat), Fee(usd(yearly), YEAR, per=seat)), terms=Terms(grants="monthly")
    )


def scribe() -> Catalog:
    """specs/scribe.price, as lowered."""
    ai, editor = Ref("credit", "ai"), Ref("seat", "editor")
    storage, draft = Ref("metric", "storage"), Ref("metric", "draft")
    block = Phase("block")

    def credits_of(count: str, rate: Bands, ceiling: str) -> Allowance:
        cap = Ceiling("money", usd(ceiling), MONTH)
        return Allowance(
            ai,
            Exactly(D(count)),
            MONTHLY,
            per=editor,
            pooled=True,
            phases=(Phase("charge", (rate,), cap, opt_in=True), block),
        )

    pro_usage = credits_of("500", Bands("graduated", "USD", (Band(D(1000), D("0.05")), Band(None, D("0.045")))), "200")
    studio_usage = credits_of("1500", each("0.045"), "500")
    gigabytes = Allowance(
        storage,
        Exactly(D(50)),
        PER_PRICE,
        phases=(Phase("charge", (each("0.10"),), Ceiling("money", usd("20"), MONTH), opt_in=True), block),
    )
    limit = Limit(draft, Exactly(D(200)), Window("rolling", Period(5, "hour")), per=editor, phases=(Phase("slow"),))
    alerts = (Alert(ai, (D(80), D(100))), Alert(storage, (D(80), D(100))))
    return Catalog(
        product=Product("scribe", "Scribe", ("prosumer",), "growth", ("USD",), date(2026, 12, 1), margin=D(70)),
        costs=(
            Cost(
                "gpt5_mini",
                "GPT-5 mini",
                (CostRate(usd("0.25"), "input", D(1_000_000)),),
                notes=(Note("SECRET negotiated rate"),),
            ),
        ),
        personas=(
            Persona(
                "writer",
                "Freelance writer",
                D(70),
                pays=Pays(usd("25.77"), MONTH),
                uses=(Uses("draft", D(61), D(404)),),
                notes=(Note("SECRET persona"),),
            ),
            Persona("studio", "Content studio", D(20), 3),
            Persona("tourist", "AI tourist", D(10), retains=False),
        ),
        metrics=(
            Metric(
                "draft",
                "Drafts",
                "task",
                costs=(CostFormula((CostTerm(D("6066"), "gpt5_mini", "input"),)),),
                worth=usd("1.27"),
            ),
            Metric("image", "Images", "task"),
            Metric("storage", "Storage", "usage", unit="GB"),
        ),
        seats=(SeatKind("editor", "Seat"),),
        credits=(
            Credit(
                "ai",
                "AI credits",
                worth=usd("0.0471"),
                burns=(
                    Burn("draft", Exactly(D(1))),
                    Burn("image", Exactly(D(8))),
                    Burn("image", Exactly(D(20)), when=(Condition("quality", ("high",)),)),
                ),
                draws=("soonest_expiring", "included", "purchased"),
                unused=Unused("rolls_over", balance=D(2)),
            ),
        ),
        features=(
            Feature("history", "Version history", "text"),
            Feature("brand_voice", "Brand voice"),
            Feature("sso", "SAML single sign-on"),
            Feature("audit", "Audit log"),
        ),
        packages=(
            Package("assistant", "Writing assistant", "core", "mission_critical", (draft,)),
            Package("brand", "Brand studio", "upgrade", offers=(Ref("feature", "brand_voice"), Ref("metric", "image"))),
            Package(
                "credit_pack",
                "Credit pack",
                "addon",
                available_on=("pro", "studio"),
                prices=(FeePrice((Fee(usd("45"), None),)),),
                allowances=(Allowance(ai, Exactly(D(1000)), ONCE, expires=Period(12, "month")),),
            ),
        ),
        ladders=(Ladder("plans", "Plans", ("free", "pro", "studio", "enterprise")),),
        tiers=(
            Tier(
                "free",
                "Free",
                personas=("tourist",),
                prices=(FreePrice(),),
                packages=(PackageGrant("assistant"),),
                features=(FeatureGrant("history", Text("7 days")),),
                allowances=(Allowance(ai, Exactly(D(20)), MONTHLY, phases=(block,)),),
            ),
            Tier(
                "pro",
                "Pro",
                extends="free",
                recommended=True,
                personas=("writer",),
                prices=(seat_fees("20", "192"),),
                packages=(PackageGrant("assistant", "free"), PackageGrant("brand")),
                features=(FeatureGrant("history", Text("90 days")),),
                allowances=(pro_usage, gigabytes),
                limits=(limit,),
                alerts=alerts,
                trial=Trial(Period(14, "day")),
            ),
            Tier(
                "studio",
                "Studio",
                extends="pro",
                personas=("studio",),
                prices=(seat_fees("49", "468"),),
                packages=(PackageGrant("assistant", "free"), PackageGrant("brand", "pro")),
                features=(FeatureGrant("history", Boundless()), FeatureGrant("sso")),
                allowances=(studio_usage, gigabytes),
                limits=(limit,),
                alerts=alerts,
                seats=(SeatRange("editor", 3, 50),),
            ),
            Tier(
                "enterprise",
                "Enterprise",
                extends="studio",
                prices=(CustomPrice(Fee(usd("20000"), YEAR)),),
                packages=(PackageGrant("assistant", "free"), PackageGrant("brand", "pro")),
                features=(FeatureGrant("history", Boundless()), FeatureGrant("sso"), FeatureGrant("audit")),
                allowances=(studio_usage, gigabytes),
                limits=(limit,),
                alerts=alerts,
                seats=(SeatRange("editor", 20),),
            ),
        ),
        examples=(
            Example(
                "A writer's busy month",
                "pro",
                MONTH,
                usd("24.00"),
                (SeatCount("editor", 1),),
                uses=(Use("draft", D(460)), Use("image", D(15))),
            ),
            Example(
                "A studio of three at a launch",
                "studio",
                MONTH,
                usd("160.50"),
                (SeatCount("editor", 3),),
                uses=(Use("draft", D(3600)), Use("image", D(150))),
            ),
        ),
    )


def everything() -> Catalog:
    """One of each construct that a page must show, in words that tell them apart; prices of two currencies."""
    tokens, calls, sales = Ref("metric", "input_token"), Ref("metric", "call"), Ref("metric", "sale")
    base, viewer, full = Ref("credit", "flex"), Ref("seat", "viewer"), Ref("seat", "full")
    eur = "EUR"
    high = (Condition("model", ("gpt_5", "opus")), Condition("mode", ("fast",)))
    metrics = (
        Metric("input_token", "Input tokens"),
        Metric("call", "Calls", unit="min", rounding=Rounding(Period(1, "minute"), Period(30, "second"), "call")),
        Metric("sale", "Sales", currency="USD"),
        Metric("message", "Messages", notes=(Note("A message is one turn."),)),
        Metric(
            "resolution",
            "Resolutions",
            "outcome",
            outcome=Outcome(
                "the customer says so",
                Period(24, "hour"),
                ("spam", "test chats"),
                "the case is opened again",
                Period(3, "day"),
                "conversation",
                D(55),
            ),
        ),
    )
    tiers = (
        Tier(
            "payg",
            "Pay *as* you go",
            prices=(
                UsagePrice("input_token", (each("2.50", per="1000000"), each("2.30", per="1000000", currency=eur))),
                UsagePrice("input_token", (each("0.0000025"),), when=high),
                UsagePrice("sale", (Bands("graduated", "USD", (Band(None, percent=D("2.9"), flat=D("0.30")),)),),
                           minimum=usd("0.50"), maximum=usd("50")),
                UsagePrice("call", (each("5", per="1000", started=True),), terms=Terms(until=date(2027, 6, 30))),
                UsagePrice("resolution", (
                    Bands("volume", "USD", (
                        Band(D(1000), D("0.99")), Band(None, D("0.89"), flat=D(10), flat_when_used=True),
                    )),
                )),
            ),
            minimums=(Minimum(usd("50"), MONTH), Minimum(usd("5"), MONTH, tokens)),
            invoicing=Invoicing(usd("500")),
        ),
        Tier(
            "team",
            "Team",
            recommended=True,
            prices=(
                FeePrice(
                    (
                        Fee(usd("100"), MONTH), Fee(usd("1000"), YEAR),
                        Fee(Money(D("90"), eur), MONTH), Fee(Money(D("899.50"), eur), YEAR),
                    ),
                    terms=Terms(grants="up_front", notes=(Note("Prices exclude VAT."),)),
                ),
                FeePrice((
                    BandedFee(Bands("graduated", "USD", (Band(D(5), D("0")), Band(None, D("8.50")))), MONTH, full),
                )),
                FeePrice((Fee(usd("80"), MONTH),), terms=Terms(existing_customers=True, until=date(2027, 1, 1))),
                FeePrice((Fee(usd("70"), MONTH),), terms=Terms(cohort="schools", region="eu", with_commitment=True)),
                FeePrice((Fee(usd("999"), None),)),
            ),
            packages=(PackageGrant("core"),),
            features=(FeatureGrant("poll", Number(D(2))), FeatureGrant("retention", Period(90, "day"))),
            allowances=(
                Allowance(base, Exactly(D(1000)), PER_PRICE, pool="base", only_for=("message", "call"),
                          unused=Unused("rolls_over", balance_quantity=D(5000), lasts=Period(2, "month")),
                          phases=(
                              Phase("charge", (PlanRate(D("1.25")),), Ceiling("factor", factor=D(3))), Phase("pause"),
                          )),
                Allowance(base, AtLeast(D(5)), Window("calendar", Period(1, "day")), pool="daily",
                          cap=Exactly(D(30)), cap_window=MONTHLY, unused=Unused("expires"),
                          phases=(Phase("borrow"), Phase("ask"))),
                Allowance(calls, Between(D(10), D(20)), Window("first_use", Period(5, "hour")), per=viewer,
                          phases=(
                              Phase("charge", (InCredits(D(3), "flex"),),
                                    Ceiling("quantity", quantity=D(50), window=MONTHLY)),
                              Phase("upgrade", target="big"),
                          )),
                Allowance(tokens, Unlimited(), MONTHLY, fair_use=FairUse(Exactly(D(2_000_000)), MONTHLY),
                          may_change=True, phases=(Phase("free"),)),
                Allowance(Ref("metric", "message"), Unpublished(), MONTHLY,
                          phases=(Phase("charge", (each("0.01"),), Ceiling("budget", usd("200"), MONTH)),
                                  Phase("fallback", target="call"))),
                Allowance(sales, Exactly(D(10_000)), MONTHLY, never_expires=True,
                          phases=(
                              Phase("charge", (Bands("graduated", "USD", (Band(None, percent=D("1.5")),)),),
                                    Ceiling("budget")),
                          )),
            ),
            limits=(
                Limit(tokens, TimesTier(D(5), "big"), Window("rolling", Period(7, "day")), fair_use=FairUse()),
                Limit(calls, Exactly(D(3)), concurrent=True, terms=Terms(notes=(Note("Soft while in beta.", True),))),
            ),
            seats=(SeatRange("full", 1, None), SeatRange("viewer", 5, 5)),
            trial=Trial(Period(14, "day"), base, Exactly(D(100)), (Note("No card needed."),)),
            commitment=Commitment(usd("20000"), YEAR, D("0.9")),
            sizes=(
                Size(base, Exactly(D(200)), MONTHLY, (Fee(usd("50"), MONTH), Fee(usd("500"), YEAR))),
                Size(base, Exactly(D(500)), MONTHLY, (Fee(usd("110"), MONTH), Fee(usd("1100"), YEAR)),
                     terms=Terms(notes=(Note("Most popular size."),))),
            ),
            notes=(Note("Teams of any size."), Note(None, uncertain=True)),
        ),
        Tier("big", "Big", prices=(CustomPrice(),), retired=date(2028, 1, 1), becomes="team",
             invoicing=Invoicing(price_multiple=D(2))),
        Tier("ghost", "SECRET tier", unlisted=True, prices=(FreePrice(),), notes=(Note("SECRET ghost"),)),
        Tier("extra", "Extra", prices=(FeePrice((Fee(usd("12"), YEAR),), terms=Terms(saves=D(20), saves_up_to=True)),),
             personas=("maker", "tourist"), alerts=(Alert(base, (D(50), D(90))),),
             features=(FeatureGrant("api", Text("read only")),),
             allowances=(
                 Allowance(base, Exactly(D(7)), MONTHLY, per=full, pooled=True, expires=Period(3, "month"),
                           unused=Unused("rolls_over", balance=D(2)),
                           phases=(Phase("charge", (each("0.07"),), opt_in=True,
                                         ceiling=Ceiling("quantity", quantity=D(9), of=tokens)),)),
             ),
             limits=(Limit(calls, Exactly(D(4)), MONTHLY, per=full, phases=(Phase("slow"),), may_change=True),),
             sizes=(Size(base, Exactly(D(10)), MONTHLY, (Fee(usd("5"), MONTH),), per=full),)),
        Tier("later", "Later",
             prices=(
                 FreePrice(Terms(until=date(2027, 3, 1))),
                 FeePrice((Fee(usd("3"), MONTH, per=tokens, block=D(1000), started=True, at_least=True),),
                          when=(Condition("region", ("us",)),), terms=Terms(start=date(2027, 3, 1))),
                 FeePrice((BandedFee(each("4"), MONTH, full, at_least=True),),
                          terms=Terms(with_commitment=True, commitment=usd("600"), commitment_period=YEAR)),
                 FeePrice((Fee(usd("2"), MONTH),), terms=Terms(until_renewal=True)),
             )),
        Tier("huge", "Huge", prices=(CustomPrice(Fee(usd("9000"), YEAR, at_least=True)),)),
    )  # fmt: skip
    return Catalog(
        product=Product(
            "all", "All of it", stage="beta", currencies=("USD", eur), effective=date(2026, 12, 1),
            exchanges=(Exchange("USD", eur, D("0.91337")),), margin=D("71.7"), notes=(Note("Numbers are made up."),),
        ),
        personas=(Persona("maker", "Makers", D("33.1"), pays=Pays(usd("25.77"), MONTH)),
                  Persona("tourist", "AI tourist", retains=False)),
        cohorts=(Cohort("schools", "Schools & universities"),),
        regions=(Region("eu", "European Union"),),
        metrics=metrics,
        seats=(SeatKind("full", "Full seat"), SeatKind("viewer", "Viewer")),
        credits=(
            Credit(
                "flex", "Flex credits", worth=usd("0.01234"),
                burns=(
                    Burn("input_token", Exactly(D(125)), D(1_000_000), (Condition("model", ("gpt_5",)),)),
                    Burn("input_token", Between(D(3), D(9)), D(1_000_000)),
                    Burn("call", Exactly(D("1.5"))),
                    Burn("message", Exactly(D(0))),
                    Burn("resolution", Exactly(D(3000))),
                    Burn("sale", Unpublished()),
                ),
                draws=("daily", "base"), unused=Unused("rolls_over", lasts=Period(1, "year")),
                notes=(Note("Credits are not money."),),
            ),
        ),
        features=(
            Feature("poll", "Polling minutes", "number", lower_is_better=True),
            Feature("retention", "Data retention"),
            Feature("api", "API access"),
            Feature("support", "Priority support"),
        ),
        packages=(
            Package("core", "Core", "core", offers=(Ref("feature", "api"),), notes=(Note("The heart of it."),),
                    limits=(Limit(calls, Exactly(D(1000)), MONTHLY),)),
            Package("gold", "Gold support", "addon", offers=(Ref("feature", "support"),), available_on=("team", "big"),
                    needs=("core",), features=(FeatureGrant("retention", Period(30, "day")),), not_with=("silver",),
                    prices=(FeePrice((Fee(usd("10"), MONTH, per=full), Fee(usd("96"), YEAR, per=full))),)),
            Package("silver", "Silver | pack", "addon", prices=(CustomPrice(),),
                    allowances=(Allowance(base, Exactly(D(100)), ONCE, never_expires=True, only_for=("message",)),),
                    alerts=(Alert(base, (D(50),)),), notes=(Note("Ask before you buy."),)),
        ),
        ladders=(Ladder("main", "Main plans", ("payg", "team", "big", "ghost")),),
        tiers=tiers,
        discounts=(
            Discount("edu", "Education", percent=D(30), on=(full,), available_on=("team",), lasts=Period(12, "month"),
                     code="EDU_30*", cohort="schools", stacks=True, notes=(Note("Proof is asked for."),)),
            Discount("launch", "Launch", amount=usd("5.50"), start=date(2026, 12, 1), until=date(2027, 1, 1),
                     seats_at_least=3, stacks_with=("edu",)),
            Discount("old", "Loyalty", free=Period(1, "month"), existing_customers=True),
        ),
        examples=(
            Example("Agreed", "big", None, None, notes=(Note("Ask us."),)),
            Example("Schools", "team", YEAR, usd("1234.5"), (SeatCount("full", 2), SeatCount("viewer", 5)),
                    (Purchase("gold", 2),), (Use("call", D(12), (Condition("model", ("opus",)),)), Use("sale", D(500))),
                    ("edu",), False, usd("20"), "schools", "eu", date(2027, 1, 2)),
            Example("SECRET ghost", "ghost", MONTH, usd("1")),
        ),
        notes=(Note("This file is a sample."),),
    )  # fmt: skip
