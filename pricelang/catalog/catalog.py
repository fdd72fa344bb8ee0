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
from typing import Literal

from pricelang.catalog.charges import Allowance, Limit, Note, Price, Size, Unused
from pricelang.catalog.money import Exchange, Money
from pricelang.catalog.period import Period
from pricelang.catalog.quantity import Condition, Conditions, Quantity, Ref
from pricelang.record import Record
from pricelang.source import Span


class Review(Record):
    """When the prices were last looked at, how often they are, and by whom."""

    on: date
    every: Period | None = None
    by: str | None = None
    span: Span | None = None


class Product(Record):
    """What is sold, to whom, in which currencies (the first one is meant where none is said); `margin` is the floor, in
    percent, that the linter proves."""

    name: str
    label: str
    audiences: tuple[Literal["b2b", "prosumer", "developer", "consumer"], ...] = ()
    stage: Literal["beta", "launch", "growth", "mature"] | None = None
    currencies: tuple[str, ...] = ()
    effective: date | None = None
    review: Review | None = None
    margin: Decimal | None = None
    exchanges: tuple[Exchange, ...] = ()
    notes: tuple[Note, ...] = ()
    span: Span | None = None


class CostRate(Record):
    """What the seller pays: `amount` for each `per` units; above `threshold` of `threshold_unit` in one request, where
    the provider prices the whole request by its size."""

    amount: Money
    unit: str
    per: Decimal = Decimal(1)
    threshold: Decimal | None = None
    threshold_unit: str | None = None
    when: Conditions = ()
    span: Span | None = None


class Cost(Record):
    """A thing that the seller pays for, by unit; `provider` and `model` name it in a public price list."""

    name: str
    label: str
    rates: tuple[CostRate, ...] = ()
    provider: str | None = None
    model: str | None = None
    as_of: date | None = None
    notes: tuple[Note, ...] = ()
    span: Span | None = None


class Pays(Record):
    """What somebody would pay at most, per seat or in all, each period."""

    amount: Money
    period: Period
    per: Ref | None = None
    span: Span | None = None


class Uses(Record):
    """How much of a metric a persona uses in a month: the median, and the 99th percentile."""

    metric: str
    typical: Decimal
    heavy: Decimal | None = None
    per: Ref | None = None
    span: Span | None = None


class Persona(Record):
    """A kind of buyer; `share` of the customers in percent; one that `retains` not is left out of decisions."""

    name: str
    label: str
    share: Decimal | None = None
    seats: int | None = None
    pays: Pays | None = None
    uses: tuple[Uses, ...] = ()
    retains: bool = True
    notes: tuple[Note, ...] = ()
    span: Span | None = None


class Cohort(Record):
    """A group of customers that a price or a discount may be for."""

    name: str
    label: str
    span: Span | None = None


class Region(Record):
    """A part of the world that a price may be for."""

    name: str
    label: str
    span: Span | None = None


class CostTerm(Record):
    """So many units of a cost."""

    quantity: Decimal
    cost: str
    unit: str


class CostFormula(Record):
    """What one unit of a metric costs to serve: the sum of its terms; formulas of one metric without conditions, or with
    the same ones, add up, and a more specific one replaces a less specific one."""

    terms: tuple[CostTerm, ...]
    when: Conditions = ()
    span: Span | None = None


class Event(Record):
    """How usage arrives: events of this name, counted, or a property of them summed, its maximum, last or unique
    values."""

    aggregation: Literal["count", "sum", "max", "last", "unique"]
    name: str
    property: str | None = None
    span: Span | None = None


class Rounding(Record):
    """Each use is rounded up to whole steps of `step`, and to at least `least` per `per`."""

    step: Period
    least: Period | None = None
    per: str | None = None
    span: Span | None = None


class Outcome(Record):
    """What an outcome is: when it counts, within which time, what never counts, and what takes it back."""

    counts_when: str | None = None
    within: Period | None = None
    excludes: tuple[str, ...] = ()
    reverses_when: str | None = None
    reverses_within: Period | None = None
    once_per: str | None = None
    succeeds: Decimal | None = None


class Metric(Record):
    """Something counted. `unit` is how its quantity is written; `currency` is set where it counts money. `worth` is its
    value to a customer, the ceiling of its price."""

    name: str
    label: str
    charged_by: Literal["usage", "task", "outcome"] | None = None
    unit: str | None = None
    currency: str | None = None
    costs: tuple[CostFormula, ...] = ()
    worth: Money | None = None
    event: Event | None = None
    rounding: Rounding | None = None
    outcome: Outcome | None = None
    was: str | None = None
    notes: tuple[Note, ...] = ()
    span: Span | None = None


class SeatKind(Record):
    """A kind of seat. A file that declares none has one, named `seat`."""

    name: str
    label: str
    was: str | None = None
    span: Span | None = None


class Burn(Record):
    """A row of a credit's rate table: so many credits for each `per` of a metric. The most specific row that fits a use
    holds; rows of equal rank hold in the order written."""

    metric: str
    quantity: Quantity
    per: Decimal = Decimal(1)
    when: Conditions = ()
    span: Span | None = None


class Credit(Record):
    """A currency of the product's own: what it burns at, the order in which grants are drawn (`soonest_expiring`, `included`,
    `purchased`, or names of pools; empty: the default order), and what happens to what is unused."""

    name: str
    label: str
    worth: Money | None = None
    burns: tuple[Burn, ...] = ()
    draws: tuple[str, ...] = ()
    unused: Unused | None = None
    was: str | None = None
    notes: tuple[Note, ...] = ()
    span: Span | None = None


class Feature(Record):
    """Something that a tier has or has not, or has a text or a number of."""

    name: str
    label: str
    kind: Literal["flag", "text", "number"] = "flag"
    lower_is_better: bool = False
    was: str | None = None
    span: Span | None = None


class Text(Record):
    """A feature's value in words."""

    text: str


class Number(Record):
    """A feature's value as a number."""

    value: Decimal


class Boundless(Record):
    """A feature's value is "unlimited"."""


FeatureValue = Text | Number | Period | Boundless


class FeatureGrant(Record):
    """A feature that a tier or package gives; `value` is None for a plain yes."""

    feature: str
    value: FeatureValue | None = None
    inherited: str | None = None
    span: Span | None = None


class PackageGrant(Record):
    """A package that a tier includes."""

    package: str
    inherited: str | None = None
    span: Span | None = None


class Alert(Record):
    """Tell the customer when this share, in percent, of an allowance is used."""

    of: Ref
    at: tuple[Decimal, ...]
    inherited: str | None = None
    span: Span | None = None


class Package(Record):
    """How something is sold: `core` in the base product, `upgrade` to lift people to a higher tier, `addon` at a price of
    its own. `offers` are its metrics, features and credits."""

    name: str
    label: str
    kind: Literal["core", "upgrade", "addon"]
    vision: Literal["mission_critical", "nice_to_have"] | None = None
    offers: tuple[Ref, ...] = ()
    available_on: tuple[str, ...] = ()
    needs: tuple[str, ...] = ()
    not_with: tuple[str, ...] = ()
    prices: tuple[Price, ...] = ()
    allowances: tuple[Allowance, ...] = ()
    features: tuple[FeatureGrant, ...] = ()
    limits: tuple[Limit, ...] = ()
    alerts: tuple[Alert, ...] = ()
    was: str | None = None
    notes: tuple[Note, ...] = ()
    span: Span | None = None


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
    """A usage and its bill. It is a test of the file, and it prints on the page. `overage` False: what needs to be enabled
    is not; `budget`: the customer's own ceiling."""

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
