"""Prices: fees, unit prices, bands."""

from __future__ import annotations

from pricelang.syntax.nodes.clauses import Keys, Tails, When
from pricelang.syntax.nodes.literals import Factor, Money, Name, Number, Percent, Word
from pricelang.syntax.nodes.node import Node


class PriceFree(Node):
    """`price free`."""

    tails: Tails


class PriceCustom(Node):
    """`price custom from $20_000 per year`."""

    lowest: Fee | None
    tails: Tails


class PriceFees(Node):
    """`price $20 per month or $192 per year`."""

    fees: Fees
    when: When | None
    tails: Tails


class PriceFrom(Node):
    """`price from $25 per month`."""

    fees: Fees
    when: When | None
    tails: Tails


class PriceUnits(Node):
    """`price $0.99 per resolution`."""

    alternatives: tuple[UnitPrice, ...]
    bounds: Bounds | BoundsUpTo | None
    when: When | None
    tails: Tails


class PriceFactor(Node):
    """`price 1.25x plan rate per task`."""

    factor: Factor
    metric: Name
    when: When | None
    tails: Tails


class PricePercent(Node):
    """`price 2.9% of sale`."""

    percent: Percent
    metric: Name
    bounds: Bounds | BoundsUpTo | None
    when: When | None
    tails: Tails


class PriceBands(Node):
    """`price per event graduated { ... }`."""

    metric: Name
    bands: Graduated | Volume
    bounds: Bounds | BoundsUpTo | None
    when: When | None
    tails: Tails


class PriceTable(Node):
    """`price per 1M input by model { ... }`."""

    per: Number | None
    metric: Name
    attributes: tuple[Name, ...]
    rows: tuple[PriceRow, ...]
    tails: Tails


class PriceRow(Node):
    """`gpt_5 $1.25`."""

    keys: Keys
    amount: Money


class FeeFlat(Node):
    """`$20 per month`."""

    amount: Money
    period: Word


class FeePer(Node):
    """`$20 per seat per month`."""

    amount: Money
    block: BlockSize | None
    per: Name
    period: Word


class FeeOnce(Node):
    """`$45 once`."""

    amount: Money


class FeePerOnce(Node):
    """`$100 per seat once`."""

    amount: Money
    block: BlockSize | None
    per: Name


class FeeBands(Node):
    """`per seat per month graduated { ... }`."""

    per: Name
    period: Word
    bands: Graduated | Volume


class UnitPrice(Node):
    """`$10 per started 1_000 events`."""

    amount: Money
    block: BlockSize | None
    metric: Name


class BlockSize(Node):
    """`started 1_000`."""

    started: Started | None
    size: Number


class Started(Node):
    """`started`."""


class Bounds(Node):
    """`at least $0.30 up to $50`."""

    least: Money
    most: Money | None


class BoundsUpTo(Node):
    """`up to $50`."""

    most: Money


class Graduated(Node):
    """`graduated { ... }`."""

    bands: tuple[BandFirst | BandNext | BandRest, ...]


class Volume(Node):
    """`volume { ... }`."""

    bands: tuple[BandUpTo | BandAbove, ...]


class BandFirst(Node):
    """`first 10k free`."""

    width: Number
    price: BandPrice


class BandNext(Node):
    """`next 90k at $0.002`."""

    width: Number
    price: BandPrice


class BandRest(Node):
    """`rest at $0.0015`."""

    price: BandPrice


class BandUpTo(Node):
    """`up to 10k at $0.01`."""

    edge: Number
    price: BandPrice


class BandAbove(Node):
    """`above at $0.008`."""

    price: BandPrice


class BandFree(Node):
    """`free`."""


class BandUnit(Node):
    """`$0.05 each plus $10 flat`."""

    amount: Money
    each: Each | None
    flat: Flat | None


class Each(Node):
    """`each`."""


class BandBlock(Node):
    """`$1 per started 10`."""

    amount: Money
    block: BlockSize
    flat: Flat | None


class BandPercent(Node):
    """`1% plus $200 flat`."""

    percent: Percent
    flat: Flat | None


class Flat(Node):
    """`$10 flat`."""

    amount: Money
    when_used: WhenUsed | None


class WhenUsed(Node):
    """`when used`."""


Fee = FeeFlat | FeePer | FeeOnce | FeePerOnce | FeeBands
Fees = tuple[Fee, ...]
BandRate = BandUnit | BandBlock | BandPercent | Flat
BandPrice = BandFree | tuple[BandRate, ...]
Price = (
    PriceFree | PriceCustom | PriceFees | PriceFrom | PriceUnits | PriceFactor | PricePercent | PriceBands | PriceTable
)
