"""Catalogs that make sense: what a company could publish tomorrow. Names are declared, bands ascend, prices hold."""

from __future__ import annotations

from decimal import Decimal
from typing import Any

from hypothesis import strategies as st

from pricelang.catalog.catalog import (
    Catalog,
    Commitment,
    Discount,
    Ladder,
    Metric,
    Minimum,
    Package,
    Product,
    SeatKind,
    SeatRange,
    Tier,
    Trial,
)
from pricelang.catalog.charges import (
    Allowance,
    Band,
    BandedFee,
    Bands,
    Fee,
    FeePrice,
    FreePrice,
    Note,
    Phase,
    Price,
    Terms,
    UsagePrice,
)
from pricelang.catalog.goods import Event, Feature, FeatureGrant, Number, Text
from pricelang.catalog.money import Money
from pricelang.catalog.period import MONTH, PER_PRICE, YEAR, Period, Window
from pricelang.catalog.quantity import Condition, Exactly, Quantity, Ref, Unlimited

METRICS = ("token", "image", "call")
SEAT = Ref("seat", "editor")
PLACES = {"USD": 2, "EUR": 2, "JPY": 0, "INR": 2}
_TINY = ["0.0000025", "0.00025", "0.002", "0.015", "0.1", "0.99", "1.25", "3"]
_LABELS = ["Pro", "Büro", "プロ", 'The "best" one', "a & b < c", "$ {x}", "${x:id}", "-- all --"]


@st.composite
def amounts(draw: st.DrawFn, currency: str, most: int = 500, least: int = 0) -> Decimal:
    """What a fee may be: whole minor units."""
    places = PLACES[currency]
    return Decimal(draw(st.integers(least * 10**places, most * 10**places))).scaleb(-places)


@st.composite
def bands(draw: st.DrawFn, currency: str, *, flats: bool = True, plain: bool = False) -> Bands:
    """A single price, blocks, or steps of either mode."""
    shape = "single" if plain else draw(st.sampled_from(["single", "single", "block", "graduated", "volume"]))
    if shape in ("single", "block"):
        unit = Decimal(draw(st.sampled_from(_TINY)))
        if shape == "block":
            per = Decimal(draw(st.sampled_from([5, 10, 1000])))
            return Bands("graduated", currency, (Band(None, unit, per, True),))
        return Bands("graduated", currency, (Band(None, unit, Decimal(draw(st.sampled_from([1, 1, 10, 1000])))),))
    count = draw(st.integers(2, 4))
    edges = sorted(draw(st.sets(st.integers(1, 200), min_size=count - 1, max_size=count - 1)))
    made = []
    for edge in [*edges, None]:
        flat = draw(amounts(currency, 20)) if flats and draw(st.integers(0, 3)) == 0 else Decimal(0)
        unit = Decimal(draw(st.sampled_from(_TINY)))
        used = draw(st.integers(0, 4)) == 0
        made.append(Band(None if edge is None else Decimal(edge), unit, flat=flat, flat_when_used=used))
    return Bands("volume" if shape == "volume" else "graduated", currency, tuple(made))


@st.composite
def fees(draw: st.DrawFn, currencies: tuple[str, ...], plain: bool) -> list[Price]:
    """The fees of a tier: free, for the account, or for seats; monthly, yearly or both."""
    kinds = ["free", "account", "account", "seats"] if plain else ["free", "account", "seats", "banded", "blocks"]
    kind = draw(st.sampled_from(kinds))
    if kind == "free":
        return [FreePrice()]
    periods = draw(st.sampled_from([(MONTH,), (MONTH, YEAR), (YEAR,), (Period(1, "quarter"),)]))
    made: list[Fee | BandedFee] = []
    edges = sorted(draw(st.sets(st.integers(1, 30), min_size=1, max_size=2)))
    for period in periods:
        for currency in currencies:
            if kind == "banded":
                rates = [draw(amounts(currency, 60)) for _ in range(len(edges) + 1)]
                steps = tuple(
                    Band(None if edge is None else Decimal(edge), rate)
                    for edge, rate in zip([*edges, None], rates, strict=True)
                )
                made.append(BandedFee(Bands("graduated", currency, steps), period, SEAT))
                continue
            money = Money(draw(amounts(currency, least=1 if plain else 0)), currency)
            if kind == "blocks":
                made.append(Fee(money, period, SEAT, Decimal(5), True))
            else:
                made.append(Fee(money, period, SEAT if kind == "seats" else None))
    if not plain and len(currencies) > 1 and draw(st.integers(0, 5)) == 0:
        made.pop(draw(st.integers(0, len(made) - 1)))
    grants: Any = draw(st.sampled_from(["monthly", "up_front", None])) if YEAR in periods else None
    prices: list[Price] = [FeePrice(tuple(made), terms=Terms(grants=grants))]
    if not plain and draw(st.integers(0, 5)) == 0:
        prices.append(FeePrice(tuple(Fee(Money(draw(amounts(one)), one), None) for one in currencies)))
    return prices


@st.composite
def usage(
    draw: st.DrawFn, currencies: tuple[str, ...], metric: str, plain: bool
) -> tuple[list[Price], list[Allowance]]:
    """What a tier says of one metric: a price, an allowance, an allowance and a charge."""
    ref = Ref("metric", metric)
    rows = [] if plain else ["rows"]
    how = draw(st.sampled_from(["price", "price", *rows, "included", "charged", "stopped", "unlimited"]))
    if not plain and len(currencies) > 1 and draw(st.integers(0, 9)) == 0:
        currencies = currencies[:1]
    prices: list[Price] = []
    if how in ("price", "included"):
        rates = tuple(draw(bands(one, plain=plain)) for one in currencies)
        bounded = 0 if plain else draw(st.integers(0, 9))
        low = Money(draw(amounts(currencies[0], 5)), currencies[0]) if bounded in (1, 2) else None
        high = Money(Decimal(50), currencies[0]) if bounded in (2, 3) else None
        prices.append(UsagePrice(metric, rates, minimum=low, maximum=high))
    if how == "rows":
        for value in ("fast", "slow"):
            rates = tuple(draw(bands(one, flats=False)) for one in currencies)
            prices.append(UsagePrice(metric, rates, (Condition("speed", (value,)),)))
    if how in ("price", "rows"):
        return prices, []
    quantity: Quantity = Exactly(Decimal(draw(st.integers(1, 120))))
    phases: tuple[Phase, ...] = ()
    if how == "charged":
        phases = (Phase("charge", tuple(draw(bands(one, plain=plain)) for one in currencies)),)
    elif how == "stopped":
        phases = (Phase("block"),)
    elif how == "unlimited":
        quantity = Unlimited()
    window = draw(st.sampled_from([PER_PRICE, Window("billing", MONTH), Window("billing", MONTH)]))
    return prices, [Allowance(ref, quantity, window, phases=phases)]


@st.composite
def tiers(draw: st.DrawFn, name: str, currencies: tuple[str, ...], plain: bool) -> Tier:
    prices = draw(fees(currencies, plain))
    allowances: list[Allowance] = []
    for metric in draw(st.lists(st.sampled_from(METRICS), unique=True, max_size=3)):
        more, included = draw(usage(currencies, metric, plain))
        prices += more
        allowances += included
    features: list[FeatureGrant] = []
    if draw(st.booleans()):
        features = [FeatureGrant("sso"), FeatureGrant("history", Text("90 days"))]
        features.append(FeatureGrant("projects", Number(Decimal(draw(st.integers(1, 50))))))
    rare = draw(st.integers(0, 9))
    least = Money(Decimal(30), currencies[0])
    return Tier(
        name,
        draw(st.sampled_from(_LABELS)),
        was="starter" if rare == 1 else None,
        recommended=rare == 2,
        prices=tuple(prices),
        features=tuple(features),
        allowances=tuple(allowances),
        seats=(SeatRange("editor", 1, None),),
        trial=Trial(Period(14, "day")) if rare == 3 else None,
        commitment=Commitment(least, MONTH) if rare == 4 and not plain else None,
        minimums=(Minimum(least, MONTH),) if rare == 5 and not plain else (),
        notes=(Note("as agreed -- ${x}"),) if rare == 6 else (),
    )


@st.composite
def selling(draw: st.DrawFn) -> Catalog:
    """A whole catalog: a plain one of what nearly every system can say, or one with everything."""
    plain = draw(st.booleans())
    several = [("USD",), ("USD",), ("USD", "EUR")]
    currencies = draw(st.sampled_from(several if plain else [*several, ("JPY",), ("INR", "USD")]))
    names = ["free", "pro", "studio"][: draw(st.integers(1, 3))]
    events = [None, Event("count", "draft.done"), Event("sum", "tokens.used", "tokens")]
    packages: list[Package] = []
    if draw(st.booleans()):
        period = draw(st.sampled_from([None, MONTH]))
        price = FeePrice(tuple(Fee(Money(draw(amounts(one, least=1)), one), period) for one in currencies))
        packages.append(Package("boost", "Boost", "addon", prices=(price,), available_on=(names[-1],)))
    discounts: list[Discount] = []
    if draw(st.booleans()):
        discounts.append(Discount("launch", "Launch", percent=Decimal("12.5"), lasts=Period(3, "month"), code="HELLO"))
        discounts.append(Discount("loyal", "Loyal", amount=Money(Decimal(5), currencies[0])))
    return Catalog(
        Product("demo", "Demo", currencies=currencies),
        metrics=tuple(
            Metric(name, name.title(), event=event)
            for name, event in zip(METRICS, draw(st.permutations(events)), strict=True)
        ),
        seats=(SeatKind("editor", "Editor"),),
        features=(
            Feature("sso", "Single sign-on"),
            Feature("history", "History", "text"),
            Feature("projects", "Projects", "number"),
        ),
        packages=tuple(packages),
        ladders=(Ladder("plans", "Plans", tuple(names)),),
        tiers=tuple(draw(tiers(name, currencies, plain)) for name in names),
        discounts=tuple(discounts),
    )
