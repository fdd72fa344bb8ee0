"""A tier, compiled for one kind of customer: what is charged, granted and limited, ready to rate many bills."""

from __future__ import annotations

from decimal import Decimal
from typing import Literal

from pricelang.catalog.catalog import Commitment, Discount, Minimum, Package, SeatRange, Tier
from pricelang.catalog.charges import Ceiling, UsagePrice
from pricelang.catalog.period import Period
from pricelang.catalog.quantity import Conditions, Ref
from pricelang.rating.exact import Kind, Value
from pricelang.rating.schedule import Schedule
from pricelang.record import Record
from pricelang.source import Span


class FeePlan(Record):
    """A fee that is due: `amount` for each `block` of `per`, or by `schedule`; `times`: periods of it in one billing
    interval; `every`: it is due each so many intervals. `package` None: the tier's own."""

    label: str
    once: bool
    amount: Value
    per: Ref | None
    block: Value
    started: bool
    schedule: Schedule | None
    times: Value
    every: int
    package: str | None
    of: Ref | None
    span: Span | None


class GrantPlan(Record):
    """Where grants come from: an allowance of the tier, of an included package or of an add-on (`package`).

    `windows` grants of `quantity` (None: unlimited) come in one stretch of metering; 0: one every `every` stretches.
    `at_once`: they come together at its start. `once`: on the first bill or on purchase. `cap` bounds the stretch.
    """

    key: str
    name: str
    origin: Literal["included", "purchased", "trial"]
    of: Ref
    pool: str | None
    only_for: tuple[str, ...]
    quantity: Value | None
    per: Ref | None
    package: str | None
    once: bool
    window: Period | None
    shape: Literal["billing", "calendar", "rolling", "first_use"]
    windows: int
    every: int
    at_once: bool
    cap: Value | None
    cap_windows: int
    cap_window: Period | None
    rolls: bool
    lasts: Period | None
    balance: Value | None
    balance_quantity: Value | None
    expires: Period | None
    never_expires: bool
    rank: tuple[int, int]
    span: Span | None


class PhasePlan(Record):
    """One phase after an allowance. A charge has a `schedule`, or a `factor` of the plan's own rate, or costs
    `credits` of the wallet `wallet`. `money` is the ceiling in the stretch of metering; `stops_bill`: at it only the
    bill stops."""

    action: str
    schedule: Schedule | None
    factor: Value | None
    credits: Value | None
    wallet: str | None
    ceiling: Ceiling | None
    money: Value | None
    quantity: Value | None
    stops_bill: bool
    opt_in: bool
    target: str | None
    scale: int
    capacity: Value | None
    span: Span | None

    __ignored__ = frozenset({"span", "schedule"})


class Chain:
    """The phases after a pool's grants, for the metrics that they may pay for. Compared by identity."""

    __slots__ = ("decisive", "of", "phases", "span")

    def __init__(self, of: Ref, phases: tuple[PhasePlan, ...], span: Span | None) -> None:
        self.of = of
        self.phases = phases
        self.span = span
        # phases that only change how well a use is served leave the way on to credits and prices open
        self.decisive = any(phase.action not in ("slow", "ask") for phase in phases)


class PoolPlan:
    """All grants of one credit, or of one metric. What is sold shares one namespace, so pools are found by name."""

    __slots__ = ("grants", "label", "of", "span")

    def __init__(self, of: Ref, label: str, grants: tuple[GrantPlan, ...], span: Span | None) -> None:
        self.of = of
        self.label = label
        self.grants = grants
        self.span = span


class PricePlan:
    """One usage price, compiled. Compared by identity."""

    __slots__ = ("factor", "maximum", "minimum", "price", "schedule")

    def __init__(
        self,
        price: UsagePrice,
        schedule: Schedule | None,
        factor: Value | None,
        minimum: Value | None,
        maximum: Value | None,
    ) -> None:
        self.price = price
        self.schedule = schedule
        self.factor = factor
        self.minimum = minimum
        self.maximum = maximum


class LimitPlan(Record):
    """At most `quantity` (for each `per`) of a metric or credit: `windows` windows of it in one stretch of metering."""

    of: Ref
    quantity: Value
    per: Ref | None
    windows: int
    window: Period | None
    rolling: bool
    action: str
    target: str | None
    span: Span | None


class Cell:
    """How a use of a metric with certain attributes is met, in order: limits, its own allowance, the phases after it,
    wallets (with the credits that a unit burns, and the phases after each), prices. Compared by identity."""

    __slots__ = (
        "attributes",
        "chain",
        "label",
        "limits",
        "metric",
        "offered",
        "order",
        "own",
        "prices",
        "ref",
        "soft",
        "span",
        "wallets",
    )

    def __init__(self, metric: str, label: str, order: int, attributes: Conditions, span: Span | None) -> None:
        self.metric = metric
        self.label = label
        self.order = order
        self.attributes = attributes
        self.span = span
        self.ref = Ref("metric", metric)
        self.offered = True
        self.own: str | None = None
        self.chain: Chain | None = None  # decisive phases of its own allowance
        self.soft: Chain | None = None  # phases that only slow or ask
        self.wallets: tuple[tuple[str, Value, Chain | None], ...] = ()
        self.prices: tuple[PricePlan, ...] = ()
        self.limits: tuple[LimitPlan, ...] = ()


class Tariff:
    """Everything that bills of one tier, currency, interval, date and kind of customer have in common.

    `metering` is what usage is metered by (None: once), `stretches` how many of it the interval holds, `scale` how
    many of them are rated together (1 where uses have dates). `cells` are made when first used.
    """

    def __init__(self, tier: Tier, kind: Kind, currency: str, interval: Period | None) -> None:
        self.tier = tier
        self.kind = kind
        self.zero: Value = kind(0)
        self.currency = currency
        self.interval = interval
        self.metering: Period | None = interval
        self.stretches = 1
        self.scale = 1
        self.up_front = False
        self.fees: tuple[FeePlan, ...] = ()
        self.free_span: Span | None = None
        self.pools: dict[str, PoolPlan] = {}
        self.chains: dict[str, list[tuple[GrantPlan, Chain]]] = {}
        self.prices: dict[str, list[PricePlan]] = {}
        self.burns: dict[str, list[tuple[Conditions, str, Value]]] = {}
        self.limits: dict[str, list[LimitPlan]] = {}
        self.packages: dict[str, Package] = {}
        self.discounts: tuple[Discount, ...] = ()
        self.minimums: tuple[tuple[Minimum, Value], ...] = ()
        self.commitment: Commitment | None = None
        self.seat_ranges: dict[str, SeatRange] = {}
        self.seat_kinds: tuple[str, ...] = ()
        self.cells: dict[tuple[str, Conditions], Cell] = {}
        self.labels: dict[str, str] = {}
        self.notices: tuple[str, ...] = ()

    def number(self, value: Decimal | int) -> Value:
        """A number of the tariff's kind."""
        return self.kind(value)
