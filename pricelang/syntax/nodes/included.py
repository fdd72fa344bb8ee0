"""What is included, and what happens after it."""

from __future__ import annotations

from pricelang.syntax.nodes.clauses import Per, Quantity, Tail, Window
from pricelang.syntax.nodes.literals import Duration, Factor, Money, Name, Number, Percent, Text, Word
from pricelang.syntax.nodes.node import Node
from pricelang.syntax.nodes.prices import BlockSize, Graduated, Volume


class Includes(Node):
    """`includes sso, history "90 days"`."""

    items: tuple[Inclusion | Tail, ...]


class Inclusion(Node):
    """`history "90 days"`."""

    name: Name
    value: Text | ValueUnlimited | Duration | Number | None


class ValueUnlimited(Node):
    """`unlimited`."""


class Allowance(Node):
    """`includes 500 ai per month, then block`."""

    quantity: Quantity
    of: Name
    pers: tuple[Per, ...]
    cap: GrantCap | None
    clauses: tuple[Clause, ...]


class MoneyAllowance(Node):
    """`includes $20 of usage`."""

    at_least: AtLeastSign | None
    amount: Money
    of: Name
    pers: tuple[Per, ...]
    cap: GrantCap | None
    clauses: tuple[Clause, ...]


class AtLeastSign(Node):
    """`at least`."""


class GrantCap(Node):
    """`up to 30 per month`."""

    quantity: Quantity
    window: Window


class Pooled(Node):
    """`pooled`."""


class Then(Node):
    """`then block`."""

    phase: PhaseRate | PhaseAction | PhaseFallback | PhaseUpgrade


class ExpiresAfter(Node):
    """`expires 12 months after purchase`."""

    length: Duration


class NeverExpires(Node):
    """`never expires`."""


class OnlyFor(Node):
    """`only for draft and image`."""

    names: tuple[Name, ...]


class AsPool(Node):
    """`as flex`."""

    name: Name


class MayChange(Node):
    """`may change`."""


class FairUse(Node):
    """`fair use of 1_000 per month`."""

    quantity: Quantity | None
    window: Window | None


class PhaseRate(Node):
    """`$0.05 each up to $200 per month if enabled`."""

    rates: tuple[Rate, ...]
    ceiling: Ceiling | None
    if_enabled: IfEnabled | None


class IfEnabled(Node):
    """`if enabled`."""


class PhaseAction(Node):
    """`block`."""

    word: Word


class PhaseFallback(Node):
    """`fallback to slow_image`."""

    to: Name


class PhaseUpgrade(Node):
    """`upgrade to studio`."""

    to: Name


class RateEach(Node):
    """`$0.05 each`."""

    amount: Money


class RateBlock(Node):
    """`$10 per 1_000`."""

    amount: Money
    block: BlockSize


class RatePercent(Node):
    """`1.3%`."""

    percent: Percent


class PlanRate(Node):
    """`1.25x plan rate`."""

    factor: Factor


class CreditsEach(Node):
    """`8 ai each`."""

    quantity: Number
    credit: Name


class CeilingBudget(Node):
    """`budget of $200 per month`."""

    amount: Money | None
    period: Word | None


class CeilingMoney(Node):
    """`$200 per month`."""

    amount: Money
    period: Word


class CeilingFactor(Node):
    """`3x included`."""

    factor: Factor


class CeilingQuantity(Node):
    """`1_000 ai per month`."""

    quantity: Number
    of: Name | None
    window: Window | None


class Unused(Node):
    """`unused expires`."""

    fate: FateExpires | FateRollsOver


class FateExpires(Node):
    """`expires`."""


class FateRollsOver(Node):
    """`rolls over to a balance of 2x for 1 month`."""

    balance: Factor | Number | None
    lasts: Duration | None


Clause = Tail | Pooled | Then | Unused | ExpiresAfter | NeverExpires | OnlyFor | AsPool | MayChange | FairUse
Rate = RateEach | RateBlock | RatePercent | PlanRate | CreditsEach | Graduated | Volume
Ceiling = CeilingBudget | CeilingMoney | CeilingFactor | CeilingQuantity
