"""Declarations: the product, its costs, buyers, metrics, credits, features and packages."""

from __future__ import annotations

from pricelang.syntax.nodes.clauses import Body, Keys, Quantity, When
from pricelang.syntax.nodes.literals import Code3, Date, Duration, Money, Name, Number, Percent, Text, Word
from pricelang.syntax.nodes.node import Node


class Import(Node):
    """`import "costs.price"`."""

    path: Text


class Product(Node):
    """`product NAME { ... }`."""

    name: Name
    label: Text | None
    body: Body


class Audience(Node):
    """`audience b2b, developer`."""

    words: tuple[Word, ...]


class Stage(Node):
    """`stage growth`."""

    word: Word


class Currency(Node):
    """`currency USD, EUR`."""

    codes: tuple[Code3, ...]


class Effective(Node):
    """`effective DATE`."""

    date: Date


class Reviewed(Node):
    """`reviewed DATE, every 3 months, by "..."`."""

    date: Date
    every: Duration | None
    by: Text | None


class Margin(Node):
    """`margin at least 70%`."""

    percent: Percent


class Exchange(Node):
    """`exchange €1 at $1.08`."""

    source: Money
    target: Money
    date: Date | None


class Cost(Node):
    """`cost NAME { ... }`."""

    name: Name
    label: Text | None
    body: Body


class CostRate(Node):
    """`rate $0.25 per 1M input`."""

    amount: Money
    per: Number | None
    unit: Name
    above: Above | None
    when: When | None


class Above(Node):
    """`above 200k input`."""

    quantity: Number
    unit: Name


class Source(Node):
    """`source genai_prices "openai:gpt-5-mini"`."""

    provider: Name
    model: Text


class AsOf(Node):
    """`as_of DATE`."""

    date: Date


class Persona(Node):
    """`persona NAME { ... }`."""

    name: Name
    label: Text | None
    body: Body | None


class Share(Node):
    """`share 70%`."""

    percent: Percent


class PersonaSeats(Node):
    """`seats 3`."""

    count: Number


class Pays(Node):
    """`pays up to $25 per month`."""

    amount: Money
    per: Name | None
    period: Word


class Uses(Node):
    """`uses 60 drafts typical, 400 heavy`."""

    typical: Number
    metric: Name
    per: Name | None
    heavy: Number | None


class Retains(Node):
    """`retains no`."""

    word: Word


class Cohort(Node):
    """`cohort NAME "..."`."""

    name: Name
    label: Text


class Region(Node):
    """`region NAME`."""

    name: Name
    label: Text | None


class Metric(Node):
    """`metric NAME { ... }`."""

    name: Name
    was: Was | None
    label: Text | None
    body: Body | None


class Was(Node):
    """`was OLD`."""

    name: Name


class Charged(Node):
    """`charged by task`."""

    by: Word


class Unit(Node):
    """`unit "GB"`."""

    unit: Text | Code3


class MetricCost(Node):
    """`costs 6k model.input + 1 upkeep.check`."""

    terms: tuple[CostTerm, ...]
    when: When | None


class CostTerm(Node):
    """`6k model.input`."""

    quantity: Number
    cost: Name
    unit: Name


class Worth(Node):
    """`worth $1.20`."""

    amount: Money


class Event(Node):
    """`event sum "tokens" of "count"`."""

    aggregation: Word
    name: Text
    property: Text | None


class Rounds(Node):
    """`rounds up to 6 seconds`."""

    quantity: Number
    unit: Word
    least: RoundsLeast | None


class RoundsLeast(Node):
    """`at least 30 seconds per call`."""

    quantity: Number
    unit: Word
    per: Name


class Counts(Node):
    """`counts when "..."`."""

    when: Text


class Within(Node):
    """`within 24 hours`."""

    length: Duration


class Excludes(Node):
    """`excludes "greetings"`."""

    what: tuple[Text, ...]


class Reverses(Node):
    """`reverses when "..."`."""

    when: Text
    within: Duration | None


class OncePer(Node):
    """`once per conversation`."""

    name: Name


class Succeeds(Node):
    """`succeeds 55%`."""

    percent: Percent


class Seat(Node):
    """`seat editor "Editor"`."""

    name: Name
    was: Was | None
    label: Text | None


class Credit(Node):
    """`credit NAME { ... }`."""

    name: Name
    was: Was | None
    label: Text | None
    body: Body | None


class Burns(Node):
    """`burns 8 per image`."""

    quantity: Quantity
    per: Number | None
    metric: Name
    when: When | None


class BurnsTable(Node):
    """`burns per 1M input by model { ... }`."""

    per: Number | None
    metric: Name
    attributes: tuple[Name, ...]
    rows: tuple[RateRow, ...]
    when: When | None


class RateRow(Node):
    """`gpt_5, gpt_5_mini 125`."""

    keys: Keys
    quantity: Quantity


class Draws(Node):
    """`draws soonest expiring, included`."""

    sources: tuple[SoonestExpiring | Name, ...]


class SoonestExpiring(Node):
    """`soonest expiring`."""


class Feature(Node):
    """`feature NAME "..." number`."""

    name: Name
    was: Was | None
    label: Text | None
    type: FeatureText | FeatureNumber | FeatureLower | None


class FeatureText(Node):
    """`text`."""


class FeatureNumber(Node):
    """`number`."""


class FeatureLower(Node):
    """`number, lower is better`."""


class Package(Node):
    """`package NAME "..." addon { ... }`."""

    name: Name
    was: Was | None
    label: Text | None
    kind: Word
    body: Body | None


class Vision(Node):
    """`vision mission_critical`."""

    word: Word


class Offers(Node):
    """`offers draft, image`."""

    names: tuple[Name, ...]


class Available(Node):
    """`available on pro, studio`."""

    names: tuple[Name, ...]


class Needs(Node):
    """`needs other`."""

    names: tuple[Name, ...]


class NotWith(Node):
    """`not with other`."""

    names: tuple[Name, ...]


class Ladder(Node):
    """`ladder plans "Plans" free, pro`."""

    name: Name
    label: Text | None
    tiers: tuple[Name, ...]
