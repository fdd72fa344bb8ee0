"""Catalogs built by hand, in few words, for the tests of rating."""

from __future__ import annotations

from decimal import Decimal
from typing import Any

from pricelang.catalog.catalog import Burn, Catalog, Cohort, Credit, Metric, Package, Product, Region, SeatKind, Tier
from pricelang.catalog.charges import (
    Allowance,
    Band,
    BandedFee,
    Bands,
    Ceiling,
    Fee,
    FeePrice,
    Phase,
    Price,
    Terms,
    Unused,
    UsagePrice,
)
from pricelang.catalog.money import Money
from pricelang.catalog.period import MONTH, YEAR, Period, Window
from pricelang.catalog.quantity import Condition, Conditions, Exactly, Quantity, Ref, Unlimited
from pricelang.rating import Bill, Subscription, bill, use

PER_MONTH = Window("billing", MONTH)
SEAT = Ref("seat", "seat")


def d(value: str | int | Decimal) -> Decimal:
    return Decimal(value)


def usd(amount: str | int) -> Money:
    return Money(Decimal(amount), "USD")


def metric(name: str) -> Ref:
    return Ref("metric", name)


def credit(name: str = "ai") -> Ref:
    return Ref("credit", name)


def when(**attributes: str) -> Conditions:
    return tuple(Condition(name, tuple(value.split("|"))) for name, value in attributes.items())


def step(up_to: str | int | None, unit: str | int = 0, flat: str | int = 0, **more: Any) -> Band:
    return Band(None if up_to is None else d(up_to), d(unit), flat=d(flat), **more)


def graduated(*bands: Band, currency: str = "USD") -> Bands:
    return Bands("graduated", currency, bands)


def volume(*bands: Band, currency: str = "USD") -> Bands:
    return Bands("volume", currency, bands)


def each(unit: str | int, currency: str = "USD", **more: Any) -> Bands:
    return graduated(step(None, unit, **more), currency=currency)


def fee(
    amount: str | int, period: Period | None = MONTH, per: Ref | None = None, currency: str = "USD", **more: Any
) -> Fee:
    return Fee(Money(d(amount), currency), period, per, **more)


def paid(*fees: Fee | BandedFee, terms: Terms | None = None) -> FeePrice:
    return FeePrice(fees, terms=terms or Terms())


def seats_price(monthly: str | int, yearly: str | int, grants: Any = "monthly") -> FeePrice:
    return paid(fee(monthly, MONTH, SEAT), fee(yearly, YEAR, SEAT), terms=Terms(grants=grants))


def usage(name: str, *rates: Any, **more: Any) -> UsagePrice:
    return UsagePrice(name, rates, **more)


def charge(rate: Any, up_to: str | int | None = None, **more: Any) -> Phase:
    ceiling = None if up_to is None else Ceiling("money", usd(up_to), MONTH)
    return Phase("charge", (rate,), more.pop("ceiling", ceiling), **more)


def block() -> Phase:
    return Phase("block")


def grant(
    of: Ref, quantity: Quantity | str | int | None, *phases: Phase, window: Window = PER_MONTH, **more: Any
) -> Allowance:
    amount: Quantity
    if quantity is None:
        amount = Unlimited()
    elif isinstance(quantity, str | int):
        amount = Exactly(d(quantity))
    else:
        amount = quantity
    return Allowance(of, amount, window, phases=phases, **more)


def rolls(balance: str | int | None = None, lasts: Period | None = None) -> Unused:
    return Unused("rolls_over", None if balance is None else d(balance), lasts=lasts)


def burn(name: str, quantity: str | int, per: str | int = 1, **conditions: str) -> Burn:
    return Burn(name, Exactly(d(quantity)), d(per), when(**conditions))


def wallet(*burns: Burn, name: str = "ai", **more: Any) -> Credit:
    return Credit(name, "AI credits", burns=burns, **more)


def tier(name: str, *prices: Price, allowances: tuple[Allowance, ...] = (), **more: Any) -> Tier:
    return Tier(name, name.title(), prices=prices, allowances=allowances, **more)


def pack(name: str, *prices: Price, allowances: tuple[Allowance, ...] = (), **more: Any) -> Package:
    return Package(name, name.title(), "addon", prices=prices, allowances=allowances, **more)


def catalog(
    *tiers: Tier,
    metrics: str = "draft image",
    wallets: tuple[Credit, ...] = (),
    packages: tuple[Package, ...] = (),
    currencies: tuple[str, ...] = ("USD",),
    **more: Any,
) -> Catalog:
    declared = tuple(Metric(name, name.title() + "s") for name in metrics.split())
    more.setdefault("seats", (SeatKind("seat", "Seat"),))
    return Catalog(
        Product("demo", "Demo", currencies=currencies),
        metrics=more.pop("metric_records", declared),
        credits=wallets,
        packages=packages,
        tiers=tiers,
        **more,
    )


def named_cohort(name: str) -> Cohort:
    return Cohort(name, name.title())


def named_region(name: str) -> Region:
    return Region(name, name.title())


def scribe() -> Catalog:
    """The sample: seats plus credits, with overage."""
    ai = wallet(
        burn("draft", 1),
        burn("image", 8),
        burn("image", 20, quality="high"),
        draws=("soonest_expiring", "included", "purchased"),
        unused=rolls(2),
    )
    bands = graduated(step(1000, "0.05"), step(None, "0.045"))
    pro = tier(
        "pro",
        seats_price(20, 192),
        allowances=(
            grant(credit(), 500, charge(bands, 200, opt_in=True), block(), per=SEAT, pooled=True),
            grant(metric("storage"), 50, charge(each("0.10"), 20, opt_in=True), block(), window=Window("price")),
        ),
    )
    studio = tier(
        "studio",
        seats_price(49, 468),
        allowances=(grant(credit(), 1500, charge(each("0.045"), 500, opt_in=True), block(), per=SEAT, pooled=True),),
    )
    free = tier("free", allowances=(grant(credit(), 20, block()),))
    credits_pack = pack(
        "credit_pack",
        paid(fee(45, None)),
        allowances=(grant(credit(), 1000, window=Window("price"), expires=Period(12, "month")),),
        available_on=("pro", "studio"),
    )
    return catalog(free, pro, studio, metrics="draft image storage", wallets=(ai,), packages=(credits_pack,))


def of(tier: Tier, *quantities: int | str, name: str = "draft", **subscription: object) -> Bill:
    """The bill of one tier for some drafts."""
    held = Subscription("pro", **subscription)  # type: ignore[arg-type]
    return bill(catalog(tier), held, [use(name, quantity) for quantity in quantities])


def lines(result: Bill) -> list[Any]:
    return [(line.kind, line.amount) for line in result.lines]


def met(result: Bill) -> list[Any]:
    return [(part.how, part.quantity) for part in result.uses[0].parts]


def parts(result: Bill, metric: str = "draft") -> dict[str, Decimal]:
    return {part.how: part.quantity for served in result.uses if served.metric == metric for part in served.parts}  # type: ignore[misc]
