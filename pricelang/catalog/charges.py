"""What is charged: a small closed union, as small as billing systems force it to be.

A fee recurs or is paid once (`Fee`, or `BandedFee` where its price depends on the quantity bought); a usage price is
paid for what was used (`UsagePrice`, and the `Phase` after an allowance). Both price a quantity by a `Rate`. All else
of the language (a price table, a single unit price, a percentage) is sugar for these and is gone here.
"""

from __future__ import annotations

from datetime import date
from decimal import Decimal
from typing import Literal

from pricelang.catalog.money import Money
from pricelang.catalog.period import Period, Window
from pricelang.catalog.quantity import Conditions, Quantity, Ref
from pricelang.record import Record
from pricelang.source import Span


class Note(Record):
    """What the language cannot say, or what the author is not sure of; it appears in every output."""

    text: str | None
    uncertain: bool = False
    span: Span | None = None


class Band(Record):
    """One step of a price.

    Prices the units up to and including `up_to` (None: open; the count goes from zero, not from the band's start):
    `unit` money for each `per` units; `started` rounds the count up to whole blocks of `per`, once, on the period's
    total; `percent` of the quantity where the metric counts money; and `flat` once, for every band entered (graduated)
    or the one reached (volume). A flat amount of the first band is billed at zero usage too, unless `flat_when_used`.
    """

    up_to: Decimal | None
    unit: Decimal = Decimal(0)
    per: Decimal = Decimal(1)
    started: bool = False
    percent: Decimal | None = None
    flat: Decimal = Decimal(0)
    flat_when_used: bool = False
    span: Span | None = None


class Bands(Record):
    """Prices by quantity: `graduated` prices each unit in the band it falls in, `volume` all units in the band reached.

    A single price is one open graduated band. Amounts are in `currency`, major units.
    """

    mode: Literal["graduated", "volume"]
    currency: str
    bands: tuple[Band, ...]
    span: Span | None = None


class PlanRate(Record):
    """A multiple of what the tier itself charges for one included unit: its recurring fee divided by its allowance."""

    factor: Decimal
    span: Span | None = None


class InCredits(Record):
    """Each unit costs this many credits of another wallet."""

    quantity: Decimal
    credit: str
    span: Span | None = None


Rate = Bands | PlanRate | InCredits


class Terms(Record):
    """When and for whom a price or an allowance holds.

    Dates are inclusive of `start` and exclusive of `until`; `until_renewal` ends with the subscription's running
    period. `commitment` is the yearly or monthly amount that must be committed to (None with `with_commitment`: some
    commitment, undisclosed). `grants` says how a yearly price hands out its allowances. `saves` is the discount
    that the author claims for the last alternative against the first, in percent.
    """

    start: date | None = None
    until: date | None = None
    until_renewal: bool = False
    existing_customers: bool = False
    cohort: str | None = None
    region: str | None = None
    with_commitment: bool = False
    commitment: Money | None = None
    commitment_period: Period | None = None
    grants: Literal["monthly", "up_front"] | None = None
    saves: Decimal | None = None
    saves_up_to: bool = False
    notes: tuple[Note, ...] = ()


NO_TERMS = Terms()


class Fee(Record):
    """A fixed amount, each `period` or once (None); for each `block` of `per` (a seat kind or a bought quantity of a
    metric), or for the account (None). `at_least` marks a published "from" price."""

    amount: Money
    period: Period | None
    per: Ref | None = None
    block: Decimal = Decimal(1)
    started: bool = False
    at_least: bool = False
    span: Span | None = None


class BandedFee(Record):
    """A recurring fee whose unit price depends on how many seats, or how much of a metric, are bought."""

    rate: Bands
    period: Period
    per: Ref
    at_least: bool = False
    span: Span | None = None


class FeePrice(Record):
    """Alternatives of one fee: one per interval and currency; a buyer pays one of them."""

    alternatives: tuple[Fee | BandedFee, ...]
    when: Conditions = ()
    terms: Terms = NO_TERMS
    inherited: str | None = None
    span: Span | None = None


class FreePrice(Record):
    """Nothing is paid."""

    terms: Terms = NO_TERMS
    inherited: str | None = None
    span: Span | None = None


class CustomPrice(Record):
    """Agreed with sales; `start` is the published lowest fee, if there is one."""

    start: Fee | BandedFee | None = None
    terms: Terms = NO_TERMS
    inherited: str | None = None
    span: Span | None = None


class UsagePrice(Record):
    """A price of what was used of a metric: one rate per currency, bounded below and above per billing period."""

    metric: str
    rates: tuple[Rate, ...]
    when: Conditions = ()
    minimum: Money | None = None
    maximum: Money | None = None
    terms: Terms = NO_TERMS
    inherited: str | None = None
    span: Span | None = None


Price = FeePrice | FreePrice | CustomPrice | UsagePrice


class Ceiling(Record):
    """Where a phase ends.

    `budget`: an amount that the customer sets (`money` is its default); `money`: this much a `period`; `factor`: this
    multiple of the allowance, in total; `quantity`: this much (of `of`, else of the same thing) a `window`.
    """

    kind: Literal["budget", "money", "factor", "quantity"]
    money: Money | None = None
    period: Period | None = None
    factor: Decimal | None = None
    quantity: Decimal | None = None
    of: Ref | None = None
    window: Window | None = None


class Phase(Record):
    """What happens after an allowance, in the order written; the last one holds for good.

    `charge` prices each further unit by `rates` (one per currency) up to `ceiling`; `block` and `pause` stop the use,
    `slow` and `ask` let it go on, `free` stops only the bill, `borrow` takes it from the next grant, `fallback` serves
    `target` (a metric) in its place, `upgrade` moves to `target` (a tier).
    """

    action: Literal["charge", "block", "slow", "ask", "pause", "free", "borrow", "fallback", "upgrade"]
    rates: tuple[Rate, ...] = ()
    ceiling: Ceiling | None = None
    opt_in: bool = False
    target: str | None = None
    span: Span | None = None


class Unused(Record):
    """What happens to what is left at the end of a period: it `expires`, or it `rolls_over` until a balance of
    `balance` (a multiple of the grant) or `balance_quantity` is reached, for `lasts`."""

    fate: Literal["expires", "rolls_over"]
    balance: Decimal | None = None
    balance_quantity: Decimal | None = None
    lasts: Period | None = None
    span: Span | None = None


class FairUse(Record):
    """A promise of reason: with a number and a window it can be kept and checked."""

    quantity: Quantity | None = None
    window: Window | None = None


class Allowance(Record):
    """What is included of a metric or a credit, how often, and what happens after it.

    `quantity` per `per` (a seat kind or a metric; None: for the account) per `window`; at most `cap` per `cap_window`
    in all. `pooled` shares what all seats bring. `pool` names a grant among several of the same thing; `only_for`
    earmarks it for metrics. `expires` is how long a grant lasts after purchase; `never_expires` says that it does not;
    `unused` is stated here, or None: the credit's own statement holds.
    """

    of: Ref
    quantity: Quantity
    window: Window
    per: Ref | None = None
    cap: Quantity | None = None
    cap_window: Window | None = None
    pooled: bool = False
    pool: str | None = None
    only_for: tuple[str, ...] = ()
    phases: tuple[Phase, ...] = ()
    unused: Unused | None = None
    expires: Period | None = None
    never_expires: bool = False
    fair_use: FairUse | None = None
    may_change: bool = False
    terms: Terms = NO_TERMS
    inherited: str | None = None
    span: Span | None = None


class Limit(Record):
    """At most this much of a metric, credit or seat kind, in a window (None: at any time), and what happens at it."""

    of: Ref
    quantity: Quantity
    window: Window | None = None
    per: Ref | None = None
    concurrent: bool = False
    phases: tuple[Phase, ...] = ()
    fair_use: FairUse | None = None
    may_change: bool = False
    terms: Terms = NO_TERMS
    inherited: str | None = None
    span: Span | None = None


class Size(Record):
    """One size of a tier that is sold by quantity: this allowance at this fee, instead of the tier's own."""

    of: Ref
    quantity: Quantity
    window: Window
    fees: tuple[Fee | BandedFee, ...]
    per: Ref | None = None
    terms: Terms = NO_TERMS
    inherited: str | None = None
    span: Span | None = None
