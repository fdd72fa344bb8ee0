"""Numbers, quantities, dates, lengths of time, windows and conditions, each checked where it stands."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date
from decimal import Context, Decimal
from math import gcd
from typing import cast

from pricelang.catalog.period import MONTH, YEAR, Period, Unit, Window
from pricelang.catalog.quantity import (
    AtLeast,
    Between,
    Condition,
    Conditions,
    Exactly,
    Quantity,
    TimesTier,
    Unlimited,
    Unpublished,
)
from pricelang.lowering.resolve import TIER, text
from pricelang.lowering.scope import Scope
from pricelang.syntax import nodes

EXACT = Context(prec=10_000)  # sums of written numbers never come near it

_ONE_OF: dict[str, Period] = {
    "second": Period(1, "second"),
    "minute": Period(1, "minute"),
    "hour": Period(1, "hour"),
    "day": Period(1, "day"),
    "week": Period(1, "week"),
    "month": MONTH,
    "quarter": Period(1, "quarter"),
    "year": YEAR,
}
_BILLING = {word: Window("billing", period) for word, period in _ONE_OF.items()}
_CALENDAR = {word: Window("calendar", period) for word, period in _ONE_OF.items()}


def period(word: nodes.Word) -> Period:
    """One `month`; a plural counts as one too."""
    return _ONE_OF[word.text.removesuffix("s")]


def positive(scope: Scope, node: nodes.Number | nodes.Factor, what: str, *, zero: bool = False) -> Decimal | None:
    """A number above zero (or from zero on); None, and a report, if it is below."""
    value = node.value
    if value > 0 or (zero and not value):
        return value
    not_positive(scope, node, what, zero)
    return None


def not_positive(scope: Scope, node: nodes.Node, what: str, zero: bool, helps: tuple[str, ...] = ()) -> None:
    """Report a number that is zero or below where it cannot be."""
    least = "cannot be below zero" if zero else "must be above zero"
    scope.error("not-positive", f"{what} {least}", node, helps=helps)


def whole(scope: Scope, node: nodes.Number, what: str) -> int | None:
    """A count of things that come whole, at least one."""
    value = node.value
    if value > 0 and value == int(value):
        return int(value)
    if value <= 0:
        not_positive(scope, node, what, False)
    else:
        near = f"write {int(value)} or {int(value) + 1}" if value > 1 else "write 1"
        scope.error("not-whole", f"{what} must be whole", node, helps=(near,))
    return None


def percent(
    scope: Scope, node: nodes.Percent, what: str, *, most: int | None = 100, zero: bool = False
) -> Decimal | None:
    """A share above zero (or from zero on) and up to `most` percent."""
    value = node.value
    if value < 0 or not (value or zero):
        not_positive(scope, node, what, zero)
        return None
    if most is not None and value > most:
        scope.error("wrong-value", f"{what} cannot be above {most}%", node)
        return None
    return value


def quantity(scope: Scope, node: nodes.Quantity, what: str) -> Quantity | None:
    """How much, exactly or as far as the vendor says; zero is a quantity, less is not."""
    kind = type(node)
    if kind is nodes.Exactly:
        value = positive(scope, cast(nodes.Exactly, node).value, what, zero=True)
        return None if value is None else Exactly(value)
    if isinstance(node, nodes.Unlimited):
        return Unlimited()
    if isinstance(node, nodes.AtLeast):
        value = positive(scope, node.value, what, zero=True)
        return None if value is None else AtLeast(value)
    if isinstance(node, nodes.Between):
        low = positive(scope, node.low, what, zero=True)
        if low is None:
            return None
        if node.high.value <= low:
            scope.error("wrong-value", "the upper end of a range must be above the lower end", node)
            return None
        return Between(low, node.high.value)
    if isinstance(node, nodes.TimesTier):
        factor = positive(scope, node.factor, what)
        tier = text(scope, node.tier, TIER)
        return None if factor is None or tier is None else TimesTier(factor, tier)
    return Unpublished()


def duration(scope: Scope, node: nodes.Duration) -> Period | None:
    """A length of time: a whole number of units, at least one."""
    word = node.unit.text.removesuffix("s")
    return _length(scope, node.quantity, word)


def _length(scope: Scope, count: nodes.Number, word: str) -> Period | None:
    if count.value == 1:
        return _ONE_OF[word]
    number = whole(scope, count, f"a number of {word}s")
    return None if number is None else Period(number, cast(Unit, word))


def length(scope: Scope, count: nodes.Number, unit: nodes.Word) -> Period | None:
    """A length of time that is written as a number and a unit apart."""
    return _length(scope, count, unit.text.removesuffix("s"))


def day(scope: Scope, node: nodes.Date) -> date | None:
    """A day of the calendar; None, and a report, if there is no such day."""
    try:
        return date.fromisoformat(node.value)
    except ValueError:
        from calendar import monthrange  # only where there is something to explain

        year, month, _ = (int(part) for part in node.value.split("-"))
        exists = 1 <= month <= 12 and year >= 1
        last = f"{year:04}-{month:02}-{monthrange(year, month)[1]}" if exists else ""
        scope.error(
            "bad-date",
            f"there is no day `{node.value}`",
            node,
            helps=(f"the last day of that month is {last}" if exists else "write year, month and day: 2026-12-01",),
        )
        return None


def in_order(scope: Scope, start: nodes.Date | None, until: nodes.Date | None) -> bool:
    """Whether a span of dates has any day in it; reported if not."""
    if start is None or until is None or start.value < until.value:
        return True
    when = "on the day on which" if start.value == until.value else "before"
    scope.error(
        "dates-out-of-order",
        f"this ends {when} it starts",
        until,
        "ends here",
        related=(scope.label(start, "starts here"),),
        notes=("`until` names the first day on which it no longer holds",) if start.value == until.value else (),
    )
    return False


def window(scope: Scope, node: nodes.Window) -> Window | None:
    """When a count starts again; `per month` counts from the billing date."""
    if isinstance(node, nodes.WindowPeriod):
        return _BILLING[node.period.text]
    if isinstance(node, nodes.WindowCalendar):
        return _CALENDAR[node.period.text]
    span = duration(scope, node.length)
    if span is None:
        return None
    if isinstance(node, nodes.WindowRolling):
        return Window("rolling", span)
    return Window("first_use" if isinstance(node, nodes.WindowFirstUse) else "billing", span)


def conditions(scope: Scope, when: nodes.When | None, subject: str) -> Conditions:
    """The conditions of a row; they make their attributes and values known for the subject (a metric, `cost x`)."""
    if when is None:
        return ()
    made: dict[str, tuple[Condition, nodes.Condition]] = {}
    for node in when.conditions:
        attribute = node.attribute.text
        condition = condition_of(scope, subject, attribute, [key_text(key) for key in node.keys])
        if attribute in made:
            scope.error(
                "duplicate-clause",
                f"`{attribute}` is asked for twice in one condition",
                node,
                related=(scope.label(made[attribute][1], "first here"),),
                helps=(f"write the values that fit after one another: `{attribute} is ... or ...`",),
                about=attribute,
            )
        else:
            made[attribute] = condition, node
    return tuple(condition for condition, _ in made.values())


def condition_of(scope: Scope, subject: str, attribute: str, values: Iterable[str]) -> Condition:
    """One condition, made known for its subject."""
    distinct = tuple(dict.fromkeys(values))
    scope.attributes.setdefault(subject, {}).setdefault(attribute, set()).update(distinct)
    return Condition(attribute, distinct)


def key_text(key: nodes.Name | nodes.Text) -> str:
    """The value of a row's key, as a name or a string."""
    return key.text if isinstance(key, nodes.Name) else key.value


def quotient(dividend: Decimal, divisor: Decimal) -> Decimal | None:
    """What a division gives, if a decimal can hold it exactly."""
    over, under = dividend.as_integer_ratio(), divisor.as_integer_ratio()
    numerator, denominator = over[0] * under[1], over[1] * under[0]
    common = gcd(numerator, denominator)
    numerator, denominator = numerator // common, denominator // common
    rest, places = denominator, 0
    for prime in (2, 5):
        count = 0
        while rest % prime == 0:
            rest //= prime
            count += 1
        places = max(places, count)
    if rest != 1:
        return None
    digits = numerator * 10**places // denominator
    return Decimal((digits < 0, tuple(int(digit) for digit in str(abs(digits))), -places))
