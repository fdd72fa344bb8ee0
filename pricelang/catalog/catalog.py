"""The catalog: what a product's prices mean. The narrow waist of the house.

Every reader of a pricing (rules, rating, targets, changes) sees this and nothing before it. It is immutable, exact
(decimals from the source text), complete (names are resolved, tiers have taken over what they extend, defaults are
written out) and free of syntax. Each value keeps the `span` that it came from, so that a reader can answer at the line
that asked; a span takes no part in comparisons and is None in a catalog that was read back from JSON. A value that a
tier took over names that tier in `inherited`.
"""

from __future__ import annotations

from datetime import date
from decimal import Decimal

from pricelang.catalog.charges import Allowance, Limit, Note, Price, Size
from pricelang.catalog.goods import (
    Alert,
    Boundless,
    Burn,
    CostFormula,
    CostTerm,
    Credit,
    Event,
    Feature,
    FeatureGrant,
    FeatureValue,
    Metric,
    Number,
    Outcome,
    Package,
    PackageGrant,
    Rounding,
    SeatKind,
    Text,
)
from pricelang.catalog.money import Money
from pricelang.catalog.period import Period
from pricelang.catalog.product import Cohort, Cost, CostRate, Pays, Persona, Product, Region, Review, Uses
from pricelang.catalog.quantity import Condition, Quantity, Ref
from pricelang.record import Record
from pricelang.source import Span

__all__ = [
    "Alert",
    "Boundless",
    "Burn",
    "Catalog",
    "Cohort",
    "Commitment",
    "Cost",
    "CostFormula",
    "CostRate",
    "CostTerm",
    "Credit",
    "Discount",
    "Event",
    "Example",
    "Feature",
    "FeatureGrant",
    "FeatureValue",
    "Invoicing",
    "Ladder",
    "Metric",
    "Minimum",
    "Number",
    "Outcome",
    "Package",
    "PackageGrant",
    "Pays",
    "Persona",
    "Product",
    "Purchase",
    "Region",
    "Review",
    "Rounding",
    "SeatCount",
    "SeatKind",
    "SeatRange",
    "Text",
    "Tier",
    "Trial",
    "Use",
    "Uses",
]


class Ladder(Record):
    """A family of tiers, lowest first. A file that declares none has one with all its tiers in file order."""

    name: str
    label: str
    tiers: tuple[str, ...]
    span: Span | None = None


class SeatRange(Record):
    """How many seats of a kind are sold; `maximum` None is no bound."""

    kind: str
    minimum: int = 1
    maximum: int | None = None
    inherited: str | None = None
    span: Span | None = None


class Trial(Record):
    """A free start; `of` and `quantity` are what it grants, where that is not the tier's own allowance."""

    length: Period
    of: Ref | None = None
    quantity: Quantity | None = None
    notes: tuple[Note, ...] = ()
    span: Span | None = None


class Commitment(Record):
    """At least this much is paid each period; usage beyond it costs `factor` times its list rate (None: the same)."""

    amount: Money
    period: Period
    factor: Decimal | None = None
    inherited: str | None = None
    span: Span | None = None


class Minimum(Record):
    """The charges of `on` (None: of the whole bill) are raised to this much each period."""

    amount: Money
    period: Period
    on: Ref | None = None
    inherited: str | None = None
    span: Span | None = None


class Invoicing(Record):
    """An invoice is also written when this much is owed: an amount, or a multiple of the tier's price."""

    amount: Money | None = None
    price_multiple: Decimal | None = None
    inherited: str | None = None
    span: Span | None = None


class Tier(Record):
    """A plan, with everything it took over from the tier it `extends`."""

    name: str
    label: str
    was: str | None = None
    extends: str | None = None
    recommended: bool = False
    unlisted: bool = False
    personas: tuple[str, ...] = ()
    prices: tuple[Price, ...] = ()
    packages: tuple[PackageGrant, ...] = ()
    features: tuple[FeatureGrant, ...] = ()
    allowances: tuple[Allowance, ...] = ()
    limits: tuple[Limit, ...] = ()
    alerts: tuple[Alert, ...] = ()
    seats: tuple[SeatRange, ...] = ()
    trial: Trial | None = None
    commitment: Commitment | None = None
    minimums: tuple[Minimum, ...] = ()
    invoicing: Invoicing | None = None
    sizes: tuple[Size, ...] = ()
    retired: date | None = None
    becomes: str | None = None
    notes: tuple[Note, ...] = ()
    span: Span | None = None


class Discount(Record):
    """Less to pay: `percent` or `amount` off (of `on`, else of the whole bill), or `free` for a time.

    `stacks`: with every other discount, or with those in `stacks_with` only.
    """

    name: str
    label: str
    percent: Decimal | None = None
    amount: Money | None = None
    free: Period | None = None
    on: tuple[Ref, ...] = ()
    available_on: tuple[str, ...] = ()
    lasts: Period | None = None
    code: str | None = None
    start: date | None = None
    until: date | None = None
    cohort: str | None = None
    existing_customers: bool = False
    seats_at_least: int | None = None
    stacks: bool = False
    stacks_with: tuple[str, ...] = ()
    notes: tuple[Note, ...] = ()
    span: Span | None = None


class SeatCount(Record):
    """So many seats of a kind."""

    kind: str
    count: int


class Purchase(Record):
    """So many of a package."""

    package: str
    quantity: int


class Use(Record):
    """So much of a metric, with these attribute values."""

    metric: str
    quantity: Decimal
    attributes: tuple[Condition, ...] = ()
    span: Span | None = None


class Example(Record):
    """A usage and its bill. It is a test of the file, and it prints on the page. `overage` False: what needs to be
    enabled is not; `budget`: the customer's own ceiling."""

    title: str
    tier: str
    interval: Period | None
    total: Money | None
    seats: tuple[SeatCount, ...] = ()
    buys: tuple[Purchase, ...] = ()
    uses: tuple[Use, ...] = ()
    discounts: tuple[str, ...] = ()
    overage: bool = True
    budget: Money | None = None
    cohort: str | None = None
    region: str | None = None
    on: date | None = None
    notes: tuple[Note, ...] = ()
    span: Span | None = None
    total_span: Span | None = None

    __ignored__ = frozenset({"span", "total_span"})


class Catalog(Record):
    """Everything that a project declares, each kind in the order of the files. `product` is None for files that only
    share declarations."""

    product: Product | None = None
    costs: tuple[Cost, ...] = ()
    personas: tuple[Persona, ...] = ()
    cohorts: tuple[Cohort, ...] = ()
    regions: tuple[Region, ...] = ()
    metrics: tuple[Metric, ...] = ()
    seats: tuple[SeatKind, ...] = ()
    credits: tuple[Credit, ...] = ()
    features: tuple[Feature, ...] = ()
    packages: tuple[Package, ...] = ()
    ladders: tuple[Ladder, ...] = ()
    tiers: tuple[Tier, ...] = ()
    discounts: tuple[Discount, ...] = ()
    examples: tuple[Example, ...] = ()
    notes: tuple[Note, ...] = ()
